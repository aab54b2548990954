"""MEA022."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import amount, number
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan


@rule("MEA022", "overdue-baseline", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A baseline that was to be measured by now, and is not."""
    for kpi in context.judged(plan.kpis, "baseline"):
        baseline = kpi.baseline
        if baseline is None or baseline.value is not None or baseline.due is None:
            continue
        late = (context.today - baseline.due.last).days
        if late > 0:
            days = "1 day" if late == 1 else f"{late} days"
            yield Finding(
                kpi,
                f'the baseline of "{kpi.id}" was due by {baseline.due}, {days} ago',
                ("baseline", "due"),
                _way_out(kpi),
            )


def _way_out(kpi: Kpi) -> str:
    first = min(kpi.readings, key=lambda r: r.date, default=None)
    if first is None:
        return 'measure it and type "baseline: {date: …, value: …}", or say by when it will be ("due:")'
    return (
        f"there is a reading of {amount(first.value, kpi)} on {first.date}; if it is from before the work began, type "
        f'"baseline: {{date: {first.date}, value: {number(first.value)}}}"'
    )
