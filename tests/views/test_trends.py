"""Which measures are charted, and the part of a chart that lies in a period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from alignctl.plan.dates import parse_period
from alignctl.views.cascade import CascadeSource
from alignctl.views.choice import Choice
from alignctl.views.status import mark_items
from alignctl.views.trend import Trend
from alignctl.views.trends import COLUMNS, TrendSource, draw_up_trends

TODAY = date(2026, 6, 15)
PLAN = """
kind: strategy
id: goal
title: Goal
---
kind: team
id: docs
title: Docs
---
kind: kpi
id: read
title: Read
measures: goal
owner: docs
level: outcome
direction: increase
unit: percent
baseline: {date: 2026-01-01, value: 10}
targets: [{by: 2026-12-31, value: 22}]
readings: [{date: 2026-02-01, value: 11}, {date: 2026-04-01, value: 12}, {date: 2026-06-01, value: 13}]
---
kind: kpi
id: bare
title: Bare
measures: goal
---
kind: kpi
id: kept
title: Kept
level: outcome
direction: keep-below
unit: days
targets: [{by: 2026-03-31, value: 9}, {by: 2026-12-31, value: 7}]
readings: [{date: 2026-05-01, value: 8}]
---
kind: kpi
id: stairs
title: Stairs
level: outcome
direction: increase
unit: percent
path: step
baseline: {date: 2026-01-01, value: 10}
targets: [{by: 2026-03-31, value: 15}, {by: 2026-12-31, value: 20}]
---
kind: hypothesis
id: early
title: Early
change: c
moves: {id: read, to: 12, by: 2026-03-31}
start: 2026-01-01
end: 2026-02-28
---
kind: hypothesis
id: late
title: Late
change: c
moves: {id: read, to: 15, by: 2026-09-30}
start: 2026-04-15
end: 2026-09-30
"""


@pytest.fixture
def source(make_source: Callable[[str], CascadeSource]) -> TrendSource:
    plan = make_source(PLAN).plan
    return TrendSource(plan, TODAY, mark_items(plan, TODAY), str)


def one(source: TrendSource, kpi: str, period: str) -> Trend:
    (trend,) = draw_up_trends(source, Choice(period=parse_period(period)), (kpi,)).trends
    return trend


@pytest.mark.parametrize(
    ("choice", "shown", "left_out"),
    [
        (Choice(), ["kept", "read", "stairs"], ("Not shown: 1 measure without a reading or a target.",)),
        (
            Choice(strategy="goal"),
            ["read"],
            ("Not shown: 1 measure without a reading or a target.", "Not asked for: 2 measures."),
        ),
        (Choice(team="docs"), ["read"], ("Not asked for: 3 measures.",)),
        (Choice(statuses=("at-risk",)), ["kept", "read"], ("Not asked for: 2 measures.",)),
        (
            Choice(period=parse_period("2027")),
            ["kept"],
            ("Not shown: 1 measure without a reading or a target.", "Not asked for: 2 measures."),
        ),
    ],
)
def test_filters(source: TrendSource, choice: Choice, shown: list[str], left_out: tuple[str, ...]) -> None:
    found = draw_up_trends(source, choice)
    assert ([trend.kpi for trend in found.trends], found.left_out) == (shown, left_out)


def test_a_quarter_of_a_chart(source: TrendSource) -> None:
    trend = one(source, "read", "2026-Q2")
    assert (trend.first, trend.last) == (date(2026, 4, 1), date(2026, 6, 30))
    assert [point.value for point in trend.readings] == [12, 13]
    assert (trend.baseline, trend.targets, trend.known, trend.goes_on) == (None, (), 2, False)
    (line,) = trend.due
    assert [(p.date, round(p.value, 1)) for p in line] == [(trend.first, 13.0), (trend.last, 15.9)]
    assert [(box.bet, box.expected) for box in trend.boxes] == [("late", None)]
    assert trend.left_out == ("Not shown, before or after this time: 1 reading, 1 target, the baseline, 1 bet.",)
    assert trend.subtitle.endswith("in the second quarter of 2026")
    assert trend.alt.startswith("in the second quarter of 2026; ")


def test_a_time_that_is_over_has_no_latest_reading(source: TrendSource) -> None:
    trend = one(source, "read", "2026-Q1")
    assert (trend.goes_on, trend.pace) == (True, None)
    assert trend.baseline is not None


def test_limits_and_stairs_end_with_the_time(source: TrendSource) -> None:
    kept = one(source, "kept", "2026-Q1").limits
    assert [(limit.first, limit.last, limit.high) for limit in kept] == [(date(2026, 1, 1), date(2026, 3, 31), 9)]
    (line,) = one(source, "stairs", "2026-Q2").due
    assert [point.value for point in line] == [15, 15]


def test_a_day_is_shown_with_the_weeks_before_it(source: TrendSource) -> None:
    trend = one(source, "read", "2026-06-01")
    assert (trend.first, trend.last) == (date(2026, 5, 5), date(2026, 6, 1))


def test_a_long_series_is_thinned_after_it_is_cut(make_source: Callable[[str], CascadeSource]) -> None:
    days = [date.fromordinal(date(2020, 1, 1).toordinal() + n) for n in range(2200)]
    rows = ", ".join(f"{{date: {day}, value: {n % 97}}}" for n, day in enumerate(days))
    plan = make_source(f"kind: kpi\nid: k\ntitle: K\nunit: count\nreadings: [{rows}]\n").plan
    source = TrendSource(plan, TODAY, {}, str)
    (whole,) = draw_up_trends(source, Choice()).trends
    assert whole.known == 2200
    assert len(whole.readings) <= 4 * COLUMNS
    (year,) = draw_up_trends(source, Choice(period=parse_period("2021"))).trends
    assert (year.known, len(year.readings)) == (365, 365)
