"""Which measures are charted, with the bets that aim at each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from alignctl.plan.graph import descendants
from alignctl.plan.items import Hypothesis, Item, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.progress import judge_progress
from alignctl.plan.teams import TeamTree
from alignctl.plan.waiting import owners_of
from alignctl.views.picture import Mark
from alignctl.views.trend import TimeBox, Trend, TrendPoint, make_trend


@dataclass(frozen=True)
class TrendSource:
    """What trends are made from: the plan on a day, how its items are doing, and the address of each item's page."""

    plan: Plan
    today: date
    marks: Mapping[str, Mark]
    page_of: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TrendChoice:
    """Which measures are wanted: these, those that lead to a strategy, those of a team, those doing so. Empty: all."""

    ids: tuple[str, ...] = ()
    strategy: str | None = None
    team: str | None = None
    states: tuple[str, ...] = ()


def trend_of(source: TrendSource, kpi: Kpi) -> Trend | None:
    """The trend of a measure with the bets that aim at it; None where there is nothing to chart."""
    progress = judge_progress(kpi, source.today, source.plan.fiscal_year_starts)
    return make_trend(
        kpi,
        source.today,
        source.marks.get(kpi.id),
        source.plan.fiscal_year_starts,
        boxes=_boxes_around(source, kpi),
        pace=progress.due,
        href=source.page_of(kpi.id),
    )


def choose_trends(source: TrendSource, choice: TrendChoice) -> tuple[Trend, ...]:
    """The trends of the measures that fit, by id. Retired ones and drafts are charted only where they are named."""
    below = descendants(source.plan, choice.strategy) if choice.strategy is not None else None
    teams: frozenset[str] | None = None
    if choice.team is not None:
        teams = TeamTree(source.plan).below(choice.team) | {choice.team}
    found = []
    for kpi in source.plan.kpis:
        if source.plan.get(kpi.id) is not kpi or (choice.ids and kpi.id not in choice.ids):
            continue
        if not choice.ids and _is_over(kpi, source.today):
            continue
        if (below is not None and kpi.id not in below) or (teams is not None and teams.isdisjoint(owners_of(kpi))):
            continue
        if (
            choice.states
            and judge_progress(kpi, source.today, source.plan.fiscal_year_starts).state not in choice.states
        ):
            continue
        trend = trend_of(source, kpi)
        if trend is not None:
            found.append(trend)
    return tuple(found)


def _is_over(item: Item, today: date) -> bool:
    return item.is_draft or (item.retired is not None and item.retired.date <= today)


def _boxes_around(source: TrendSource, kpi: Kpi) -> tuple[TimeBox, ...]:
    """The time boxes of the bets that aim at a measure, the earliest first; no drafts, and none without a start."""
    boxes: dict[str, TimeBox] = {}
    for edge in source.plan.links_to(kpi.id, "moves", "signals"):
        bet = edge.source
        if not isinstance(bet, Hypothesis) or bet.start is None or bet.id in boxes or _is_over(bet, source.today):
            continue
        boxes[bet.id] = TimeBox(
            bet.id,
            bet.title,
            bet.start.first,
            bet.end.last if bet.end is not None else None,
            source.marks.get(bet.id),
            _expected(bet, kpi.id),
            edge.field == "signals",
            source.page_of(bet.id),
        )
    return tuple(sorted(boxes.values(), key=lambda box: (box.first, box.bet)))


def _expected(bet: Hypothesis, kpi_id: str) -> TrendPoint | None:
    for expectation in bet.moves:
        if expectation.id == kpi_id and expectation.to is not None:
            by = expectation.by or bet.end
            return TrendPoint(by.last, expectation.to) if by is not None else None
    return None
