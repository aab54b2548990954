"""Who has a say in an item besides the team that owns it: who shares it, and between levels who passes a goal on.

Sharing is what a change is judged by and what a forge is told (CODEOWNERS); an answer may also be owed across levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from alignctl.plan.items import Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.plan import Plan
from alignctl.plan.teams import TeamTree
from alignctl.plan.waiting import owners_of


def sharing_teams(plan: Plan, item: Item) -> set[str]:
    """The teams that share an item with its owner, as the plan says: co-owners, those it is shared with, those who own
    what it measures or moves, those who bet on it, both sides of a promise.
    """
    return {team for team in _teams_around(plan, item) if item.owner is None or team != item.owner.id}


def _teams_around(plan: Plan, item: Item) -> Iterator[str]:
    yield from (link.id for link in item.co_owners)
    if isinstance(item, Outcome):
        yield from (link.id for link in item.shared_with)
    elif isinstance(item, Kpi):
        for link in item.measures:
            yield from _owners(plan, link.id)
        for edge in plan.links_to(item.id, "moves"):
            yield from _owners(plan, edge.source.id)
    elif isinstance(item, Hypothesis):
        yield from (link.id for link in item.teams)
        for expected in item.moves:
            yield from _owners(plan, expected.id)
    elif isinstance(item, Commitment):
        yield from (link.id for link in (item.from_team, item.to_team) if link is not None)
    elif isinstance(item, Initiative):
        for need in item.needs:
            promise = plan.find(need.id, Commitment)
            if promise is not None and promise.from_team is not None:
                yield promise.from_team.id


def _owners(plan: Plan, item_id: str) -> Iterator[str]:
    item = plan.get(item_id)
    if item is None or item.retired is not None:
        return
    if item.owner is not None:
        yield item.owner.id
    yield from (link.id for link in item.co_owners)
    if isinstance(item, Outcome):
        yield from (link.id for link in item.shared_with)
    if isinstance(item, Hypothesis):
        yield from (link.id for link in item.teams)


def asked_teams(plan: Plan, item: Item, teams: TeamTree) -> tuple[str, ...]:
    """The teams whose answer counts for an item: those that share it, then those that it is put to.

    Of a goal these are the owner of each goal that it carries on, and the owners of each goal that carries it on, where
    they are not of one branch with its own owners (catchball: either side may answer). A promise is put to both its
    sides, its owner included, and a tension to the owners of what it is in tension with. Teams that are retired or not
    known are left out.
    """
    asked = dict.fromkeys(sorted(sharing_teams(plan, item)))
    if isinstance(item, Commitment):
        asked.update(dict.fromkeys(link.id for link in (item.from_team, item.to_team) if link is not None))
    elif isinstance(item, Strategy | Outcome):
        asked.update(dict.fromkeys(_across_levels(plan, item, teams)))
    asked.update(dict.fromkeys(_in_tension(plan, item)))
    return tuple(team for team in asked if team in teams.ids)


def _across_levels(plan: Plan, goal: Strategy | Outcome, teams: TeamTree) -> Iterator[str]:
    owners = owners_of(goal)
    if not owners:
        return
    near = frozenset().union(*(teams.branch(owner) for owner in owners))
    above = (plan.get(link.id) for link in goal.supports)
    below = (edge.source for edge in plan.links_to(goal.id, "supports"))
    givers = [item.owner.id for item in above if _is_goal_in_use(item) and item.owner is not None]
    takers = [owner for item in below if _is_goal_in_use(item) for owner in owners_of(item)]
    yield from (team for team in (*givers, *takers) if team not in near)


def _in_tension(plan: Plan, item: Item) -> Iterator[str]:
    others = [plan.get(link.id) for link in item.in_tension_with]
    others += [edge.source for edge in plan.links_to(item.id, "in_tension_with")]
    owners = owners_of(item)
    found = (owner for other in others if other is not None and other.retired is None for owner in owners_of(other))
    yield from (owner for owner in found if owner not in owners)


def _is_goal_in_use(item: Item | None) -> TypeGuard[Strategy | Outcome]:
    return isinstance(item, Strategy | Outcome) and item.retired is None
