"""When a promise that returns falls due next."""

from __future__ import annotations

from datetime import date, timedelta

from alignctl.plan.items import Commitment
from alignctl.plan.progress import CADENCE_DAYS


def next_time(promise: Commitment) -> date | None:
    """The latest day by which a promise that returns should be kept once more: one period after it last was looked at.

    Before the first record, one period after it was last agreed to; None where nobody can say when it began, or where
    the calendar has no such day.
    """
    if promise.every is None:
        return None
    records = [entry.date for entry in promise.kept]
    began = max(records, default=None) or max((a.date for a in promise.agreed if a.answer == "yes"), default=None)
    try:
        return began + timedelta(days=CADENCE_DAYS[promise.every]) if began is not None else None
    except OverflowError:
        return None
