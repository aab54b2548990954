"""Days and periods, read and told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.dates import (
    fiscal_year_of,
    format_day,
    format_deadline,
    format_period,
    parse_day,
    parse_period,
)

STARTS = st.integers(1, 12)
YEARS = st.integers(2, 9998)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-31", "2026-03-31", "2026-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("FY2026", "2025-10-01", "2026-09-30"),
        ("FY2026-Q1", "2025-10-01", "2025-12-31"),
        ("FY2026-Q2", "2026-01-01", "2026-03-31"),
        ("FY2026-Q4", "2026-07-01", "2026-09-30"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: str, last: str) -> None:
    period = parse_period(text, 10)
    assert (period.first.isoformat(), period.last.isoformat(), str(period)) == (first, last, text)


def test_a_fiscal_year_that_starts_in_january_is_the_calendar_year() -> None:
    assert parse_period("FY2026", 1).first == date(2026, 1, 1)
    assert parse_period("FY2026", 1).last == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-W05-3", "neither a day nor a period"),
        ("20260331", "neither a day nor a period"),
        ("2026-Q5", "neither a day nor a period"),
        ("2026-3-1", "neither a day nor a period"),
        ("２０２６", "neither a day nor a period"),
        ("2026\n", "neither a day nor a period"),
        ("soon", "neither a day nor a period"),
        ("FY2026-03", "mixes a fiscal year with a calendar month"),
        ("2026-13", "names month 13; months are 01 to 12"),
        ("2026-00", "names month 00; months are 01 to 12"),
        ("2026-02-30", "the calendar has no day"),
        ("0000", "the calendar has no day"),
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_period(text)


@pytest.mark.parametrize("text", ["2026-W05-3", "2026-1-01", "2026-02-29", "0000-01-01", "2026-01-01T00", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="day"):
        parse_day(text)


@given(st.dates())
def test_a_day_comes_back_as_it_was_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_period(day.isoformat()).first == parse_period(day.isoformat()).last == day


@given(YEARS, STARTS)
def test_quarters_and_months_fill_their_year_without_gap_or_overlap(year: int, starts: int) -> None:
    for whole, parts in (
        (f"FY{year:04}", [f"FY{year:04}-Q{quarter}" for quarter in range(1, 5)]),
        (f"{year:04}", [f"{year:04}-Q{quarter}" for quarter in range(1, 5)]),
        (f"{year:04}", [f"{year:04}-{month:02}" for month in range(1, 13)]),
    ):
        periods = [parse_period(part, starts) for part in parts]
        year_period = parse_period(whole, starts)
        assert periods[0].first == year_period.first
        assert periods[-1].last == year_period.last
        for before, after in pairwise(periods):
            assert after.first - before.last == timedelta(days=1)


@given(st.dates(date(3, 1, 1), date(9998, 12, 31)), STARTS)
def test_a_day_lies_in_its_fiscal_year_which_is_named_for_the_year_it_ends_in(day: date, starts: int) -> None:
    first, last = fiscal_year_of(day, starts)
    assert first <= day <= last
    named = parse_period(f"FY{last.year:04}", starts)
    assert (named.first, named.last) == (first, last)


@given(st.dates(), STARTS)
def test_every_day_there_is_has_a_fiscal_year(day: date, starts: int) -> None:
    first, last = fiscal_year_of(day, starts)
    assert first <= day <= last


@pytest.mark.parametrize(
    ("text", "told", "deadline"),
    [
        ("2026-06-30", "30 June 2026", "30 June 2026"),
        ("2026-11", "November 2026", "the end of November 2026"),
        ("2026-Q3", "the third quarter of 2026", "the end of the third quarter of 2026"),
        ("2026", "2026", "the end of 2026"),
        ("FY2026", "fiscal year 2026", "the end of fiscal year 2026"),
        ("FY2026-Q2", "the second quarter of fiscal year 2026", "the end of the second quarter of fiscal year 2026"),
    ],
)
def test_periods_are_told_in_words(text: str, told: str, deadline: str) -> None:
    assert format_period(parse_period(text)) == told
    assert format_deadline(parse_period(text)) == deadline


def test_days_are_told_in_english_everywhere() -> None:
    assert format_day(date(2026, 3, 1)) == "1 March 2026"
