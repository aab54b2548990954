"""Whether work on a measure has begun, and since when people can know how it goes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from alignctl.plan.items import Hypothesis, Initiative, Kpi, Outcome

if TYPE_CHECKING:
    from alignctl.change.comparison import Comparison


def begun(comparison: Comparison, kpi: Kpi, today: date) -> str | None:
    """Why work on a measure of the older plan has begun, as the end of a sentence; None where it has not.

    It has once the measure was read after its baseline, a bet on it runs or ran, work that keeps it runs, or the
    outcome that it measures has started. Until then a plan is free to change.
    """
    plan = comparison.base.plan
    start = kpi.baseline.date if kpi.baseline is not None else None
    later = [r for r in kpi.readings if r.date <= today and (start is None or r.date > start)]
    if later:
        latest = max(r.date for r in later)
        return f"work has begun: it was last read on {latest.isoformat()}"
    for edge in plan.links_to(kpi.id, "moves", "signals", "sustains"):
        source = edge.source
        if isinstance(source, Hypothesis) and source.status in ("running", "decided"):
            return f'work has begun: the bet "{source.id}" is {source.status}'
        if isinstance(source, Initiative) and source.status in ("active", "done"):
            return f'work has begun: "{source.id}" is {source.status}'
    for link in kpi.measures:
        outcome = plan.find(link.id, Outcome)
        if outcome is not None and outcome.start is not None and outcome.start.first <= today:
            return f'work has begun: "{outcome.id}" started on {outcome.start.first.isoformat()}'
    return None
