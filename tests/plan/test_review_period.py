"""The stretch that a review looks back on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.review_period import following, last_full_quarter, read_review_period

STARTS = st.integers(1, 12)
SHAPES = st.sampled_from(["{}", "{}-H1", "{}-H2", "{}-Q1", "{}-Q4", "FY{}", "FY{}-H2", "FY{}-Q3", "{}-01", "{}-12"])


@pytest.mark.parametrize(
    ("text", "starts", "first", "last", "name", "dates"),
    [
        ("2026", 1, "2026-01-01", "2026-12-31", "2026", "1 January to 31 December 2026"),
        ("2026-H1", 1, "2026-01-01", "2026-06-30", "the first half of 2026", "1 January to 30 June 2026"),
        ("2026-H2", 4, "2026-07-01", "2026-12-31", "the second half of 2026", "1 July to 31 December 2026"),
        ("2026-Q3", 1, "2026-07-01", "2026-09-30", "the third quarter of 2026", "1 July to 30 September 2026"),
        ("2024-02", 1, "2024-02-01", "2024-02-29", "February 2024", "1 to 29 February 2024"),
        ("FY2026", 10, "2025-10-01", "2026-09-30", "fiscal year 2026", "1 October 2025 to 30 September 2026"),
        ("FY2026-H1", 10, "2025-10-01", "2026-03-31", "the first half of fiscal year 2026",
         "1 October 2025 to 31 March 2026"),
    ],
)  # fmt: skip
def test_a_period_is_read_and_told(text: str, starts: int, first: str, last: str, name: str, dates: str) -> None:
    period = read_review_period(text, starts)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert (period.name, period.dates, period.text) == (name, dates, text)
    assert period.eve == period.first - timedelta(days=1)


@pytest.mark.parametrize("text", ["2026-H3", "2026-07-01", "2026-Q5", "2026-13", "FY2026-07", "", "last", "2026-h1"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|period|month"):
        read_review_period(text)


@given(SHAPES, st.integers(2, 9997), STARTS)
def test_the_next_period_begins_on_the_day_after_and_is_of_the_same_sort(shape: str, year: int, starts: int) -> None:
    period = read_review_period(shape.format(f"{year:04}"), starts)
    after = following(period, starts)
    assert after is not None
    assert after.first == period.last + timedelta(days=1)
    assert ("FY" in after.text, "-Q" in after.text, "-H" in after.text) == (
        "FY" in period.text, "-Q" in period.text, "-H" in period.text,
    )  # fmt: skip


def test_the_calendar_ends() -> None:
    assert following(read_review_period("9999-Q4")) is None
    assert following(read_review_period("9999-12")) is None


@given(st.dates(date(2, 1, 1), date(9999, 12, 31)), STARTS)
def test_the_last_full_quarter_is_over_and_the_next_is_not(today: date, starts: int) -> None:
    quarter = last_full_quarter(today, starts)
    after = following(quarter, starts)
    assert quarter.last < today
    assert after is None or after.last >= today


def test_in_the_first_quarter_of_the_calendar_nothing_was_before() -> None:
    assert last_full_quarter(date(1, 1, 5)).text == "0001-Q1"
