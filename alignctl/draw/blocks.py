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
    order = {kind: position for position, (kind, _) in enumerate(picture.bands)}
    layers = tuple(sorted({(box.kind, box.depth) for box in picture.boxes}, key=lambda e: (order[e[0]], e[1])))
    layer_of = {box.id: layers.index((box.kind, box.depth)) for box in picture.boxes}
    crowd = max(Counter(layer_of.values()).values(), default=0)
    sideways = len(picture.boxes) > WIDE_BOXES or crowd > WIDE_LAYER
    depths = tuple(
        WIDTH if sideways else max(plates[box.id].height for box in picture.boxes if layer_of[box.id] == layer)
        for layer in range(len(layers))
    )
    blocks = []
    for region in picture.regions:
        members = [box for box in picture.boxes if box.region == region.key]
        if not members:
            continue
        position = {box.id: index for index, box in enumerate(members)}
        edges = tuple(edge for edge in picture.edges if edge.lower in position and edge.upper in position)
        graph = Graph(
            tuple(Node(WIDTH, plates[box.id].height, layer_of[box.id]) for box in members),
            tuple((position[edge.upper], position[edge.lower]) for edge in edges),
            depths,
            sideways=sideways,
            layer_gap=92 if sideways else 64,
            node_gap=16 if sideways else 24,
        )
        blocks.append(Block(region, tuple(plates[box.id] for box in members), edges, graph))
    return tuple(blocks)


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
