from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt
from alignctl.lint.rule import STARTER, Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.graph import spread
from alignctl.plan.plan import Plan


@rule("LOS008", "idle-hypothesis", Severity.WARNING, STARTER)
def idle_hypothesis(plan: Plan, context: Context) -> Iterator[Finding]:
    """A hypothesis is running, and no work tests it or a part of it."""
    worked_on = {
        link.id
        for initiative in plan.initiatives
        if initiative.retired is None and initiative.status != "dropped"
        for link in initiative.tests
    }
    busy = spread(worked_on, lambda i: (edge.target for edge in plan.links_from(i, "part_of")))
    idle = [bet for bet in context.judged(plan.hypotheses, "status") if bet.status == "running" and bet.id not in busy]
    fields = ("tests", "part_of", "status")
    for bet in beyond_doubt(plan, context, idle, ("initiative", "hypothesis"), *fields):
        yield Finding(
            bet,
            f"{named(bet)} is said to be running, and no work tests it or a part of it",
            at=("status",),
            help=f'add "tests: {bet.id}" to the initiative that tries it out, or make one with "alignctl new '
            'initiative"; if nobody has begun, write "status: proposed"',
        )
