from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.plan.items import Item


def weakened_policy(context: ChangeContext) -> Iterator[ChangeFinding]:
    """The change loosens what judges it: configuration, baseline or suppressions."""
    comparison = context.comparison
    for loosening in context.loosened:
        item = comparison.head.plan.get(loosening.item) if loosening.item is not None else None
        yield ChangeFinding(
            f"{loosening.text}; the policy before this change still judges it",
            item,
            help="change the policy on its own, and let someone who answers for it merge that",
            place=loosening.place,
        )
    for pair in context.pairs(Item):
        for change in comparison.changes_of(pair.new.id, "status"):
            if pair.new.is_draft:
                text = f'"{pair.new.id}" is a draft again, where findings weigh no more than advice'
                yield replace(context.finding(pair, change, text), field="status")
