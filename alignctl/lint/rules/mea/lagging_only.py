"""MEA012."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STRICT, Context, Finding, Related, rule
from alignctl.lint.rules.mea.phrases import quoted
from alignctl.lint.rules.mea.relations import live_moves, measures_of
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import is_over


@rule("MEA012", "lagging-only", Severity.ADVICE, STRICT)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome whose measures all move late, with none beside them that moves early."""
    for outcome in context.judged(plan.outcomes):
        measures = measures_of(plan, outcome.id)
        lagging = [m for m in measures if m.timing == "lagging"]
        if not lagging or is_over(outcome) or any(m.timing == "leading" for m in measures):
            continue
        if any(other.timing != "lagging" for other in _beside(plan, measures)):
            continue
        if len(lagging) < len(measures):
            context.skip(outcome)
            continue
        yield Finding(
            outcome,
            f'"{outcome.id}" is measured by what moves late, and by nothing that moves early: '
            f"{quoted([m.id for m in lagging])}",
            (),
            f'add a measure that moves first: "timing: leading" and "drives: {lagging[0].id}", or an early sign '
            'of a bet ("signals:" in a hypothesis)',
            tuple(Related(m, "timing: lagging", ("timing",)) for m in lagging[:3]),
        )


def _beside(plan: Plan, measures: Iterable[Kpi]) -> Iterator[Kpi]:
    """Measures that drive these, and the early signs of bets that move them."""
    for measure in measures:
        names = [edge.source.id for edge in plan.links_to(measure.id, "drives")]
        for bet in live_moves(plan, measure.id):
            names += [link.id for link in bet.signals]
        for name in names:
            found = plan.find(name, Kpi)
            if found is not None and found.retired is None:
                yield found
