from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.aln.sharing import partners_of
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Outcome
from alignctl.plan.plan import Plan
from alignctl.plan.teams import TeamTree
from alignctl.plan.waiting import owners_of


@rule("ALN001", "siloed-team", Severity.ADVICE)
def siloed_team(plan: Plan, context: Context) -> Iterator[Finding]:
    """A team owns outcomes, and shares none, its own or another's, with a team outside its own branch."""
    tree = context.teams
    outcomes = [outcome for outcome in plan.outcomes if outcome.retired is None and outcome.result is None]
    owned = _owned_by_team(outcomes)
    open_teams, unclear = _open_and_unclear(plan, outcomes, tree)
    holding = tree.roll_up({team_id: [outcome.id for outcome in held] for team_id, held in owned.items()})
    alone = [
        team
        for team in context.judged(plan.teams, "part_of")
        if team.id in holding
        and team.id not in open_teams
        and tree.ids - tree.branch(team.id)
        and (team.id in owned or any(part in open_teams for part in tree.below(team.id)))
    ]
    fields = ("owner", "co_owners", "shared_with", "part_of", "result")
    for team in beyond_doubt(plan, context, alone, ("outcome", "team"), *fields):
        if team.id in unclear:
            context.skip(team)
            continue
        own = holding[team.id]
        inside = "" if team.id in owned else "; its parts share with one another alone"
        yield Finding(
            team,
            f"{named(team)} shares no outcome with a team outside its own branch: {quoted(own)}{inside}",
            help="ask who else must change something for one of these to come about, and name that team under "
            '"shared_with"; or join an outcome of another team',
            related=tuple(Related(item, "nobody else has a part in it") for item in owned.get(team.id, ())[:3]),
        )


def _owned_by_team(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes that each team answers for; drafts are no goals yet."""
    owned: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if not outcome.is_draft:
            for team_id in owners_of(outcome):
                owned.setdefault(team_id, []).append(outcome)
    return owned


def _open_and_unclear(plan: Plan, outcomes: list[Outcome], tree: TeamTree) -> tuple[set[str], set[str]]:
    """Teams that have a part in an outcome together with one outside their branch, and teams of which none can say.

    A team's branch holds all partners of an outcome when those in it, those below it and those above it are as many as
    there are: so each outcome is gone through once, and not once for every pair of partners.
    """
    open_teams: set[str] = set()
    unclear: set[str] = set()
    for outcome in outcomes:
        named_teams = partners_of(outcome)
        partners = frozenset(named_teams) & tree.ids
        at_or_below: dict[str, int] = {}
        for partner in partners:
            for team_id in tree.above(partner) | {partner}:
                at_or_below[team_id] = at_or_below.get(team_id, 0) + 1
        if not all(plan.knows(team_id) for team_id in named_teams):
            unclear.update(at_or_below)
        for team_id, inside in at_or_below.items():
            over = sum(team_id not in tree.above(i) | {i} for i in tree.above(team_id) & partners)
            if inside + over < len(partners):
                open_teams.add(team_id)
    return open_teams, unclear
