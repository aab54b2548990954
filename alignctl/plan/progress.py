"""How a measure is doing: what is due, whether it keeps pace, whether it is attained, whether the value is fresh.

The formulas are explained, each with a worked example, in the pages under `site/progress/`. Pace is never presented
as attainment: a measure that is on its line is on pace, and attained is only one that is at or past its final target,
or the latest target that came due.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from datetime import date, timedelta

from alignctl.plan.dates import fiscal_year_of
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import round_estimate
from alignctl.plan.parts import Reading, Target
from alignctl.plan.plan import Plan
from alignctl.records import Record, record

CADENCE_DAYS = {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "half-yearly": 184, "yearly": 366}
"""The longest a period of each cadence can be, in days."""

_SHORTEST_DAYS = {"daily": 1, "weekly": 7, "monthly": 28, "quarterly": 90, "half-yearly": 181, "yearly": 365}
"""The shortest, of full periods."""

GRACE_DAYS = 7
"""How many days a reading may be late before it is called stale."""

CARRIED_FORWARD = 6
"""From how many equal readings in a row a value is suspected of being carried forward."""

STATES = ("attained", "on-pace", "at-risk", "missed", "stale", "no-data", "no-target", "unclassified")
"""What a measure can be said to be, one at a time; see `judge_progress`."""


@record
class Progress(Record):
    """How one measure is doing on one day.

    `target` is the final one; of a measure that counts the year to date, the last of the latest reading's year. `due`
    is what was due on the day of the latest reading, in the measure's unit; None for limits, and where nothing can be
    said (no baseline, and no target date come). `on_pace` is None where it cannot be judged. `ratio` is (current -
    baseline) / (target - baseline), unclamped. `limit` is the limit that bound on the day of the latest reading, and
    `margin` how far the value was inside (positive) or outside (negative). `came` is the latest target whose day has
    come, `ahead` the first whose day has not, as far as they are not after `target`. An `attained` measure is `final`
    where it is at or past `target`; else it is at or past `came`, and more is to be reached.
    """

    state: str
    latest: Reading | None = None
    target: Target | None = None
    due: float | None = None
    on_pace: bool | None = None
    attained: bool = False
    ratio: float | None = None
    margin: float | None = None
    stale: bool = False
    suspect: bool = False
    limit: Target | None = None
    came: Target | None = None
    ahead: Target | None = None
    final: bool = False

    @property
    def clamped_ratio(self) -> float | None:
        """Progress for showing: between 0 and 1."""
        return None if self.ratio is None else max(0.0, min(1.0, self.ratio))


def is_limit(kpi: Kpi) -> bool:
    """Whether the measure is to be kept above, below or between limits, not moved."""
    return kpi.direction is not None and kpi.direction.startswith("keep-")


def ordered_targets(kpi: Kpi) -> tuple[Target, ...]:
    """Targets by date; those without a date, which bind always, come first."""
    return tuple(sorted(kpi.targets, key=lambda t: (t.by is not None, t.by.last if t.by else date.min)))


def known_readings(kpi: Kpi, today: date) -> tuple[Reading, ...]:
    """Readings up to and including today, by date; of two on one day, the one written later comes later."""
    return tuple(sorted((r for r in kpi.readings if r.date <= today), key=lambda r: r.date))


def bounds_of(kpi: Kpi, target: Target) -> tuple[float | None, float | None]:
    """The least and the greatest value that satisfy a target in the measure's direction; an open end is None."""
    if kpi.direction in ("increase", "keep-above"):
        return (target.low if target.value is None else target.value), None
    if kpi.direction in ("decrease", "keep-below"):
        return None, (target.high if target.value is None else target.value)
    if kpi.direction == "keep-between":
        return (target.value, target.value) if target.low is None and target.high is None else (target.low, target.high)
    return None, None


def at_or_past(kpi: Kpi, value: float, target: Target) -> bool:
    """Whether a value satisfies a target in the measure's direction. Equal counts, up to rounding.

    False where the direction is not known, or the target says nothing in that direction.
    """
    low, high = bounds_of(kpi, target)
    if low is None and high is None:
        return False
    return (low is None or value > low or _same(value, low)) and (high is None or value < high or _same(value, high))


def _same(value: float, other: float) -> bool:
    return math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-12)


def limit_on(kpi: Kpi, day: date) -> Target | None:
    """The limit that binds on a day: the first whose date has not passed, else the last. A limit binds at once."""
    targets = ordered_targets(kpi)
    return next((t for t in targets if t.by is None or t.by.last >= day), targets[-1] if targets else None)


