from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.lint.wording import quoted
from alignctl.plan.items import Hypothesis

if TYPE_CHECKING:
    from alignctl.change.comparison import Comparison


def late_registration(context: ChangeContext) -> Iterator[ChangeFinding]:
    """A result came into the plan, and what was expected had not been recorded before it."""
    comparison = context.comparison
    if not comparison.base.plan.items:
        return  # a plan that is brought in whole brings its history with it
    known = {pair.new.id: pair.old for pair in comparison.pairs}
    for bet in comparison.head.plan.hypotheses:
        old = known.get(bet.id)
        if (
            bet.result is None
            or bet.is_draft
            or bet.retired is not None
            or old is bet
            or not _is_sure(comparison, bet.id)
        ):
            continue
        assert old is None or isinstance(old, Hypothesis)
        if old is not None and old.result is not None:
            continue
        expected = [entry.id for entry in old.moves if entry.to is not None] if old is not None else []
        said = {*expected, *(comparison.renamed.get(kpi, kpi) for kpi in expected)}
        seen = {entry.kpi for entry in bet.result.observed}
        if not said:
            text = f'"{bet.id}" comes with its result, and nothing was expected before'
        elif seen and not seen & said:
            text = f'"{bet.id}" was decided by {quoted(sorted(seen))}, of which nothing was expected before'
        else:
            continue
        help_ = "record what is expected (moves: to, by) in a change of its own before the result is known"
        yield ChangeFinding(text, bet, ("result",), help_)


def _is_sure(comparison: Comparison, item_id: str) -> bool:
    return all(entry.item != item_id for entry in comparison.not_compared)
