"""How a measure is doing: what is due, whether it keeps pace, whether it is attained, whether the value is fresh.

The formulas are explained, each with a worked example, in the pages under `site/progress/`. Pace is never presented
as attainment: a measure that is on its line is on pace, and only one that has passed its target is attained.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from alignctl.plan.items import Kpi
from alignctl.plan.parts import Reading, Target

CADENCE_DAYS = {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "half-yearly": 184, "yearly": 366}
"""The longest a period of each cadence can be, in days."""

GRACE_DAYS = 7
"""How many days a reading may be late before it is called stale."""

CARRIED_FORWARD = 6
"""From how many equal readings in a row a value is suspected of being carried forward."""

STATES = ("attained", "on-pace", "at-risk", "missed", "stale", "no-data", "no-target", "unclassified")
"""What a measure can be said to be, one at a time; see `judge_progress`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How one measure is doing on one day.

    `due` is what was due on the day of the latest reading, in the measure's unit; None where nothing can be said (no
    baseline yet and no target date come). `ratio` is (current - baseline) / (target - baseline), unclamped. `margin`
    is, for limits, how far the value is inside (positive) or outside (negative). `on_pace` is None where it cannot be
    judged.
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
    """Readings up to and including today, by date."""
    return tuple(sorted((r for r in kpi.readings if r.date <= today), key=lambda r: r.date))


def at_or_past(kpi: Kpi, value: float, target: Target) -> bool:
    """Whether a value satisfies a target in the measure's direction. Equal counts, up to rounding."""
    if kpi.direction == "keep-between":
        low = -math.inf if target.low is None else target.low
        high = math.inf if target.high is None else target.high
        return _reaches(value, low, up=True) and _reaches(value, high, up=False)
    wanted = target.value
    if wanted is None:
        wanted = target.low if kpi.direction in ("increase", "keep-above") else target.high
    return wanted is not None and _reaches(value, wanted, up=kpi.direction in ("increase", "keep-above"))


def _reaches(value: float, wanted: float, *, up: bool) -> bool:
    return math.isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-12) or (value > wanted if up else value < wanted)


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
        return _due_this_year(points, day, fiscal_year_starts)
    baseline = kpi.baseline
    if baseline is not None and baseline.date is not None and baseline.value is not None:
        points.insert(0, (baseline.date, baseline.value))
        points.sort(key=lambda p: p[0])
    index = bisect_right(points, day, key=lambda p: p[0])
    if index == 0:
        return points[0][1] if kpi.baseline is not None and kpi.baseline.value is not None else None
    return points[index - 1][1] if kpi.path == "step" or index == len(points) else _between(*points[index - 1 : index + 1], day)


def _between(before: tuple[date, float], after: tuple[date, float], day: date) -> float:
    whole = (after[0] - before[0]).days
    return before[1] + (after[1] - before[1]) * (day - before[0]).days / whole


def _due_this_year(points: list[tuple[date, float]], day: date, fiscal_year_starts: int) -> float | None:
    year = day.year if day.month >= fiscal_year_starts else day.year - 1
    eve = date(year, fiscal_year_starts, 1) - timedelta(days=1)
    end = date(year + 1, fiscal_year_starts, 1)
    line = [(eve, 0.0), *((by, value) for by, value in points if eve < by < end)]
    index = bisect_right(line, day, key=lambda p: p[0])
    if len(line) == 1:
        return None
    return line[-1][1] if index == len(line) else _between(*line[index - 1 : index + 1], day)


def is_stale(kpi: Kpi, latest: Reading, today: date, grace: int = GRACE_DAYS) -> bool:
    """Whether a newer reading should exist: the latest is older than cadence, lag and grace together.

    Without a stated cadence nobody can say, and it is not stale.
    """
    if kpi.cadence is None:
        return False
    return (today - latest.date).days > CADENCE_DAYS[kpi.cadence] + kpi.lag + grace


def is_carried_forward(kpi: Kpi, readings: tuple[Reading, ...], periods: int = CARRIED_FORWARD) -> bool:
    """Whether the last readings are all the same, as where somebody copies the old value; not at an end of its range."""
    if len(readings) < periods:
        return False
    last = readings[-1].value
    if kpi.range is not None and last in (kpi.range.low, kpi.range.high):
        return False
    return all(reading.value == last for reading in readings[-periods:])


def judge_progress(kpi: Kpi, today: date, fiscal_year_starts: int = 1, grace: int = GRACE_DAYS) -> Progress:
    """Say how a measure is doing today. States, the first that fits:

    `no-target`, `no-data` (neither is ever healthy); `unclassified` (no direction, so better and worse are unknown);
    `attained` (at or past the final target, or the latest target whose date has come); `missed` (every target date has
    passed); `stale` (too old to say more); `on-pace` (at or past what was due on the day of the reading); else
    `at-risk`. A measure for which no pace can be said (no baseline) and that is not attained is `at-risk`.
    """
    targets = ordered_targets(kpi)
    readings = known_readings(kpi, today)
    latest = readings[-1] if readings else None
    final = targets[-1] if targets else None
    stale = latest is not None and is_stale(kpi, latest, today, grace)
    suspect = is_carried_forward(kpi, readings)
    if final is None or latest is None:
        return Progress("no-target" if final is None else "no-data", latest, final, stale=stale, suspect=suspect)
    if kpi.direction is None:
        return Progress("unclassified", latest, final, stale=stale, suspect=suspect)
    come = [t for t in targets if t.by is None or t.by.last <= today]
    attained = at_or_past(kpi, latest.value, final) or bool(come and at_or_past(kpi, latest.value, come[-1]))
    on_pace, due, margin, ratio = attained or None, None, None, None
    if is_limit(kpi):
        limit = limit_on(kpi, latest.date)
        assert limit is not None  # there is a final target, so some limit binds
        on_pace, margin = at_or_past(kpi, latest.value, limit), _margin(kpi, latest.value, limit)
        attained = attained and on_pace
    else:
        due = due_on(kpi, latest.date, fiscal_year_starts)
        if due is not None:
            on_pace = at_or_past(kpi, latest.value, Target(due))
        ratio = _ratio(kpi, latest.value, final)
    over = all(t.by is not None and t.by.last <= today for t in targets)
    if attained:
        state = "attained"
    elif over:
        state = "missed"
    elif stale:
        state = "stale"
    else:
        state = "on-pace" if on_pace else "at-risk"
    return Progress(state, latest, final, due, on_pace, attained, ratio, margin, stale, suspect)


def _ratio(kpi: Kpi, value: float, target: Target) -> float | None:
    if kpi.baseline is None or kpi.baseline.value is None or target.value is None:
        return None
    way = target.value - kpi.baseline.value
    return None if way == 0 else (value - kpi.baseline.value) / way


def _margin(kpi: Kpi, value: float, limit: Target) -> float | None:
    low, high = limit.low, limit.high
    if kpi.direction == "keep-above":
        low, high = (limit.value if limit.value is not None else limit.low), None
    elif kpi.direction == "keep-below":
        low, high = None, (limit.value if limit.value is not None else limit.high)
    sides = [value - low] if low is not None else []
    sides += [high - value] if high is not None else []
    return min(sides) if sides else None
