"""MEA004."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.plan import Plan
from alignctl.plan.wording import counts_things_done


@rule("MEA004", "output-called-outcome", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """The level says outcome, and the words say a count of things done or made."""
    counting = {
        kpi.id: word for kpi in plan.kpis if (word := counts_things_done(context.read(kpi.title), context.words))
    }
    for kpi in context.judged((kpi for kpi in plan.kpis if kpi.id in counting), "title", "level"):
        if kpi.level not in OUTCOME_LEVELS:
            continue
        yield Finding(
            kpi,
            f'"{kpi.id}" is said to be an {kpi.level}, and its title counts things done: "{counting[kpi.id]}"',
            ("level",),
            'write "level: output", and measure beside it what changes for the people who get it; if the title only '
            "sounds like a count, say in it who does or has what",
        )
