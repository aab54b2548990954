"""The hierarchy of teams: what a team is part of, what is part of it, and who is "another team".

A team may be part of several groups. Its branch is the team itself, every group above it and every team below it: what
the whole owns, the part has a hand in, and the other way about. Sister teams are not in one branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from alignctl.plan.plan import Plan

T = TypeVar("T")

DEEPEST = 20
"""How many levels up and down are looked at. No organisation has more, and a ring of teams ends there too."""


class TeamTree:
    """The teams of a plan that are not retired, by `part_of`. Never changed once made; answers are remembered."""

    def __init__(self, plan: Plan) -> None:
        teams = {team.id: team for team in plan.teams if team.retired is None}
        self.ids = frozenset(teams)
        self._groups = {i: [k.id for k in team.part_of if k.id in teams] for i, team in teams.items()}
        self._parts: dict[str, list[str]] = {}
        for team_id, groups in self._groups.items():
            for group in groups:
                self._parts.setdefault(group, []).append(team_id)
        self._branches: dict[str, frozenset[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._below: dict[str, frozenset[str]] = {}

    def above(self, team_id: str) -> frozenset[str]:
        """The groups that a team is part of, at every level; in a ring, the team itself too."""
        return _climb(team_id, self._groups, self._above)

    def below(self, team_id: str) -> frozenset[str]:
        """The teams that are part of a team, at every level; in a ring, the team itself too."""
        return _climb(team_id, self._parts, self._below)

    def branch(self, team_id: str) -> frozenset[str]:
        """A team, all groups above it and all teams below it."""
        found = self._branches.get(team_id)
        if found is None:
            found = self._branches[team_id] = self.above(team_id) | self.below(team_id) | {team_id}
        return found

    def tops(self, team_id: str) -> frozenset[str]:
        """The outermost groups a team belongs to: itself where it is part of none, or of a ring alone."""
        tops = frozenset(i for i in self.above(team_id) if not self._groups.get(i))
        return tops or frozenset({team_id})

    def on_one_line(self, team_ids: Iterable[str]) -> bool:
        """Whether of every two of these teams one is part of the other; so it is with one team, or none."""
        teams = frozenset(team_ids)
        if len(teams) < 2:
            return True
        first = min(teams)
        if any(i not in self.above(first) and first not in self.above(i) for i in teams if i != first):
            return False
        # On a line each team has more of the others above it than the next one has.
        line = sorted(teams, key=lambda i: (-len((self.above(i) & teams) - {i}), i))
        return all(upper in self.above(lower) for lower, upper in pairwise(line))

    def roll_up(self, by_team: Mapping[str, Iterable[T]]) -> dict[str, list[T]]:
        """What teams have, counted for every group above them as well; each thing once."""
        rolled: dict[str, dict[T, None]] = {}
        for team_id in sorted(by_team):
            for holder in sorted(self.above(team_id) | {team_id}):
                rolled.setdefault(holder, {}).update(dict.fromkeys(by_team[team_id]))
        return {holder: list(things) for holder, things in sorted(rolled.items())}


def _climb(start: str, steps: Mapping[str, list[str]], known: dict[str, frozenset[str]]) -> frozenset[str]:
    """All that is reached in at most `DEEPEST` steps."""
    found = known.get(start)
    if found is None:
        reached: set[str] = set()
        level = {start}
        for _ in range(DEEPEST):
            level = {step for here in level for step in steps.get(here, ())} - reached
            if not level:
                break
            reached |= level
        found = known[start] = frozenset(reached)
    return found
