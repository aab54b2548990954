from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.plan import Plan


@rule("LOS005", "work-without-sight", Severity.ERROR, STARTER)
def work_without_sight(plan: Plan, context: Context) -> Iterator[Finding]:
    """An initiative tests, sustains and supports nothing."""
    for initiative in context.judged(plan.initiatives, "tests", "sustains", "supports", "status"):
        linked = initiative.tests or initiative.sustains or initiative.supports
        if linked or initiative.status == "dropped":
            continue
        yield Finding(
            initiative,
            f"{named(initiative)} tests, sustains and supports nothing, so nobody can say what it is for",
            help='add "tests:" with the hypothesis it tries out, "sustains:" with the kpi it keeps at its level, or '
            '"supports:" with an outcome and "mandated:" with the law or contract that demands it',
        )
