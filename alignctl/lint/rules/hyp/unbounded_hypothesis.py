from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import listed, named
from alignctl.plan.plan import Plan


@rule("HYP001", "unbounded-hypothesis", Severity.ERROR)
def unbounded_hypothesis(plan: Plan, context: Context) -> Iterator[Finding]:
    """A hypothesis has no time box: no start, no end, or an end before the start."""
    for bet in context.judged(plan.hypotheses, "start", "end", "status"):
        if bet.status == "abandoned":
            continue
        if bet.start is None or bet.end is None:
            missing = [name for name, moment in (("start", bet.start), ("end", bet.end)) if moment is None]
            yield Finding(
                bet,
                f"{named(bet)} has no time box: no {' and no '.join(missing)}",
                help=f"type {listed(_typed(missing), 'and')}, a quarter of a year apart at most; at the end you decide",
            )
        elif bet.end.last < bet.start.first:
            yield Finding(
                bet,
                f"{named(bet)} has no time box: it ends on {bet.end}, before it starts on {bet.start}",
                at=("end",),
                help='correct "start" or "end"',
            )


def _typed(names: list[str]) -> list[str]:
    return [f'"{name}: …"' for name in names]
