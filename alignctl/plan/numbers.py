"""Numbers for people, the same in every locale: commas for thousands, no noise from floating point, units in words."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

_CURRENCY = re.compile(r"[A-Z]{3}\Z", re.ASCII)
_BARE = frozenset({"count", "score", "number", "ratio", "index"})
"""Units that say what sort of number it is and are not spoken: `3`, not `3 count`."""


@lru_cache(maxsize=8192)
def format_number(value: float) -> str:
    """A number with commas for thousands: two decimals at most, and below 1 four significant digits."""
    if not math.isfinite(value):
        return str(value)
    if 0 < abs(value) < 1e-6:
        return f"{value:.4g}"
    decimals = 2 if value == 0 or abs(value) >= 1 else 3 - math.floor(math.log10(abs(value)))
    rounded = round(Decimal(repr(float(value))), decimals) if abs(value) < 1e15 else Decimal(value)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def round_estimate(value: float) -> float:
    """A value that nobody read but that was worked out: to three significant digits, or to the unit if it is large."""
    return round(value, max(0, 2 - math.floor(math.log10(abs(value))))) if value and math.isfinite(value) else value


def format_quantity(value: float, unit: str | None, *, short: bool = False) -> str:
    """A number with its unit: `61 percent` (`61 %` where `short`), `EUR 24,000`, `1 day`, `3 days`, `12` (a count)."""
    number = format_number(value)
    if unit is None or unit in _BARE:
        return number
    if _CURRENCY.match(unit):
        return f"{unit} {number}"
    if unit == "percent":
        return f"{number} %" if short else f"{number} percent"
    if number in ("1", "-1") and len(unit) > 3 and unit.endswith("s") and not unit.endswith("ss"):
        return f"{number} {unit[:-1]}"
    return f"{number} {unit}"


def format_change(start: float | None, to: float, unit: str | None) -> str:
    """`from 61 to 68 percent`; `to 68 percent` where the start is not known."""
    goal = format_quantity(to, unit)
    if start is None:
        return f"to {goal}"
    spoken_once = unit is None or not _CURRENCY.match(unit)
    return f"from {format_number(start) if spoken_once else format_quantity(start, unit)} to {goal}"


def format_ratio(ratio: float | None) -> str:
    """A share as a whole percentage. `100 %` means all and `0 %` none: rounding never gets there. `–` for no share."""
    if ratio is None:
        return "–"
    if 0 < ratio < 0.005:
        return "under 1 %"
    if 0.995 <= ratio < 1:
        return "99 %"
    return f"{ratio * 100:.0f} %"
