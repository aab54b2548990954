from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.hyp.bets import is_over
from alignctl.lint.wording import named
from alignctl.plan.items import Hypothesis
from alignctl.plan.plan import Plan

_QUARTER_DAY = 1
"""Thirteen weeks are 91 days, and the longest quarter of a year has 92: a quarter is no longer than it should be."""


@rule("HYP002", "long-timebox", Severity.WARNING, options={"weeks": 13})
def long_timebox(plan: Plan, context: Context) -> Iterator[Finding]:
    """A bet runs for longer than a quarter of a year, and has no parts."""
    weeks = context.options["weeks"]
    divided = {bet.part_of.id for bet in plan.hypotheses if bet.part_of is not None and _counts(bet)}
    long = []
    for bet in context.judged(plan.hypotheses, "start", "end", "status"):
        if is_over(bet) or bet.id in divided:
            continue
        days = _days(bet)
        if days is None:
            context.skip(bet)
        elif days > weeks * 7 + _QUARTER_DAY:
            long.append(bet)
    for bet in beyond_doubt(plan, context, long, ("hypothesis",), "part_of"):
        yield Finding(
            bet,
            f"{named(bet)} runs for {_days(bet)} days until anyone decides, longer than {weeks} weeks",
            at=("end",),
            help="decide earlier, on an earlier sign; or keep it as the larger bet and cut it into parts, each with a "
            f'time box of its own and "part_of: {bet.id}"',
        )


def _counts(bet: Hypothesis) -> bool:
    """Whether a part is one: what was given up or retired divides nothing."""
    return bet.status != "abandoned" and bet.retired is None


def _days(bet: Hypothesis) -> int | None:
    """The length of a time box in days, both ends counted; None without one."""
    if bet.start is None or bet.end is None:
        return None
    return (bet.end.last - bet.start.first).days + 1
