"""MEA019."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.relations import measures_of
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import is_over


@rule("MEA019", "too-many-measures", Severity.ADVICE, options={"most": 5})
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome with more measures than a team can talk about in one meeting; segments are not counted."""
    most = context.options["most"]
    for outcome in context.judged(plan.outcomes):
        measures = [m for m in measures_of(plan, outcome.id) if m.segment_of is None]
        if len(measures) > most and not is_over(outcome):
            yield Finding(
                outcome,
                f'"{outcome.id}" has {len(measures)} measures, more than {most}',
                (),
                'keep those that would change a decision; for the others say which of these they move ("drives:") or '
                'are a part of ("segment_of:"), or retire them',
            )
