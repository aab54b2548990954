"""Numbers as people write them, the same in every locale."""

from __future__ import annotations


def format_number(value: float) -> str:
    """At most four significant digits after the point, thousands apart, no trailing zeros: `1,250`, `0.35`, `82.5`."""
    size = abs(value)
    if size and (size >= 1e15 or size < 1e-4):
        return f"{value:.3g}"
    decimals = 0 if size >= 10_000 else 1 if size >= 1000 else 2 if size >= 1 else 4
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
