from __future__ import annotations

from collections.abc import Iterator

from alignctl.change.changes import Change, Effect
from alignctl.change.likeness import says_the_same
from alignctl.change.units import conversion
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Kpi
from alignctl.plan.progress import CADENCE_DAYS

WORDS = ("title", "definition", "source")
FACTS = ("unit", "direction", "counts", "level", "scale", "lag", "cadence", "segment_of")


def redefined_measure(context: ChangeContext) -> Iterator[ChangeFinding]:
    """What a measure counts was changed while it has readings, so old and new values are not of one kind."""
    for pair in context.pairs(Kpi):
        old, new = pair.old, pair.new
        assert isinstance(old, Kpi)
        assert isinstance(new, Kpi)
        if not old.readings or new.retired is not None:
            continue
        for change in context.changes(pair, *WORDS, *FACTS):
            if _redefines(change, old, new):
                yield context.finding(pair, change, f'"{new.id}": {change.text}; it has readings from before')


def _redefines(change: Change, old: Kpi, new: Kpi) -> bool:
    if change.old is None or change.old == []:
        return False  # what is stated for the first time was not something else before
    if change.field in WORDS:
        return change.new is None or not says_the_same(str(change.old), str(change.new))
    if change.field == "unit":
        return conversion(old, new) in (None, 1.0)  # the same figures in another unit are no conversion
    if change.field == "lag":
        return new.lag > old.lag
    if change.field == "cadence":
        return new.cadence is None or CADENCE_DAYS[new.cadence] > CADENCE_DAYS[str(old.cadence)]
    # What makes a target easier is a moved goalpost already.
    return change.effect is not Effect.EASIER
