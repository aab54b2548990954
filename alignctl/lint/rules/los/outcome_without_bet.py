from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import may_hide_link, meant_by_slips
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.graph import UPWARD_FIELDS, led_to_by, spread
from alignctl.plan.items import UPWARD
from alignctl.plan.plan import Plan

_KINDS = ("outcome", "kpi", "hypothesis", "initiative")
_OVER = frozenset({"abandoned", "dropped"})


@rule("LOS007", "outcome-without-bet", Severity.ADVICE)
def outcome_without_bet(plan: Plan, context: Context) -> Iterator[Finding]:
    """No hypothesis and no work tries to move an outcome."""
    above = led_to_by(plan)
    tries = [item.id for item in (*plan.hypotheses, *plan.initiatives) if not item.retired and item.status not in _OVER]
    tried = spread(tries, above)
    resting = [
        outcome
        for outcome in context.judged(plan.outcomes, "result")
        if outcome.id not in tried and outcome.result is None
    ]
    if not resting:
        return
    hidden = may_hide_link(plan, _KINDS, *UPWARD_FIELDS, "status")
    meant = frozenset() if hidden else spread(meant_by_slips(plan, UPWARD, *UPWARD_FIELDS), above)
    for outcome in resting:
        if hidden or outcome.id in meant:
            context.skip(outcome)
            continue
        yield Finding(
            outcome,
            f"nothing tries to move {named(outcome)}: no hypothesis moves a measure of it, and no work supports it",
            help='ask what you would change first and what you expect to see, and write it down with "alignctl new '
            'hypothesis"; or retire the outcome if nobody means to try',
        )
