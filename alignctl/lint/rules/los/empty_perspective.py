from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import may_hide_link
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import listed
from alignctl.plan.items import Outcome, Strategy
from alignctl.plan.plan import Plan

PERSPECTIVES = ("financial", "customer", "process", "learning")
"""The four of the balanced scorecard (Kaplan and Norton 1992)."""


@rule("LOS010", "empty-perspective", Severity.ADVICE)
def empty_perspective(plan: Plan, context: Context) -> Iterator[Finding]:
    """A scorecard is in use, and one of its perspectives holds no goal."""
    every: tuple[Strategy | Outcome, ...] = (*plan.strategies, *plan.outcomes)
    goals = [goal for goal in every if goal.retired is None]
    placed = [goal for goal in goals if goal.perspective is not None]
    used = {goal.perspective for goal in placed}
    empty = [name for name in PERSPECTIVES if name not in used]
    if len(used) < 2 or not empty:
        return
    if may_hide_link(plan, ("strategy", "outcome"), "perspective"):
        context.skip(placed[0])
        return
    full = [name for name in PERSPECTIVES if name in used]
    yield Finding(
        placed[0],
        f"the plan sorts its goals by perspective ({listed(full, 'and')}), and no strategy or outcome has the "
        f"perspective {listed(empty)}",
        at=("perspective",),
        help=f'ask what has to become true there, and give the goal "perspective: {empty[0]}"; if this plan is no '
        'scorecard, take "perspective" out',
    )
