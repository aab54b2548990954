"""MEA002."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.rules.mea.phrases import joined
from alignctl.lint.rules.mea.relations import is_output, measures_of
from alignctl.plan.plan import Plan


@rule("MEA002", "output-only-outcome", Severity.ERROR, STARTER)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome that is measured by what we do and deliver, and by nothing that changes for people."""
    for outcome in context.judged(plan.outcomes):
        measures = measures_of(plan, outcome.id)
        if not measures or any(m.level is not None and not is_output(m) for m in measures):
            continue
        if any(m.level is None for m in measures):
            context.skip(outcome)
            continue
        named = joined([f'"{m.id}" ({m.level})' for m in measures])
        whom = f"what changes for them ({outcome.who})" if outcome.who else "what changes for the people it is about"
        yield Finding(
            outcome,
            f'"{outcome.id}" is measured only by what we do or deliver: {named}',
            (),
            f'add a measure of {whom}: "measures: {outcome.id}" with "level: outcome"; let the others drive it '
            '("drives:") or be its early signs ("signals:" in a hypothesis)',
            tuple(Related(m, f"level {m.level}", ("level",)) for m in measures[:3]),
        )
