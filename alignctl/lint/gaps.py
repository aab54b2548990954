"""What could not be read, and what it might have said: so that no item is blamed for a defect of its neighbour.

A rule that misses a link asks here whether the link may stand where nobody can see it: in a document or a field that
could not be used, or in a link whose id is mistyped. Such an item counts as not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.lint.rule import Context, T
from alignctl.lint.suggestions import Suggestions
from alignctl.plan.graph import leading_to, spread
from alignctl.plan.items import LINK_FIELDS, UPWARD
from alignctl.plan.plan import Plan


def may_hide_link(plan: Plan, kinds: Iterable[str], *names: str) -> bool:
    """Whether an item of these kinds could not be read, as a whole or in one of these fields."""
    wanted = set(kinds)
    if any(entry.kind is None or entry.kind in wanted for entry in plan.placeholders):
        return True
    return any(
        item.kind in wanted and item.retired is None and not item.broken.isdisjoint(names) for item in plan.broken_items
    )


def meant_by_slips(plan: Plan, kinds: Iterable[str], *names: str) -> frozenset[str]:
    """The ids that mistyped links in these fields of these kinds most likely mean."""
    wanted = frozenset(kinds)
    suggestions = Suggestions(plan)
    slips = (
        suggestions.suggest(edge.target, LINK_FIELDS[edge.source.kind][edge.field])
        for edge in plan.loose_ends
        if edge.field in names and edge.source.kind in wanted
    )
    return frozenset(found for found in slips if found is not None)


def beyond_doubt(
    plan: Plan, context: Context, lacking: Iterable[T], kinds: tuple[str, ...], *names: str
) -> Iterator[T]:
    """Of items that lack a link from these fields of these kinds, those that lack it for certain; others count."""
    lacking = list(lacking)
    if not lacking:
        return
    hidden = may_hide_link(plan, kinds, *names)
    meant = frozenset() if hidden else meant_by_slips(plan, kinds, *names)
    for item in lacking:
        if hidden or item.id in meant:
            context.skip(item)
        else:
            yield item


def clouded(plan: Plan) -> frozenset[str]:
    """Ids whose way up to a strategy passes a document, a field or a link that cannot be followed."""
    starts = [entry.id for entry in plan.placeholders]
    starts += [item.id for item in plan.broken_items if not item.broken.isdisjoint(UPWARD[item.kind])]
    nowhere = (*plan.loose_ends, *plan.misled)
    starts += [edge.source.id for edge in nowhere if edge.field in UPWARD[edge.source.kind]]
    return spread(starts, leading_to(plan))
