"""Which items of a plan a cascade shows: by root, depth, team, kind and status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alignctl.plan.graph import spread
from alignctl.plan.items import Hypothesis, Item, Outcome
from alignctl.plan.plan import Plan
from alignctl.views.cascade import KINDS, CascadeSource, Chosen, contract_edges, count_kinds
from alignctl.views.picture import count_of
from alignctl.views.web import Web, make_web


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader wants to see.

    `root`: this item, what it leads to, and what leads to it. `depth`: how many links down from the root (or from the
    strategies). `team`: what this team or its parts own or share. `kinds`: only these. `statuses`: only items in
    these states of life; `retired` is one, and retired items are left out unless it is named.
    """

    root: str | None = None
    depth: int | None = None
    team: str | None = None
    kinds: tuple[str, ...] = KINDS
    statuses: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    among: frozenset[str] | None = None
    only: frozenset[str] | None = None


def choose_items(source: CascadeSource, selection: Selection) -> Chosen:
    """The items to be shown. Where a choice picks single items, what these lead to comes along as context."""
    left_out: list[str] = []
    if selection.root is None:
        ids = frozenset(source.kinds)
    else:
        ids = source.web.up({selection.root}) | source.web.down({selection.root})
    if selection.among is not None:
        ids &= selection.among
    if "retired" not in selection.statuses:
        retired = frozenset(i for i in ids if _is_retired(source.plan, i) and i != selection.root)
        if retired:
            left_out.append(f"Not shown: {count_of(len(retired), 'retired item')}.")
        ids -= retired
    picked = ids
    if selection.only is not None:
        picked &= selection.only
    if selection.period is not None:
        in_force = frozenset(i for i in ids if _is_in_force(source.plan.get(i), *selection.period))
        if in_force != ids:
            left_out.append(f"Not in force then: {count_kinds(source, ids - in_force)}.")
        picked &= in_force
    if selection.team is not None:
        teams = _with_parts(source.plan, selection.team)
        picked &= frozenset(i for i in ids if teams & _teams_of(source.plan.get(i)))
    if selection.statuses:
        picked &= frozenset(i for i in ids if _status_of(source.plan, i) in selection.statuses)
    context = (source.web.up(picked) & ids) - picked
    ids = picked | context
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
    return Chosen(ids, context & ids, notes, tuple(left_out))


def hidden_notes(source: CascadeSource, web: Web, shown: frozenset[str]) -> dict[str, str]:
    """A line for each shown item below which a part of the web is hidden: how much of what."""
    notes = {}
    for item_id in sorted(shown):
        hidden = web.down(i for i in web.below.get(item_id, ()) if i not in shown) - shown
        if hidden:
            notes[item_id] = f"below: {count_kinds(source, hidden)}"
    return notes


def _within(web: Web, ids: frozenset[str], root: str | None, depth: int) -> frozenset[str]:
    """What lies at most `depth` links below the root or, without one, below the items that lead to nothing else."""
    reached = {root} if root is not None else set(web.tops(ids))
    kept = set(web.up(reached) & ids)
    for _ in range(depth):
        reached = {lower for i in reached for lower in web.below.get(i, ())} - kept
        kept |= reached
    return frozenset(kept)


def _is_retired(plan: Plan, item_id: str) -> bool:
    item = plan.get(item_id)
    return item is not None and item.retired is not None


def _status_of(plan: Plan, item_id: str) -> str:
    item = plan.get(item_id)
    if item is None:
        return "unreadable"
    return "retired" if item.retired is not None else item.status


def _is_in_force(item: Item | None, first: date, last: date) -> bool:
    start, end = getattr(item, "start", None), getattr(item, "end", None)
    return (start is None or start.first <= last) and (end is None or end.last >= first)


def _with_parts(plan: Plan, team: str) -> frozenset[str]:
    return spread({team}, lambda i: (edge.source.id for edge in plan.links_to(i, "part_of")))


def _teams_of(item: Item | None) -> frozenset[str]:
    if item is None:
        return frozenset()
    links: Iterable[str] = [link.id for link in item.co_owners]
    found = set(links)
    if item.owner is not None:
        found.add(item.owner.id)
    if isinstance(item, Outcome):
        found |= {link.id for link in item.shared_with}
    if isinstance(item, Hypothesis):
        found |= {link.id for link in item.teams}
    return frozenset(found)