def due_on(kpi: Kpi, day: date, fiscal_year_starts: int = 1) -> float | None:
    """The value due on a day for a measure that is to move: on the line from the baseline through the targets.

    With `path: step`, the last target reached, and before the first the baseline. A measure that counts the year to
    date starts each year from zero, so its line runs from zero on the eve of the fiscal year to the target. None where
    there is no point to start from. Limits have no line: ask `limit_on`.
    """
    points = [(t.by.last, t.value) for t in ordered_targets(kpi) if t.by is not None and t.value is not None]
    if not points:
        return None
    if kpi.counts == "year-to-date":
        return _due_this_year(kpi, points, day, fiscal_year_starts)
    start = kpi.baseline.value if kpi.baseline is not None else None
    if start is not None and kpi.baseline is not None and kpi.baseline.date is not None:
        points.append((kpi.baseline.date, start))
        points.sort(key=lambda point: point[0])
    elif kpi.path != "step":
        start = None
    return start if day < points[0][0] else _on_line(kpi, points, day)


def round_due(kpi: Kpi, due: float) -> float:
    """A value that was due, for people: as a target or the baseline has it, else rounded as what was worked out.

    From 100 on to a tenth, from 1,000 on to a whole: three digits would call 123 missed where 123 was due.
    """
    stated = {target.value for target in kpi.targets}
    if kpi.baseline is not None:
        stated.add(kpi.baseline.value)
    if due in stated:
        return due
    return round_estimate(due) if abs(due) < 100 else round(due, 1 if abs(due) < 1000 else 0)


def _on_line(kpi: Kpi, points: list[tuple[date, float]], day: date) -> float:
    """The value on a day that is not before the first point; after the last, the last."""
    index = bisect_right(points, day, key=lambda point: point[0])
    before, value = points[index - 1]
    if kpi.path == "step" or index == len(points):
        return value
    after, next_value = points[index]
    return value + (next_value - value) * ((day - before).days / (after - before).days)


def _due_this_year(kpi: Kpi, points: list[tuple[date, float]], day: date, fiscal_year_starts: int) -> float | None:
    first, last = fiscal_year_of(day, fiscal_year_starts)
    ours = [point for point in points if first <= point[0] <= last]
    return _on_line(kpi, [(first - timedelta(days=1), 0.0), *ours], day) if ours else None


def is_stale(kpi: Kpi, latest: Reading, today: date, grace: int = GRACE_DAYS) -> bool:
    """Whether a newer reading should exist: the latest is older than cadence, lag and grace together.

    Without a stated cadence nobody can say, and it is not stale.
    """
    if kpi.cadence is None:
        return False
    return (today - latest.date).days > CADENCE_DAYS[kpi.cadence] + kpi.lag + grace


def is_carried_forward(kpi: Kpi, readings: tuple[Reading, ...], periods: int = CARRIED_FORWARD) -> bool:
    """Whether the last readings are all the same, as where somebody copies the old value.

    Not at an end of its range, nor at the natural ends, zero and 100 percent: there a value may well stay.
    """
    if len(readings) < periods:
        return False
    last = readings[-1].value
    if last == 0 or (last == 100 and kpi.unit == "percent"):
        return False
    if kpi.range is not None and last in (kpi.range.low, kpi.range.high):
        return False
    return all(reading.value == last for reading in readings[-periods:])


def progress_of(plan: Plan, kpi: Kpi, today: date, grace: int = GRACE_DAYS) -> Progress:
    """How a measure of a plan is doing, worked out once a day: see `judge_progress`."""
    key = (id(kpi), today, grace)
    found = plan.judged.get(key)
    if found is None:
        # Held with the measure itself, so that no other object is ever taken for it.
        found = plan.judged[key] = kpi, judge_progress(kpi, today, plan.fiscal_year_starts, grace)
    return found[1]


