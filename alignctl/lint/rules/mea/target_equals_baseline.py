"""MEA008."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.expectations import doubtful_expectations, is_same
from alignctl.lint.rules.mea.phrases import amount
from alignctl.plan.plan import Plan
from alignctl.plan.progress import ordered_targets


@rule("MEA008", "target-equals-baseline", Severity.ERROR)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A last target that asks for no change, or an expectation that was met before the bet began."""
    for kpi in context.judged(plan.kpis, "targets", "baseline", "direction", "counts"):
        start = kpi.baseline.value if kpi.baseline is not None else None
        if not kpi.targets or start is None or kpi.counts == "year-to-date":
            continue
        if kpi.direction is None:
            context.skip(kpi)
            continue
        last = ordered_targets(kpi)[-1]
        if kpi.direction in ("increase", "decrease") and last.value is not None and is_same(last.value, start):
            keep = "keep-above" if kpi.direction == "increase" else "keep-below"
            yield Finding(
                kpi,
                f'"{kpi.id}" is to {kpi.direction}, and its last target is its baseline: {amount(start, kpi)}',
                ("targets", kpi.targets.index(last), "value"),
                f'type the value you want to reach; if the measure is only to be held, type "direction: {keep}"',
            )
    for doubt in doubtful_expectations(plan, context):
        if not doubt.against and doubt.hypothesis.status != "decided":
            yield Finding(
                doubt.hypothesis,
                f'"{doubt.hypothesis.id}" expects "{doubt.kpi.id}" to reach {amount(doubt.expected, doubt.kpi)}, and '
                f"{doubt.since}: it is met before the bet begins",
                ("moves", doubt.index, "to"),
                'expect more in "to"; if the bet is about other people than the measure, say whom ("population") and '
                'where they stand ("from")',
            )
