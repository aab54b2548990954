"""From a picture to graphs: which way it runs, one graph for each region, every box measured.

Layers run from left to right where the picture has more than `WIDE_BOXES` boxes or one layer holds more than
`WIDE_LAYER`, for a picture of many boxes drawn downwards is many times as wide as a screen; else from top to bottom.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from alignctl.draw.layout import Graph, Layout, Node
from alignctl.draw.plates import WIDTH, Plate, make_plate
from alignctl.draw.rows import ROWS
from alignctl.views.picture import Edge, Picture, Region

WIDE_BOXES = 40
WIDE_LAYER = 5

STRIPED_GAP = 52.0
EMPTY_BAND = 12.0
"""How high a stripe is that holds nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """A region before it is placed: its plates, its links, its graph."""

    region: Region
    plates: tuple[Plate, ...]
    edges: tuple[Edge, ...]
    graph: Graph

    @property
    def framed(self) -> bool:
        """Whether the region stands apart from the main one."""
        return bool(self.region.title)


def make_blocks(picture: Picture) -> tuple[Block, ...]:
    """One block for each region that holds boxes; all have the same layers, so that these can be aligned."""
    plates = {box.id: make_plate(box) for box in picture.boxes}
    layers = layers_of(picture)
    layer_of = {box.id: layers.index((box.in_band, box.depth)) for box in picture.boxes}
    crowd = max(Counter(layer_of.values()).values(), default=0)
    sideways = not picture.striped and (len(picture.boxes) > WIDE_BOXES or crowd > WIDE_LAYER)
    members = [[plates[box.id].height for box in picture.boxes if layer_of[box.id] == n] for n in range(len(layers))]
    depths = tuple(WIDTH if sideways else max(heights, default=EMPTY_BAND) for heights in members)
    blocks = []
    for region in picture.regions:
        inside = [box for box in picture.boxes if box.region == region.key]
        if not inside:
            continue
        position = {box.id: index for index, box in enumerate(inside)}
        edges = tuple(edge for edge in picture.edges if edge.lower in position and edge.upper in position)
        graph = Graph(
            tuple(Node(WIDTH, plates[box.id].height, layer_of[box.id]) for box in inside),
            tuple((position[edge.upper], position[edge.lower]) for edge in edges),
            depths,
            sideways=sideways,
            layer_gap=92 if sideways else STRIPED_GAP if picture.striped else 64,
            node_gap=16 if sideways else 24,
        )
        blocks.append(Block(region, tuple(plates[box.id] for box in inside), edges, graph))
    return tuple(blocks)


def layers_of(picture: Picture) -> tuple[tuple[str, int], ...]:
    """Band and depth of each layer, top first; where bands are stripes, one that holds nothing has a layer too."""
    order = {band: position for position, (band, _) in enumerate(picture.bands)}
    held = {(box.in_band, box.depth) for box in picture.boxes}
    if picture.striped:
        held |= {(band, 0) for band in order}
    return tuple(sorted(held, key=lambda layer: (order[layer[0]], layer[1])))


def extent_of(block: Block, layout: Layout) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is drawn of a region; where layers run sideways, left is that of layer 0."""
    aligned = block.graph.sideways and layout.engine != ROWS
    xs: list[float] = [0.0] if aligned else []
    ys: list[float] = []
    if aligned:
        gap = block.graph.layer_gap
        xs.append(sum(block.graph.layers) + gap * (len(block.graph.layers) - 1))
    for plate, (x, y) in zip(block.plates, layout.centres, strict=True):
        xs += [x - plate.width / 2, x + plate.width / 2]
        ys += [y - plate.height / 2, y + plate.height / 2]
    for curve in layout.curves:
        for x, y in curve:
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)
