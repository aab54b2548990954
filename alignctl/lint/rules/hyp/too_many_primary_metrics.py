from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.hyp.bets import is_over
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.progress import is_limit


@rule("HYP007", "too-many-primary-metrics", Severity.WARNING, options={"most": 2})
def too_many_primary_metrics(plan: Plan, context: Context) -> Iterator[Finding]:
    """A hypothesis is to be judged by so many measures that one of them will move by chance."""
    most = context.options["most"]
    for bet in context.judged(plan.hypotheses, "moves", "status"):
        if is_over(bet):
            continue
        primary = _primary(plan, bet)
        if len(primary) > most:
            yield Finding(
                bet,
                f"{named(bet)} is to be judged by {len(primary)} measures ({quoted(primary)}), and at most {most} "
                "should decide",
                at=("moves",),
                help='keep in "moves" what decides; name early signs under "signals", and let a measure that must not '
                'get worse say so by "guards:"',
            )


def _primary(plan: Plan, bet: Hypothesis) -> list[str]:
    """The measures that decide, in their order: no guardrails and limits, and no parts of another one named."""
    moved = {expected.id: plan.find(expected.id, Kpi) for expected in bet.moves}
    return [
        kpi_id
        for kpi_id, kpi in moved.items()
        if kpi is None
        or not (kpi.guards or is_limit(kpi) or (kpi.segment_of is not None and kpi.segment_of.id in moved))
    ]
