from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.aln.sharing import is_open
from alignctl.lint.wording import named
from alignctl.plan.dates import format_day
from alignctl.plan.items import Commitment, Hypothesis, Initiative
from alignctl.plan.parts import Need
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import next_time

_OVER = frozenset({"done", "dropped", "decided", "abandoned"})


@rule("ALN006", "late-commitment", Severity.ERROR)
def late_commitment(plan: Plan, context: Context) -> Iterator[Finding]:
    """A promise is due after the day on which work needs it, or after that work has ended."""
    work: tuple[Initiative | Hypothesis, ...] = (*plan.initiatives, *plan.hypotheses)
    for item in context.judged(work, "needs", "end", "status"):
        if item.status in _OVER:
            continue
        for index, need in enumerate(item.needs):
            promise = plan.find(need.id, Commitment)
            if promise is None and plan.get(need.id) is None and plan.knows(need.id):
                context.skip(item)
            if promise is None or not is_open(promise) or promise.is_draft:
                continue
            if not promise.broken.isdisjoint(("due", "every", "kept", "agreed", "status")):
                context.skip(item)
                continue
            yield from _find(item, index, need, promise)


def _find(item: Initiative | Hypothesis, index: int, need: Need, promise: Commitment) -> Iterator[Finding]:
    wanted = need.needed_by or item.end
    arrives = _arrives(promise)
    if wanted is None or arrives is None or arrives <= wanted.last:
        return
    due = "falls due next" if promise.every is not None else "is due"
    needed = "needs it by" if need.needed_by is not None else "needs it, and ends on"
    yield Finding(
        item,
        f"{named(promise)} {due} on {format_day(arrives)}; {named(item)} {needed} {format_day(wanted.last)}",
        ("needs", index),
        help="settle it between the two teams now: an earlier date for the promise, a later one for the work, or work "
        "that can do without it",
        related=(Related(promise, f"{due} on {format_day(arrives)}", ("every",) if promise.every else ("due",)),),
    )


def _arrives(promise: Commitment) -> date | None:
    """The day by which what was promised is there. What was kept before is there already."""
    if promise.every is None:
        return promise.due.last if promise.due is not None else None
    return None if any(entry.kept for entry in promise.kept) else next_time(promise)
