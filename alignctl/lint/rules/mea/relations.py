"""How measures hang together with the goals they measure and with the bets that move them."""

from __future__ import annotations

from alignctl.plan.graph import OUTPUT_LEVELS, measures_behind, spread
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress


def measures_of(plan: Plan, goal_id: str) -> tuple[Kpi, ...]:
    """The measures in use that measure a goal, each once, by id."""
    found: dict[str, Kpi] = {}
    for edge in plan.links_to(goal_id, "measures"):
        if isinstance(edge.source, Kpi) and edge.source.retired is None:
            found[edge.source.id] = edge.source
    return tuple(found.values())


def is_behind(progress: Progress) -> bool:
    """Whether a measure missed its last target, or a fresh reading is behind what was due on its day."""
    return progress.state == "missed" or (progress.state == "at-risk" and progress.on_pace is False)


def leads_unsure(plan: Plan) -> frozenset[str]:
    """Measures of which nobody can say whether they lead to an outcome.

    Their chain ends at a measure whose level is not stated, at an id that does not exist, or at a hypothesis whose
    `moves` could not be read.
    """
    starts = {kpi.id for kpi in plan.kpis if kpi.level is None and kpi.retired is None}
    starts |= {edge.target for edge in plan.loose_ends if edge.field in ("drives", "segment_of", "moves")}
    unread = [bet for bet in plan.broken_items if "moves" in bet.broken]
    starts |= {edge.target for bet in unread for edge in plan.links_from(bet.id, "signals")}
    return spread(starts, lambda i: measures_behind(plan, i))


def is_output(kpi: Kpi) -> bool:
    """Whether a measure counts what we put in, do or deliver."""
    return kpi.level in OUTPUT_LEVELS


def live_moves(plan: Plan, kpi_id: str) -> tuple[Hypothesis, ...]:
    """The hypotheses in use that mean to move a measure, by id."""
    edges = plan.links_to(kpi_id, "moves")
    return tuple(e.source for e in edges if isinstance(e.source, Hypothesis) and e.source.retired is None)
