from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from alignctl.change.changes import Change, ChangeKind, Effect
from alignctl.change.declared import Declaration
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.lint.rules.chg.work import begun
from alignctl.plan.items import Kpi
from alignctl.plan.target_shift import end_of

if TYPE_CHECKING:
    from alignctl.change.comparison import Comparison
    from alignctl.change.matching import Pair


def moved_goalpost(context: ChangeContext) -> Iterator[ChangeFinding]:
    """A target was made easier after work on it began, or near its date."""
    comparison = context.comparison
    for pair in context.pairs(Kpi):
        assert isinstance(pair.old, Kpi)
        if not pair.old.targets:
            continue  # what becomes definite where there was nothing is no loosening
        loosened = [
            c for c in context.changes(pair, "targets", "direction", "counts", "path") if c.effect is Effect.EASIER
        ]
        loosened += [c for c in context.changes(pair, "measures") if _leaves_a_live_outcome(comparison, pair, c)]
        ends = context.changes(pair, "retired")
        if not loosened and not ends:
            continue
        why = begun(comparison, pair.old, context.today) or _near(pair.old, context)
        if why is None:
            continue
        for change in loosened:
            told = "" if change.field == "measures" else ", which is easier"
            yield context.finding(pair, change, f'"{pair.new.id}": {change.text}{told}; {why}')
        for change in ends if not loosened else ():
            yield from _ended_early(context, pair, change, why)


def _leaves_a_live_outcome(comparison: Comparison, pair: Pair, change: Change) -> bool:
    if change.kind is not ChangeKind.LINK_DROPPED or not isinstance(change.key, str) or pair.new.retired is not None:
        return False
    outcome = comparison.head.plan.get(change.key)
    return outcome is not None and outcome.retired is None


def _near(kpi: Kpi, context: ChangeContext) -> str | None:
    limit = context.today + timedelta(days=int(context.options["near_days"]))
    near = [t for t in kpi.targets if end_of(t) <= limit]
    if not near:
        return None
    first = min(near, key=end_of)
    days = (end_of(first) - context.today).days
    return f"its date is {days} days away" if days >= 0 else "its date is past"


def _ended_early(context: ChangeContext, pair: Pair, change: Change, why: str) -> Iterator[ChangeFinding]:
    """A measure that ends before its target's date, and nothing takes its place. It says why, so it is owned up to."""
    assert isinstance(pair.old, Kpi)
    if pair.new.replaced_by is not None:
        return
    waiting = [t for t in pair.old.targets if end_of(t) >= context.today]
    if not waiting:
        return
    from alignctl.change.wording import target_words

    target = target_words(pair.old, min(waiting, key=end_of))
    message = f'"{pair.new.id}" was retired before its target of {target} was due; {why}'
    help_ = 'say what is measured instead ("replaced_by"), or let the target\'s date come'
    yield ChangeFinding(message, pair.new, change.at, help_, Declaration(recorded=True), "retired")
