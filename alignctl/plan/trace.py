"""The line of sight of one item as a tree: up to its strategies, down to its work.

A tree is bounded, so that a large plan does not flood a page: `hidden` says how many links of a node are not shown.
An item that can be reached over several ways is opened where it is first met by a reader and only named after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from alignctl.plan.graph import downward_edges, spread, upward_edges
from alignctl.plan.items import KINDS
from alignctl.plan.plan import Edge, Plan
from alignctl.records import Record, record

Mark = Literal["", "loop", "again", "missing", "unreadable"]
Relation = tuple[str, str, str | None]
"""A field, the id at its other end, and the strength that the link states."""

OWNED_FIELDS = ("owner", "teams", "co_owners", "shared_with", "from_team")
"""The fields by which an item names a team that has a part in it, the greatest part first."""

OVER = frozenset({"done", "dropped", "decided", "abandoned", "met", "missed", "withdrawn"})
"""States of life in which nobody works on an item any more."""

WORK_FIRST = ("initiative", "hypothesis", "commitment", "kpi", "outcome", "strategy", "assessment", "team")


RELATIONS: dict[str, tuple[str, str]] = {
    "supports": ("supports", "supported by"),
    "measures": ("measures", "measured by"),
    "drives": ("drives", "driven by"),
    "guards": ("guards", "guarded by"),
    "segment_of": ("part of", "has part"),
    "moves": ("moves", "moved by"),
    "signals": ("shows in", "early sign for"),
    "part_of": ("part of", "has part"),
    "tests": ("tests", "tested by"),
    "sustains": ("keeps up", "kept up by"),
    "serves": ("serves", "served by"),
    "about": ("about", "asked about in"),
    "owner": ("owns", "owned by"),
    "teams": ("runs", "run by"),
    "co_owners": ("co-owns", "co-owned by"),
    "shared_with": ("shares", "shared with"),
    "from_team": ("promised", "promised by"),
}
"""How a tree names a link on the way up and on the way down (of a team: what it has, and whose a thing is)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a tree is shown: levels below the root, links of one node, nodes in all. None: no bound.

    Levels are always bounded: nobody reads deeper, and many programs cannot (JSON readers among them).
    """

    depth: int = 12
    width: int | None = 20
    nodes: int | None = 120


BOUNDS = Bounds()
WIDE = Bounds(100, None, None)
"""As good as everything."""


@record
class TraceNode(Record):
    """One item in the tree. `relation` is the field that links it with the node above it ("" for the root).

    `mark`: `loop` (it stands further up on this very branch), `again` (it is opened further up in the tree), `missing`
    (no item has this id), `unreadable` (its document could not be read). `title` is the id where no title is known.
    `status` is the life cycle, or `retired`. `hidden` counts the links that are not shown.
    """

    id: str
    kind: str | None
    title: str
    status: str | None
    relation: str = ""
    strength: str | None = None
    mark: Mark = ""
    hidden: int = 0
    children: tuple[TraceNode, ...] = ()


@dataclass(slots=True)
class _Sprout:
    """A node while its tree grows."""

    id: str
    relation: str
    strength: str | None
    parent: _Sprout | None
    level: int
    mark: Mark = ""
    hidden: int = 0
    children: list[_Sprout] = field(default_factory=list)


def trace_up(plan: Plan, item_id: str, bounds: Bounds = BOUNDS) -> TraceNode:
    """What an item leads to. A team leads to what it owns and its way up, an assessment to what it is about."""
    return _grow(plan, item_id, lambda here: trace_links_up(plan, here), bounds)


def trace_down(plan: Plan, item_id: str, bounds: Bounds = BOUNDS) -> TraceNode:
    """What leads to an item: from strategies and outcomes down to bets and work. Of a team, the teams in it."""
    return _grow(plan, item_id, lambda here: trace_links_down(plan, here), bounds)


def trace_links_up(plan: Plan, item_id: str) -> Sequence[Relation]:
    """The links by which an item leads on, in schema order; each item at the other end once, by its first link."""
    found = plan.traced_up.get(item_id)
    if found is None:
        found = plan.traced_up[item_id] = tuple(_find_links_up(plan, item_id))
    return found


def _find_links_up(plan: Plan, item_id: str) -> Iterable[Relation]:
    kind = plan.kind_of(item_id)
    if kind == "team":
        return _owned(plan, item_id)
    edges = plan.links_from(item_id, "about") if kind == "assessment" else upward_edges(plan, item_id)
    return _once((edge.field, edge.target, edge.strength) for edge in edges)


def trace_links_down(plan: Plan, item_id: str) -> Sequence[Relation]:
    """The links by which others lead to an item, in the order people read them; each item once, by its first link."""
    found = plan.traced_down.get(item_id)
    if found is None:
        team = plan.kind_of(item_id) == "team"
        edges = plan.links_to(item_id, "part_of") if team else downward_edges(plan, item_id)
        links = _once((edge.field, edge.source.id, edge.strength) for edge in order_edges(edges))
        found = plan.traced_down[item_id] = tuple(links)
    return found


def _once(links: Iterable[Relation]) -> Iterable[Relation]:
    first: dict[str, Relation] = {}
    for link in links:
        first.setdefault(link[1], link)
    return first.values()


def order_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Links that come from below, in the order people read them: by kind, what is in force before what is over, id."""
    kinds = list(KINDS)
    return sorted(edges, key=lambda e: (kinds.index(e.source.kind), e.source.retired is not None, e.source.id, e.field))


