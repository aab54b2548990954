"""MEA023."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import joined
from alignctl.plan.plan import Plan

_ASKS = {
    "level": '"level: input" (what we put in), "activity" (what we do), "output" (what we deliver), "outcome" (what '
    'changes for people) or "impact" (what that is worth in the long run)',
    "direction": '"direction: increase" or "decrease"; or "keep-above", "keep-below" or "keep-between" for a limit',
    "unit": 'the unit, such as "unit: percent", "days" or "count"',
}


@rule("MEA023", "unclassified-measure", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure without a level, a direction or a unit; rules that need them cannot judge it."""
    for kpi in context.judged(plan.kpis):
        missing = [name for name in _ASKS if getattr(kpi, name) is None and name not in kpi.broken]
        if missing:
            yield Finding(
                kpi,
                f'"{kpi.id}" does not say its {joined(missing)}',
                (missing[0],),
                "; ".join(f"type {_ASKS[name]}" for name in missing),
            )
