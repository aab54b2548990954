from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import clouded
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.plan import Plan


@rule("LOS001", "unlinked-outcome", Severity.ERROR, STARTER)
def unlinked_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome leads to no strategy."""
    sight = context.sight.sees_strategy
    blind = [outcome for outcome in context.judged(plan.outcomes, "supports") if outcome.id not in sight]
    if not blind:
        return
    unclear, ends, remedy = clouded(plan), _ends_above(plan), _remedy(plan)
    for outcome in blind:
        end = ends.get(outcome.id)
        if not outcome.supports:
            yield Finding(outcome, f"{named(outcome)} leads to no strategy: it supports nothing", help=remedy)
        elif outcome.id in unclear or end is None or (top := plan.get(end)) is None:
            context.skip(outcome)
        else:
            yield Finding(
                outcome,
                f'{named(outcome)} leads to no strategy: its line ends at "{end}", which supports nothing',
                at=("supports",),
                help=f'say in "{end}" which strategy it serves: {remedy}',
                related=(Related(top, "the line ends here"),),
            )


def _ends_above(plan: Plan) -> dict[str, str]:
    """For each outcome below one that supports nothing, the id of that one; the nearest, then the smallest."""
    queue = [item.id for item in plan.outcomes if not item.supports and "supports" not in item.broken]
    ends = {entry: entry for entry in queue}
    for here in queue:
        for edge in plan.links_to(here, "supports"):
            if edge.source.kind == "outcome" and edge.source.id not in ends:
                ends[edge.source.id] = ends[here]
                queue.append(edge.source.id)
    return ends


def _remedy(plan: Plan) -> str:
    ids = [strategy.id for strategy in plan.strategies if strategy.retired is None]
    if not ids:
        return 'the plan has no strategy yet; "alignctl new strategy" makes one to put under "supports"'
    return f'add "supports:" with the id of a strategy: {quoted(ids, "or")}'
