"""What came of bets: how often they were right, and how much of the expected effect was seen.

`site/progress/calibration.md` explains the formulas with a worked example. A bet is *right* where every measure that it
named came to the expected value or past it. Its *effect* is what was seen against the comparison or, where there was
none, against where the measure stood before; the effect seen over the effect expected is what evaluators of public
programmes call the realisation rate. The interval around a share is the one of E. B. Wilson ("Probable Inference, the
Law of Succession, and Statistical Inference", Journal of the American Statistical Association 22, 1927, 209-212),
which Brown, Cai and DasGupta recommend for small numbers ("Interval Estimation for a Binomial Proportion",
Statistical Science 16, 2001, 101-133).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from statistics import median

from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.parts import Expectation, Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import at_or_past
from alignctl.plan.waiting import is_settled
from alignctl.records import Record, record

Z = 1.959963984540054
"""Between minus and plus this many standard deviations lie 95 % of a normal distribution."""

FEW = 12
"""With fewer bets than this, the interval around a share near one half spans more than half of the scale."""


@record
class Evidence(Record):
    """One measure that a bet named: where it was to go, and what was seen. What nobody wrote down is None.

    `start` is the value before: what the bet says, else the baseline of the measure. `right` says whether the value is
    at or past the expected one, `realised` is the effect seen over the effect expected: 1 is as expected, 0 none,
    below 0 the wrong way.
    """

    kpi: str
    unit: str | None
    start: float | None
    to: float | None
    by: date | None
    value: float | None
    compared_with: float | None
    right: bool | None
    realised: float | None


@record
class Tally(Record):
    """Bets taken together: how many are decided, how many of these can be judged, how many of these were right.

    `low` and `high` are the 95 % interval around the share of right ones; 0 and 1 where none can be judged.
    `realised` holds the shares of the expected effects that were seen, one a measure, sorted.
    """

    decided: int
    judged: int
    right: int
    low: float
    high: float
    realised: tuple[float, ...]

    @property
    def rate(self) -> float | None:
        """The share of bets that were right, of those that can be judged; None for none."""
        return self.right / self.judged if self.judged else None

    @property
    def median(self) -> float | None:
        """The middle one of the realised shares; None for none."""
        return median(self.realised) if self.realised else None


def is_decided(bet: Hypothesis, today: date) -> bool:
    """Whether a decision on a bet was written down by today; to go on before the end of the time box is none."""
    return not bet.is_draft and bet.result is not None and bet.result.date <= today and is_settled(bet)


def weigh_evidence(plan: Plan, bet: Hypothesis) -> tuple[Evidence, ...]:
    """What a bet expected of each measure against what was seen; of two observations the later written counts."""
    observed = {seen.kpi: seen for seen in bet.result.observed} if bet.result is not None else {}
    found = []
    for expected in bet.moves:
        kpi, seen = plan.find(expected.id, Kpi), observed.get(expected.id)
        start = expected.start
        if start is None and kpi is not None and kpi.baseline is not None:
            start = kpi.baseline.value
        value = seen.value if seen is not None else None
        compared_with = seen.compared_with if seen is not None else None
        found.append(
            Evidence(
                kpi=expected.id,
                unit=kpi.unit if kpi is not None else None,
                start=start,
                to=expected.to,
                by=expected.by.last if expected.by is not None else None,
                value=value,
                compared_with=compared_with,
                right=_is_right(kpi, expected, start, value),
                realised=_realised(start, expected.to, value, compared_with),
            )
        )
    return tuple(found)


def _is_right(kpi: Kpi | None, expected: Expectation, start: float | None, value: float | None) -> bool | None:
    """By the direction of the measure; where it has none of its own, by the way from the start to the value expected"""
    if value is None or expected.to is None:
        return None
    if kpi is not None and kpi.direction is not None and kpi.direction != "keep-between":
        return at_or_past(kpi, value, Target(expected.to))
    if start is None or start == expected.to:
        return None
    return value >= expected.to if expected.to > start else value <= expected.to


def _realised(start: float | None, to: float | None, value: float | None, compared_with: float | None) -> float | None:
    if start is None or to is None or value is None or to == start:
        return None
    return (value - (start if compared_with is None else compared_with)) / (to - start)


def was_right(evidence: Iterable[Evidence]) -> bool | None:
    """Whether a bet was right: every measure that it named; None where nobody can say, for want of an observation."""
    verdicts = [entry.right for entry in evidence]
    if False in verdicts:
        return False
    return None if not verdicts or None in verdicts else True


def tally_bets(plan: Plan, bets: Iterable[Hypothesis]) -> Tally:
    """Count decided bets (the caller picks them, see `is_decided`)."""
    found = [weigh_evidence(plan, bet) for bet in bets]
    verdicts = [verdict for evidence in found if (verdict := was_right(evidence)) is not None]
    right = sum(verdicts)
    low, high = wilson_interval(right, len(verdicts))
    realised = sorted(e.realised for evidence in found for e in evidence if e.realised is not None)
    return Tally(len(found), len(verdicts), right, low, high, tuple(realised))


def wilson_interval(part: int, whole: int, z: float = Z) -> tuple[float, float]:
    """The interval around the share `part / whole` after Wilson; from 0 to 1 where there is nothing to judge by."""
    if not whole:
        return 0.0, 1.0
    share = part / whole
    scale = 1 + z * z / whole
    middle = (share + z * z / (2 * whole)) / scale
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / scale
    # At the ends of the scale rounding would leave a trace of a share that cannot be.
    return (0.0 if not part else max(0.0, middle - half)), (1.0 if part == whole else min(1.0, middle + half))
