"""The whole picture with every place worked out: boxes, links, headings, regions, legend. Nothing in it is SVG.

Layers run from left to right where the picture has more than `WIDE_BOXES` boxes or one layer holds more than
`WIDE_LAYER`, for a picture of many boxes drawn downwards is many times as wide as a screen; else from top to bottom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alignctl.draw.layout import SECONDS, Graph, Layout, LayoutError, Node, Point, lay_out
from alignctl.draw.legend import LegendItem, make_legend
from alignctl.draw.plates import WIDTH, Plate, Run, make_plate
from alignctl.draw.ports import spread_heads
from alignctl.draw.text import wrap
from alignctl.views.picture import Edge, Picture, Region

WIDE_BOXES = 40
WIDE_LAYER = 5

_MARGIN = 24.0
_MIN_WIDTH = 720.0
_GUTTER = 112.0
_REGION_PAD = 16.0
_REGION_HEAD = 46.0
_REGION_GAP = 28.0


@dataclass(frozen=True, slots=True)
class PlacedPlate:
    """A plate and its top left corner."""

    plate: Plate
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """A link as a Bézier curve (1 + 3n points) from the end without to the end with the arrow."""

    edge: Edge
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The ground of a region."""

    region: Region
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything to be drawn, with places in pixels from the top left corner."""

    picture: Picture
    width: float
    height: float
    sideways: bool
    plates: tuple[PlacedPlate, ...]
    edges: tuple[PlacedEdge, ...]
    frames: tuple[Frame, ...]
    rules: tuple[Rule, ...]
    runs: tuple[Run, ...]
    legend: tuple[LegendItem, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A region before it is placed: its plates, its links, its graph."""

    region: Region
    plates: tuple[Plate, ...]
    edges: tuple[Edge, ...]
    graph: Graph


def arrange(
    pictures: Sequence[Picture], *, engine: str = "auto", seconds: float = SECONDS
) -> tuple[Scene | LayoutError, ...]:
    """Work out where everything stands, for many pictures with one start of the engine.

    A picture whose layout fails yields its error. Raises EngineMissing where there is no engine at all.
    """
    prepared = [_prepare(picture) for picture in pictures]
    graphs = [block.graph for _, blocks in prepared for block in blocks]
    layouts = iter(lay_out(graphs, engine=engine, seconds=seconds))
    scenes: list[Scene | LayoutError] = []
    for picture, (layers, blocks) in zip(pictures, prepared, strict=True):
        found = [next(layouts) for _ in blocks]
        error = next((entry for entry in found if isinstance(entry, LayoutError)), None)
        done = [entry for entry in found if isinstance(entry, Layout)]
        scenes.append(error if error is not None else _compose(picture, layers, blocks, done))
    return tuple(scenes)


def _prepare(picture: Picture) -> tuple[tuple[tuple[str, int], ...], tuple[_Block, ...]]:
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
            layer_gap=84 if sideways else 64,
            node_gap=16 if sideways else 24,
        )
        blocks.append(_Block(region, tuple(plates[box.id] for box in members), edges, graph))
    return layers, tuple(blocks)


