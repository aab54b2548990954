"""MEA010."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date
from operator import lt

from alignctl.diagnostics import Fix, Location, Ordering, Pointer, Severity
from alignctl.lint.rule import SAFE, Context, Finding, Related, rule
from alignctl.lint.rules.mea.phrases import amount, band, number, others
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.parts import Band, Target
from alignctl.plan.plan import Plan


@rule("MEA010", "impossible-value", Severity.ERROR, fixes=(SAFE,))
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A value outside its declared range, a reading in the future, or dates out of order or twice."""
    for kpi in context.judged(plan.kpis, "range", "scale", "baseline", "targets", "readings"):
        yield from _upside_down(kpi)
        limits = _limits(kpi)
        if limits is not None:
            yield from _outside(kpi, limits)
        yield from _misdated(kpi, context.today)
    for hypothesis in context.judged(plan.hypotheses, "moves", "result"):
        yield from _expected_outside(plan, hypothesis)


def _limits(kpi: Kpi) -> Band | None:
    """The values that are possible: the range, else the ends of the scale. None where anything is."""
    if kpi.range is not None:
        low, high = kpi.range.low, kpi.range.high
        return None if low is not None and high is not None and low > high else kpi.range
    if kpi.scale:
        values = [point.value for point in kpi.scale]
        return Band(min(values), max(values))
    return None


def _fits(value: float | None, limits: Band) -> bool:
    if value is None:
        return True
    return (limits.low is None or value >= limits.low) and (limits.high is None or value <= limits.high)


def _upside_down(kpi: Kpi) -> Iterator[Finding]:
    places: list[tuple[str, Pointer, Band | Target]] = [
        ("a target", ("targets", i), target) for i, target in enumerate(kpi.targets)
    ]
    if kpi.range is not None:
        places.append(("the range", ("range",), kpi.range))
    for what, at, ends in places:
        if ends.low is not None and ends.high is not None and ends.low > ends.high:
            low, high = number(ends.low), number(ends.high)
            yield Finding(
                kpi,
                f'{what} of "{kpi.id}" begins at {low} and ends at {high}: no value lies between',
                at,
                f'turn it round: "{{low: {high}, high: {low}}}"',
            )


def _outside(kpi: Kpi, limits: Band) -> Iterator[Finding]:
    values: list[tuple[str, Pointer, float | None]] = []
    if kpi.baseline is not None:
        values.append(("the baseline", ("baseline", "value"), kpi.baseline.value))
    for i, target in enumerate(kpi.targets):
        for side in ("value", "low", "high"):
            values.append(("a target", ("targets", i, side), getattr(target, side)))
    for what, at, value in values:
        if value is not None and not _fits(value, limits):
            yield _impossible(kpi, f"{what} of {amount(value, kpi)}", at, limits)
    readings = [r.value for r in kpi.readings]
    if readings and not (_fits(min(readings), limits) and _fits(max(readings), limits)):
        wrong = [i for i, value in enumerate(readings) if not _fits(value, limits)]
        first = kpi.readings[wrong[0]]
        yield _impossible(
            kpi,
            f"the reading of {amount(first.value, kpi)} on {first.date}",
            ("readings", wrong[0], "value"),
            limits,
            others(len(wrong) - 1),
        )


def _impossible(kpi: Kpi, what: str, at: Pointer, limits: Band, more: str = "") -> Finding:
    declared, said = ("range", "range") if kpi.range is not None else ("scale", "scale")
    return Finding(
        kpi,
        f'{what} is outside the {said} of "{kpi.id}", {band(limits, kpi)}{more}',
        at,
        f'correct the value, or the "{declared}" of the measure if such a value is possible',
        (Related(kpi, f"the {said} is {band(limits, kpi)}", (declared,)),),
    )


