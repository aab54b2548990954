"""Why an item stands in no X-matrix: what it would cross there, and why that is not in the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from alignctl.plan.items import Item
from alignctl.views.cascade import CascadeSource
from alignctl.views.picture import count_of
from alignctl.views.x_matrix import is_part_of_measure
from alignctl.views.x_matrix_layout import MatrixLayout
from alignctl.views.x_matrix_strength import Links, ties_from

GIVEN_UP = frozenset({"dropped", "abandoned"})
"""States of work and bets that were given up: they are left out unless they are asked for."""

UNREADABLE = "with a document that cannot be used"
NO_SIDE = "of a kind that this layout has no side for"
TIED_TO_NOTHING = "tied to nothing"
SAME_SIDE = "tied only to what stands on the same side"
OFF_SIDE = "tied only to what this layout has no side for"
SAME_OR_OFF_SIDE = "tied only to what stands on the same side, or on none"
NOT_SHOWN = "with nothing to cross but what is not shown"
CUT_OFF = "cut off from all ties, as one matrix holds only so much"

_FOLLOWED = 400
"""How many items are looked at in each direction: of more, some are surely shown."""


def why_alone(
    source: CascadeSource, layout: MatrixLayout, chosen: frozenset[str], alone: Iterable[str]
) -> dict[str, str]:
    """Why each of these items, of all that were chosen, stands in no matrix, as words that may follow a comma."""
    links = Links(source.plan)
    return {item_id: _why(source, layout, chosen, links, item_id) for item_id in sorted(alone)}


def _why(source: CascadeSource, layout: MatrixLayout, chosen: frozenset[str], links: Links, item_id: str) -> str:
    item = source.plan.get(item_id)
    if item is None:
        return UNREADABLE
    side = layout.side_of(item)
    if side is None:
        return NO_SIDE
    tied = source.web.up_to({item_id}, _FOLLOWED) | source.web.down_to({item_id}, _FOLLOWED)
    tied |= ties_from(links, item_id).keys()
    others = {other: source.plan.get(other) for other in tied if other != item_id}
    sides = {i: layout.side_of(other) if other is not None else "unknown" for i, other in others.items()}
    across = {i for i, found in sides.items() if found not in (side, None)}
    if across & chosen:
        return CUT_OFF
    if across:
        return f"{NOT_SHOWN} ({', '.join(sorted({_state(others[i]) for i in across}))})"
    kinds = set(sides.values())
    if side in kinds:
        return SAME_OR_OFF_SIDE if None in kinds else SAME_SIDE
    return OFF_SIDE if kinds else TIED_TO_NOTHING


def _state(item: Item | None) -> str:
    if item is None:
        return "not readable"
    if item.retired is not None:
        return "retired"
    if item.status in GIVEN_UP:
        return "given up"
    return "segments of measures" if is_part_of_measure(item) else "not asked for"


def tell_alone(alone: Mapping[str, str]) -> tuple[str, ...]:
    """How many items stand in no matrix and why, in sentences: the most first."""
    counts = Counter(alone.values())
    return tuple(
        f"{count_of(count, 'item stands', 'items stand')} in no matrix, {why}."
        for why, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    )
