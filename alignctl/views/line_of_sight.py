"""The line of sight of one item as a picture: up to its strategies, and down to its work.

Always one picture. What is nearest comes first; where not all has room, boxes say how much is hidden below them, and
the picture says how much in all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from alignctl.plan.sight_sentences import line_of_sight_sentences
from alignctl.views.cascade import KINDS, CascadeSource, count_kinds, make_picture
from alignctl.views.cascade_choice import Selection, choose_items, hidden_notes
from alignctl.views.cutting import rank_of
from alignctl.views.legend import make_entries
from alignctl.views.picture import Picture

MOST = 36
"""The most boxes of a picture: they can be followed by eye, and stand on one sheet."""

UPWARD = 16
"""How many of them may lie above the item."""

OF_ONE_KIND = 14
"""The most boxes of one kind each way: more make the picture higher than a screen or two."""


@dataclass(frozen=True, slots=True)
class SightLimits:
    """How many boxes a picture may hold, how many of them above the item, and how many of one kind each way."""

    boxes: int = MOST
    above: int = UPWARD
    of_one_kind: int = OF_ONE_KIND


LIMITS = SightLimits()


def view_line_of_sight(
    source: CascadeSource,
    item_id: str,
    selection: Selection,
    *,
    title: str = "Line of sight",
    limits: SightLimits = LIMITS,
) -> Picture:
    """The picture of an item that stands in a cascade, which is shown whatever else was asked for."""
    chosen = choose_items(source, replace(selection, root=item_id, depth=None))
    ids = chosen.ids | {item_id}
    above = source.web.up({item_id}) & ids
    below = (source.web.down({item_id}) & ids) - above
    near = _nearest(source, item_id, above, source.web.above, limits.above, limits.of_one_kind)
    shown = near | _nearest(
        source, item_id, below, source.web.below, limits.boxes - len(near) + 1, limits.of_one_kind, selection.depth
    )
    left_out = [*chosen.left_out]
    if above - near:
        left_out.append(f"Not shown, further up: {count_kinds(source, above - near)}.")
    if below - shown:
        left_out.append(f"Not shown, further down: {count_kinds(source, below - shown)}.")
    notes = hidden_notes(source, source.web, shown) if below - shown else {}
    narrowed = replace(
        chosen,
        ids=shown,
        context=(chosen.context & shown) - {item_id},
        notes=_only(notes, below | {item_id}),
        left_out=tuple(left_out),
    )
    item = source.plan.get(item_id)
    heading = f"{title}: {item.title if item is not None else item_id}"
    picture = make_picture(source, narrowed, f"line-of-sight-{item_id}", heading)
    boxes = tuple(replace(box, focus=box.id == item_id) for box in picture.boxes)
    # What leads to a strategy past the item, over others, is not its line of sight.
    edges = tuple(edge for edge in picture.edges if edge.relation != "leads-to")
    told = line_of_sight_sentences(source.plan, item_id, most=1)
    # A second sentence would only count what the picture shows.
    sentence = told.gap or next(iter(told.up or told.down), "")
    return replace(
        picture,
        boxes=boxes,
        edges=edges,
        legend=make_entries(boxes, edges),
        alt=f"The line of sight of one item. {sentence} {picture.alt}".replace("  ", " "),
        told=sentence,
    )


def _nearest(
    source: CascadeSource,
    start: str,
    among: frozenset[str],
    beside: Mapping[str, tuple[str, ...]],
    most: int,
    of_one_kind: int,
    depth: int | None = None,
) -> frozenset[str]:
    """The item and what lies nearest to it one way, link by link; what is more important comes first."""
    kept = {start}
    counts: Counter[str] = Counter()
    level = [start]
    steps = 0
    while level and (depth is None or steps < depth):
        found = sorted(
            {other for i in level for other in beside.get(i, ()) if other in among} - kept,
            key=lambda i: (KINDS.index(source.kinds[i]), rank_of(source.plan.get(i)), i),
        )
        level = []
        for other in found:
            if len(kept) < most and counts[source.kinds[other]] < of_one_kind:
                counts[source.kinds[other]] += 1
                kept.add(other)
                level.append(other)
        steps += 1
    return frozenset(kept)


def _only(notes: Mapping[str, str], ids: frozenset[str]) -> dict[str, str]:
    return {item_id: note for item_id, note in notes.items() if item_id in ids}
