"""Chains through the plan: what leads where, and rings that should not be.

The graph is dictionaries: the plan's links in both directions. Everything here is linear in items plus links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from alignctl.plan.items import UPWARD, Hypothesis, Kpi
from alignctl.plan.plan import Edge, Plan
from alignctl.records import Record, record

UPWARD_FIELDS = frozenset(name for names in UPWARD.values() for name in names)

ACYCLIC_FIELDS = ("supports", "part_of", "follows", "segment_of", "replaced_by")
"""Links that must not come back to where they began. `drives` may: feedback is real."""

TESTING = frozenset({"proposed", "running", "decided"})
"""States of a bet that tests, or has tested, what it bets on."""

OUTCOME_LEVELS = frozenset({"outcome", "impact"})
OUTPUT_LEVELS = frozenset({"input", "activity", "output"})


def upward_edges(plan: Plan, item_id: str) -> Sequence[Edge]:
    """The links of an item that lead towards a strategy."""
    return plan.upward.get(item_id, ())


def downward_edges(plan: Plan, item_id: str) -> Sequence[Edge]:
    """The links by which other items lead to this one."""
    return plan.downward.get(item_id, ())


def led_to_by(plan: Plan) -> Callable[[str], Iterable[str]]:
    """A function that gives the ids one step towards a strategy from an item."""
    upward = plan.upward
    return lambda item_id: [edge.target for edge in upward.get(item_id, ())]


def leading_to(plan: Plan) -> Callable[[str], Iterable[str]]:
    """A function that gives the ids of the items one step below an item, on lines to a strategy."""
    downward = plan.downward
    return lambda item_id: [edge.source.id for edge in downward.get(item_id, ())]


def spread(starts: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Every id that can be reached from `starts` (which belong to the result) by `neighbours`."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        for neighbour in neighbours(waiting.pop()):
            if neighbour not in reached:
                reached.add(neighbour)
                waiting.append(neighbour)
    return frozenset(reached)


def ancestors(plan: Plan, item_id: str) -> frozenset[str]:
    """Every id above an item on its line of sight, without itself unless a ring leads back to it."""
    found = plan.lines_above.get(item_id)
    if found is None:
        above = led_to_by(plan)
        found = plan.lines_above[item_id] = spread(above(item_id), above)
    return found


def descendants(plan: Plan, item_id: str) -> frozenset[str]:
    """Every id below an item: what leads to it, directly or over others."""
    below = leading_to(plan)
    return spread(below(item_id), below)


def strategies_above(plan: Plan, item_id: str) -> tuple[str, ...]:
    """The ids of the strategies an item leads to, sorted."""
    return tuple(sorted(i for i in ancestors(plan, item_id) if plan.kind_of(i) == "strategy"))


@record
class Sight(Record):
    """Who sees what, worked out once for a whole plan.

    `sees_strategy`: ids that lead to a strategy, strategies included. `leads_to_outcome`: measures from which a
    chain of `drives`, segments or hypotheses leads to a measure of level outcome or impact, such measures included.
    """

    sees_strategy: frozenset[str]
    leads_to_outcome: frozenset[str]


def survey_sight(plan: Plan) -> Sight:
    """Work out lines of sight for the whole plan, in one pass down from the strategies."""
    strategies = [item.id for item in plan.strategies]
    strategies += [entry.id for entry in plan.placeholders if entry.kind in ("strategy", None)]
    sees = spread(strategies, leading_to(plan))
    unsure = [entry.id for entry in plan.placeholders if entry.kind in ("kpi", None)]
    outcomes = [kpi.id for kpi in plan.kpis if kpi.level in OUTCOME_LEVELS]
    return Sight(sees, spread([*outcomes, *unsure], lambda i: measures_behind(plan, i)))


def measures_behind(plan: Plan, kpi_id: str) -> Iterable[str]:
    """Measures one step further from the customer: those that drive it, its parts, and signals of bets that move it."""
    for edge in plan.links_to(kpi_id, "drives", "segment_of", "moves"):
        if edge.field == "moves":
            yield from (signal.target for signal in plan.links_from(edge.source.id, "signals"))
        elif isinstance(edge.source, Kpi):
            yield edge.source.id


def drivers_under_test(plan: Plan) -> frozenset[tuple[str, str]]:
    """Pairs (driver, driven) that a bet tests or has tested: it moves or watches the first and moves the second."""
    return _pairs_of_bets(plan, lambda bet: (*(expected.id for expected in bet.moves), *(s.id for s in bet.signals)))


def early_signs(plan: Plan) -> frozenset[tuple[str, str]]:
    """Pairs of measures of which a bet watches the first as an early sign and moves the second."""
    return _pairs_of_bets(plan, lambda bet: tuple(signal.id for signal in bet.signals))


def _pairs_of_bets(plan: Plan, firsts_of: Callable[[Hypothesis], tuple[str, ...]]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (first, expected.id)
        for bet in plan.hypotheses
        if bet.status in TESTING
        for first in firsts_of(bet)
        for expected in bet.moves
    )


def find_rings(plan: Plan, fields: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Rings made by links in these fields, one for each knot of items that lead back to themselves.

    Each ring begins at its smallest id and follows a shortest way back there; rings are sorted. The result does not
    depend on the order of files.
    """
    names = tuple(fields)

    def following(item_id: str) -> list[str]:
        return sorted({edge.target for edge in plan.links_from(item_id, *names) if plan.get(edge.target)})

    rings = [_shortest_ring(min(knot), set(knot), following) for knot in _knots(plan, following)]
    return tuple(sorted(rings))


def _knots(plan: Plan, following: Callable[[str], list[str]]) -> list[list[str]]:
    """Strongly connected components that hold a ring (Tarjan 1972, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    knots: list[list[str]] = []
    for root in plan.ids:
        if root in order:
            continue
        work = [(root, iter(following(root)))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            here, rest = work[-1]
            for step in rest:
                if step not in order:
                    order[step] = low[step] = len(order)
                    stack.append(step)
                    on_stack.add(step)
                    work.append((step, iter(following(step))))
                    break
                if step in on_stack:
                    low[here] = min(low[here], order[step])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == order[here]:
                    knot: list[str] = []
                    while not knot or knot[-1] != here:
                        knot.append(stack.pop())
                        on_stack.discard(knot[-1])
                    if len(knot) > 1 or here in following(here):
                        knots.append(knot)
    return knots


def _shortest_ring(start: str, knot: set[str], following: Callable[[str], list[str]]) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    queue = [start]
    for here in queue:
        for step in following(here):
            if step == start:
                ring = [here]
                while ring[-1] != start:
                    ring.append(came_from[ring[-1]])
                return tuple(reversed(ring))
            if step in knot and step not in came_from:
                came_from[step] = here
                queue.append(step)
    return (start,)