def _misdated(kpi: Kpi, today: date) -> Iterator[Finding]:
    if kpi.baseline is not None and kpi.baseline.date is not None and kpi.baseline.date > today:
        yield Finding(
            kpi,
            f'the baseline of "{kpi.id}" is of {kpi.baseline.date}, and today is {today}',
            ("baseline", "date"),
            f'correct the date; if it is yet to be measured, type "baseline: {{due: {kpi.baseline.date}}}"',
        )
    days = [reading.date for reading in kpi.readings]
    if not days or (days[-1] <= today and all(map(lt, days, days[1:]))):
        return  # one fast pass for the many series that rise day by day
    if max(days) > today:
        ahead = [i for i, day in enumerate(days) if day > today]
        yield Finding(
            kpi,
            f'a reading of "{kpi.id}" is of {days[ahead[0]]}, and today is {today}{others(len(ahead) - 1)}',
            ("readings", ahead[0], "date"),
            "correct the date; what is expected and not yet measured belongs in a target or a hypothesis",
        )
    if len(set(days)) < len(days):
        yield from _twice(kpi, days)
    backwards = [i for i in range(1, len(days)) if days[i] < days[i - 1]]
    if backwards:
        i = backwards[0]
        yield Finding(
            kpi,
            f'the readings of "{kpi.id}" are not in order: {days[i]} stands after {days[i - 1]}',
            ("readings", i, "date"),
            "correct the date if it is a slip; else put the readings in order, the oldest first",
            fix=_in_order(kpi, days),
        )


def _in_order(kpi: Kpi, days: list[date]) -> Fix:
    """Put the readings in order. No reading changes, and progress goes by dates: the plan means the same."""
    path, at = kpi.origin.path, Location(kpi.origin.path, kpi.origin.document, ("readings",))
    if kpi.readings_file is not None:
        at = Location(posixpath.normpath(posixpath.join(posixpath.dirname(path), kpi.readings_file)))
    order = tuple(sorted(range(len(days)), key=days.__getitem__))
    return Fix("put the readings in order, the oldest first", True, (Ordering(at, order),))


def _twice(kpi: Kpi, days: list[date]) -> Iterator[Finding]:
    """One finding for each day that is there more than once, at its last reading."""
    first: dict[date, int] = {}
    last: dict[date, int] = {}
    for i, day in enumerate(days):
        if first.setdefault(day, i) != i:
            last[day] = i
    for day, i in last.items():
        one, other = kpi.readings[first[day]].value, kpi.readings[i].value
        values = "the same value" if one == other else f"{amount(one, kpi)} and {amount(other, kpi)}"
        yield Finding(
            kpi,
            f'"{kpi.id}" has more than one reading of {day}, with {values}',
            ("readings", i, "date"),
            'keep one; where a value was corrected, write the old one as "was" in the reading that stays',
            (Related(kpi, "the first reading of that day", ("readings", first[day], "date")),),
        )


def _expected_outside(plan: Plan, hypothesis: Hypothesis) -> Iterator[Finding]:
    values: list[tuple[str, str, Pointer, float | None]] = []
    for i, expected in enumerate(hypothesis.moves):
        values.append((expected.id, "starts from", ("moves", i, "from"), expected.start))
        values.append((expected.id, "expects", ("moves", i, "to"), expected.to))
    if hypothesis.result is not None:
        for i, seen in enumerate(hypothesis.result.observed):
            values.append((seen.kpi, "observed", ("result", "observed", i, "value"), seen.value))
            compared = ("result", "observed", i, "compared_with")
            values.append((seen.kpi, "compares with", compared, seen.compared_with))
    for kpi_id, verb, at, value in values:
        kpi = plan.find(kpi_id, Kpi)
        limits = _limits(kpi) if kpi is not None else None
        if kpi is None or limits is None or value is None or _fits(value, limits):
            continue
        yield Finding(
            hypothesis,
            f'"{hypothesis.id}" {verb} {amount(value, kpi)}, outside what "{kpi.id}" can be: {band(limits, kpi)}',
            at,
            f'correct the value, or the "{"range" if kpi.range else "scale"}" of "{kpi.id}"',
            (Related(kpi, f"can be {band(limits, kpi)}", ("range",) if kpi.range else ("scale",)),),
        )
