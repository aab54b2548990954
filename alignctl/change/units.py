"""A measure that is written in another unit: the same facts, or other ones?"""

from __future__ import annotations

import math
from dataclasses import replace

from alignctl.plan.items import Kpi
from alignctl.plan.parts import Baseline, Reading, Target


def conversion(old: Kpi, new: Kpi) -> float | None:
    """The factor by which every known value was multiplied when the unit changed; 1 where it did not change.

    None where the values that stand in both (baseline, readings of the same day) show no such factor: then old and new
    cannot be compared.
    """
    if old.unit == new.unit or old.unit is None:
        return 1.0
    was, now = _facts(old), _facts(new)
    common = [(was[key], now[key]) for key in was if key in now]
    factors = [after / before for before, after in common if before]
    if not factors or any((before == 0) != (after == 0) for before, after in common):
        return None
    first = factors[0]
    return first if first > 0 and all(math.isclose(f, first, rel_tol=1e-6) for f in factors) else None


def _facts(kpi: Kpi) -> dict[object, float]:
    facts: dict[object, float] = {reading.date: reading.value for reading in kpi.readings}
    if kpi.baseline is not None and kpi.baseline.value is not None:
        facts["baseline"] = kpi.baseline.value
    return facts


def in_unit_of(old: Kpi, new: Kpi, factor: float) -> Kpi:
    """The old measure with its values in the new measure's unit."""
    if factor == 1.0:
        return old

    def times(value: float | None) -> float | None:
        return None if value is None else value * factor

    targets = tuple(Target(times(t.value), t.by, times(t.low), times(t.high), t.note) for t in old.targets)
    readings = tuple(Reading(r.date, r.value * factor, r.note, r.source, times(r.was)) for r in old.readings)
    b = old.baseline
    baseline = None if b is None else Baseline(b.date, times(b.value), b.due, b.note)
    return replace(old, unit=new.unit, targets=targets, readings=readings, baseline=baseline)
