from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.hyp.bets import is_filled, is_over
from alignctl.lint.wording import named
from alignctl.plan.items import Hypothesis
from alignctl.plan.plan import Plan


@rule("HYP006", "reasonless-hypothesis", Severity.WARNING)
def reasonless_hypothesis(plan: Plan, context: Context) -> Iterator[Finding]:
    """A hypothesis does not say what it rests on, and follows no bet that taught something."""
    for bet in context.judged(plan.hypotheses, "because", "follows", "status"):
        if is_over(bet) or is_filled(bet.because):
            continue
        earlier = [plan.find(link.id, Hypothesis) for link in bet.follows]
        if any(other is None or "result" in other.broken for other in earlier):
            context.skip(bet)
        elif not any(other.result is not None and is_filled(other.result.learned) for other in earlier if other):
            yield Finding(
                bet,
                f"{named(bet)} does not say what it rests on",
                help='type "because: …": what you saw, counted or were told that makes you believe it; or '
                '"follows: …" with the bet that taught it to you',
            )
