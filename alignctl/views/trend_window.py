"""The part of a trend that lies in a period, with what that leaves out in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from alignctl.plan.dates import Period, format_period
from alignctl.views.in_force import touches
from alignctl.views.picture import count_of
from alignctl.views.trend import SHORTEST, Limit, Trend, TrendPoint


def narrow_trend(trend: Trend, period: Period) -> Trend | None:
    """The trend between the first and the last day of a period; None where it has no value there."""
    first = date.fromordinal(max(min(period.first.toordinal(), period.last.toordinal() - SHORTEST + 1), 1))
    last = period.last

    def within(points: Sequence[TrendPoint]) -> tuple[TrendPoint, ...]:
        return tuple(point for point in points if first <= point.date <= last)

    readings, targets = within(trend.readings), within(trend.targets)
    baseline = next(iter(within([trend.baseline] if trend.baseline is not None else [])), None)
    due = tuple(line for line in (_clip(line, first, last) for line in trend.due) if line)
    limits = _clip_limits(trend.limits, first, last)
    if not (readings or targets or due or limits):
        return None
    shown = [box for box in trend.boxes if touches(period, box.first, box.last)]
    later = bool(trend.readings) and trend.readings[-1].date > last
    return replace(
        trend,
        first=first,
        last=last,
        readings=readings,
        targets=targets,
        baseline=baseline,
        due=due,
        limits=limits,
        boxes=tuple(
            replace(box, expected=box.expected if box.expected and within([box.expected]) else None) for box in shown
        ),
        revised=tuple(entry for entry in trend.revised if first <= entry[0] <= last),
        pace=None if later else trend.pace,
        known=len(readings),
        goes_on=later,
        told=(f"in {format_period(period)}",),
        left_out=_tell(
            [
                count_of(len(trend.readings) - len(readings), "reading"),
                count_of(len(trend.targets) - len(targets), "target"),
                "the baseline" if trend.baseline is not None and baseline is None else "",
                count_of(len(trend.boxes) - len(shown), "bet"),
            ]
        ),
    )


def _clip_limits(limits: Sequence[Limit], first: date, last: date) -> tuple[Limit, ...]:
    """The limits that bind between two days: the first does so from the beginning, and the last goes on."""
    starts = [date.min, *(limit.first for limit in limits[1:])]
    ends = [*(limit.last for limit in limits[:-1]), date.max]
    return tuple(
        replace(limit, first=max(start, first), last=min(end, last))
        for limit, start, end in zip(limits, starts, ends, strict=bool(limits))
        if start < last and end >= first
    )


def _tell(parts: Sequence[str]) -> tuple[str, ...]:
    said = ", ".join(part for part in parts if part)
    return (f"Not shown, before or after this time: {said}.",) if said else ()


def _clip(line: Sequence[TrendPoint], first: date, last: date) -> tuple[TrendPoint, ...]:
    """The part of a line between two days, its ends on the line; nothing where it is not there."""
    kept = [point for point in line if first <= point.date <= last]
    before = [point for point in line if point.date < first]
    after = [point for point in line if point.date > last]
    if before and (kept or after):
        kept.insert(0, _between(before[-1], (kept or after)[0], first))
    if kept and after:
        kept.append(_between(kept[-1], after[0], last))
    return tuple(kept) if len(kept) > 1 else ()


def _between(start: TrendPoint, end: TrendPoint, day: date) -> TrendPoint:
    share = (day - start.date).days / max((end.date - start.date).days, 1)
    return TrendPoint(day, start.value + (end.value - start.value) * share)
