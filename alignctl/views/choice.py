"""Which items a view shows: by strategy, team, status and period; and how the choice is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from alignctl.plan.dates import Period, format_period
from alignctl.plan.items import Commitment, Item, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.progress import progress_of
from alignctl.plan.scoreboard import ids_of_strategy, ids_of_team
from alignctl.plan.teams import TeamTree
from alignctl.views.in_force import is_in_force
from alignctl.views.picture import count_of

T = TypeVar("T", bound=Item)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted: below a strategy, of a team or its parts, in these states, in a period. Every view takes it.

    Each view says which states it knows.
    """

    strategy: str | None = None
    team: str | None = None
    statuses: tuple[str, ...] = ()
    period: Period | None = None

    def title(self, plan: Plan, title: str) -> str:
        """A title with the names of the strategy and the team chosen."""
        for item_id in (self.strategy, self.team):
            item = plan.get(item_id) if item_id is not None else None
            title = f"{title}: {item.title}" if item is not None else title
        return title

    def told(self, when: str = "in") -> tuple[str, ...]:
        """What a subtitle says of the choice: the states, and the period after the word `when`."""
        states = ("only " + ", ".join(word.replace("-", " ") for word in self.statuses),) if self.statuses else ()
        period = (f"{when} {format_period(self.period)}",) if self.period is not None else ()
        return (*states, *period)

    def words(self, today: date, when: str = "in") -> tuple[str, ...]:
        """The same, and the day."""
        return (*self.told(when), f"as of {today.isoformat()}")


def choose_items(plan: Plan, items: Iterable[T], choice: Choice) -> list[T]:
    """The items below the strategy and of the team chosen; of two with the same id the first."""
    found = [item for item in items if plan.get(item.id) is item]
    if choice.strategy is not None:
        below = ids_of_strategy(plan, choice.strategy)
        found = [item for item in found if item.id in below]
    if choice.team is not None:
        theirs = ids_of_team(plan, choice.team)
        team = TeamTree(plan).below(choice.team) | {choice.team}
        found = [item for item in found if item.id in theirs or not team.isdisjoint(_sides_of(item))]
    return found


def choose_measures(plan: Plan, choice: Choice, today: date) -> list[Kpi]:
    """The measures that fit a choice; their states are those of `alignctl.plan.progress`."""
    found = [kpi for kpi in choose_items(plan, plan.kpis, choice) if is_in_force(plan, kpi.id, choice.period)]
    if choice.statuses:
        found = [kpi for kpi in found if progress_of(plan, kpi, today).state in choice.statuses]
    return found


def _sides_of(item: Item) -> set[str]:
    if not isinstance(item, Commitment):
        return set()
    return {link.id for link in (item.from_team, item.to_team) if link is not None}


def not_shown(counts: Sequence[tuple[int, str, str]]) -> tuple[str, ...]:
    """`Not shown: 2 drafts, 1 retired item.` for what there is of it; each with its word for one and for several."""
    return _told("Not shown", counts)


def not_asked_for(count: int, one: str, several: str) -> tuple[str, ...]:
    """`Not asked for: 2 bets.` where a choice leaves something out."""
    return _told("Not asked for", [(count, one, several)])


def _told(what: str, counts: Sequence[tuple[int, str, str]]) -> tuple[str, ...]:
    parts = [count_of(count, one, several) for count, one, several in counts if count]
    return (f"{what}: {', '.join(parts)}.",) if parts else ()
