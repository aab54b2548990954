"""How findings about measures say numbers, amounts and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_number, format_quantity
from alignctl.plan.parts import Band


def number(value: float) -> str:
    """A number as it is typed in a plan: exact, without separators, and without `.0`."""
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)


def amount(value: float, kpi: Kpi) -> str:
    """A value of a measure as it is read: `62 percent`, `18 days`, `EUR 24,000`."""
    return format_quantity(value, kpi.unit)


def band(limits: Band, kpi: Kpi) -> str:
    """A range of values in words: `0 to 100 percent`, `at least 0 days`."""
    if limits.low is not None and limits.high is not None:
        return f"{format_number(limits.low)} to {amount(limits.high, kpi)}"
    if limits.low is not None:
        return f"at least {amount(limits.low, kpi)}"
    return f"at most {amount(limits.high, kpi)}" if limits.high is not None else "anything"


def quoted(names: Iterable[str], most: int = 3) -> str:
    """Names in quotes, joined for reading; after `most` of them the rest is counted."""
    return joined([f'"{name}"' for name in names], most)


def joined(parts: Sequence[str], most: int = 3, word: str = "and") -> str:
    """Parts joined for reading: `a, b and c`, or `a, b, c and 4 more`."""
    if len(parts) > most + 1:
        return f"{', '.join(parts[:most])} and {len(parts) - most} more"
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def others(count: int) -> str:
    """What is added to a finding that stands for several: `` or `, and so are 3 others`."""
    if count == 0:
        return ""
    return ", and so is 1 other" if count == 1 else f", and so are {count} others"
