from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from alignctl.change.changes import Change, ChangeKind
from alignctl.change.declared import Declaration
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Kpi

if TYPE_CHECKING:
    from alignctl.change.matching import Pair

_TOLD_APART = 3
"""Up to so many readings of one measure are told one by one."""
_KINDS = (ChangeKind.READING_CORRECTED, ChangeKind.READING_REMOVED, ChangeKind.RECORD_CHANGED)


def rewritten_reading(context: ChangeContext) -> Iterator[ChangeFinding]:
    """A reading of the past was altered or removed."""
    for pair in context.pairs(Kpi):
        changes = [c for c in context.changes(pair, "readings") if c.kind in _KINDS and _is_past(c, context.today)]
        corrected = [c for c in changes if _tells_former(c)]
        silent = [c for c in changes if c not in corrected]
        for group, told in ((silent, False), (corrected, True)):
            for finding in _findings(context, pair, group):
                yield replace(finding, declaration=Declaration(recorded=True)) if told else finding


def _findings(context: ChangeContext, pair: Pair, group: list[Change]) -> Iterator[ChangeFinding]:
    remedy = 'a corrected reading tells what was first reported ("was") and why ("note")'
    if len(group) <= _TOLD_APART:
        for change in group:
            yield context.finding(pair, change, f'"{pair.new.id}": {change.text}', remedy)
        return
    first = group[0]
    message = f'"{pair.new.id}": {len(group)} past readings were altered or removed; first, {first.text}'
    yield context.finding(pair, first, message, remedy)


def _is_past(change: Change, today: date) -> bool:
    return isinstance(change.key, date) and change.key <= today


def _tells_former(change: Change) -> bool:
    """Whether a corrected reading says what was reported before it, or at first."""
    if not isinstance(change.old, dict) or not isinstance(change.new, dict):
        return False
    was = change.new.get("was")
    return (
        change.kind is ChangeKind.READING_CORRECTED
        and was is not None
        and was
        in (
            change.old.get("value"),
            change.old.get("was"),
        )
    )
