"""MEA001: the founding check."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.rules.mea.phrases import quoted
from alignctl.lint.rules.mea.relations import is_output, leads_unsure, measures_of
from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import goals_of


@rule("MEA001", "orphaned-output-metric", Severity.ERROR, STARTER)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure of our own work from which no chain leads to anything that changes for people."""
    leads = context.sight.leads_to_outcome
    unsure = leads_unsure(plan)
    for kpi in context.judged(plan.kpis, "level", "drives", "segment_of", "guards"):
        if kpi.id in leads or kpi.level in OUTCOME_LEVELS:
            continue
        guarded = {link.id for link in kpi.guards}
        if not guarded.isdisjoint(leads):
            continue
        if kpi.level is None or kpi.id in unsure or not guarded.isdisjoint(unsure):
            context.skip(kpi)
        elif is_output(kpi):
            yield Finding(
                kpi,
                f'"{kpi.id}" ({kpi.level}) leads to no measure of level outcome or impact',
                ("level",),
                _way_out(plan, kpi),
                tuple(_dead_ends(plan, kpi)),
            )


def _way_out(plan: Plan, kpi: Kpi) -> str:
    beside = (m.id for goal in goals_of(plan, kpi) for m in measures_of(plan, goal.id) if m.level in OUTCOME_LEVELS)
    candidate = next(beside, None)
    if candidate:
        return (
            f'say what it is believed to move ("drives: {candidate}"), or write "signals: {kpi.id}" in a hypothesis '
            f'that moves "{candidate}"; if it moves nothing for customers, retire it'
        )
    return (
        'say what it is believed to move ("drives:" and the id of a measure of level outcome), or write '
        f'"signals: {kpi.id}" in a hypothesis that moves such a measure; if it moves nothing for customers, retire it'
    )


def _dead_ends(plan: Plan, kpi: Kpi) -> Iterator[Related]:
    """Where its links do lead."""
    for edge in plan.links_to(kpi.id, "signals"):
        moved = [link.target for link in plan.links_from(edge.source.id, "moves")]
        text = f"moves {quoted(moved)}, of level input, activity or output" if moved else "moves no measure"
        yield Related(edge.source, f"names it as a signal, and {text}", edge.pointer)
    for edge in plan.links_from(kpi.id, "drives", "guards"):
        target = plan.find(edge.target, Kpi)
        if target is not None:
            verb = "drives" if edge.field == "drives" else "guards"
            yield Related(target, f"it {verb} this measure, which leads to no outcome either", ("level",))
