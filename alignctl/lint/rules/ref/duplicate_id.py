from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import shorten
from alignctl.plan.items import Item
from alignctl.plan.plan import Plan


@rule("REF003", "duplicate-id", Severity.ERROR, STARTER)
def duplicate_id(plan: Plan, _context: Context) -> Iterator[Finding]:
    """An id is used more than once."""
    holders: dict[str, list[Item]] = {}
    for item in plan.items:
        holders.setdefault(item.id, []).append(item)
    for entry in plan.placeholders:
        # An item that could not be read holds its id all the same; nothing but its place is asked of it here.
        holders.setdefault(entry.id, []).append(Item(id=entry.id, title=entry.id, origin=entry.origin))
    for item_id, items in sorted(holders.items()):
        if len(items) > 1:
            first, *others = sorted(items, key=lambda item: (item.origin.path, item.origin.document))
            for other in others:
                yield _find(plan, item_id, first, other)


def _find(plan: Plan, item_id: str, first: Item, other: Item) -> Finding:
    what = f"{first.kind} ({shorten(first.title)})" if first.kind else "another item"
    free = next(f"{item_id}-{number}" for number in count(2) if not plan.knows(f"{item_id}-{number}"))
    return Finding(
        other,
        f'the id "{item_id}" is taken already, by {what} in {first.origin.path}',
        at=("id",),
        help=f'give this one an id of its own, such as "{free}", and mend the links that mean it',
        related=(Related(first, "the id stands here first", ("id",)),),
    )
