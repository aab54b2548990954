from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import one_of, shorten
from alignctl.plan.items import LINK_FIELDS, UPWARD
from alignctl.plan.plan import Edge, Plan


@rule("REF002", "wrong-kind-reference", Severity.ERROR, STARTER)
def wrong_kind_reference(plan: Plan, context: Context) -> Iterator[Finding]:
    """A link or a mention names an item of a kind that cannot stand there."""
    doubtful = _ids_of_two_kinds(plan)
    for edge, kinds in _places(plan):
        kind = plan.kind_of(edge.target)
        if kind is None or kind in kinds:
            continue
        if edge.target in doubtful:
            context.skip(edge.source)
        else:
            yield _find(plan, edge, kinds, kind)


def _places(plan: Plan) -> Iterator[tuple[Edge, tuple[str, ...]]]:
    for edge in plan.misled:
        yield edge, LINK_FIELDS[edge.source.kind][edge.field]
    yield from plan.mentions
    for assessment in plan.assessments:
        if assessment.responses_file is not None:
            for team in sorted({answer.team for answer in assessment.responses if answer.team is not None}):
                yield Edge(assessment, "responses", ("responses",), team), ("team",)


def _find(plan: Plan, edge: Edge, kinds: tuple[str, ...], kind: str) -> Finding:
    target = plan.get(edge.target)
    title = f" ({shorten(target.title)})" if target is not None else ""
    return Finding(
        edge.source,
        f'"{edge.field}" of {edge.source.kind} "{edge.source.id}" takes {one_of(kinds)}, and '
        f'"{edge.target}"{title} is {one_of((kind,))}',
        at=edge.pointer,
        help=_remedy(plan, edge, kinds, kind),
        related=(Related(target, f"this is {one_of((kind,))}", ("kind",)),) if target is not None else (),
    )


def _remedy(plan: Plan, edge: Edge, kinds: tuple[str, ...], kind: str) -> str:
    """The field that such a link belongs in: here, or on the other side, since links are written on the lower one."""
    source = edge.source
    here = [name for name in UPWARD[source.kind] if kind in LINK_FIELDS[source.kind][name]]
    if here and edge.field in UPWARD[source.kind]:
        return f'write it as "{here[0]}: {edge.target}", or name {one_of(kinds)} instead'
    there = [name for name in UPWARD[kind] if source.kind in LINK_FIELDS[kind][name]]
    if there and edge.field in UPWARD[source.kind] and plan.get(edge.target) is not None:
        return f'write it on the other side, as "{there[0]}: {source.id}" in {kind} "{edge.target}"'
    return f"name {one_of(kinds)} instead"


def _ids_of_two_kinds(plan: Plan) -> frozenset[str]:
    """Ids that items of different kinds share; which of them a link means, nobody can say."""
    kinds = {(item.id, item.kind) for item in plan.items}
    kinds |= {(entry.id, entry.kind) for entry in plan.placeholders if entry.kind is not None}
    times = Counter(item_id for item_id, _ in kinds)
    return frozenset(item_id for item_id, count in times.items() if count > 1)