def _compose(
    picture: Picture, layers: tuple[tuple[str, int], ...], blocks: tuple[_Block, ...], layouts: Sequence[Layout]
) -> Scene:
    sideways = blocks[0].graph.sideways if blocks else True
    extents = [_extent(block, layout) for block, layout in zip(blocks, layouts, strict=True)]
    text_width = max(_MIN_WIDTH - 2 * _MARGIN, _drawing_width(extents, blocks, sideways))
    runs, y = _set_head(picture, text_width)
    top = y + (44.0 if sideways else 12.0)

    plates: list[PlacedPlate] = []
    edges: list[PlacedEdge] = []
    frames: list[Frame] = []
    x, bottom = _MARGIN + (0.0 if sideways else _GUTTER), top
    row = top + (_REGION_HEAD if not sideways and any(block.region.title for block in blocks) else 0.0)
    cursor = top
    for block, layout, (left, upper, right, lower) in zip(blocks, layouts, extents, strict=True):
        framed = bool(block.region.title)
        if sideways:
            cursor += _REGION_HEAD if framed else 0.0
            dx, dy = x + (_REGION_PAD if _any_framed(blocks) else 0.0), cursor - upper
            cursor += lower - upper + (_REGION_PAD if framed else 0.0) + _REGION_GAP
        else:
            x += _REGION_PAD if framed else 0.0
            dx, dy = x - left, row
            x += right - left + (_REGION_PAD if framed else 0.0) + _REGION_GAP
        plates += _place_plates(block, layout, dx, dy)
        edges += _place_edges(block, layout, dx, dy)
        if framed:
            frame_x = _MARGIN if sideways else dx + left - _REGION_PAD
            frame_width = text_width if sideways else right - left + 2 * _REGION_PAD
            frame_y = upper + dy - _REGION_HEAD
            frames.append(
                Frame(block.region, frame_x, frame_y, frame_width, lower - upper + _REGION_HEAD + _REGION_PAD)
            )
            runs += _set_region_head(frames[-1])
        bottom = max(bottom, lower + dy + (_REGION_PAD if framed else 0.0))

    edges += _bridge_edges(picture, plates, edges, sideways)
    edges = _set_ends(edges, plates, sideways)
    headings, rules = _set_headings(picture, layers, plates, sideways, y + 22, text_width)
    runs += headings
    legend, bottom = make_legend(picture.legend, _MARGIN, bottom + 30, text_width)
    notes, bottom = _set_notes(picture, text_width, bottom)
    runs += notes
    return Scene(
        picture,
        round(text_width + 2 * _MARGIN),
        round(bottom + 14),
        sideways,
        tuple(plates),
        tuple(edges),
        tuple(frames),
        tuple(rules),
        tuple(runs),
        legend,
        layouts[0].engine if layouts else "",
    )


def _any_framed(blocks: Sequence[_Block]) -> bool:
    return any(block.region.title for block in blocks)


