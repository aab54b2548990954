"""The stretch that a review looks back on: a year, half-year, quarter or month, of the calendar or of a fiscal year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from alignctl.plan.dates import format_day, format_period, parse_period
from alignctl.records import Record, record

_HALF = re.compile(r"(FY)?(\d{4})-H([12])\Z", re.ASCII)
_SHAPE = re.compile(r"(FY)?(\d{4})(?:-([QH])(\d)|-(\d{2}))?\Z", re.ASCII)
_PARTS = {"Q": 4, "H": 2}
_HALVES = {"1": "first", "2": "second"}


@record
class ReviewPeriod(Record):
    """A stretch of whole months. `text` is what a person types, `name` how it is said after "in"."""

    first: date
    last: date
    text: str
    name: str

    @property
    def eve(self) -> date:
        """The day before it began; the first day of the calendar where there is none before."""
        return self.first - timedelta(days=1) if self.first > date.min else self.first

    @property
    def dates(self) -> str:
        """`1 July to 30 September 2026`, `1 to 30 September 2026`."""
        first, last = format_day(self.first), format_day(self.last)
        for ending in (last.partition(" ")[2], f"{self.last.year}"):
            first = first.removesuffix(f" {ending}")
        return f"{first} to {last}"

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def read_review_period(text: str, fiscal_year_starts: int = 1) -> ReviewPeriod:
    """Read `2026`, `2026-H1`, `2026-Q3`, `2026-09`, or `FY2026`, `FY2026-H1`, `FY2026-Q3`.

    Raises ValueError with a sentence for people where it is none of these.
    """
    half = _HALF.match(text)
    if half is not None:
        fiscal, year, which = half.groups()
        numbers = (int(which) * 2 - 1, int(which) * 2)
        quarters = [parse_period(f"{fiscal or ''}{year}-Q{number}", fiscal_year_starts) for number in numbers]
        whole = f"fiscal year {year}" if fiscal else year
        return ReviewPeriod(quarters[0].first, quarters[1].last, text, f"the {_HALVES[which]} half of {whole}")
    period = parse_period(text, fiscal_year_starts)
    if period.first == period.last:
        raise ValueError(f'"{text}" is a single day')
    return ReviewPeriod(period.first, period.last, text, format_period(period))


def following(period: ReviewPeriod, fiscal_year_starts: int = 1) -> ReviewPeriod | None:
    """The stretch of the same length after it; None where the calendar ends."""
    match = _SHAPE.match(period.text)
    assert match is not None, "a period was read from its text"
    fiscal, year, part, number, month = match.groups()
    step, count, places = 0, 1, ""
    if month:
        step, count, places = int(month), 12, "-{:02}"
    elif part:
        step, count, places = int(number), _PARTS[part], f"-{part}{{}}"
    year_after, place = (int(year), step + 1) if step and step < count else (int(year) + 1, 1)
    if year_after > date.max.year:
        return None
    return read_review_period(f"{fiscal or ''}{year_after:04}{places.format(place)}", fiscal_year_starts)


def last_full_quarter(today: date, fiscal_year_starts: int = 1) -> ReviewPeriod:
    """The latest quarter that was over on the eve of a day; of the fiscal year, where that is another year."""
    sign = "FY" if fiscal_year_starts != 1 else ""
    quarters = (
        read_review_period(f"{sign}{year:04}-Q{number}", fiscal_year_starts)
        for year in range(min(today.year + 1, date.max.year), max(today.year - 2, 1), -1)
        for number in (4, 3, 2, 1)
    )
    over = next((quarter for quarter in quarters if quarter.last < today), None)
    return over or read_review_period("0001-Q1")
