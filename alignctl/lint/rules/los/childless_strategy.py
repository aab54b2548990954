from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import may_hide_link, meant_by_slips
from alignctl.lint.rule import STARTER, Context, Finding, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.graph import spread
from alignctl.plan.plan import Plan


@rule("LOS002", "childless-strategy", Severity.ERROR, STARTER)
def childless_strategy(plan: Plan, context: Context) -> Iterator[Finding]:
    """No outcome supports a strategy, and no strategy with an outcome does."""

    def above(item_id: str) -> Iterator[str]:
        return (edge.target for edge in plan.links_from(item_id, "supports"))

    living = [outcome.id for outcome in plan.outcomes if outcome.retired is None]
    carried = spread(living, above)
    childless = [strategy for strategy in context.judged(plan.strategies) if strategy.id not in carried]
    if not childless:
        return
    kinds = ("outcome", "strategy")
    hidden = may_hide_link(plan, kinds, "supports")
    meant = frozenset() if hidden else spread(meant_by_slips(plan, kinds, "supports"), above)
    for strategy in childless:
        if hidden or strategy.id in meant:
            context.skip(strategy)
            continue
        parts = [edge.source for edge in plan.links_to(strategy.id, "supports") if edge.source.kind == "strategy"]
        support = "supports" if len(parts) == 1 else "support"
        through = f", nor {quoted(part.id for part in parts)}, which {support} it" if parts else ""
        yield Finding(
            strategy,
            f"no outcome supports {named(strategy)}{through}",
            help=f'say what will change for whom: add "supports: {strategy.id}" to an outcome, or make one with '
            '"alignctl new outcome"',
        )