def _extent(block: _Block, layout: Layout) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is drawn of a region; where layers run sideways, left is that of layer 0."""
    xs: list[float] = [0.0] if block.graph.sideways else []
    ys: list[float] = []
    if block.graph.sideways:
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


def _drawing_width(
    extents: Sequence[tuple[float, float, float, float]], blocks: Sequence[_Block], sideways: bool
) -> float:
    pads = 2 * _REGION_PAD if _any_framed(blocks) else 0.0
    if sideways:
        return max((right - left for left, _, right, _ in extents), default=0.0) + pads
    widths = sum(right - left for left, _, right, _ in extents)
    framed = sum(1 for block in blocks if block.region.title)
    return _GUTTER + widths + framed * 2 * _REGION_PAD + max(len(blocks) - 1, 0) * _REGION_GAP


def _place_plates(block: _Block, layout: Layout, dx: float, dy: float) -> list[PlacedPlate]:
    return [
        PlacedPlate(plate, x - plate.width / 2 + dx, y - plate.height / 2 + dy)
        for plate, (x, y) in zip(block.plates, layout.centres, strict=True)
    ]


def _place_edges(block: _Block, layout: Layout, dx: float, dy: float) -> list[PlacedEdge]:
    kinds = {plate.box.id: plate.box.kind for plate in block.plates}
    placed = []
    for edge, curve in zip(block.edges, layout.curves, strict=True):
        moved = tuple((x + dx, y + dy) for x, y in curve)
        placed.append(PlacedEdge(edge, kinds[edge.lower], moved if edge.points_down else moved[::-1]))
    return placed


def _bridge_edges(
    picture: Picture, plates: Sequence[PlacedPlate], placed: Sequence[PlacedEdge], sideways: bool
) -> list[PlacedEdge]:
    """Links from one region to another, which the engine has not seen: one curve through the gap between layers."""
    known = {(entry.edge.lower, entry.edge.upper) for entry in placed}
    by_id = {entry.plate.box.id: entry for entry in plates}
    bridges = []
    for edge in picture.edges:
        if (edge.lower, edge.upper) in known:
            continue
        lower, upper = by_id[edge.lower], by_id[edge.upper]
        if sideways:
            start = (upper.x + upper.plate.width, upper.y + upper.plate.height / 2)
            end = (lower.x, lower.y + lower.plate.height / 2)
            bend = max((end[0] - start[0]) / 2, 40.0)
            points = (start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end)
        else:
            start = (upper.x + upper.plate.width / 2, upper.y + upper.plate.height)
            end = (lower.x + lower.plate.width / 2, lower.y)
            bend = max((end[1] - start[1]) / 2, 40.0)
            points = (start, (start[0], start[1] + bend), (end[0], end[1] - bend), end)
        bridges.append(PlacedEdge(edge, lower.plate.box.kind, points if edge.points_down else points[::-1]))
    return bridges


def _set_ends(edges: Sequence[PlacedEdge], plates: Sequence[PlacedPlate], sideways: bool) -> list[PlacedEdge]:
    boxes = {p.plate.box.id: (p.plate.box.kind, p.x, p.y, p.plate.width, p.plate.height) for p in plates}
    ends = [(e.edge.upper, e.edge.lower) if e.edge.points_down else (e.edge.lower, e.edge.upper) for e in edges]
    curves = spread_heads([e.points for e in edges], ends, boxes, sideways=sideways)
    return [replace(entry, points=curve) for entry, curve in zip(edges, curves, strict=True)]


def _set_head(picture: Picture, width: float) -> tuple[list[Run], float]:
    y = _MARGIN + 2
    runs: list[Run] = []
    for line in wrap(picture.title, width, 21, bold=True, max_lines=3):
        y += 17 if not runs else 26
        runs.append(Run(_MARGIN, y, line, 21, "title", bold=True))
    for line in wrap(picture.subtitle, width, 13, max_lines=3):
        y += 21
        runs.append(Run(_MARGIN, y, line, 13, "soft"))
    return runs, y


def _set_region_head(frame: Frame) -> list[Run]:
    width = frame.width - 2 * _REGION_PAD
    left = frame.x + _REGION_PAD
    runs = [Run(left, frame.y + 21, wrap(frame.region.title, width, 13.5, max_lines=1)[0], 13.5, "alarm", bold=True)]
    if frame.region.note:
        runs.append(Run(left, frame.y + 38, wrap(frame.region.note, width, 11.5, max_lines=1)[0], 11.5, "soft"))
    return runs


def _set_headings(
    picture: Picture,
    layers: tuple[tuple[str, int], ...],
    plates: Sequence[PlacedPlate],
    sideways: bool,
    y: float,
    width: float,
) -> tuple[list[Run], list[Rule]]:
    """A heading over (or beside) each band, with the number of its boxes."""
    runs: list[Run] = []
    rules: list[Rule] = []
    counts = Counter(box.kind for box in picture.boxes)
    for kind, title in picture.bands:
        members = [placed for placed in plates if placed.plate.box.kind == kind]
        if not members:
            continue
        if sideways:
            left = min(placed.x for placed in members)
            right = max(placed.x + placed.plate.width for placed in members)
            runs.append(Run(left, y + 4, f"{title} · {counts[kind]}", 13, "title", bold=True))
            rules.append(Rule(left, y + 12, right, y + 12))
        else:
            top = min(placed.y for placed in members)
            runs.append(Run(_MARGIN, top + 18, title, 13, "title", bold=True))
            runs.append(Run(_MARGIN, top + 35, str(counts[kind]), 13, "soft"))
            if layers and kind != layers[0][0]:
                rules.append(Rule(_MARGIN, top - 30, _MARGIN + width, top - 30))
    return runs, rules


def _set_notes(picture: Picture, width: float, y: float) -> tuple[list[Run], float]:
    runs: list[Run] = []
    if picture.left_out:
        y += 8
    for note in picture.left_out:
        for line in wrap(note, width, 12, max_lines=4):
            y += 17
            runs.append(Run(_MARGIN, y, line, 12, "soft"))
    return runs, y
