"""The bowling chart: which months, what each says, what is done about the red ones, and how a large plan is cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.dates import parse_period
from alignctl.plan.plan import Plan
from alignctl.views.bowling import BowlingChart, BowlingSource, Row, describe_cell, short_number
from alignctl.views.bowling_cut import BowlingSet, draw_up_bowling
from alignctl.views.bowling_periods import months_up_to
from alignctl.views.choice import Choice
from alignctl.views.status import mark_items

TODAY = date(2026, 3, 3)


@pytest.fixture(scope="session")
def bowling_source(read_plan: Callable[[str], Plan]) -> BowlingSource:
    plan = read_plan("matrix")
    return BowlingSource(plan, TODAY, months_up_to(TODAY), mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/")


@pytest.fixture(scope="session")
def chart(bowling_source: BowlingSource) -> BowlingChart:
    (made,) = draw_up_bowling(bowling_source, Choice()).charts
    return made


def row_of(chart: BowlingChart, item_id: str) -> Row:
    return next(row for row in chart.rows if row.id == item_id)


def cells(chart: BowlingChart, item_id: str) -> dict[str, tuple[str, str, str]]:
    row = row_of(chart, item_id)
    return {f"{m.first:%y-%m}": (c.state, c.plan, c.actual) for m, c in zip(chart.months, row.cells, strict=True)}


def test_the_last_twelve_months_end_with_this_one() -> None:
    months = months_up_to(date(2026, 3, 3))
    assert [months[0].first, months[-1].last] == [date(2025, 4, 1), date(2026, 3, 31)]
    assert len(months) == 12
    assert months_up_to(date(2026, 12, 31))[0].first == date(2026, 1, 1)
    assert months_up_to(date(1, 3, 1))[0].first == date(1, 1, 1)


@pytest.mark.parametrize(
    ("text", "starts", "first", "last"),
    [
        ("2026", 10, date(2026, 1, 1), date(2026, 12, 31)),
        ("FY2026", 10, date(2025, 10, 1), date(2026, 9, 30)),
        ("FY2026", 1, date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q3", 1, date(2025, 10, 1), date(2026, 9, 30)),
        ("9999", 1, date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_calendar_and_fiscal_years(text: str, starts: int, first: date, last: date) -> None:
    months = months_up_to(parse_period(text, starts).last)
    assert (len(months), months[0].first, months[-1].last) == (12, first, last)


def test_a_line_to_the_target_and_the_last_reading_of_a_month(chart: BowlingChart) -> None:
    shown = cells(chart, "solved")
    assert shown["25-10"] == ("missed", "64", "63")
    assert shown["25-12"] == ("met", "66", "67")
    assert shown["26-02"] == ("missed", "68", "66")


def test_months_without_a_reading(chart: BowlingChart) -> None:
    shown = {month: state for month, (state, _, _) in cells(chart, "solved").items()}
    assert shown["25-05"] == "not-due"  # before it began
    assert shown["25-06"] == "not-due"  # the month of the baseline
    assert shown["25-07"] == "late"
    assert shown["26-01"] == "late"
    assert shown["26-03"] == "awaited"
    quarterly = {month: state for month, (state, _, _) in cells(chart, "rewritten").items()}
    assert quarterly == {
        **dict.fromkeys(shown, "not-due"),
        "25-06": "late",
        "25-09": "met",
        "25-12": "missed",
        "26-03": "awaited",
    }
    assert {state for state, _, _ in cells(chart, "load").values()} == {"not-due", "met"}  # no cadence: never due


def test_a_path_of_steps(chart: BowlingChart) -> None:
    shown = {month: plan for month, (_, plan, _) in cells(chart, "rewritten").items()}
    assert [shown["25-08"], shown["25-09"], shown["26-02"]] == ["0", "10", "10"]


def test_limits_and_bands(chart: BowlingChart) -> None:
    assert cells(chart, "wait")["25-12"] == ("met", "≤ 8", "8")
    assert cells(chart, "wait")["26-01"] == ("missed", "≤ 6", "7")
    assert cells(chart, "load")["26-01"] == ("met", "20–30", "25")
    spark = row_of(chart, "wait").spark
    assert {high for _, _, _, high in spark.limits} == {8, 6}
    assert not spark.due


def test_months_to_come(bowling_source: BowlingSource) -> None:
    source = BowlingSource(bowling_source.plan, TODAY, months_up_to(date(2026, 12, 31)), {}, bowling_source.href)
    (made,) = draw_up_bowling(source, Choice()).charts
    assert cells(made, "solved")["26-06"] == ("to-come", "72", "")
    assert cells(made, "solved")["26-12"][0] == "to-come"


def test_countermeasures_stand_under_their_months(chart: BowlingChart) -> None:
    row = row_of(chart, "solved")
    assert [(note.number, note.state) for note in row.notes] == [(1, "done"), (None, "lacking")]
    assert row.notes[0].text == "New staff → Pair them with old hands (Documentation; done 15 December 2025)"
    assert row.notes[1].text == "no countermeasure for Feb 2026"
    numbered = {f"{m.first:%y-%m}": c.notes for m, c in zip(chart.months, row.cells, strict=True) if c.notes}
    assert numbered == {"25-10": (1,), "25-11": (1,)}
    assert chart.months[row.notes[0].month].name == "Oct 2025"


def test_measures_stand_under_their_outcomes(chart: BowlingChart) -> None:
    groups = [(group.title, [row.id for row in group.rows]) for group in chart.groups]
    assert groups == [
        ("Customers get an answer that works", ["solved", "rewritten"]),
        ("Customers wait less", ["wait", "load"]),
    ]
    assert chart.left_out == ("Not shown: 1 segment of a measure.",)
    assert chart.tally(8) == (2, 3)
    assert "Of 10 readings judged, 5 met their plan." in chart.alt


def test_a_cell_in_words(chart: BowlingChart) -> None:
    row = row_of(chart, "solved")
    assert describe_cell(row, row.cells[6], chart.months[6]) == (
        "Oct 2025: plan 64 percent, actual 63 percent on 31 October 2025, missed"
    )
    assert "no reading, though one was due" in describe_cell(row, row.cells[9], chart.months[9])


def names(found: BowlingSet) -> dict[str, list[str]]:
    return {chart.name: [row.id for row in chart.rows] for chart in found.charts}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"strategy": "second"}, ["wait", "load"]),
        ({"team": "docs"}, ["rewritten"]),
        ({"statuses": ("at-risk", "missed")}, ["solved", "rewritten", "wait"]),
    ],
)
def test_filters(bowling_source: BowlingSource, choice: dict[str, Any], expected: list[str]) -> None:
    assert list(names(draw_up_bowling(bowling_source, Choice(**choice))).values()) == [expected]


def test_one_chart_for_each_strategy_or_team(bowling_source: BowlingSource) -> None:
    by_strategy = draw_up_bowling(bowling_source, Choice(), per="strategy")
    assert names(by_strategy) == {"bowling-first": ["solved", "rewritten"], "bowling-second": ["wait", "load"]}
    assert by_strategy.of_strategy == {"first": "bowling-first", "second": "bowling-second"}
    by_team = draw_up_bowling(bowling_source, Choice(), per="team")
    assert names(by_team) == {"bowling-docs": ["rewritten"], "bowling-support": ["solved", "wait", "load"]}


def test_a_long_chart_is_cut(bowling_source: BowlingSource) -> None:
    found = draw_up_bowling(bowling_source, Choice(), limit=1)
    assert list(names(found)) == ["bowling-first", "bowling-first-2", "bowling-second", "bowling-second-2"]
    assert found.charts[1].title.endswith("The first strategy (2 of 2)")


def test_nothing_to_show_gives_no_chart() -> None:
    source = BowlingSource(Plan([]), TODAY, months_up_to(TODAY), {}, str)
    assert not draw_up_bowling(source, Choice()).charts


@given(st.floats(-1e14, 1e14))
def test_short_numbers_are_short_and_close(value: float) -> None:
    text = short_number(value)
    assert len(text) <= 12
    number, _, sign = text.replace(",", "").partition(" ")
    back = float(number) * {"": 1, "M": 1e6, "bn": 1e9}[sign]
    assert abs(back - value) <= max(abs(value) * 0.006, 1e-4)
