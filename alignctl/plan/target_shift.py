"""Whether a target became easier: what a schedule of targets accepts on each day, before and after.

On a day, a measure that is to move must have reached the last target whose date has come, and a limit must be kept:
both are a range of values that satisfy the plan. A change makes the target easier if on some day the new range holds
values that the old one refused. So a moved date can loosen a target without touching its value, a lower target on the
way to the same end is seen as well, and raising a target that is due later is told from putting it off.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import zip_longest

from alignctl.plan.dates import fiscal_year_of
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Target
from alignctl.plan.progress import bounds_of, due_on, is_limit, limit_on
from alignctl.records import Record, record

Range = tuple[float, float]
_ALL: Range = (-math.inf, math.inf)
_DAY = timedelta(days=1)


@record
class TargetShift(Record):
    """What became of one target: its places in the old and the new list (None: it was not, or is not, there).

    `easier` and `harder` may both be so (higher, and later). `by_date` says that what is easier is the date alone.
    `ahead` says that it was put off for a greater aim whose line still passes through the old target.
    """

    old: int | None
    new: int | None
    easier: bool = False
    harder: bool = False
    by_date: bool = False
    ahead: bool = False


def accepted_on(kpi: Kpi, day: date, fiscal_year_starts: int = 1) -> tuple[Range, int | None]:
    """The values that satisfy the plan on a day, and which target says so (None: nothing is asked yet)."""
    index: int | None = None
    if is_limit(kpi):
        limit = limit_on(kpi, day)
        index = None if limit is None else kpi.targets.index(limit)
    else:
        first = fiscal_year_of(day, fiscal_year_starts)[0] if kpi.counts == "year-to-date" else date.min
        come = [(end_of(t), i) for i, t in enumerate(kpi.targets) if first <= end_of(t) <= day and _speaks(kpi, t)]
        index = max(come)[1] if come else None
    if index is None:
        return _ALL, None
    low, high = bounds_of(kpi, kpi.targets[index])
    return (-math.inf if low is None else low, math.inf if high is None else high), index


def end_of(target: Target) -> date:
    """The last day of a target; one without a date has no deadline."""
    return target.by.last if target.by is not None else date.max


def _speaks(kpi: Kpi, target: Target) -> bool:
    return bounds_of(kpi, target) != (None, None)


def compare_targets(old: Kpi, new: Kpi, fiscal_year_starts: int = 1) -> tuple[TargetShift, ...]:
    """What became of each target. Both measures must count in the same unit; see `alignctl.change.units`.

    Nothing is easier or harder where no direction says which way is better.
    """
    pairs = pair_targets(old.targets, new.targets)
    easier: set[tuple[str, int]] = set()
    harder: set[tuple[str, int]] = set()
    if old.direction is not None and new.direction is not None and old.targets:
        for day in _critical_days(old, new):
            (before, i), (after, j) = (accepted_on(kpi, day, fiscal_year_starts) for kpi in (old, new))
            marked = {("old", i) for i in (i,) if i is not None} | {("new", j) for j in (j,) if j is not None}
            if i is not None and not _within(after, before):
                easier |= marked
            elif not _within(before, after):
                harder |= marked
    elif old.direction is not None and new.direction is not None:
        harder = {("new", j) for j in range(len(new.targets))}
    return tuple(_shift(old, new, i, j, easier, harder, fiscal_year_starts) for i, j in pairs)


def _shift(
    old: Kpi,
    new: Kpi,
    i: int | None,
    j: int | None,
    easier: set[tuple[str, int]],
    harder: set[tuple[str, int]],
    fiscal_year_starts: int,
) -> TargetShift:
    looser = ("old", i) in easier or ("new", j) in easier
    tighter = ("old", i) in harder or ("new", j) in harder
    by_date = ahead = False
    if looser and i is not None and j is not None:
        before, after = _range_of(old, old.targets[i]), _range_of(new, new.targets[j])
        by_date = _within(after, before) and end_of(new.targets[j]) > end_of(old.targets[i])
        if by_date and not _within(before, after) and not is_limit(new) and end_of(old.targets[i]) < date.max:
            due = due_on(new, end_of(old.targets[i]), fiscal_year_starts) if new.path == "linear" else None
            ahead = due is not None and _within((due, due), before)
    return TargetShift(i, j, looser, tighter, by_date, ahead)


def _range_of(kpi: Kpi, target: Target) -> Range:
    low, high = bounds_of(kpi, target)
    return (-math.inf if low is None else low, math.inf if high is None else high)


def _critical_days(old: Kpi, new: Kpi) -> list[date]:
    """The days on which something can change. Single periods and years are each asked for on their own days alone."""
    ends = {end_of(t) for t in old.targets}
    if old.counts in ("each-period", "year-to-date"):
        return sorted(ends)
    ends |= {end_of(t) for t in new.targets}
    after = {day + _DAY for day in ends if day < date.max}
    return sorted({date.min, *ends, *after, date.max})


def _within(inner: Range, outer: Range) -> bool:
    """Whether every value of one range lies in the other, up to rounding."""
    return _at_least(inner[0], outer[0]) and _at_least(outer[1], inner[1])


def _at_least(value: float, other: float) -> bool:
    return value >= other or math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-12)


def pair_targets(old: Sequence[Target], new: Sequence[Target]) -> list[tuple[int | None, int | None]]:
    """Which new target an old one became: that of the same day, else with the same value, else the next in order."""
    pairs: list[tuple[int | None, int | None]] = []
    left, right = list(range(len(old))), list(range(len(new)))
    for trait in (end_of, _values):
        for i in tuple(left):
            j = next((j for j in right if trait(old[i]) == trait(new[j])), None)
            if j is not None:
                pairs.append((i, j))
                left.remove(i)
                right.remove(j)
    left.sort(key=lambda i: end_of(old[i]))
    right.sort(key=lambda j: end_of(new[j]))
    return [*pairs, *zip_longest(left, right)]


def _values(target: Target) -> object:
    return target.value, target.low, target.high


def is_worse(direction: str | None, value: float, other: float) -> bool:
    """Whether a value lies behind another in the measure's direction; False where better and worse are not known."""
    if direction in ("increase", "keep-above"):
        return value < other and not math.isclose(value, other, rel_tol=1e-9)
    if direction in ("decrease", "keep-below"):
        return value > other and not math.isclose(value, other, rel_tol=1e-9)
    return False


def accumulates_more(old: str, new: str) -> bool | None:
    """Whether the new way of counting adds up over a longer time; None where the two cannot be compared."""
    order = ("each-period", "year-to-date", "to-date")
    if old not in order or new not in order:
        return None
    return order.index(new) > order.index(old)
