from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt
from alignctl.lint.rule import STARTER, Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.plan import Plan


@rule("LOS004", "unlinked-kpi", Severity.ERROR, STARTER)
def unlinked_kpi(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure measures, drives and guards nothing, is a segment of nothing, and no bet names it."""
    in_bets = {
        link.id
        for bet in plan.hypotheses
        if bet.retired is None
        for links in (bet.moves, bet.signals)
        for link in links
    }
    loose = [
        kpi
        for kpi in context.judged(plan.kpis, "measures", "drives", "guards", "segment_of")
        if not (kpi.measures or kpi.drives or kpi.guards or kpi.segment_of) and kpi.id not in in_bets
    ]
    for kpi in beyond_doubt(plan, context, loose, ("hypothesis",), "moves", "signals"):
        yield Finding(
            kpi,
            f"{named(kpi)} is linked to nothing: it measures no outcome, drives and guards no measure, and no "
            "hypothesis names it",
            help='say what it is for: add "measures:" with an outcome, "drives:" or "guards:" with a kpi; or stop '
            'counting it and add "retired:"',
        )
