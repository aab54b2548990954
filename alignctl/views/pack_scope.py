"""What a review pack is made from, and what its parts share: the days, the items that count, and turns of phrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from alignctl.plan.due import Due, find_due
from alignctl.plan.goalpost_record import GitReach, GoalpostMove, gather_moves, join_moves, recorded_moves
from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.items import Hypothesis, Item, Kpi
from alignctl.plan.numbers import format_number, format_quantity
from alignctl.plan.phrases import capitalise, name_item, one_line, owner_of, quote
from alignctl.plan.plan import Plan
from alignctl.plan.review_period import ReviewPeriod, following
from alignctl.plan.scoreboard import Judged, Scoreboard, count_scoreboard, ids_of_strategy, ids_of_team, judge_measures
from alignctl.views.choice import Choice, choose_items
from alignctl.views.pack import Paragraph

T = TypeVar("T", bound=Item)

LONGEST_NAME = 90
"""From how many characters on a title is cut where several are listed in one sentence."""


@dataclass(frozen=True, slots=True)
class ReviewSource:
    """The plan, its name, the day of the meeting, the period it looks back on, and whose work is wanted.

    `from_git` are goalposts that git saw moving in the period, `reach` how far it could tell. `by_default` says that
    nobody named the period.
    """

    plan: Plan
    name: str
    today: date
    period: ReviewPeriod
    choice: Choice = field(default_factory=Choice)
    from_git: tuple[GoalpostMove, ...] = ()
    reach: GitReach = field(default_factory=GitReach)
    by_default: bool = False


class Review:
    """A source with what its parts ask for, worked out once."""

    def __init__(self, source: ReviewSource) -> None:
        self.plan = source.plan
        self.name = one_line(source.name)
        self.today = source.today
        self.period = source.period
        self.choice = source.choice
        self.reach = source.reach
        self.by_default = source.by_default
        self.day = min(source.period.last, source.today)
        """The day that the figures are of: the last of the period, or today where that is still to come."""
        self.next = following(source.period, source.plan.fiscal_year_starts)
        self._from_git = source.from_git

    @property
    def is_over(self) -> bool:
        """Whether the period had ended on the day of the meeting."""
        return self.day < self.today

    @property
    def are(self) -> str:
        """`are`, or `were` of figures that are of a day in the past."""
        return "were" if self.is_over else "are"

    @cached_property
    def among(self) -> frozenset[str] | None:
        """The ids that count; None for all."""
        found: frozenset[str] | None = None
        if self.choice.team is not None:
            found = ids_of_team(self.plan, self.choice.team)
        if self.choice.strategy is not None:
            below = ids_of_strategy(self.plan, self.choice.strategy)
            found = below if found is None else found & below
        return found

    def chosen(self, items: Iterable[T]) -> list[T]:
        """Of some items those that count, of two with one id the first; promises that a team gave or got are its."""
        return choose_items(self.plan, items, self.choice)

    @cached_property
    def now(self) -> tuple[Judged, ...]:
        """The measures on the day that the figures are of."""
        return judge_measures(self.plan, self.day, among=self.among)

    @cached_property
    def board(self) -> Scoreboard:
        """The scoreboard on the day that the figures are of."""
        return count_scoreboard(self.plan, self.day, among=self.among)

    @cached_property
    def board_before(self) -> Scoreboard | None:
        """That of the eve of the period; None where no measure had a target and data by then."""
        board = count_scoreboard(self.plan, self.period.eve, among=self.among)
        return board if board.judged else None

    @cached_property
    def behind(self) -> tuple[Judged, ...]:
        """The measures that missed their target, then those at risk; first those that tell what changes for people."""
        order = ("missed", "at-risk")
        found = [entry for entry in self.now if entry.progress.state in order]
        return tuple(
            sorted(found, key=lambda e: (order.index(e.progress.state), e.kpi.level not in OUTCOME_LEVELS, e.kpi.id))
        )

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """All that is late on the day of the meeting, or due up to the end of the next period."""
        ahead = (self.horizon - self.today).days
        mine = {item.id for item in self.chosen(self.plan.items)}
        found = find_due(self.plan, self.today, max(0, ahead), self.choice.team)
        return tuple(entry for entry in found if self.choice.strategy is None or entry.item in mine)

    @property
    def horizon(self) -> date:
        """How far the pack looks ahead: the end of the next period."""
        return self.next.last if self.next is not None else self.period.last

    @cached_property
    def moves(self) -> tuple[GoalpostMove, ...]:
        """What was changed in the period of items that count: goalposts, and what else the plan records."""
        recorded = recorded_moves(self.plan, self.period.first, self.day)
        found = gather_moves(join_moves(recorded, self._from_git))
        among = self.among
        return tuple(move for move in found if among is None or move.item in among)

    def title_of(self, item_id: str) -> str:
        """An item's title on one line; its id where it is not there."""
        item = self.plan.get(item_id)
        return one_line(item.title) if item is not None else item_id

    def named(self, item_id: str) -> str:
        """An item by its title in quotes, with what a reader must know about it."""
        return name_item(self.plan, item_id)

    def owner(self, item: Item) -> str:
        """The title of the team that owns an item, with who leads it where that is said; empty where nobody owns it."""
        team = owner_of(self.plan, item)
        if team is None:
            return one_line(item.lead) if item.lead else ""
        return f"{team} ({one_line(item.lead)})" if item.lead else team

    def teams(self, ids: Sequence[str]) -> str:
        """The titles of teams, listed; `nobody is named` for none."""
        return ", ".join(self.title_of(team) for team in dict.fromkeys(ids)) or "nobody is named"

    def bets_on(self, kpi: Kpi) -> list[Hypothesis]:
        """The bets that run on the day of the meeting and are to move a measure, by id."""
        sources = {edge.source.id: edge.source for edge in self.plan.links_to(kpi.id, "moves")}
        return [
            bet
            for _, bet in sorted(sources.items())
            if isinstance(bet, Hypothesis) and bet.status == "running" and bet.retired is None
        ]


def brief(title: str) -> str:
    """A title in quotes to stand in a list within a sentence; a long one is cut after a word."""
    line = one_line(title)
    if len(line) > LONGEST_NAME:
        line = line[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(" ,;:.–-(") + "…"
    return quote(line)


def figure(value: float, unit: str | None) -> str:
    """A value with its unit, as in tables elsewhere: `8.7 %`, `23 days`."""
    return format_quantity(value, one_line(unit) if unit is not None else None, short=True)


def counted(count: int, one: str, several: str | None = None) -> str:
    """`no measure`, `one measure`, `three measures`, `40 measures`, to stand inside a sentence."""
    word = one if count in (0, 1) else several or f"{one}s"
    return f"{'no' if count == 0 else in_words(count)} {word}"


_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(count: int) -> str:
    """A number as it is written in a sentence: up to twelve as a word, `none` for 0."""
    return _WORDS[count] if count < len(_WORDS) else format_number(count)


def left_out(count: int, what: str) -> Paragraph:
    """That there is more of something than is listed."""
    more = f"{counted(count, f'more {what}')} {agree(count, 'is', 'are')} not listed here."
    return Paragraph(capitalise(more), soft=True)


def unbroken(text: str) -> str:
    """Text that is not to be broken into lines, such as a day in a narrow column."""
    return text.replace(" ", "\u00a0")


def agree(count: int, one: str, several: str) -> str:
    """The form of a verb that goes with a number."""
    return one if count == 1 else several