def _owned(plan: Plan, team_id: str) -> list[Relation]:
    """What a team works on or answers for: nearest to the work first, without what is over.

    What lies further up on the way from something else in the list is left out: it comes into view there.
    """
    fields, kinds = list(OWNED_FIELDS), list(WORK_FIRST)
    edges = [e for e in plan.links_to(team_id, *fields) if e.source.retired is None and e.source.status not in OVER]
    edges.sort(key=lambda e: (kinds.index(e.source.kind), fields.index(e.field), e.source.id))
    led_to = spread((t for e in edges for t in _targets(plan, e.source.id)), lambda i: _targets(plan, i))
    kept: list[Relation] = []
    in_view: set[str] = set()
    # Those that nothing in the list leads to come first; what then is not in view stands in a ring.
    for edge in sorted(edges, key=lambda e: e.source.id in led_to):
        if edge.source.id not in in_view:
            kept.append((edge.field, edge.source.id, edge.strength))
            in_view.update(spread([edge.source.id], lambda i: (t for t in _targets(plan, i) if t not in in_view)))
    return kept


def _targets(plan: Plan, item_id: str) -> list[str]:
    return [edge.target for edge in upward_edges(plan, item_id)]


def _grow(plan: Plan, item_id: str, next_links: Callable[[str], Sequence[Relation]], bounds: Bounds) -> TraceNode:
    chosen = _choose(item_id, next_links, bounds)
    root = _Sprout(item_id, "", None, None, 0)
    opened: set[str] = set()
    grown: list[_Sprout] = []
    waiting = [root]
    while waiting:
        sprout = waiting.pop()
        grown.append(sprout)
        sprout.mark = _mark(plan, sprout, opened)
        if sprout.mark:
            continue
        links, sprout.hidden = chosen.get(sprout.id) or ((), len(next_links(sprout.id)))
        if sprout.level >= bounds.depth:
            links, sprout.hidden = (), len(links) + sprout.hidden
        else:
            opened.add(sprout.id)
        sprout.children = [
            _Sprout(target, name, strength, sprout, sprout.level + 1) for name, target, strength in links
        ]
        waiting.extend(reversed(sprout.children))
    return _freeze(plan, grown)


def _choose(
    item_id: str, next_links: Callable[[str], Sequence[Relation]], bounds: Bounds
) -> dict[str, tuple[Sequence[Relation], int]]:
    """What is shown of each item's links, and how many are not; the bound on nodes is spent nearest to the root."""
    chosen: dict[str, tuple[Sequence[Relation], int]] = {}
    queue, levels, count = [item_id], {item_id: 0}, 1
    for here in queue:
        links = next_links(here)
        room = len(links) if bounds.width is None else bounds.width
        if bounds.nodes is not None:
            room = min(room, max(0, bounds.nodes - count))
        # A line that says "and 1 more" would take the place of the one that is left out.
        shown = links if len(links) == room + 1 and room else links[:room]
        chosen[here] = (shown, len(links) - len(shown))
        count += len(shown)
        for _, target, _ in shown:
            if target not in levels and levels[here] < bounds.depth:
                levels[target] = levels[here] + 1
                queue.append(target)
    return chosen


def _mark(plan: Plan, sprout: _Sprout, opened: set[str]) -> Mark:
    if plan.get(sprout.id) is None:
        return "unreadable" if plan.knows(sprout.id) else "missing"
    above = sprout.parent
    while above is not None:
        if above.id == sprout.id:
            return "loop"
        above = above.parent
    return "again" if sprout.id in opened else ""


def _freeze(plan: Plan, grown: Sequence[_Sprout]) -> TraceNode:
    """Freeze from the leaves up, without recursion."""
    frozen: dict[int, TraceNode] = {}
    for sprout in reversed(grown):
        frozen[id(sprout)] = _node(plan, sprout, tuple(frozen.pop(id(child)) for child in sprout.children))
    return frozen[id(grown[0])]


def _node(plan: Plan, sprout: _Sprout, children: tuple[TraceNode, ...]) -> TraceNode:
    item = plan.get(sprout.id)
    status = None if item is None else "retired" if item.retired is not None else item.status
    title = sprout.id if item is None else item.title
    return TraceNode(
        sprout.id,
        plan.kind_of(sprout.id),
        title,
        status,
        sprout.relation,
        sprout.strength,
        sprout.mark,
        sprout.hidden,
        children,
    )
