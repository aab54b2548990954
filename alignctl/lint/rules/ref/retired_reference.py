from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Fix, Location, Replacement, Severity
from alignctl.lint.rule import UNSAFE, Context, Finding, Related, rule
from alignctl.lint.wording import named
from alignctl.plan.items import Item
from alignctl.plan.plan import Edge, Plan

_HISTORY = frozenset({"replaced_by", "follows"})
_OVER = frozenset({"decided", "abandoned", "done", "dropped", "met", "missed", "withdrawn"})
"""Where an item's work is over its links are history, and stay as they were."""


@rule("REF005", "retired-reference", Severity.WARNING, fixes=(UNSAFE,))
def retired_reference(plan: Plan, _context: Context) -> Iterator[Finding]:
    """An item in use links to one that is retired."""
    retired = {item.id for item in plan.items if item.retired is not None}
    if not retired:
        return
    for edge in plan.edges:
        if edge.target not in retired or edge.field in _HISTORY:
            continue
        if edge.source.retired is not None or edge.source.status in _OVER:
            continue
        target = plan.get(edge.target)
        if target is not None and target.retired is not None:
            yield _find(plan, edge, target)


def _find(plan: Plan, edge: Edge, target: Item) -> Finding:
    heir = _heir(plan, target)
    return Finding(
        edge.source,
        f'"{edge.field}" of {edge.source.kind} "{edge.source.id}" names {named(target)}, which was retired'
        + (f" on {target.retired.date.isoformat()}" if target.retired else ""),
        at=edge.pointer,
        help=f"name {named(heir)} instead, which took its place"
        if heir is not None
        else f'name what took its place, or take the link out, or retire "{edge.source.id}" too',
        related=(Related(target, "retired here", ("retired",)),),
        fix=_fix(edge, heir),
    )


def _fix(edge: Edge, heir: Item | None) -> Fix | None:
    """Name what took its place. A guess: the heir need not serve the same purpose for everyone."""
    if heir is None or heir.id == edge.source.id:
        return None
    origin = edge.source.origin
    place = Location(origin.path, origin.document, (*edge.pointer, "id"))
    return Fix(f'write "{heir.id}" instead of "{edge.target}"', False, (Replacement(place, heir.id),))


def _heir(plan: Plan, item: Item) -> Item | None:
    """What stands at the end of `replaced_by`, if it is in use."""
    seen = {item.id}
    while item.replaced_by is not None and item.replaced_by.id not in seen:
        following = plan.get(item.replaced_by.id)
        if following is None:
            return None
        if following.retired is None:
            return following
        seen.add(following.id)
        item = following
    return None
