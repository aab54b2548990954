"""MEA009."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.mea.relations import goals_of
from alignctl.plan.items import Hypothesis, Kpi, Outcome, Strategy
from alignctl.plan.plan import Plan


@rule("MEA009", "target-out-of-time", Severity.ERROR)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A target due before its baseline or after its goal ends, or an expectation due before the bet starts."""
    for kpi in context.judged(plan.kpis, "targets", "baseline", "measures"):
        if kpi.targets:
            yield from _before_baseline(kpi)
            yield from _after_horizon(plan, kpi)
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


def _after_horizon(plan: Plan, kpi: Kpi) -> Iterator[Finding]:
    """Only where every target is too late: one inside the horizon is what the goal needs, more may follow it."""
    dated = [(target.by, index) for index, target in enumerate(kpi.targets) if target.by is not None]
    if not dated or len(dated) < len(kpi.targets):
        return
    by, index = min(dated, key=lambda entry: entry[0].last)
    ends = [_horizon(plan, goal) for goal in goals_of(plan, kpi)]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(kpi.measures):
        return
    last, goal = max(known, key=lambda entry: entry[0])
    if by.last > last:
        yield Finding(
            kpi,
            f'the first target of "{kpi.id}" is due by {by}, and "{goal.id}" ends on {last}',
            ("targets", index, "by"),
            f'set a target that is due by {last}, or move the "end" of "{goal.id}"',
            (Related(goal, f"ends on {last}", ("end",)),),
        )


def _horizon(plan: Plan, goal: Outcome | Strategy) -> tuple[date, Outcome | Strategy] | None:
    """The last day of a goal, and the item that says so; for one that does not say, of the goals that it supports."""
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
