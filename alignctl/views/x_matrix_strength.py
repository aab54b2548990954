"""How strongly items are tied: what a link states, else by the way from one to the other.

A direct link, or an initiative whose hypothesis moves the measure, is strong; through a signal or one step more is
medium; further is weak. A way is no stronger than the weakest link on it that states a strength, and of several ways
the strongest counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from alignctl.plan.items import UPWARD, Kpi
from alignctl.plan.plan import Plan
from alignctl.records import Record, record

STRENGTHS = ("weak", "medium", "strong")
"""From the weakest to the strongest."""

_LONG = 3
"""From how many steps on a way is weak, however long."""

_STEPS = {"tests": 0, "signals": 2}
"""How long a link is, where it is not one step: work stands where its bet stands, and a signal is a step further."""


_FOLLOWED = 400
"""Over how many steps in all ties are sought: where everything drives everything, what is further off is left out."""


@record
class Tie(Record):
    """How strongly one item is tied to another, and the ids on the way, both ends included."""

    strength: str
    way: tuple[str, ...]


class Links(dict[str, tuple[tuple[str, int, int], ...]]):
    """What each item of a plan leads to, how many steps away and how strongly at the most; each is looked up once."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def __missing__(self, item_id: str) -> tuple[tuple[str, int, int], ...]:
        strongest = len(STRENGTHS) - 1
        found = self[item_id] = tuple(
            (target, steps, STRENGTHS.index(stated) if stated is not None else strongest)
            for target, steps, stated in _links(self._plan, item_id)
        )
        return found


def ties_from(links: Links, start: str, among: Container[str] | None = None) -> dict[str, Tie]:
    """Everything that an item leads to, with how strongly; of it only what is `among` these ids, where they are given.

    The same plan gives the same ways.
    """
    first = (start, 0, len(STRENGTHS) - 1)
    came_from: dict[tuple[str, int, int], tuple[str, int, int] | None] = {first: None}
    best: dict[str, tuple[int, tuple[str, int, int]]] = {}
    queue = [first]
    for state in queue:
        if len(came_from) > _FOLLOWED:
            break
        here, length, cap = state
        for target, steps, most in links[here]:
            cap_there = min(cap, most)
            after = (target, min(length + steps, _LONG), cap_there)
            if after in came_from or target == start:
                continue
            came_from[after] = state
            queue.append(after)
            value = min(_by_length(after[1]), cap_there)
            if target not in best or value > best[target][0]:
                best[target] = (value, after)
    return {
        target: Tie(STRENGTHS[value], _way(came_from, state))
        for target, (value, state) in sorted(best.items())
        if among is None or target in among
    }


def _by_length(length: int) -> int:
    return len(STRENGTHS) - 1 - max(0, min(length, _LONG) - 1)


def _links(plan: Plan, item_id: str) -> Iterator[tuple[str, int, str | None]]:
    """What an item leads to, how many steps away, and the strength that the link states. Ways end at what is over."""
    item = plan.get(item_id)
    if item is None or not UPWARD[item.kind]:
        return
    for edge in plan.links_from(item_id, *UPWARD[item.kind]):
        if _holds(plan, edge.target):
            yield edge.target, _STEPS.get(edge.field, 1), edge.strength
    if isinstance(item, Kpi):
        for edge in plan.links_to(item_id, "signals"):
            if _holds(plan, edge.source.id):
                for moved in plan.links_from(edge.source.id, "moves"):
                    if moved.target != item_id and _holds(plan, moved.target):
                        yield moved.target, _STEPS["signals"], edge.strength


def _holds(plan: Plan, item_id: str) -> bool:
    item = plan.get(item_id)
    return item is not None and item.retired is None


def _way(
    came_from: dict[tuple[str, int, int], tuple[str, int, int] | None], end: tuple[str, int, int]
) -> tuple[str, ...]:
    ids = []
    state: tuple[str, int, int] | None = end
    while state is not None:
        ids.append(state[0])
        state = came_from[state]
    return tuple(reversed(ids))