def judge_progress(kpi: Kpi, today: date, fiscal_year_starts: int = 1, grace: int = GRACE_DAYS) -> Progress:
    """Say how a measure is doing today. States, the first that fits:

    - `no-target`, `no-data`: neither is ever healthy;
    - `unclassified`: no direction, so better and worse are unknown;
    - `attained`: at or past the final target; or past the latest target whose date has come, and not behind on the way
      to the next. One that is behind keeps `attained`, which counts in the attainment ratio, but shows a later state;
    - `missed`: the final target's date has come, and so has the reading for it (without a cadence none is awaited);
    - `stale`: too old to say more. A limit must hold now, so one with a stale reading is never attained;
    - `on-pace`: at or past what was due on the day of the reading;
    - `at-risk`: anything else, also where no pace can be said for want of a baseline.
    """
    targets, readings = ordered_targets(kpi), known_readings(kpi, today)
    latest = readings[-1] if readings else None
    final = _final_target(kpi, targets, latest, fiscal_year_starts)
    stale = latest is not None and is_stale(kpi, latest, today, grace)
    suspect = is_carried_forward(kpi, readings)
    came, ahead = _around_today(targets, final, today)
    if final is None or latest is None or kpi.direction is None:
        state = "no-target" if final is None else "no-data" if latest is None else "unclassified"
        return Progress(state, latest, final, stale=stale, suspect=suspect, came=came, ahead=ahead)

    over = final.by is not None and final.by.last <= today and covers(kpi, latest, final.by.last, today)
    reached = _reaches(kpi, readings, final, fiscal_year_starts)
    attained = reached or (came is not None and _reaches(kpi, readings, came, fiscal_year_starts))
    due = margin = ratio = limit = None
    on_pace: bool | None = None
    if is_limit(kpi):
        limit = limit_on(kpi, latest.date)
        assert limit is not None, "there is a final target, so some limit binds"
        on_pace, margin = at_or_past(kpi, latest.value, limit), _margin(kpi, latest.value, limit)
        attained = attained and on_pace and (over or not stale)
        reached = reached and attained
    else:
        due = due_on(kpi, latest.date, fiscal_year_starts)
        ratio = _ratio(kpi, latest, final, fiscal_year_starts)
        if due is not None:
            on_pace = at_or_past(kpi, latest.value, Target(due))
        elif attained:
            on_pace = True
    if reached or (attained and on_pace):
        state = "attained"
    elif over:
        state = "missed"
    elif stale:
        state = "stale"
    else:
        state = "on-pace" if on_pace else "at-risk"
    judged = (due, on_pace, attained, ratio, margin, stale, suspect)
    return Progress(state, latest, final, *judged, limit=limit, came=came, ahead=ahead, final=reached)


def _around_today(
    targets: tuple[Target, ...], final: Target | None, today: date
) -> tuple[Target | None, Target | None]:
    """The latest target whose day has come, and the first whose day has not, of those up to the final one."""
    counted = targets[: targets.index(final) + 1] if final is not None else ()
    come = [target for target in counted if target.by is None or target.by.last <= today]
    return (come[-1] if come else None), (counted[len(come)] if len(come) < len(counted) else None)


def _final_target(kpi: Kpi, targets: tuple[Target, ...], latest: Reading | None, starts: int) -> Target | None:
    """The last target; for a measure that counts the year to date, the last in the year of its latest reading.

    Where that year has none, the last before it, else the first to come.
    """
    if kpi.counts != "year-to-date" or latest is None or not targets:
        return targets[-1] if targets else None
    year_end = fiscal_year_of(latest.date, starts)[1]
    return next((t for t in reversed(targets) if t.by is None or t.by.last <= year_end), targets[0])


def _reaches(kpi: Kpi, readings: tuple[Reading, ...], target: Target, starts: int) -> bool:
    """Whether the reading that a target is judged by is at or past it.

    That is the latest; for a measure that counts the year to date, the latest in the target's own year. A running
    total only grows, so an upper bound is kept only once the whole stretch is counted.
    """
    reading = readings[-1]
    if kpi.counts == "year-to-date":
        end = target.by.last if target.by is not None else reading.date
        first, last = fiscal_year_of(end, starts)
        in_year = [r for r in readings if first <= r.date <= last]
        if not in_year:
            return False
        reading = in_year[-1]
        if bounds_of(kpi, target)[1] is not None and not covers(kpi, reading, end if target.by else last):
            return False
    return at_or_past(kpi, reading.value, target)


def covers(kpi: Kpi, reading: Reading, day: date, today: date | None = None) -> bool:
    """Whether no later reading is awaited for a day: the next would lie past it.

    Without a cadence that is so on the day itself, or, where `today` is given, once the day is over.
    """
    if kpi.cadence is None:
        return reading.date >= day or (today is not None and day < today)
    return (day - reading.date).days < _SHORTEST_DAYS[kpi.cadence]


def _ratio(kpi: Kpi, latest: Reading, target: Target, starts: int) -> float | None:
    start = kpi.baseline.value if kpi.baseline is not None else None
    if kpi.counts == "year-to-date":
        year = fiscal_year_of(latest.date, starts)
        start = 0.0 if target.by is not None and fiscal_year_of(target.by.last, starts) == year else None
    if start is None or target.value is None or target.value == start:
        return None
    return (latest.value - start) / (target.value - start)


def _margin(kpi: Kpi, value: float, limit: Target) -> float | None:
    low, high = bounds_of(kpi, limit)
    sides = [value - low] if low is not None else []
    sides += [high - value] if high is not None else []
    return min(sides) if sides else None
