from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import may_hide_link
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import named
from alignctl.plan.graph import spread
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.plan import Plan

_HELP = (
    'name in "moves" a measure of what people do or get (level outcome or impact) and keep the early sign under '
    '"signals"; or say in the measure itself what it drives'
)


@rule("LOS006", "aimless-hypothesis", Severity.ERROR, STARTER)
def aimless_hypothesis(plan: Plan, context: Context) -> Iterator[Finding]:
    """A hypothesis moves no measure of level outcome or impact, nor one that drives such."""
    leading = context.sight.leads_to_outcome
    aimless = [
        bet
        for bet in context.judged(plan.hypotheses, "moves", "status")
        if bet.status != "abandoned" and not any(expected.id in leading for expected in bet.moves)
    ]
    if not aimless:
        return
    hidden, unclear = may_hide_link(plan, ("hypothesis",), "moves", "signals"), _unclear_measures(plan)
    for bet in aimless:
        if not bet.moves:
            yield Finding(bet, f"{named(bet)} moves no measure", help=_HELP)
        elif hidden or any(expected.id in unclear or not plan.find(expected.id, Kpi) for expected in bet.moves):
            context.skip(bet)
        else:
            yield _find(plan, bet)


def _find(plan: Plan, bet: Hypothesis) -> Finding:
    moved = [kpi for expected in bet.moves if (kpi := plan.find(expected.id, Kpi)) is not None]
    said = ", ".join(f'"{kpi.id}" ({kpi.level})' for kpi in moved)
    return Finding(
        bet,
        f"{named(bet)} moves no measure of level outcome or impact, nor one that drives such: only {said}",
        at=("moves",),
        help=_HELP,
        related=tuple(Related(kpi, f"its level is {kpi.level}", ("level",)) for kpi in moved[:3]),
    )


def _unclear_measures(plan: Plan) -> frozenset[str]:
    """Measures of which nobody can say whether they lead to an outcome: no level, or a link that cannot be followed."""
    starts = [kpi.id for kpi in plan.kpis if kpi.level is None or not kpi.broken.isdisjoint(("drives", "segment_of"))]
    starts += [edge.source.id for edge in (*plan.loose_ends, *plan.misled) if edge.field in ("drives", "segment_of")]
    return spread(starts, lambda i: (edge.source.id for edge in plan.links_to(i, "drives", "segment_of")))
