"""Which measures are charted, with the bets that aim at each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from alignctl.plan.dates import Period
from alignctl.plan.items import Hypothesis, Item, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.progress import progress_of
from alignctl.views.choice import Choice, choose_items, choose_measures, not_asked_for, not_shown
from alignctl.views.picture import Mark
from alignctl.views.thinning import thin
from alignctl.views.trend import TimeBox, Trend, TrendPoint, make_trend
from alignctl.views.trend_window import narrow_trend

COLUMNS = 200
"""Into how many columns a series is thinned that is longer than a chart can show."""


@dataclass(frozen=True)
class TrendSource:
    """What trends are made from: the plan on a day, how its items are doing, and the address of each item's page."""

    plan: Plan
    today: date
    marks: Mapping[str, Mark]
    page_of: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TrendSet:
    """The charts of a plan, by id. `left_out` says which measures have none."""

    title: str
    trends: tuple[Trend, ...]
    left_out: tuple[str, ...] = ()


def trend_of(source: TrendSource, kpi: Kpi, period: Period | None = None) -> Trend | None:
    """The trend of a measure with the bets that aim at it; None where there is nothing to chart.

    With a period, the part that lies in it. A series that is longer than a chart can show is thinned.
    """
    progress = progress_of(source.plan, kpi, source.today)
    trend = make_trend(
        kpi,
        source.today,
        source.marks.get(kpi.id),
        source.plan.fiscal_year_starts,
        boxes=_boxes_around(source, kpi),
        pace=progress.due,
        href=source.page_of(kpi.id),
    )
    if trend is not None and period is not None:
        trend = narrow_trend(trend, period)
    return replace(trend, readings=thin(trend.readings, COLUMNS)) if trend is not None else None


def draw_up_trends(
    source: TrendSource, choice: Choice, ids: tuple[str, ...] = (), *, title: str = "Trends"
) -> TrendSet:
    """The trends of the measures that fit, of all or of these. Retired ones and drafts are charted only if named."""
    plan = source.plan
    wanted = [kpi for kpi in choose_items(plan, plan.kpis, Choice()) if _is_wanted(source, kpi, ids)]
    chosen = [kpi for kpi in choose_measures(plan, choice, source.today) if _is_wanted(source, kpi, ids)]
    trends = [trend for kpi in chosen if (trend := trend_of(source, kpi, choice.period)) is not None]
    empty = len(chosen) - len(trends)
    bare, several = "measure without a reading or a target", "measures without a reading or a target"
    left_out = (
        *not_shown([(empty, bare, several)]),
        *not_asked_for(len(wanted) - len(chosen), "measure", "measures"),
    )
    return TrendSet(" · ".join([choice.title(plan, title), *choice.told("in force in")]), tuple(trends), left_out)


def _is_wanted(source: TrendSource, kpi: Kpi, ids: tuple[str, ...]) -> bool:
    return kpi.id in ids if ids else not _is_over(kpi, source.today)


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
