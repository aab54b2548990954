from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.items import Hypothesis
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import evidence_due, is_settled


@rule("HYP003", "overdue-decision", Severity.WARNING, options={"grace_days": 0})
def overdue_decision(plan: Plan, context: Context) -> Iterator[Finding]:
    """A bet is still running though its time box and the dates it expects its values by are past."""
    for bet in context.judged(plan.hypotheses, "status", "moves", "end", "result"):
        if bet.status != "running" or is_settled(bet):
            continue
        due = evidence_due(bet)
        if due is None:
            context.skip(bet)
            continue
        late = (context.today - due).days
        if late > context.options["grace_days"]:
            yield Finding(
                bet,
                f"{named(bet)} is said to be running, and {_what_passed(bet, due)} {due}, {_days(late)} ago",
                at=("status",),
                help='decide, and type "status: decided" and "result: {date: …, decision: …, observed: …, learned: …}" '
                '("inconclusive" is a decision too); if it goes on for good reason, move "end" and say under '
                '"revisions" why',
            )


def _what_passed(bet: Hypothesis, due: date) -> str:
    if bet.end is not None and bet.end.last == due:
        return "its time box ended on"
    return "its time box is over and the last value it waited for was due by"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
