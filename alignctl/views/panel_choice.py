"""Which items a panel shows: by strategy, team, state and period; and how the choice is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from alignctl.plan.dates import Period, format_period
from alignctl.plan.items import Commitment, Item
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import ids_of_strategy, ids_of_team
from alignctl.plan.teams import TeamTree
from alignctl.views.picture import count_of

T = TypeVar("T", bound=Item)


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """What is wanted: below a strategy, of a team or its parts, in these states, in a period."""

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

    def words(self, today: date, when: str = "in") -> tuple[str, ...]:
        """What a subtitle says of the choice: the states, the period, the day."""
        states = ("only " + ", ".join(word.replace("-", " ") for word in self.statuses),) if self.statuses else ()
        period = (f"{when} {format_period(self.period)}",) if self.period is not None else ()
        return (*states, *period, f"as of {today.isoformat()}")


def choose_items(plan: Plan, items: Iterable[T], choice: PanelChoice) -> list[T]:
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


def _sides_of(item: Item) -> set[str]:
    if not isinstance(item, Commitment):
        return set()
    return {link.id for link in (item.from_team, item.to_team) if link is not None}


def touches(period: Period | None, first: date | None, last: date | None) -> bool:
    """Whether a stretch of days (an open end is None) has a day in a period; without a period all do."""
    return period is None or ((first is None or first <= period.last) and (last is None or last >= period.first))


def not_shown(counts: Sequence[tuple[int, str, str]]) -> tuple[str, ...]:
    """`Not shown: 2 drafts, 1 retired item.` for what there is of it; each with its word for one and for several."""
    parts = [count_of(count, one, several) for count, one, several in counts if count]
    return (f"Not shown: {', '.join(parts)}.",) if parts else ()


def cut_words(text: str, longest: int) -> str:
    """A text on one line, cut after a word, with an ellipsis where something is left out."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"
