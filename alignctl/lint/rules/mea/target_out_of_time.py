"""MEA009."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.plan.items import Hypothesis, Kpi, Outcome, Strategy
from alignctl.plan.plan import Plan

Horizon = tuple[date, Outcome | Strategy]
"""The last day of a goal, and the item that says so."""


@rule("MEA009", "target-out-of-time", Severity.ERROR)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A target due before its baseline or after its goal ends, or an expectation due before the bet starts."""
    goals: tuple[Outcome | Strategy, ...] = (*plan.outcomes, *plan.strategies)
    horizons = {goal.id: horizon for goal in goals if (horizon := _horizon(plan, goal))}
    for kpi in context.judged(plan.kpis, "targets", "baseline", "measures"):
        if kpi.targets:
            yield from _before_baseline(kpi)
            if kpi.measures:
                yield from _after_horizon(kpi, horizons)
    for hypothesis in context.judged(plan.hypotheses, "moves", "start"):
        yield from _before_start(hypothesis)


def _before_baseline(kpi: Kpi) -> Iterator[Finding]:
    baseline = kpi.baseline
    if baseline is not None and baseline.date is not None:
        known, since = baseline.date, f"its baseline is of {baseline.date}"
    elif baseline is not None and baseline.due is not None:
        known, since = baseline.due.first, f"its baseline will be known by {baseline.due}"
    else:
        return
    for index, target in enumerate(kpi.targets):
        if target.by is not None and target.by.last <= known:
            yield Finding(
                kpi,
                f'a target of "{kpi.id}" is due by {target.by}, and {since}',
                ("targets", index, "by"),
                "correct one of the two dates: a target lies after the baseline it starts from",
            )


def _after_horizon(kpi: Kpi, horizons: Mapping[str, Horizon]) -> Iterator[Finding]:
    """Only where every target is too late: one inside the horizon is what the goal needs, more may follow it."""
    known = [horizons[link.id] for link in kpi.measures if link.id in horizons]
    dated = [(target.by, index) for index, target in enumerate(kpi.targets) if target.by is not None]
    if len(known) < len(kpi.measures) or len(dated) < len(kpi.targets):
        return
    by, index = min(dated, key=lambda entry: entry[0].last)
    last, goal = max(known, key=lambda entry: entry[0])
    if by.last > last:
        yield Finding(
            kpi,
            f'the first target of "{kpi.id}" is due by {by}, and "{goal.id}" ends on {last}',
            ("targets", index, "by"),
            f'set a target that is due by {last}, or move the "end" of "{goal.id}"',
            (Related(goal, f"ends on {last}", ("end",)),),
        )


def _horizon(plan: Plan, goal: Outcome | Strategy) -> Horizon | None:
    """When a goal ends; one that does not say ends with the last of the goals that it supports."""
    if goal.end is not None:
        return goal.end.last, goal
    above = [plan.get(link.id) for link in goal.supports]
    ends = [(g.end.last, g) for g in above if isinstance(g, Outcome | Strategy) and g.end is not None]
    return max(ends, key=lambda entry: entry[0]) if ends and len(ends) == len(goal.supports) else None


def _before_start(hypothesis: Hypothesis) -> Iterator[Finding]:
    if hypothesis.start is None:
        return
    for index, expected in enumerate(hypothesis.moves):
        if expected.by is not None and expected.by.last < hypothesis.start.first:
            yield Finding(
                hypothesis,
                f'"{hypothesis.id}" expects a value by {expected.by}, and starts on {hypothesis.start.first}',
                ("moves", index, "by"),
                "correct one of the two dates: what a bet expects is seen after it starts",
            )
