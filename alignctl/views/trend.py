"""A measure over time, ready to be charted: readings, what was due, limits to keep, and the bets that aim at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_number
from alignctl.plan.parts import Target
from alignctl.plan.progress import is_limit, known_readings, ordered_targets, round_due
from alignctl.views.picture import Mark

SHORTEST = 28
"""The least number of days that a chart spans."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A value on a day, in the unit of the measure. `note` is what the plan says about it."""

    date: date
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A stretch of days in which the value is to stay at or above `low` and at or below `high`; None is open."""

    first: date
    last: date
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TimeBox:
    """The days of a bet that is to move the measure, or to show first signs in it; an end of None is open.

    `expected` is the value that the bet expects, on the day by which it expects it.
    """

    bet: str
    title: str
    first: date
    last: date | None
    mark: Mark | None = None
    expected: TrendPoint | None = None
    is_signal: bool = False
    href: str = ""

    @property
    def says(self) -> str:
        """The bet in words."""
        until = f"to {self.last}" if self.last is not None else "and on"
        state = f", {self.mark.word}" if self.mark is not None else ""
        expects = f", expects {format_number(self.expected.value)}" if self.expected is not None else ""
        return f"{self.title}: {self.first} {until}{expects}{state}"


@dataclass(frozen=True, slots=True)
class Trend:
    """What a chart of one measure shows. `due` holds lines of what was or will be due, each from left to right.

    `readings` are those that are drawn, of `known` in all. `pace` is what was due on the day of the latest reading, and
    `pace_text` the same for people.
    `revised` are days on which the plan for the measure was changed, with what was changed. `goes_on`: after `last`
    there are more readings. `told` says of which time it is, where that is not the whole, `left_out` what is not shown.
    """

    kpi: str
    title: str
    unit: str
    first: date
    last: date
    today: date
    readings: tuple[TrendPoint, ...] = ()
    baseline: TrendPoint | None = None
    targets: tuple[TrendPoint, ...] = ()
    due: tuple[tuple[TrendPoint, ...], ...] = ()
    limits: tuple[Limit, ...] = ()
    mark: Mark | None = None
    pace: float | None = None
    pace_text: str = ""
    boxes: tuple[TimeBox, ...] = ()
    revised: tuple[tuple[date, str], ...] = ()
    known: int = 0
    href: str = ""
    goes_on: bool = False
    told: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of a file that shows it, and what the ids in the picture begin with."""
        return f"trend-{self.kpi}"

    @property
    def subtitle(self) -> str:
        """How the measure is doing, for lists of charts."""
        return " · ".join([*([self.mark.text] if self.mark is not None else []), *self.told])

    @property
    def alt(self) -> str:
        """The chart in words."""
        unit = f" {self.unit}" if self.unit else ""
        parts = []
        if self.baseline is not None:
            parts.append(f"baseline {format_number(self.baseline.value)}{unit} on {self.baseline.date}")
        if self.readings:
            first, last = self.readings[0], self.readings[-1]
            if len(self.readings) > 1:
                parts.append(
                    f"{max(self.known, len(self.readings))} readings from {format_number(first.value)} on {first.date}"
                )
            parts.append(f"latest {format_number(last.value)}{unit} on {last.date}")
            if self.pace is not None:
                parts.append(f"due on that day {self.pace_text}{unit}")
        else:
            parts.append("no readings")
        parts += [f"target {format_number(target.value)}{unit} by {target.date}" for target in self.targets]
        parts += [describe_limit(limit) for limit in self.limits]
        parts += [f"plan changed on {day}: {what}" for day, what in self.revised]
        if self.mark is not None:
            parts.append(self.mark.word)
        parts += [f"bet: {box.says}" for box in self.boxes]
        return "; ".join([*self.told, *parts, *self.left_out])


