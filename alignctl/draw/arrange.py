"""From pictures to scenes: measure, lay out, place, and set the words around."""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.draw.blocks import STRIPED_GAP, Block, extent_of, layers_of, make_blocks
from alignctl.draw.headings import set_head, set_headings, set_notes, set_region_head, set_stripes
from alignctl.draw.layout import SECONDS, Layout, LayoutError, lay_out
from alignctl.draw.legend import make_legend
from alignctl.draw.placing import bridge_edges, place_edges, place_plates, set_ends
from alignctl.draw.rows import set_in_rows, suits_rows
from alignctl.draw.scene import MARGIN, REGION_HEAD, REGION_PAD, Frame, PlacedEdge, PlacedPlate, Rule, Scene, Stripe
from alignctl.views.picture import Picture

_MIN_WIDTH = 720.0
_GUTTER = 112.0
_REGION_GAP = 28.0

Extent = tuple[float, float, float, float]


def arrange(
    pictures: Sequence[Picture], *, engine: str = "auto", seconds: float = SECONDS
) -> tuple[Scene | LayoutError, ...]:
    """Work out where everything stands, for many pictures with one start of the engine.

    A picture whose layout fails yields its error. Raises EngineMissingError where there is no engine at all.
    """
    prepared = [make_blocks(picture) for picture in pictures]
    in_rows = [len(blocks) == 1 and suits_rows(blocks[0].graph) for blocks in prepared]
    graphs = [block.graph for blocks, rows in zip(prepared, in_rows, strict=True) if not rows for block in blocks]
    layouts = iter(lay_out(graphs, engine=engine, seconds=seconds))
    scenes: list[Scene | LayoutError] = []
    for picture, blocks, rows in zip(pictures, prepared, in_rows, strict=True):
        found = [set_in_rows(block.graph) if rows else next(layouts) for block in blocks]
        error = next((entry for entry in found if isinstance(entry, LayoutError)), None)
        done = [entry for entry in found if isinstance(entry, Layout)]
        scenes.append(error if error is not None else _compose(picture, blocks, done))
    return tuple(scenes)


def _compose(picture: Picture, blocks: Sequence[Block], layouts: Sequence[Layout]) -> Scene:
    sideways = blocks[0].graph.sideways if blocks else True
    extents = [extent_of(block, layout) for block, layout in zip(blocks, layouts, strict=True)]
    text_width = max(
        _MIN_WIDTH - 2 * MARGIN, _drawing_width(extents, blocks, sideways) + (REGION_PAD if picture.striped else 0.0)
    )
    runs, y = set_head(picture.title, picture.subtitle, text_width, picture.told)
    top = y + (44.0 if sideways else 12.0)

    plates: list[PlacedPlate] = []
    edges: list[PlacedEdge] = []
    frames: list[Frame] = []
    x, bottom = MARGIN + (0.0 if sideways else _GUTTER), top
    top += STRIPED_GAP / 2 if picture.striped else 0.0
    heads = [REGION_HEAD - upper for block, (_, upper, _, _) in zip(blocks, extents, strict=True) if block.framed]
    row = top + (max(0.0, *heads) if heads and not sideways else 0.0)
    cursor = top
    for block, layout, (left, upper, right, lower) in zip(blocks, layouts, extents, strict=True):
        framed = block.framed
        if sideways:
            cursor += REGION_HEAD if framed else 0.0
            dx, dy = x + (REGION_PAD if any(block.framed for block in blocks) else 0.0), cursor - upper
            cursor += lower - upper + (REGION_PAD if framed else 0.0) + _REGION_GAP
        else:
            x += REGION_PAD if framed else 0.0
            dx, dy = x - left, row
            x += right - left + (REGION_PAD if framed else 0.0) + _REGION_GAP
        plates += place_plates(block, layout, dx, dy)
        edges += place_edges(block, layout, dx, dy)
        if framed:
            frame_x = MARGIN if sideways else dx + left - REGION_PAD
            frame_width = text_width if sideways else right - left + 2 * REGION_PAD
            frame_y = upper + dy - REGION_HEAD
            frames.append(Frame(block.region, frame_x, frame_y, frame_width, lower - upper + REGION_HEAD + REGION_PAD))
            runs += set_region_head(frames[-1])
        bottom = max(bottom, lower + dy + (REGION_PAD if framed else 0.0))

    edges += bridge_edges(picture, plates, edges, sideways)
    edges = set_ends(edges, plates, sideways)
    rules: list[Rule] = []
    stripes: list[Stripe] = []
    if picture.striped and blocks:
        graph, middles = blocks[0].graph, layouts[0].middles
        layers = [
            (band, row + middle - depth / 2, row + middle + depth / 2)
            for (band, _), depth, middle in zip(layers_of(picture), graph.layers, middles, strict=True)
        ]
        pad = graph.layer_gap / 2
        headings, stripes = set_stripes(picture, layers, MARGIN, _GUTTER, text_width, pad)
        bottom = max(bottom, stripes[-1].y + stripes[-1].height)
    else:
        headings, rules = set_headings(picture, plates, sideways, y + 22, text_width)
    runs += headings
    legend, bottom = make_legend(picture.legend, MARGIN, bottom + 30, text_width)
    notes, bottom = set_notes(picture, text_width, bottom)
    runs += notes
    return Scene(
        picture,
        round(text_width + 2 * MARGIN),
        round(bottom + 14),
        sideways,
        tuple(plates),
        tuple(edges),
        tuple(frames),
        tuple(rules),
        tuple(runs),
        legend,
        layouts[0].engine if layouts else "",
        tuple(stripes),
    )


def _drawing_width(extents: Sequence[Extent], blocks: Sequence[Block], sideways: bool) -> float:
    pads = 2 * REGION_PAD if any(block.framed for block in blocks) else 0.0
    if sideways:
        return max((right - left for left, _, right, _ in extents), default=0.0) + pads
    widths = sum(right - left for left, _, right, _ in extents)
    framed = sum(1 for block in blocks if block.framed)
    return _GUTTER + widths + framed * 2 * REGION_PAD + max(len(blocks) - 1, 0) * _REGION_GAP
