from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Outcome
from alignctl.plan.plan import Plan


@rule("LOS003", "unmeasured-outcome", Severity.ERROR, STARTER)
def unmeasured_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """No measure in use measures an outcome."""
    measured = {link.id for kpi in plan.kpis if kpi.retired is None for link in kpi.measures}
    lacking = [outcome for outcome in context.judged(plan.outcomes) if outcome.id not in measured]
    for outcome in beyond_doubt(plan, context, lacking, ("kpi",), "measures"):
        yield _find(plan, outcome)


def _find(plan: Plan, outcome: Outcome) -> Finding:
    # Whatever still measures it is retired, or somebody else would not have called it unmeasured.
    gone = [edge.source for edge in plan.links_to(outcome.id, "measures")]
    message = f"nothing measures {named(outcome)}"
    if gone:
        message += f"; {quoted(item.id for item in gone)} did, and {'is' if len(gone) == 1 else 'are'} retired"
    return Finding(
        outcome,
        message,
        help=f'say how you would see it happen: add "measures: {outcome.id}" to a kpi, or make one with "alignctl '
        'new kpi"',
        related=tuple(Related(item, "measured it until it was retired", ("retired",)) for item in gone[:3]),
    )