def make_trend(
    kpi: Kpi,
    today: date,
    mark: Mark | None = None,
    fiscal_year_starts: int = 1,
    *,
    boxes: tuple[TimeBox, ...] = (),
    pace: float | None = None,
    href: str = "",
) -> Trend | None:
    """The trend of a measure as known today; None where there is neither a reading nor a value to reach or keep."""
    readings = tuple(TrendPoint(r.date, r.value, r.note or "") for r in known_readings(kpi, today))
    baseline = None
    if kpi.baseline is not None and kpi.baseline.date is not None and kpi.baseline.value is not None:
        baseline = TrendPoint(kpi.baseline.date, kpi.baseline.value, kpi.baseline.note or "")
    ordered = ordered_targets(kpi)
    limited = is_limit(kpi)
    targets = () if limited else _dated(ordered)
    if not readings and not ordered:
        return None
    days = [point.date for point in (*readings, *targets)] + [today]
    days += [target.by.last for target in ordered if target.by is not None]
    if baseline is not None:
        days.append(baseline.date)
    days += [day for box in boxes for day in (box.first, box.last) if day is not None]
    days += [box.expected.date for box in boxes if box.expected is not None]
    first, last = min(days), max(days)
    if (last - first).days < SHORTEST:
        first -= timedelta(days=SHORTEST)
    return Trend(
        kpi=kpi.id,
        title=kpi.title,
        unit=kpi.unit or "",
        first=first,
        last=last,
        today=today,
        readings=readings,
        baseline=baseline,
        targets=targets,
        due=() if limited else tuple(_due_lines(kpi, baseline, targets, fiscal_year_starts)),
        limits=_limits(kpi, ordered, first, last) if limited else (),
        mark=mark,
        pace=None if limited else pace,
        pace_text=format_number(round_due(kpi, pace)) if pace is not None else "",
        boxes=boxes,
        revised=tuple((r.date, r.field) for r in kpi.revisions if first <= r.date <= last),
        known=len(readings),
        href=href,
    )


def describe_limit(limit: Limit) -> str:
    """In words: `keep 4 to 8`, `keep above 80`."""
    low = format_number(limit.low) if limit.low is not None else None
    high = format_number(limit.high) if limit.high is not None else None
    if low is not None and high is not None:
        return f"keep {low} to {high}"
    return f"keep above {low}" if low is not None else f"keep below {high}"


def _dated(targets: Iterable[Target]) -> tuple[TrendPoint, ...]:
    return tuple(
        TrendPoint(target.by.last, target.value, target.note or "")
        for target in targets
        if target.by is not None and target.value is not None
    )


def _due_lines(
    kpi: Kpi, baseline: TrendPoint | None, targets: tuple[TrendPoint, ...], fiscal_year_starts: int
) -> Iterable[tuple[TrendPoint, ...]]:
    if kpi.counts == "year-to-date":
        years: dict[date, list[TrendPoint]] = {}
        for target in targets:
            year = target.date.year if target.date.month >= fiscal_year_starts else target.date.year - 1
            eve = date(year, fiscal_year_starts, 1) - timedelta(days=1)
            years.setdefault(eve, []).append(target)
        for eve in sorted(years):
            yield (TrendPoint(eve, 0.0), *years[eve])
        return
    points = tuple(sorted((*([baseline] if baseline is not None else []), *targets), key=lambda p: p.date))
    if kpi.path == "step":
        stairs = list(points[:1])
        for point in points[1:]:
            stairs += [TrendPoint(point.date, stairs[-1].value), point]
        points = tuple(stairs)
    if len(points) > 1:
        yield points


def _limits(kpi: Kpi, ordered: tuple[Target, ...], first: date, last: date) -> tuple[Limit, ...]:
    """Each limit binds from the end of the one before (the first from the beginning); the last goes on binding."""
    limits = []
    start = first
    for position, target in enumerate(ordered):
        end = last if target.by is None or position == len(ordered) - 1 else target.by.last
        low, high = target.low, target.high
        if kpi.direction == "keep-above":
            low, high = (target.value if target.value is not None else target.low), None
        elif kpi.direction == "keep-below":
            low, high = None, (target.value if target.value is not None else target.high)
        if (low is not None or high is not None) and end >= start:
            limits.append(Limit(start, end, low, high))
            start = end
    return tuple(limits)
