from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.plan.graph import ACYCLIC_FIELDS, find_rings
from alignctl.plan.plan import Edge, Plan


@rule("REF004", "circular-reference", Severity.ERROR, STARTER)
def circular_reference(plan: Plan, _context: Context) -> Iterator[Finding]:
    """Links that should lead onwards come back to where they began."""
    for name in ACYCLIC_FIELDS:
        if _has_ring([edge for edge in plan.edges if edge.field == name]):
            for ring in find_rings(plan, (name,)):
                yield _find(plan, name, ring)


def _has_ring(edges: list[Edge]) -> bool:
    """Whether these links hold any ring: what is left when ids that nothing leads to are taken away again and again.

    (Kahn 1962.) Cheap enough to ask of every plan; only a plan with a ring pays for finding it.
    """
    following: dict[str, list[str]] = {}
    arriving: dict[str, int] = {}
    for edge in edges:
        following.setdefault(edge.source.id, []).append(edge.target)
        arriving[edge.target] = arriving.get(edge.target, 0) + 1
    free = [item_id for item_id in following if item_id not in arriving]
    while free:
        for target in following.pop(free.pop(), ()):
            arriving[target] -= 1
            if not arriving[target]:
                free.append(target)
    return bool(following)


def _find(plan: Plan, name: str, ring: tuple[str, ...]) -> Finding:
    steps = [_step(plan, name, here, there) for here, there in zip(ring, (*ring[1:], ring[0]), strict=True)]
    first, *others = steps
    whole = " → ".join(f'"{item_id}"' for item_id in (*ring, ring[0]))
    message = f'"{name}" leads in a ring: {whole}' if others else f'"{ring[0]}" names itself under "{name}"'
    return Finding(
        first.source,
        message,
        at=first.pointer,
        help=f'decide which of them comes first, and take one of these links out of "{name}"'
        if others
        else f'take "{ring[0]}" out of "{name}"',
        related=tuple(Related(step.source, f'leads on to "{step.target}"', step.pointer) for step in others),
    )


def _step(plan: Plan, name: str, here: str, there: str) -> Edge:
    return next(edge for edge in plan.links_from(here, name) if edge.target == there)
