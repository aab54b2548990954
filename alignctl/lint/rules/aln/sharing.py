"""Who has a part in an outcome, and what is still open: asked by several rules of this family."""

from __future__ import annotations

from datetime import date

from alignctl.plan.dates import Period
from alignctl.plan.items import Commitment, Outcome
from alignctl.plan.waiting import owners_of

OPEN_PROMISE = frozenset({"draft", "proposed", "agreed"})
"""Promises that are neither kept, broken nor taken back."""


def partners_of(outcome: Outcome) -> tuple[str, ...]:
    """The ids of the teams that own an outcome or share it."""
    return tuple(dict.fromkeys((*owners_of(outcome), *(link.id for link in outcome.shared_with))))


def is_open(promise: Commitment) -> bool:
    """Whether somebody still waits for a promise to be kept."""
    return promise.retired is None and promise.status in OPEN_PROMISE


def in_force(start: Period | None, end: Period | None, today: date) -> bool:
    """Whether a day lies between two moments; an end that is not stated is open."""
    return (start is None or start.first <= today) and (end is None or today <= end.last)
