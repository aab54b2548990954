"""MEA015."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import joined
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan

_ASKS = {
    "definition": "what is counted and what is not",
    "source": "where the number comes from",
    "cadence": "how often a new value is known",
}


@rule("MEA015", "untraceable-measure", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure without a definition, a source or a cadence: a second person could not get the same number."""
    for kpi in context.judged(plan.kpis, "segment_of", "readings"):
        missing = [name for name in _ASKS if name not in kpi.broken and not _is_given(plan, kpi, name)]
        if missing:
            yield Finding(
                kpi,
                f'"{kpi.id}" has no {joined(missing, word="or")}',
                (missing[0],),
                "; ".join(f'type "{name}:" and {_ASKS[name]}' for name in missing),
            )


def _is_given(plan: Plan, kpi: Kpi, name: str) -> bool:
    if getattr(kpi, name) is not None:
        return True
    if name == "source" and kpi.readings and all(reading.source for reading in kpi.readings):
        return True
    whole = plan.find(kpi.segment_of.id, Kpi) if kpi.segment_of is not None else None
    return whole is not None and name != "cadence" and getattr(whole, name) is not None
