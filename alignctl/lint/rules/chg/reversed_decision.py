from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alignctl.change.changes import Change, ChangeKind
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Item

if TYPE_CHECKING:
    from alignctl.change.matching import Pair

OVER = {
    "hypothesis": ("decided", "abandoned"),
    "initiative": ("done", "dropped"),
    "commitment": ("met", "missed", "withdrawn"),
}
RECORDS = ("agreed", "checkins", "kept", "revisions", "result", "retired")
_TAKEN_BACK = (ChangeKind.DECISION_CHANGED, ChangeKind.DECISION_WITHDRAWN)
_ALTERED = (ChangeKind.RECORD_CHANGED, ChangeKind.RECORD_REMOVED)


def reversed_decision(context: ChangeContext) -> Iterator[ChangeFinding]:
    """A decision, an answer or another record of what people said was changed or taken back."""
    comparison = context.comparison
    for pair in comparison.pairs:
        if pair.old is pair.new or pair.old.is_draft or pair.how == "replaced_by":
            continue  # what was said stays with the stub that was left behind
        changes = comparison.changes_of(pair.new.id)
        decided = [c for c in changes if c.kind in _TAKEN_BACK]
        for change in (*decided, *(c for c in changes if _is_reversed(pair, change=c, known=bool(decided)))):
            yield context.finding(pair, change, f'"{pair.new.id}": {change.text}')


def _is_reversed(pair: Pair, change: Change, known: bool) -> bool:
    if change.kind is ChangeKind.REVIVED:
        return True
    if change.kind in _ALTERED:
        return change.field in RECORDS
    return change.field == "status" and not known and _was_over(pair.old)


def _was_over(item: Item) -> bool:
    return item.status in OVER.get(item.kind, ())
