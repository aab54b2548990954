"""MEA006."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import amount
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import is_limit


@rule("MEA006", "missing-target", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure that shows a goal or guards another, without a target or limit that binds it."""
    for kpi in context.judged(plan.kpis, "targets", "direction", "measures", "guards", "segment_of"):
        if not kpi.targets:
            if (kpi.measures or kpi.guards) and kpi.segment_of is None:
                yield Finding(kpi, _without(kpi), ("targets",), _way_out(kpi))
        elif kpi.direction is None:
            context.skip(kpi)
        elif is_limit(kpi):
            for index, target in enumerate(kpi.targets):
                if missing := _missing_limit(kpi, target):
                    yield Finding(kpi, f'a target of "{kpi.id}" {missing}', ("targets", index), _way_out(kpi))
        elif all(target.by is None for target in kpi.targets):
            yield _undated(kpi)


def _without(kpi: Kpi) -> str:
    if is_limit(kpi):
        return f'"{kpi.id}" is to {_words(kpi)}, and no limit says which'
    if kpi.guards and not kpi.measures:
        return f'"{kpi.id}" guards another measure, and no limit says when it has become worse'
    way = f"is to {kpi.direction}" if kpi.direction else "measures a goal"
    return f'"{kpi.id}" {way}, and no target says how far and by when'


def _words(kpi: Kpi) -> str:
    ends = {"keep-above": "stay above a limit", "keep-below": "stay below a limit"}
    return ends.get(kpi.direction or "", "stay between two limits")


def _missing_limit(kpi: Kpi, target: Target) -> str | None:
    """What a target lacks to bind a measure that is to be kept; None where nothing."""
    if kpi.direction == "keep-between":
        return (
            None if target.low is not None and target.high is not None else "has one limit, and keep-between needs two"
        )
    side, word = (target.low, "lower") if kpi.direction == "keep-above" else (target.high, "upper")
    return None if target.value is not None or side is not None else f"has no {word} limit to {_words(kpi)}"


def _undated(kpi: Kpi) -> Finding:
    target = kpi.targets[0]
    said = f" of {amount(target.value, kpi)}" if target.value is not None else ""
    return Finding(
        kpi,
        f'the target{said} of "{kpi.id}" has no date, so it can never be missed',
        ("targets", 0),
        f'say by when ("by: 2026-12-31"); if the value is a limit to keep, type "direction: {_keep(kpi)}"',
    )


def _keep(kpi: Kpi) -> str:
    return "keep-above" if kpi.direction == "increase" else "keep-below"


def _way_out(kpi: Kpi) -> str:
    if kpi.direction == "keep-between":
        return 'type both limits: "targets: {low: …, high: …}"'
    if is_limit(kpi):
        return 'type the limit: "targets: {value: …}"'
    if kpi.guards and not kpi.measures:
        return 'type the limit that must hold, such as "direction: keep-below" with "targets: {value: …}"'
    return 'type "targets: {by: …, value: …}", with the day by which that value should be reached'
