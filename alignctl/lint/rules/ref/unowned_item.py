from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.plan import Plan


@rule("REF006", "unowned-item", Severity.WARNING)
def unowned_item(plan: Plan, context: Context) -> Iterator[Finding]:
    """A strategy, outcome, kpi, hypothesis or initiative has no owner."""
    owned = (*plan.strategies, *plan.outcomes, *plan.kpis, *plan.hypotheses, *plan.initiatives)
    for item in context.judged(owned, "owner"):
        if item.owner is None:
            helpers = [link.id for link in item.co_owners]
            yield Finding(
                item,
                f"no team owns {named(item)}",
                help=f'"co_owners" help, and one team answers: add "owner: {helpers[0]}", or the team that does'
                if helpers
                else 'add "owner:" with the id of the team that answers for it',
            )
