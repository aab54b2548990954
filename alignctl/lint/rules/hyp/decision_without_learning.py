from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.hyp.bets import is_filled
from alignctl.lint.wording import named
from alignctl.plan.plan import Plan

_HELP = "what you know now that you did not know before, most of all where the bet was lost"


@rule("HYP004", "decision-without-learning", Severity.ERROR)
def decision_without_learning(plan: Plan, context: Context) -> Iterator[Finding]:
    """A bet was decided, and nothing says what was learned."""
    for bet in context.judged(plan.hypotheses, "status", "result"):
        if bet.result is None:
            if bet.status == "decided":
                yield Finding(
                    bet,
                    f"{named(bet)} is said to be decided, and has no result: nothing says what was learned",
                    at=("status",),
                    help=f'type "result: {{date: …, decision: …, observed: …, learned: …}}"; "learned" is {_HELP}',
                )
        elif not is_filled(bet.result.learned):
            yield Finding(
                bet,
                f"{named(bet)} was decided on {bet.result.date} ({bet.result.decision}): nothing says what was learned",
                at=("result",),
                help=f'type "learned: …" under "result": {_HELP}',
            )
