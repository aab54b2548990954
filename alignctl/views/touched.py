"""What a change touches: the items that changed, those next to them, and which links came and went."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.change.changes import ChangeKind, Effect
from alignctl.change.comparison import Comparison
from alignctl.plan.items import UPWARD, Item
from alignctl.plan.plan import Edge, Plan

ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"
MOST = 24
"""The most boxes that still read well in a comment."""

_KINDS = ("strategy", "outcome", "kpi", "hypothesis", "initiative")
_WEIGHT = {Effect.EASIER: 0, Effect.REMOVED: 1, Effect.UNLINKED: 2, Effect.LATER: 3, Effect.WORDED: 9, Effect.OTHER: 8}


@dataclass(frozen=True, slots=True)
class TouchedBox:
    """An item: `state` is added, removed, changed or same (shown because it stands next to one of those)."""

    id: str
    kind: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class TouchedLink:
    """A link from `lower` to `upper`, which is nearer to a strategy: added, removed or same."""

    lower: str
    upper: str
    relation: str
    state: str


@dataclass(frozen=True, slots=True)
class Touched:
    """The neighbourhood of a change; `left_out` counts touched items that are not shown."""

    boxes: tuple[TouchedBox, ...]
    links: tuple[TouchedLink, ...]
    left_out: int = 0


def view_touched(comparison: Comparison, most: int = MOST) -> Touched:
    """The neighbourhood of a change, what matters most first, where not all fits."""
    states = _states(comparison)
    order = sorted(states, key=lambda i: (_weight(comparison, i), i))
    shown = order[:most]
    for item_id in tuple(shown):
        for near in _above(comparison, item_id):
            if len(shown) < most and near not in shown:
                shown.append(near)
    boxes = [_box(comparison, item_id, states.get(item_id, SAME)) for item_id in shown]
    boxes.sort(key=lambda box: (_KINDS.index(box.kind), box.id))
    return Touched(tuple(boxes), _links(comparison, set(shown)), len(order) - len(order[:most]))


def _states(comparison: Comparison) -> dict[str, str]:
    states: dict[str, str] = {}
    for change in comparison.changes:
        if change.item_kind not in _KINDS:
            continue
        if change.kind is ChangeKind.ADDED:
            states[change.item] = ADDED
        elif change.kind in (ChangeKind.REMOVED, ChangeKind.RETIRED):
            states[change.item] = REMOVED
        else:
            states.setdefault(change.item, CHANGED)
    return states


def _weight(comparison: Comparison, item_id: str) -> int:
    return min(_WEIGHT.get(change.effect, 5) for change in comparison.changes_of(item_id))


def _item(comparison: Comparison, item_id: str) -> Item | None:
    return comparison.head.plan.get(item_id) or comparison.base.plan.get(item_id)


def _above(comparison: Comparison, item_id: str) -> list[str]:
    """What an item leads to directly, and what leads to it where it is gone, as far as it is shown in pictures."""
    found = []
    for plan in (comparison.head.plan, comparison.base.plan):
        found += [edge.target for edge in plan.links_from(item_id)]
        if comparison.head.plan.get(item_id) is None:
            found += [edge.source.id for edge in plan.links_to(item_id)]
    known = [(i, _item(comparison, i)) for i in sorted(set(found))]
    return [i for i, item in known if item is not None and item.kind in _KINDS]


def _box(comparison: Comparison, item_id: str, state: str) -> TouchedBox:
    item = _item(comparison, item_id)
    assert item is not None
    return TouchedBox(item_id, item.kind, item.title, state)


def _links(comparison: Comparison, shown: set[str]) -> tuple[TouchedLink, ...]:
    renamed = comparison.renamed
    before = _edges(comparison.base.plan, shown, renamed)
    after = _edges(comparison.head.plan, shown, {})
    links = [
        TouchedLink(*key, SAME if key in before and key in after else ADDED if key in after else REMOVED)
        for key in sorted(before | after)
    ]
    return tuple(links)


def _edges(plan: Plan, shown: set[str], renamed: dict[str, str]) -> set[tuple[str, str, str]]:
    def named(edge: Edge) -> tuple[str, str, str]:
        return renamed.get(edge.source.id, edge.source.id), renamed.get(edge.target, edge.target), edge.field

    edges = {named(edge) for item_id in _sources(plan, shown, renamed) for edge in plan.links_from(item_id)
             if edge.field in UPWARD[edge.source.kind]}  # fmt: skip
    return {edge for edge in edges if edge[0] in shown and edge[1] in shown}


def _sources(plan: Plan, shown: set[str], renamed: dict[str, str]) -> set[str]:
    older = {new: old for old, new in renamed.items()}
    return {i for entry in shown for i in (entry, older.get(entry, entry)) if plan.get(i) is not None}
