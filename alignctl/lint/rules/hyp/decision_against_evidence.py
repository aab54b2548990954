from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.hyp.bets import is_filled
from alignctl.lint.wording import listed, named
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.numbers import format_quantity
from alignctl.plan.parts import Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import at_or_past
from alignctl.records import Record, record

_SAID = {"adopt": "adopted", "stop": "stopped"}


@record
class _Sight(Record):
    """What was seen of one measure: which expectation it answers, in words, and whether it was met."""

    index: int
    words: str
    met: bool


@rule("HYP010", "decision-against-evidence", Severity.WARNING)
def decision_against_evidence(plan: Plan, context: Context) -> Iterator[Finding]:
    """A bet was adopted though it missed what it expected, or stopped though it got there, and no reason is given."""
    for bet in context.judged(plan.hypotheses, "moves", "result"):
        result = bet.result
        if result is None or result.decision not in _SAID or is_filled(result.reason):
            continue
        seen = _sights(plan, bet)
        if seen is None:
            context.skip(bet)
        elif seen and not any(sight.met == (result.decision == "adopt") for sight in seen):
            yield Finding(
                bet,
                f"{named(bet)} was {_SAID[result.decision]}, though {listed((s.words for s in seen[:3]), 'and')}, and "
                "no reason is given",
                at=("result", "decision"),
                help='type "reason: …" under "result": what weighed more than the figure; or correct "decision", '
                '"observed" or "to"',
                related=(Related(bet, "what was expected", ("moves", seen[0].index)),),
            )


def _sights(plan: Plan, bet: Hypothesis) -> list[_Sight] | None:
    """Each expectation with a value of which something was observed; of two observations the later written counts.

    None where nobody can say what is better: a measure has no direction.
    """
    assert bet.result is not None  # the caller leaves out bets without one
    observed = {seen.kpi: seen.value for seen in bet.result.observed}
    sights = []
    for index, expected in enumerate(bet.moves):
        value, to = observed.get(expected.id), expected.to
        kpi = plan.find(expected.id, Kpi)
        if value is None or to is None or kpi is None or kpi.direction == "keep-between":
            continue
        if kpi.direction is None:
            return None
        words = (
            f'"{kpi.id}" came to {format_quantity(value, kpi.unit)} where {format_quantity(to, kpi.unit)} was expected'
        )
        sights.append(_Sight(index, words, at_or_past(kpi, value, Target(to))))
    return sights
