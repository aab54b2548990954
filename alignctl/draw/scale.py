"""Axes: round values for the one that holds numbers, beginnings of months, quarters or years for the one of days."""

from __future__ import annotations

import math
from datetime import date

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def value_ticks(low: float, high: float, count: int = 4) -> tuple[float, ...]:
    """Round values that enclose a range, about `count` steps apart. A range that lies near zero includes it."""
    if low > 0 and low < 0.4 * high:
        low = 0.0
    if high < 0 and high > 0.4 * low:
        high = 0.0
    if math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-9):
        pad = abs(low) * 0.1 if abs(low) > 1e-6 else 1.0
        low, high = low - pad, high + pad
    raw = (high - low) / count
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * unit for factor in _STEPS if factor * unit >= raw * 0.999)
    start, end = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(index * step, 12) for index in range(start, end + 1))


def day_ticks(first: date, last: date, most: int = 8) -> tuple[tuple[date, str], ...]:
    """First days of months, quarters, half-years or years inside a range, at most `most` of them, with labels."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / s <= most), 600)
    ticks = []
    index = first.year * 12 + first.month - 1
    for month in range(index - index % step, last.year * 12 + last.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day <= last:
            label = str(day.year) if step >= 12 or day.month == 1 else _MONTHS[day.month - 1]
            ticks.append((day, label))
    if ticks and not any(label.isdigit() for _, label in ticks):
        ticks[0] = (ticks[0][0], f"{ticks[0][1]} {ticks[0][0].year}")
    return tuple(ticks)
