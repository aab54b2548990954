from __future__ import annotations

from collections.abc import Iterator

from alignctl.change.changes import Effect
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Kpi

_TOLD = {Effect.EASIER: "; progress looks better for it", Effect.HARDER: "; progress looks worse for it"}


def rewritten_baseline(context: ChangeContext) -> Iterator[ChangeFinding]:
    """The baseline of a measure, which is history, was altered or taken away."""
    for pair in context.pairs(Kpi):
        assert isinstance(pair.old, Kpi)
        if pair.old.baseline is None or pair.old.baseline.value is None:
            continue
        for change in context.changes(pair, "baseline"):
            yield context.finding(pair, change, f'"{pair.new.id}": {change.text}{_TOLD.get(change.effect, "")}')
