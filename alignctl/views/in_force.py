"""Whether an item is in force in a period: what `--period` means in every view.

The days of an item run from its start to its end: of a bet, to its decision where that came later; of a measure, from
its baseline or first reading to its last target, where it is not a limit to keep. An item that says no day is in force
when something is that it leads to. After its retirement none is; what nothing dates always is.
"""

from __future__ import annotations

from datetime import date

from alignctl.plan.dates import Period
from alignctl.plan.graph import upward_edges
from alignctl.plan.items import Hypothesis, Item, Kpi, Outcome
from alignctl.plan.plan import Plan
from alignctl.plan.progress import is_limit

Days = tuple[date | None, date | None]
"""The first and the last day; None is open."""


def is_in_force(plan: Plan, item_id: str, period: Period | None) -> bool:
    """Whether an item has a day in a period; without a period all have. What cannot be read is dated by nothing."""
    if period is None:
        return True
    level, seen = [item_id], {item_id}
    dated = False
    while level:
        above = []
        for here in level:
            item = plan.get(here)
            days = days_of(item) if item is not None else None
            if item is not None and item.retired is not None and item.retired.date < period.first:
                dated = True
            elif days is None:
                above += [edge.target for edge in upward_edges(plan, here)]
            elif touches(period, *days):
                return True
            else:
                dated = True
        level = list(dict.fromkeys(i for i in above if i not in seen))
        seen.update(level)
    return not dated


def days_of(item: Item) -> Days | None:
    """The days of an item as it says them itself; None where it says none."""
    first, last = _days_of_kpi(item) if isinstance(item, Kpi) else _said_days(item)
    return (first, last) if first is not None or last is not None else None


def touches(period: Period | None, first: date | None, last: date | None) -> bool:
    """Whether a stretch of days (an open end is None) has a day in a period; without a period all do."""
    return period is None or ((first is None or first <= period.last) and (last is None or last >= period.first))


def _said_days(item: Item) -> Days:
    start, end = getattr(item, "start", None), getattr(item, "end", None)
    ends = [end.last] if end is not None else []
    if isinstance(item, Hypothesis | Outcome) and item.result is not None:
        ends.append(item.result.date)
    return (start.first if start is not None else None), max(ends, default=None)


def _days_of_kpi(kpi: Kpi) -> Days:
    """A measure without a dated target goes on, and so does a limit: the last one goes on binding."""
    read = [reading.date for reading in kpi.readings]
    due = [target.by.last for target in kpi.targets if target.by is not None]
    baseline = [kpi.baseline.date] if kpi.baseline is not None and kpi.baseline.date is not None else []
    ends = bool(due) and len(due) == len(kpi.targets) and not is_limit(kpi)
    return min([*baseline, *read, *due], default=None), max([*read, *due]) if ends else None
