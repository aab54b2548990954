"""The twelve months of a bowling chart, and in which of them a reading of a measure is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alignctl.plan.dates import MONTHS, parse_period
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Reading
from alignctl.plan.progress import GRACE_DAYS

_RHYTHM = {"daily": 1, "weekly": 1, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
"""Every how many months there must be a reading."""


@dataclass(frozen=True, slots=True)
class Month:
    """A column: its first and last day."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """`Mar`, for a heading that stands below its year."""
        return MONTHS[self.first.month - 1][:3]

    @property
    def name(self) -> str:
        """`Mar 2026`."""
        return f"{self.label} {self.first.year}"

    @property
    def number(self) -> int:
        """Months since the beginning of the calendar."""
        return self.first.year * 12 + self.first.month


def months_up_to(day: date) -> tuple[Month, ...]:
    """The month of a day and the eleven before it: of the last day of a year, that year.

    The calendar begins with the year 1.
    """
    return _months_from(day.year - 1, day.month + 1) if (day.year, day.month) > (1, 12) else _months_from(1, 1)


def _months_from(year: int, month: int) -> tuple[Month, ...]:
    numbers = [year * 12 + month - 1 + i for i in range(12)]
    # Past the year 9999 the calendar ends, and so do its months.
    ends = [
        parse_period(f"{number // 12:04}-{number % 12 + 1:02}") for number in numbers if number // 12 <= date.max.year
    ]
    return tuple(Month(end.first, end.last) for end in ends)


def is_reading_due(kpi: Kpi, month: Month, readings: Sequence[Reading]) -> bool:
    """Whether a month must have a reading of a measure, by its cadence and the readings known, in their order.

    Without a cadence none is ever due. A measure that is read every third month is due in the months that its readings
    (else its baseline, else the calendar) are a multiple of three away from. None is due before the month in which it
    began.
    """
    if kpi.cadence is None:
        return False
    baseline = kpi.baseline.date if kpi.baseline is not None else None
    begun = [day for day in (baseline, readings[0].date if readings else None) if day is not None]
    if begun and month.first <= min(begun):
        return False
    anchor = readings[-1].date if readings else baseline if baseline is not None else date(2000, 12, 1)
    return (month.number - anchor.year * 12 - anchor.month) % _RHYTHM[kpi.cadence] == 0


def is_awaited(kpi: Kpi, month: Month, today: date, grace: int = GRACE_DAYS) -> bool:
    """Whether the reading of a month that has begun may still come in: it is not yet late."""
    return (today - month.last).days <= kpi.lag + grace
