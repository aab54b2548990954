"""MEA021."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import quoted
from alignctl.lint.rules.mea.relations import leads_unsure
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan


@rule("MEA021", "rewarded-output", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """People are rewarded by a measure that leads to nothing that changes for customers."""
    leads = context.sight.leads_to_outcome
    rewarding = [k for k in plan.kpis if (k.rewards or "rewards" in k.broken) and k.id not in leads]
    unsure = leads_unsure(plan) if rewarding else frozenset()
    for kpi in context.judged(rewarding, "rewards", "level", "drives", "segment_of"):
        if kpi.id in unsure:
            context.skip(kpi)
        else:
            yield _rewarded(kpi)


def _rewarded(kpi: Kpi) -> Finding:
    teams = quoted([link.id for link in kpi.rewards])
    return Finding(
        kpi,
        f'"{kpi.id}" ({kpi.level}) rewards {teams}, and leads to no measure of level outcome or impact',
        ("rewards",),
        'take "rewards" off it, or put it on a measure of what changes for customers; or say which outcome measure it '
        'moves ("drives:") and test that',
    )
