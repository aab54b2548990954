"""How a list that is too long for one picture is cut: by strategy or by team, then into pieces, each with a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from alignctl.plan.graph import descendants, leading_to
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan

T = TypeVar("T", bound=Item)
E = TypeVar("E")

NEVER = 1_000_000
"""The rank of what has none: after all others."""

_OFTEN = 4
"""How often items may be named on the average, where they lead to many strategies."""

Part = tuple[str, str, list[T]]
"""The id that a part is about (or a name that no id is), its heading, and its items."""


def rank_of(item: Item | None) -> int:
    """How important an item is said to be, 1 first."""
    rank = getattr(item, "rank", None)
    return rank if isinstance(rank, int) else NEVER


def lead_to(plan: Plan, tops: Iterable[Item]) -> dict[str, Item]:
    """For each item the first of these that it leads to; in one pass over the plan, however tangled it is."""
    found: dict[str, Item] = {}
    below = leading_to(plan)
    for top in tops:
        # What leads to an item that is found already leads to that earlier one as well.
        waiting = [i for i in below(top.id) if i not in found] if plan.get(top.id) is top else []
        while waiting:
            here = waiting.pop()
            if here not in found:
                found[here] = top
                waiting += [i for i in below(here) if i not in found]
    return found


def parts_by_strategy(plan: Plan, items: Sequence[T]) -> Iterator[Part[T]]:
    """The items below each strategy that is part of no other, by rank; then those below none.

    An item that leads to several strategies stands below each; once all have been named `_OFTEN` times over, below the
    first alone.
    """
    seen: set[str] = set()
    room = _OFTEN * len(items)
    places: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        places.setdefault(item.id, []).append(place)
    tops = [s for s in plan.strategies if plan.get(s.id) is s and not plan.links_from(s.id, "supports")]
    for strategy in sorted(tops, key=lambda s: (rank_of(s), s.id)):
        below = descendants(plan, strategy.id)
        members = [items[place] for place in sorted(place for i in below for place in places.get(i, ()))]
        if room <= 0:
            members = [item for item in members if item.id not in seen]
        room -= len(members)
        seen |= {item.id for item in members}
        if members:
            yield strategy.id, strategy.title, members
    rest = [item for item in items if item.id not in seen]
    if rest:
        yield "leads-nowhere", "Below no strategy", rest


def parts_by_owner(plan: Plan, items: Sequence[T]) -> Iterator[Part[T]]:
    """The items that each team owns, by id; then those that nobody owns."""
    for owner in sorted({item.owner.id for item in items if item.owner is not None}):
        team = plan.get(owner)
        theirs = [item for item in items if item.owner is not None and item.owner.id == owner]
        yield owner, team.title if team is not None else owner, theirs
    rest = [item for item in items if item.owner is None]
    if rest:
        yield "nobody", "Owned by nobody", rest


def pieces_of(entries: Sequence[E], limit: int) -> list[tuple[str, Sequence[E]]]:
    """A list in pieces of at most `limit`, each with what its title adds: ` (2 of 3)`; nothing for an only one."""
    cuts = [entries[start : start + limit] for start in range(0, len(entries), limit)]
    return [(f" ({number} of {len(cuts)})" if len(cuts) > 1 else "", cut) for number, cut in enumerate(cuts, 1)]


def free_name(stem: str, taken: set[str]) -> str:
    """A file name that is not taken yet, and is from now on."""
    stem = re.sub(r"[^A-Za-z0-9._-]", "-", stem)
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
