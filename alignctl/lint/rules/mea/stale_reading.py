"""MEA011."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Pointer, Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import amount
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Reading
from alignctl.plan.plan import Plan
from alignctl.plan.progress import (
    CADENCE_DAYS,
    CARRIED_FORWARD,
    GRACE_DAYS,
    is_carried_forward,
    is_stale,
    known_readings,
)
from alignctl.plan.waiting import is_closed


@rule("MEA011", "stale-reading", Severity.WARNING, options={"grace_days": GRACE_DAYS, "periods": CARRIED_FORWARD})
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure whose newest value is too old for its cadence, or was carried forward for many periods."""
    grace, periods = context.options["grace_days"], max(2, context.options["periods"])
    for kpi in context.judged(plan.kpis, "readings", "cadence", "lag", "baseline", "range"):
        latest = context.progress(kpi).latest or _baseline_as_reading(kpi)
        if latest is None:
            continue
        if kpi.cadence is None:
            if not is_closed(plan, kpi):
                context.skip(kpi)
        elif latest.date <= context.today and is_stale(kpi, latest, context.today, grace):
            if not is_closed(plan, kpi):
                yield _stale(kpi, latest, context.today, grace)
            continue
        values = [reading.value for reading in kpi.readings]
        if values.count(latest.value) >= periods and not is_closed(plan, kpi):
            yield from _carried_forward(kpi, known_readings(kpi, context.today), periods)


def _baseline_as_reading(kpi: Kpi) -> Reading | None:
    """The only value that a measure without readings has."""
    if kpi.baseline is None or kpi.baseline.date is None or kpi.baseline.value is None:
        return None
    return Reading(kpi.baseline.date, kpi.baseline.value)


def _stale(kpi: Kpi, latest: Reading, today: date, grace: int) -> Finding:
    assert kpi.cadence is not None  # without a cadence nothing is stale
    allowed = CADENCE_DAYS[kpi.cadence] + kpi.lag + grace
    age = (today - latest.date).days
    lag = f"{kpi.lag} days of lag and " if kpi.lag else ""
    at: Pointer = ("readings",)
    if kpi.readings:
        newest = max(range(len(kpi.readings)), key=lambda i: (kpi.readings[i].date <= today, kpi.readings[i].date))
        said, at = f'the newest reading of "{kpi.id}" is', ("readings", newest, "date")
    else:
        said = f'"{kpi.id}" has no reading, and its baseline is'
    return Finding(
        kpi,
        f"{said} {age} days old ({latest.date}); {kpi.cadence}, with {lag}{grace} of grace, allows {allowed} days",
        at,
        'add the newest reading, or correct "cadence" and "lag"; if nobody looks at this measure any more, retire it',
    )


def _carried_forward(kpi: Kpi, readings: tuple[Reading, ...], periods: int) -> Iterator[Finding]:
    if not is_carried_forward(kpi, readings, periods):
        return
    value = readings[-1].value
    run = next((n for n, reading in enumerate(reversed(readings)) if reading.value != value), len(readings))
    if any(reading.note for reading in readings[-run:]):
        return
    yield Finding(
        kpi,
        f'the last {run} readings of "{kpi.id}" are all {amount(value, kpi)}, since {readings[-run].date}',
        ("readings", kpi.readings.index(readings[-1]), "value"),
        'leave a reading out where nothing was measured; if it did stand still, say why in the "note" of a reading',
    )
