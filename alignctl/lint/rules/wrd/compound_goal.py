from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import listed, named, shorten
from alignctl.plan.plan import Plan
from alignctl.plan.wording import goals_in


@rule("WRD004", "compound-goal", Severity.ADVICE)
def compound_goal(plan: Plan, context: Context) -> Iterator[Finding]:
    """A goal holds two goals in one."""
    open_outcomes = (outcome for outcome in plan.outcomes if outcome.result is None)
    for goal in context.judged((*open_outcomes, *plan.strategies), "title"):
        parts = goals_in(context.read(goal.title), context.words)
        if not parts:
            continue
        quoted = listed([f'"{shorten(part)}"' for part in parts], "and")
        yield Finding(
            goal,
            f"{named(goal)} holds {len(parts)} goals in one: {quoted}",
            ("title",),
            "make each a goal of its own, so that each can be measured and reached by itself; if one is only the way "
            "to the other, keep the other",
        )
