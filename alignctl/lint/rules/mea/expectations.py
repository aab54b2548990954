"""What hypotheses expect of measures, held against where those measures stand when the bet starts."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from alignctl.lint.rule import Context
from alignctl.lint.rules.mea.phrases import amount
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.parts import Expectation, Reading
from alignctl.plan.plan import Plan
from alignctl.records import Record, record


def is_worse(kpi: Kpi, value: float, than: float) -> bool:
    """Whether a value is clearly worse than another in the direction of a measure that is to rise or fall."""
    if is_same(value, than):
        return False
    return value < than if kpi.direction == "increase" else value > than


def is_same(one: float, other: float) -> bool:
    """Whether two values are equal, up to rounding."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


@record
class Doubt(Record):
    """An expectation that asks for nothing: `against` the direction of the measure, or met already.

    `since` says what it was held against, in words.
    """

    hypothesis: Hypothesis
    index: int
    kpi: Kpi
    expected: float
    since: str
    against: bool


def doubtful_expectations(plan: Plan, context: Context) -> Iterator[Doubt]:
    """Expectations of measures that are to rise or fall, and ask for no change or for one the wrong way.

    The start is what the hypothesis says (`from`); else the measure's reading on the day it starts or before, else
    its baseline. An expectation is against the direction when it is worse than a start that somebody wrote down as
    such (`from`, or baseline), and not better than the reading; where it is merely no better, it is met already. What
    a bet says of its own `population` is believed; of all others, `from` is held against the reading too. Abandoned
    bets are left out.
    """
    series = _Series()
    for hypothesis in context.judged(plan.hypotheses, "moves", "start"):
        if hypothesis.status == "abandoned":
            continue
        for index, expected in enumerate(hypothesis.moves):
            kpi = plan.find(expected.id, Kpi)
            if expected.to is None or kpi is None or kpi.retired is not None or kpi.counts == "year-to-date":
                continue
            if kpi.direction is None or not kpi.broken.isdisjoint(("direction", "readings", "baseline", "counts")):
                context.skip(hypothesis)
            elif kpi.direction in ("increase", "decrease"):
                yield from _doubt(hypothesis, index, expected, kpi, series.latest(kpi, hypothesis, context.today))


def _doubt(
    hypothesis: Hypothesis, index: int, expected: Expectation, kpi: Kpi, reading: Reading | None
) -> Iterator[Doubt]:
    to = expected.to
    assert to is not None  # the caller leaves out expectations without a value
    stated: float | None = None
    if expected.start is not None:
        stated, since = expected.start, f'its "from" is {amount(expected.start, kpi)}'
        if hypothesis.population is not None:
            reading = None
    elif kpi.baseline is not None and kpi.baseline.value is not None:
        stated, since = kpi.baseline.value, f"its baseline is {amount(kpi.baseline.value, kpi)}"
    read = "" if reading is None else f"it stood at {amount(reading.value, kpi)} on {reading.date}"
    if stated is not None and is_worse(kpi, to, stated) and (reading is None or not _better(kpi, to, reading.value)):
        yield Doubt(hypothesis, index, kpi, to, since, against=True)
    elif reading is not None and not _better(kpi, to, reading.value):
        yield Doubt(hypothesis, index, kpi, to, read, against=False)
    elif stated is not None and (reading is None or expected.start is not None) and is_same(to, stated):
        yield Doubt(hypothesis, index, kpi, to, since, against=False)


def _better(kpi: Kpi, value: float, than: float) -> bool:
    return is_worse(kpi, than, value)


class _Series:
    """Readings by date, sorted once for each measure that some hypothesis moves."""

    def __init__(self) -> None:
        self._sorted: dict[int, tuple[list[date], list[Reading]]] = {}

    def latest(self, kpi: Kpi, hypothesis: Hypothesis, today: date) -> Reading | None:
        """The reading on the day a hypothesis starts, or the last one before, as far as it is known today."""
        if hypothesis.start is None:
            return None
        if id(kpi) not in self._sorted:
            readings = sorted(kpi.readings, key=lambda r: r.date)
            self._sorted[id(kpi)] = ([r.date for r in readings], readings)
        days, readings = self._sorted[id(kpi)]
        found = bisect_right(days, min(hypothesis.start.first, today))
        return readings[found - 1] if found else None
