"""How changes are put into words. Plain text: escape it for where it goes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from alignctl.plan.dates import Period, format_day, format_deadline, format_period
from alignctl.plan.describe import as_data
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_quantity
from alignctl.plan.parts import Target
from alignctl.plan.phrases import one_line
from alignctl.plan.sentences import spoken_target

_AROUND = 3
"""How many words are shown before and after a difference in a long text."""

LONGEST_VALUE = 90
"""From how many characters on a value is cut when it is quoted."""


def amount(value: float | None, unit: str | None) -> str:
    """A value with its unit; `nothing` where there is none."""
    return "nothing" if value is None else format_quantity(value, unit)


def spoken_day(day: date | None) -> str:
    """A day for people; `no day` where there is none."""
    return "no day" if day is None else format_day(day)


def deadline(period: Period | None) -> str:
    """An end or due date for people; `no date` where there is none."""
    return "no date" if period is None else format_deadline(period)


def spoken_start(period: Period | None) -> str:
    """The beginning of something for people."""
    return "no date" if period is None else format_period(period)


def target_words(kpi: Kpi, target: Target) -> str:
    """A target with its date: `75 percent by 31 December 2026`."""
    words = spoken_target(kpi, target) or shown(target)
    return f"{words} by {deadline(target.by)}" if target.by is not None else words


def shown(value: Any) -> str:
    """Any value, on one line and not too long."""
    data = as_data(value)
    if data is None or data == () or data == []:
        return "nothing"
    if isinstance(data, str):
        return f'"{shortened(data)}"'
    if isinstance(data, int | float) and not isinstance(data, bool):
        return f"{data:g}" if isinstance(data, float) else str(data)
    return shortened(json.dumps(data, ensure_ascii=False, default=str))


def shortened(text: str, most: int = LONGEST_VALUE) -> str:
    """A text on one line, cut where it is too long."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def change_words(old: str, new: str) -> str:
    """`from A to B`."""
    return f"from {old} to {new}"


def contrast(old: str, new: str) -> str:
    """`from "…" to "…"` for two texts; of long ones, the stretch in which they differ, with some words around it."""
    before, after = one_line(old).split(" "), one_line(new).split(" ")
    if max(len(one_line(old)), len(one_line(new))) <= LONGEST_VALUE:
        return change_words(f'"{one_line(old)}"', f'"{one_line(new)}"')
    start = _agreeing(before, after)
    end = min(_agreeing(before[::-1], after[::-1]), len(before) - start, len(after) - start)
    return change_words(_stretch(before, start, end), _stretch(after, start, end))


def _agreeing(one: list[str], other: list[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _stretch(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    text = " ".join(words[first:last])
    return f'"{"…" if first else ""}{shortened(text)}{"…" if last < len(words) else ""}"'
