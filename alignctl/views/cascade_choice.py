"""Which items a picture of boxes and links shows: by strategy, team, status and period, root, depth and kind."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.plan.scoreboard import ids_of_team
from alignctl.views.cascade import KINDS, CascadeSource, Chosen, contract_edges, count_kinds
from alignctl.views.choice import Choice
from alignctl.views.in_force import is_in_force
from alignctl.views.picture import count_of
from alignctl.views.status import state_of
from alignctl.views.web import Web, make_web


@dataclass(frozen=True, slots=True)
class Selection(Choice):
    """What the reader wants to see.

    `strategy`: this one, what it supports, and what leads to it. `team`: what this team or its parts own or share.
    `statuses`: only items in these states of life, or doing so (see `alignctl.views.status`); `retired` is one, and
    retired items are left out unless it is named. `root`: this item, what it leads to, and what leads to it. `depth`:
    how many links down from the root (or from the strategies). `kinds`: only these. `among`: only these ids.
    """

    root: str | None = None
    depth: int | None = None
    kinds: tuple[str, ...] = KINDS
    among: frozenset[str] | None = None


def choose_items(source: CascadeSource, selection: Selection) -> Chosen:
    """The items to be shown. Where a choice picks single items, what these lead to comes along as context."""
    left_out: list[str] = []
    ids = _around(source, selection.root)
    if selection.among is not None:
        ids &= selection.among
    if "retired" not in selection.statuses:
        named = {selection.root, selection.strategy}
        retired = frozenset(i for i in ids if i not in named and _status_of(source, i) == "retired")
        if retired:
            left_out.append(f"Not shown: {count_of(len(retired), 'retired item')}.")
        ids -= retired
    whole = ids
    ids &= _around(source, selection.strategy)
    picked = frozenset(i for i in ids if is_in_force(source.plan, i, selection.period))
    if selection.team is not None:
        picked &= ids_of_team(source.plan, selection.team)
    if selection.statuses:
        wanted = set(selection.statuses)
        picked = frozenset(i for i in picked if wanted & {_status_of(source, i), state_of(source.marks.get(i))})
    context = (source.web.up(picked) & ids) - picked
    ids = picked | context
    if ids != whole:
        left_out.append(f"Not asked for: {count_kinds(source, whole - ids)}.")
    if selection.kinds != KINDS:
        kept = frozenset(i for i in ids if source.kinds[i] in selection.kinds)
        if kept != ids:
            left_out.append(f"Not shown: {count_kinds(source, ids - kept)}.")
        ids = kept
    notes: dict[str, str] = {}
    if selection.depth is not None:
        web = make_web(contract_edges(source, ids))
        near = _within(web, ids, selection.root, selection.depth)
        if near != ids:
            left_out.append(f"Not shown, further down: {count_kinds(source, ids - near)}.")
            notes = hidden_notes(source, web, near)
        ids = near
    return Chosen(ids, context & ids, notes, tuple(left_out), selection.told("in force in"))


def _around(source: CascadeSource, item_id: str | None) -> frozenset[str]:
    """An item, what it leads to and what leads to it; without one, all items."""
    if item_id is None:
        return frozenset(source.kinds)
    return source.web.up({item_id}) | source.web.down({item_id})


_COUNTED = 400
"""How many hidden items are counted: more are many."""


def hidden_notes(source: CascadeSource, web: Web, shown: frozenset[str]) -> dict[str, str]:
    """A line for each shown item below which a part of the web is hidden: how much of what, up to `_COUNTED`."""
    notes = {}
    for item_id in sorted(shown):
        hidden = [i for i in web.below.get(item_id, ()) if i not in shown]
        if hidden:
            found = web.down_to(hidden, _COUNTED) - shown
            few = len(found) <= _COUNTED - len(shown)
            notes[item_id] = f"below: {count_kinds(source, found)}" if few else f"below: more than {_COUNTED} items"
    return notes


def _within(web: Web, ids: frozenset[str], root: str | None, depth: int) -> frozenset[str]:
    """What lies at most `depth` links below the root or, without one, below the items that lead to nothing else."""
    reached = {root} if root is not None else set(web.tops(ids))
    kept = set(web.up(reached) & ids)
    for _ in range(depth):
        reached = {lower for i in reached for lower in web.below.get(i, ())} - kept
        kept |= reached
    return frozenset(kept)


def _status_of(source: CascadeSource, item_id: str) -> str:
    """The state of life that an item is in."""
    item = source.plan.get(item_id)
    if item is None:
        return "unreadable"
    return "retired" if item.retired is not None else item.status
