"""What a plan itself answers where people are asked about goals, work and success: computed, and asked of nobody.

What counts is what the scoreboard counts (`alignctl.plan.scoreboard`): no drafts, nothing retired, no segments.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alignctl.plan.graph import OUTCOME_LEVELS, OUTPUT_LEVELS, survey_sight
from alignctl.plan.items import Assessment, Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import Share, count_scoreboard, ids_of_strategy, ids_of_team, is_live, judge_measures
from alignctl.plan.teams import TeamTree
from alignctl.records import Record, record

_WORK = ("outcome", "kpi", "hypothesis", "initiative")


@record
class Evidence(Record):
    """The figures of one day.

    `attained_of_all`, `attained_of_judged`: the attainment ratio, over all measures and those with a target and data.
    `teams`: those with work of which some leads to a strategy, of those with work; `blind` are the others' ids.
    `measured`: measures of level outcome or impact, of those with a level. `rewarded`: the same, of those that
    somebody's pay, praise or review hangs on; `astray` are the ids of rewarded measures of inputs, activities and
    outputs that lead to no measure of level outcome or impact. `reasoned`: bets that say what they rest on.
    """

    attained_of_all: Share
    attained_of_judged: Share
    teams: Share
    blind: tuple[str, ...]
    measured: Share
    rewarded: Share
    astray: tuple[str, ...]
    reasoned: Share


def ids_about(plan: Plan, assessment: Assessment) -> frozenset[str] | None:
    """The ids of all that belongs to what an assessment is about; None (the whole plan) where it does not say."""
    if not assessment.about:
        return None
    found: set[str] = set()
    for link in assessment.about:
        found |= ids_of_team(plan, link.id) if plan.kind_of(link.id) == "team" else ids_of_strategy(plan, link.id)
    return frozenset(found)


def find_evidence(plan: Plan, today: date, assessment: Assessment | None = None) -> Evidence:
    """What the plan says on a day, of what an assessment is about; of the whole plan without one."""
    among = ids_about(plan, assessment) if assessment is not None else None
    board = count_scoreboard(plan, today, among=among)
    sight = survey_sight(plan)
    kpis = [entry.kpi for entry in judge_measures(plan, today, among=among)]
    rewarding = _rewarding(plan, today, among, assessment)
    bets = [b for b in plan.hypotheses if is_live(b, today) and (among is None or b.id in among)]
    sees = {}
    for team in _teams(plan, today, assessment):
        work = [i for i in ids_of_team(plan, team) if _is_work(plan, i, today)]
        if work:
            sees[team] = any(i in sight.sees_strategy for i in work)
    return Evidence(
        attained_of_all=board.attained_of_all,
        attained_of_judged=board.attained_of_judged,
        teams=Share(sum(sees.values()), len(sees)),
        blind=tuple(team for team, sighted in sees.items() if not sighted),
        measured=_outcomes(kpis),
        rewarded=_outcomes(rewarding),
        astray=tuple(k.id for k in rewarding if k.level in OUTPUT_LEVELS and k.id not in sight.leads_to_outcome),
        reasoned=Share(sum(bool(bet.because) for bet in bets), len(bets)),
    )


def _outcomes(kpis: Iterable[Kpi]) -> Share:
    """Measures of level outcome or impact, of those with a level."""
    levels = [kpi.level for kpi in kpis if kpi.level is not None]
    return Share(sum(level in OUTCOME_LEVELS for level in levels), len(levels))


def _is_work(plan: Plan, item_id: str, today: date) -> bool:
    item = plan.get(item_id)
    return item is not None and item.kind in _WORK and is_live(item, today)


def _teams(plan: Plan, today: date, assessment: Assessment | None) -> list[str]:
    """The ids of the teams that count: those that the assessment is about and the teams in them, else all."""
    live = [team.id for team in plan.teams if is_live(team, today)]
    named = [link.id for link in assessment.about if plan.kind_of(link.id) == "team"] if assessment else []
    if not named:
        return sorted(live)
    tree = TeamTree(plan)
    wanted = {team for name in named for team in (name, *tree.below(name))}
    return sorted(wanted & set(live))


def _rewarding(plan: Plan, today: date, among: frozenset[str] | None, assessment: Assessment | None) -> list[Kpi]:
    """Measures that reward anybody; of what an assessment is about, those in it or that reward a team of it."""
    teams = set(_teams(plan, today, assessment))
    return [
        kpi
        for kpi in plan.kpis
        if kpi.rewards
        and is_live(kpi, today)
        and (among is None or kpi.id in among or any(link.id in teams for link in kpi.rewards))
    ]
