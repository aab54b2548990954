"""The line of sight of one item as a tree: up to its strategies, down to its work.

A tree is bounded, so that a large plan does not flood a page: `hidden` says how many links of a node are not shown.
An item that can be reached over several ways is opened where it is nearest to the root and marked elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from alignctl.plan.graph import ancestors, downward_edges, upward_edges
from alignctl.plan.items import KINDS
from alignctl.plan.plan import Edge, Plan

Mark = Literal["", "loop", "again", "missing", "unreadable"]
Relation = tuple[str, str, str | None]
"""A field, the id at its other end, and the strength that the link states."""

OWNED_FIELDS = ("owner", "co_owners", "shared_with", "teams", "from_team")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a tree is shown: levels below the root, links of one node, nodes in all. None: no bound."""

    depth: int | None = 12
    width: int | None = 20
    nodes: int | None = 120


BOUNDS = Bounds()
UNBOUNDED = Bounds(None, None, None)


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One item in the tree. `relation` is the field that links it with the node above it ("" for the root).

    `mark`: `loop` (it stands further up on this very branch), `again` (it is opened elsewhere in the tree), `missing`
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

    def next_links(here: str) -> list[Relation]:
        kind = plan.kind_of(here)
        if kind == "team":
            return _owned(plan, here)
        edges = plan.links_from(here, "about") if kind == "assessment" else upward_edges(plan, here)
        return [(edge.field, edge.target, edge.strength) for edge in edges]

    return _grow(plan, item_id, next_links, bounds)


def trace_down(plan: Plan, item_id: str, bounds: Bounds = BOUNDS) -> TraceNode:
    """What leads to an item: from strategies and outcomes down to bets and work. Of a team, the teams in it."""

    def next_links(here: str) -> list[Relation]:
        edges = plan.links_to(here, "part_of") if plan.kind_of(here) == "team" else downward_edges(plan, here)
        return [(edge.field, edge.source.id, edge.strength) for edge in order_edges(edges)]

    return _grow(plan, item_id, next_links, bounds)


def order_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Links that come from below, in the order people read them: by kind, what is in force before what is over, id."""
    kinds = list(KINDS)
    return sorted(edges, key=lambda e: (kinds.index(e.source.kind), e.source.retired is not None, e.source.id, e.field))


def _owned(plan: Plan, team_id: str) -> list[Relation]:
    """What a team has a part in, without what lies further up on the way from something else in the list."""
    edges = order_edges(plan.links_to(team_id, *OWNED_FIELDS))
    above = frozenset[str]().union(*(ancestors(plan, edge.source.id) - {edge.source.id} for edge in edges))
    return [(edge.field, edge.source.id, edge.strength) for edge in edges if edge.source.id not in above]


def _grow(plan: Plan, item_id: str, next_links: Callable[[str], list[Relation]], bounds: Bounds) -> TraceNode:
    root = _Sprout(item_id, "", None, None, 0)
    opened = {item_id}
    queue = [root]
    count = 1
    for sprout in queue:
        links = list({link[1]: link for link in reversed(next_links(sprout.id))}.values())[::-1]
        room = len(links) if bounds.width is None else bounds.width
        if bounds.depth is not None and sprout.level >= bounds.depth:
            room = 0
        if bounds.nodes is not None:
            room = min(room, max(0, bounds.nodes - count))
        # One line for "and 1 more" would take the place of the one that is left out.
        shown = links if len(links) == room + 1 and room else links[:room]
        sprout.hidden = len(links) - len(shown)
        count += len(shown)
        for name, target, strength in shown:
            child = _Sprout(target, name, strength, sprout, sprout.level + 1, _mark(plan, target, sprout, opened))
            sprout.children.append(child)
            if not child.mark:
                opened.add(target)
                queue.append(child)
    return _freeze(plan, queue)


def _mark(plan: Plan, target: str, above: _Sprout, opened: set[str]) -> Mark:
    if plan.get(target) is None:
        return "unreadable" if plan.knows(target) else "missing"
    if target not in opened:
        return ""
    here: _Sprout | None = above
    while here is not None:
        if here.id == target:
            return "loop"
        here = here.parent
    return "again"


def _freeze(plan: Plan, opened: Sequence[_Sprout]) -> TraceNode:
    """Freeze from the leaves up, without recursion: a chain may be longer than the interpreter's stack."""
    frozen: dict[int, TraceNode] = {}
    for sprout in reversed(opened):
        children = tuple(frozen.get(id(child)) or _node(plan, child, ()) for child in sprout.children)
        frozen[id(sprout)] = _node(plan, sprout, children)
    return frozen[id(opened[0])]


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
