"""MEA013."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STRICT, Context, Finding, rule
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan

SPEED_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months")
QUALITY_UNITS = ("errors", "defects", "mistakes", "faults")


@rule(
    "MEA013",
    "unguarded-target",
    Severity.ADVICE,
    STRICT,
    options={"speed_units": SPEED_UNITS, "quality_units": QUALITY_UNITS},
)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A target for speed with no measure that guards quality, or the reverse."""
    speed, quality = frozenset(context.options["speed_units"]), frozenset(context.options["quality_units"])
    for kpi in context.judged(plan.kpis, "targets", "direction", "unit", "guards", "segment_of"):
        if not kpi.targets or kpi.guards or kpi.segment_of is not None:
            continue
        if kpi.direction is None or kpi.unit is None:
            context.skip(kpi)
        elif kpi.direction == "decrease":
            thing = _counted(kpi.unit)
            if thing in speed and not _is_guarded(plan, kpi):
                yield _unguarded(kpi, f"less time ({kpi.unit})", "quality", "how good the work still is")
            elif thing in quality and not _is_guarded(plan, kpi):
                yield _unguarded(kpi, f"fewer {kpi.unit}", "time", "how long the work takes")


def _counted(unit: str) -> str:
    """What a unit counts: `days` of `working-days` and `days per claim`; `accidents` of `accidents per flight hour`."""
    words = re.split(r"[^a-z]+", unit.casefold().strip())
    before_per = words[: words.index("per")] if "per" in words else words
    return before_per[-1] if before_per else ""


def _is_guarded(plan: Plan, kpi: Kpi) -> bool:
    return any(edge.source.retired is None for edge in plan.links_to(kpi.id, "guards"))


def _unguarded(kpi: Kpi, asked: str, cost: str, guard: str) -> Finding:
    return Finding(
        kpi,
        f'"{kpi.id}" asks for {asked}, and no measure guards the {cost} that it could cost',
        ("targets",),
        f'add a measure of {guard}, with "guards: {kpi.id}" and a limit to keep',
    )
