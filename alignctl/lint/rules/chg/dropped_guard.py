from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alignctl.change.changes import ChangeKind
from alignctl.lint.rules.chg.judging import ChangeContext, ChangeFinding
from alignctl.lint.wording import named
from alignctl.plan.items import Kpi

if TYPE_CHECKING:
    from alignctl.change.comparison import Comparison
    from alignctl.change.matching import Pair


def dropped_guard(context: ChangeContext) -> Iterator[ChangeFinding]:
    """A measure that guarded another one does not guard it any more."""
    comparison = context.comparison
    for pair in context.pairs(Kpi):
        assert isinstance(pair.old, Kpi)
        assert isinstance(pair.new, Kpi)
        if pair.how != "id" and comparison.head.plan.get(pair.old.id) is not None:
            continue  # the stub that was left behind is judged, with its heir
        still = _guards_of(comparison, pair)
        for link in pair.old.guards:
            kept = comparison.renamed.get(link.id, link.id)
            guarded = comparison.head.plan.find(kept, Kpi)
            if guarded is None or guarded.retired is not None or kept in still or _found_another(comparison, kept):
                continue
            changes = context.changes(pair, "guards", "retired", "status")
            change = next((c for c in changes if c.kind is ChangeKind.LINK_DROPPED and c.key == kept), None)
            change = change or next((c for c in changes if c.field != "guards"), None)
            if change is not None:
                message = f"{named(guarded)} is not guarded by {named(pair.new)} any more"
                yield context.finding(pair, change, message)


def _guards_of(comparison: Comparison, pair: Pair) -> set[str]:
    """What the measure guards now, itself or through the heir that took its place."""
    guards: set[str] = set()
    heir = comparison.head.plan.find(pair.new.replaced_by.id, Kpi) if pair.new.replaced_by is not None else None
    for kpi in (pair.new, heir):
        if isinstance(kpi, Kpi) and kpi.retired is None and not kpi.is_draft:
            guards |= {link.id for link in kpi.guards}
    return guards


def _found_another(comparison: Comparison, kpi_id: str) -> bool:
    """Whether another measure guards it in this change that did not before."""
    older = {new: old for old, new in comparison.renamed.items()}
    before = {edge.source.id for edge in comparison.base.plan.links_to(older.get(kpi_id, kpi_id), "guards")}
    before |= {comparison.renamed.get(entry, entry) for entry in before}
    after = {edge.source.id for edge in comparison.head.plan.links_to(kpi_id, "guards") if edge.source.retired is None}
    return bool(after - before)
