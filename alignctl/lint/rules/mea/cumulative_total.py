"""MEA017."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.plan import Plan


@rule("MEA017", "cumulative-total", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A running total offered as an outcome: it can only rise, whatever happens to customers."""
    for kpi in context.judged(plan.kpis, "counts", "level"):
        if kpi.counts != "to-date":
            continue
        if kpi.level is None:
            context.skip(kpi)
        elif kpi.level in OUTCOME_LEVELS:
            yield Finding(
                kpi,
                f'"{kpi.id}" adds up everything to date and is called an {kpi.level}; such a total never falls',
                ("counts",),
                'count each period by itself ("counts: each-period"), or the share of people it holds for now '
                '("counts: snapshot"); if it counts what you deliver, type "level: output"',
            )
