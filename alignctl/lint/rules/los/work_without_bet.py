from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.plan import Plan


@rule("LOS011", "work-without-bet", Severity.ADVICE)
def work_without_bet(plan: Plan, context: Context) -> Iterator[Finding]:
    """Work supports an outcome directly, with no hypothesis between them, and no law or contract demands it."""
    for initiative in context.judged(plan.initiatives, "tests", "sustains", "supports", "mandated", "status"):
        if not initiative.supports or initiative.tests or initiative.sustains or initiative.mandated:
            continue
        if initiative.status in ("done", "dropped"):
            continue
        outcomes = [link.id for link in initiative.supports if plan.kind_of(link.id) == "outcome"]
        if not outcomes:
            context.skip(initiative)
            continue
        yield Finding(
            initiative,
            f"{named(initiative)} supports {quoted(outcomes)} directly: nothing says "
            "what it is expected to move, or who demands it",
            at=("supports",),
            help='write down what you expect to see as a hypothesis and link the work by "tests:"; or say in '
            '"mandated:" which law or contract demands it',
        )
