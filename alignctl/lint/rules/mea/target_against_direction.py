"""MEA007."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.mea.expectations import doubtful_expectations, is_worse
from alignctl.lint.rules.mea.phrases import amount
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan


@rule("MEA007", "target-against-direction", Severity.ERROR)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A target, or what a hypothesis expects, that lies the wrong way from where the measure starts."""
    for kpi in context.judged(plan.kpis, "targets", "baseline", "direction", "counts"):
        if not kpi.targets or kpi.counts == "year-to-date":
            continue
        if kpi.direction is None:
            context.skip(kpi)
        elif kpi.direction in ("increase", "decrease"):
            yield from _targets_backwards(kpi)
    for doubt in doubtful_expectations(plan, context):
        if doubt.against:
            yield Finding(
                doubt.hypothesis,
                f'"{doubt.hypothesis.id}" expects "{doubt.kpi.id}" to reach {amount(doubt.expected, doubt.kpi)}, and '
                f"{doubt.since}: the measure is to {doubt.kpi.direction}",
                ("moves", doubt.index, "to"),
                f'correct "to" or "from", or the "direction" of "{doubt.kpi.id}"',
                (Related(doubt.kpi, f"the measure is to {doubt.kpi.direction}", ("direction",)),),
            )


def _targets_backwards(kpi: Kpi) -> Iterator[Finding]:
    """Each target against the one before it, the first against the baseline.

    Values of single periods go up and down with the season, so of those only the last is held against the baseline.
    """
    order = sorted(
        (t.by.last if t.by else date.max, index, t.value) for index, t in enumerate(kpi.targets) if t.value is not None
    )
    before = None
    if kpi.baseline is not None and kpi.baseline.value is not None:
        before = (kpi.baseline.value, "the baseline is")
    if kpi.counts == "each-period":
        order = order[-1:]
    for _, index, value in order:
        if before is not None and is_worse(kpi, value, before[0]):
            yield _backwards(kpi, index, value, *before)
        by = kpi.targets[index].by
        before = (value, f"the target by {by} was" if by else "another target is")


def _backwards(kpi: Kpi, index: int, value: float, start: float, since: str) -> Finding:
    by = kpi.targets[index].by
    when = f" by {by}" if by else ""
    other, better = ("decrease", "less") if kpi.direction == "increase" else ("increase", "more")
    return Finding(
        kpi,
        f'"{kpi.id}" is to {kpi.direction}, and its target{when} is {amount(value, kpi)} where {since} '
        f"{amount(start, kpi)}",
        ("targets", index, "value"),
        f'correct the value; if {better} is better here, type "direction: {other}"',
    )
