from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.plan import Plan
from alignctl.plan.wording import output_verb


@rule("WRD001", "output-worded-outcome", Severity.ADVICE)
def output_worded_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome is worded as something we do or make."""
    for outcome in context.judged(plan.outcomes, "title", "result"):
        verb = output_verb(context.read(outcome.title), context.words) if outcome.result is None else None
        if verb is None:
            continue
        yield Finding(
            outcome,
            f'{named(outcome)} says what we do ("{verb}") and not what changes for anybody',
            ("title",),
            'ask what people will do or have once that is done, and make it the title ("Customers find the answer '
            'themselves"); the work itself belongs into an initiative that supports the outcome',
        )
