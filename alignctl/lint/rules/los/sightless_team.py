from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt, clouded
from alignctl.lint.rule import STARTER, Context, Finding, Related, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.graph import spread
from alignctl.plan.items import Initiative
from alignctl.plan.plan import Plan


@rule("LOS009", "sightless-team", Severity.WARNING, STARTER)
def sightless_team(plan: Plan, context: Context) -> Iterator[Finding]:
    """A team owns work, and none of it, nor of the teams below it, reaches a strategy."""
    work = _work_by_team(plan)
    sight = context.sight.sees_strategy
    seeing = _with_teams_above(plan, {team for team, done in work.items() if any(i.id in sight for i in done)})
    blind = [team for team in context.judged(plan.teams) if team.id in work and team.id not in seeing]
    if not blind:
        return
    murky = clouded(plan)
    unclear = _with_teams_above(plan, {team for team, done in work.items() if any(i.id in murky for i in done)})
    for team in beyond_doubt(plan, context, blind, ("initiative", "team"), "owner", "co_owners", "part_of"):
        if team.id in unclear:
            context.skip(team)
            continue
        own = work[team.id]
        yield Finding(
            team,
            f"none of the work of {named(team)} reaches a strategy: {quoted(item.id for item in own)}",
            help='follow one piece of it upwards with "alignctl trace" and mend the first link that is missing; '
            "or talk about what the team is for",
            related=tuple(Related(item, "leads to no strategy") for item in own[:3]),
        )


def _work_by_team(plan: Plan) -> dict[str, list[Initiative]]:
    work: dict[str, list[Initiative]] = {}
    for initiative in plan.initiatives:
        if initiative.retired is None and initiative.status != "dropped":
            owners = (*((initiative.owner,) if initiative.owner else ()), *initiative.co_owners)
            for team_id in {link.id for link in owners}:
                work.setdefault(team_id, []).append(initiative)
    return work


def _with_teams_above(plan: Plan, teams: set[str]) -> frozenset[str]:
    return spread(teams, lambda i: (edge.target for edge in plan.links_from(i, "part_of")))
