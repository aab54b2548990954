"""Words and figures as readers of the site say them; the names that authors type stay in the files."""

from __future__ import annotations

import re
from datetime import date

from alignctl.plan.dates import MONTHS, Period
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_number, format_quantity
from alignctl.plan.parts import Target
from alignctl.plan.progress import bounds_of, is_limit

_SHORT = 18
_MINUS = re.compile(r"(?<!\w)-(?=\d)")
KIND_NAMES: dict[str, tuple[str, str]] = {
    "strategy": ("Strategy", "Strategies"),
    "outcome": ("Outcome", "Outcomes"),
    "kpi": ("KPI", "KPIs"),
    "hypothesis": ("Hypothesis", "Hypotheses"),
    "initiative": ("Initiative", "Initiatives"),
    "team": ("Team", "Teams"),
    "commitment": ("Commitment", "Commitments"),
    "assessment": ("Assessment", "Assessments"),
}
"""One and several of each kind."""


def say_day(day: date) -> str:
    """A day, short enough for a table: `30 Oct 2026`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}".replace(" ", "\u00a0")


def say_period(period: Period) -> str:
    """A day as a day; a longer stretch by its name: `Q3 2026`, `November 2026`, `FY2026 Q2`."""
    if period.first == period.last:
        return say_day(period.first)
    text = period.text
    if text.startswith("FY"):
        return text.replace("-", "\u00a0")
    year, _, part = text.partition("-")
    if part.startswith("Q"):
        return f"{part}\u00a0{year}"
    return f"{MONTHS[period.first.month - 1]}\u00a0{year}" if part else year


def say_value(value: float, unit: str | None) -> str:
    """A number with its unit, which no line break parts: `72 %`, `4.1 days`, `EUR 900,000`.

    A long unit breaks between its words, so that it does not widen a table beyond the page.
    """
    text = _MINUS.sub("\u2212", format_quantity(value, unit, short=True))
    return text.replace(" ", "\u00a0", -1 if len(text) <= _SHORT else 1)


def say_target(kpi: Kpi, target: Target) -> str:
    """A target without its date, short enough for a table: `80 %`, `at most 5 days`, `3 to 7`."""
    low, high = bounds_of(kpi, target)
    if low is not None and high is not None:
        return say_value(low, kpi.unit) if low == high else f"{format_number(low)} to {say_value(high, kpi.unit)}"
    if low is not None:
        return f"{'at least ' if is_limit(kpi) else ''}{say_value(low, kpi.unit)}"
    if high is not None:
        return f"{'at most ' if is_limit(kpi) else ''}{say_value(high, kpi.unit)}"
    return say_value(target.value, kpi.unit) if target.value is not None else ""


def say_word(word: str) -> str:
    """A word of the plan language as a reader sees it: `on-track` is `On track`."""
    plain = word.replace("-", " ").replace("_", " ")
    return plain[:1].upper() + plain[1:]


def count_of(count: int, singular: str, plural: str | None = None) -> str:
    """`no outcomes`, `1 outcome`, `3 outcomes`."""
    several = plural or f"{singular}s"
    return f"{format_number(count) if count else 'no'} {singular if count == 1 else several}"
