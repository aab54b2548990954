"""MEA005."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import amount, number
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan


@rule("MEA005", "missing-baseline", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure that is to rise or fall, without the value it started from."""
    for kpi in context.judged(plan.kpis, "baseline", "direction", "targets", "measures", "counts"):
        if kpi.baseline is not None or kpi.counts == "year-to-date" or not _is_steered(kpi):
            continue
        if kpi.direction is None:
            context.skip(kpi)
        elif kpi.direction in ("increase", "decrease"):
            yield Finding(
                kpi,
                f'"{kpi.id}" is to {kpi.direction}, and no baseline says from what',
                ("baseline",),
                _way_out(kpi),
            )


def _is_steered(kpi: Kpi) -> bool:
    return bool(kpi.targets) or bool(kpi.measures and kpi.segment_of is None)


def _way_out(kpi: Kpi) -> str:
    first = min(kpi.readings, key=lambda r: r.date, default=None)
    if first is None:
        return 'type "baseline: {date: …, value: …}", or "baseline: {due: …}" with the day by which it will be measured'
    return (
        f"its first reading is {amount(first.value, kpi)} on {first.date}; if that is where it stood before the work "
        f'began, type "baseline: {{date: {first.date}, value: {number(first.value)}}}"'
    )
