"""Days and periods.

A moment in a plan is a day (`2026-03-31`) or a period (`2026-11`, `2026-Q3`, `2026`, `FY2026`, `FY2026-Q2`). A period
means its first day as a start and its last day as an end or due date. A fiscal year is named for the calendar year
it ends in, as public bodies and most companies do: with a fiscal year that starts in October, FY2026 runs from
1 October 2025 to 30 September 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_PERIOD = re.compile(r"(FY)?(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A day or a longer stretch of days; both ends belong to it. `text` is what was written."""

    first: date
    last: date
    text: str

    def __str__(self) -> str:
        return self.text


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD`. Raises ValueError where the calendar has no such day."""
    if len(text) != 10:
        raise ValueError(f'"{text}" is not a day written as year-month-day')
    return date.fromisoformat(text)


def parse_period(text: str, fiscal_year_starts: int = 1) -> Period:
    """Read a day or a period; `fiscal_year_starts` is the month (1 to 12) in which a fiscal year begins.

    Raises ValueError with a sentence for people where the text is neither, or the calendar has no such day.
    """
    match = _PERIOD.match(text)
    if match is None:
        raise ValueError(f'"{text}" is neither a day nor a period')
    fiscal, year_text, quarter, month_text, day_text = match.groups()
    year = int(year_text)
    if fiscal and month_text:
        raise ValueError(f'"{text}" mixes a fiscal year with a calendar month')
    if day_text:
        day = date(year, int(month_text), int(day_text))
        return Period(day, day, text)
    if month_text:
        return _months(year, int(month_text), 1, text)
    if fiscal:
        first_year = year - 1 if fiscal_year_starts > 1 else year
        offset = fiscal_year_starts - 1 + (int(quarter) - 1) * 3 if quarter else fiscal_year_starts - 1
        return _months(first_year + offset // 12, offset % 12 + 1, 3 if quarter else 12, text)
    if quarter:
        return _months(year, int(quarter) * 3 - 2, 3, text)
    return _months(year, 1, 12, text)


def _months(year: int, month: int, count: int, text: str) -> Period:
    first = date(year, month, 1)
    after = month - 1 + count
    return Period(first, date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1), text)
