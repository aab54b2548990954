from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Commitment, Hypothesis, Initiative, Item
from alignctl.plan.progress import CADENCE_DAYS

if TYPE_CHECKING:
    from alignctl.change.matching import Pair

OVER = {"initiative": ("done", "dropped"), "commitment": ("met", "withdrawn")}


def slipped_date(context: ChangeContext) -> Iterator[ChangeFinding]:
    """A date that others may count on was moved back, or taken away."""
    for pair in context.pairs(Item):
        if isinstance(pair.old, Hypothesis) or pair.new.retired is not None or _is_over(pair):
            continue
        for change in context.changes(pair):
            if _slips(pair, change, context):
                yield context.finding(pair, change, f'"{pair.new.id}": {change.text}')


def _is_over(pair: Pair) -> bool:
    over = OVER.get(pair.new.kind, ())
    return pair.old.status in over or pair.new.status in over


def _slips(pair: Pair, change: Change, context: ChangeContext) -> bool:
    if change.field == "start":
        planned = pair.old.start if isinstance(pair.old, Initiative) else None
        return change.effect is Effect.LATER and planned is not None and planned.first <= context.today
    if change.field in ("deliverables", "countermeasures") and change.kind is ChangeKind.RECORD_REMOVED:
        return isinstance(change.old, dict) and "due" in change.old and not change.old.get("done")
    if change.field in ("end", "due", "baseline", "targets", "deliverables", "countermeasures"):
        return change.effect is Effect.LATER
    if change.field == "every" and isinstance(pair.old, Commitment) and isinstance(pair.new, Commitment):
        return _is_rarer(pair.old.every, pair.new.every)
    return False


def _is_rarer(old: str | None, new: str | None) -> bool:
    if old is None:
        return False
    return new is None or CADENCE_DAYS[new] > CADENCE_DAYS[old]
