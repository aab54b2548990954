from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import clouded
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan

_MOST_OFFERED = 5


@rule("LOS001", "unlinked-outcome", Severity.ERROR, STARTER)
def unlinked_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome leads to no strategy."""
    sight = context.sight.sees_strategy
    blind = [outcome for outcome in context.judged(plan.outcomes, "supports") if outcome.id not in sight]
    if not blind:
        return
    unclear, ends, remedies = clouded(plan), _ends_above(plan), _Remedies(plan)
    for outcome in blind:
        end = ends.get(outcome.id)
        if outcome.id in unclear:
            context.skip(outcome)
        elif not outcome.supports:
            message = f"{named(outcome)} leads to no strategy: it supports nothing"
            yield Finding(outcome, message, help=remedies.offer(outcome))
        elif end is None or (top := plan.get(end)) is None:
            context.skip(outcome)  # it leads into a ring, which has no end
        else:
            yield Finding(
                outcome,
                f'{named(outcome)} leads to no strategy: its line ends at "{end}", which supports nothing',
                at=("supports",),
                help=f'say in "{end}" which strategy it serves: {remedies.offer(top)}',
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


class _Remedies:
    """Strategies to offer: those of the same owner, else all where they are few."""

    def __init__(self, plan: Plan) -> None:
        self._all = [strategy.id for strategy in plan.strategies if strategy.retired is None]
        self._by_owner: dict[str, list[str]] = {}
        for strategy in plan.strategies:
            if strategy.retired is None and strategy.owner is not None:
                self._by_owner.setdefault(strategy.owner.id, []).append(strategy.id)

    def offer(self, item: Item) -> str:
        if not self._all:
            return 'the plan has no strategy yet; "alignctl new strategy" makes one to name under "supports"'
        near = self._by_owner.get(item.owner.id, []) if item.owner is not None else []
        ids = near or self._all
        if len(ids) > _MOST_OFFERED:
            return 'add "supports:" with the id of a strategy; "alignctl list" shows all ids'
        return f'add "supports:" with the id of a strategy, such as {quoted(ids, "or")}'
