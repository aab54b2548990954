from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from alignctl.diagnostics import Pointer, Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.aln.sharing import is_open
from alignctl.lint.wording import named
from alignctl.plan.dates import format_day
from alignctl.plan.items import Commitment
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import next_time


@rule("ALN005", "overdue-commitment", Severity.WARNING, options={"record_days": 14})
def overdue_commitment(plan: Plan, context: Context) -> Iterator[Finding]:
    """A promise was due, and nothing says whether it was kept."""
    for promise in context.judged(plan.commitments, "due", "every", "kept", "status", "agreed"):
        if not is_open(promise):
            continue
        if promise.every is None:
            if promise.due is not None and promise.due.last < context.today:
                yield _once(promise, promise.due.last)
        else:
            yield from _recurring(promise, context)


def _once(promise: Commitment, due: date) -> Finding:
    return Finding(
        promise,
        f"{named(promise)} was due on {format_day(due)} and is still {promise.status}",
        ("due",),
        help='if it was kept, type "status: met", if not, "status: missed" and say why; if both sides agreed on '
        'another day, change "due" and record the change under "revisions"',
    )


def _recurring(promise: Commitment, context: Context) -> Iterator[Finding]:
    """A promise that returns needs a record each time; some days after each due date are left for writing it down."""
    expected = next_time(promise)
    if expected is None or (promise.due is not None and expected > promise.due.last):
        return
    if expected + timedelta(days=context.options["record_days"]) < context.today:
        at: Pointer = ("kept",) if promise.kept else ("every",)
        last = max((entry.date for entry in promise.kept), default=None)
        since = f"since {format_day(last)}" if last is not None else "so far"
        yield Finding(
            promise,
            f"{named(promise)} falls due {promise.every}, and nothing says {since} whether it was kept",
            at,
            help='add what happened since to "kept", with "kept: true" or "kept: false"; if the promise is over, type '
            '"status: met" or "status: withdrawn"',
        )
