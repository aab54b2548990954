"""Who has which part in an outcome: owns, shares, works on it, promised something for it, agreed; silos, lone outcomes.

A team is a silo where it owns outcomes, and neither it nor a part of it shares one with a team outside its own branch;
the rule siloed-team says the same. An outcome is lone where no two teams of different branches have a part in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date

from alignctl.plan.graph import descendants
from alignctl.plan.items import Commitment, Hypothesis, Initiative, Kpi, Outcome
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_live
from alignctl.plan.sharing import asked_teams
from alignctl.plan.teams import TeamTree
from alignctl.plan.trace import OVER
from alignctl.plan.waiting import answer_of, owners_of, unanswered_revision
from alignctl.views.picture import Mark, Tone

ROLES: dict[str, Mark] = {
    "owns": Mark("disc", "owns", Tone.PLAIN),
    "shares": Mark("half", "shares", Tone.PLAIN),
    "works": Mark("initiative", "contributes: works on it, bets on it or answers for a measure", Tone.PLAIN),
    "commits": Mark("diamond", "commits: promised something for it", Tone.PLAIN),
    "agreed": Mark("tick", "agrees", Tone.GOOD),
    "changed": Mark("clock", "agreed before it was changed", Tone.WATCH),
    "counter": Mark("turn", "made a counter-proposal", Tone.WATCH),
    "no": Mark("cross", "disagrees", Tone.BAD),
    "unanswered": Mark("question", "was asked, has not answered", Tone.UNKNOWN),
}
"""What a team can be to an outcome, with its mark."""


class Parts:
    """Who has which part in which outcome of a plan."""

    def __init__(self, plan: Plan, outcomes: Sequence[Outcome], today: date) -> None:
        self.plan = plan
        self.tree = TeamTree(plan)
        self.roles = {outcome.id: self._roles_of(outcome, today) for outcome in outcomes}
        self.teams = {outcome_id: _with_a_part(roles) for outcome_id, roles in self.roles.items()}
        """The teams that have a part in each outcome; to have been asked is none."""
        self.silos = self._silos(today)
        self.places = self._place_teams()
        """The teams that have to do with any outcome in their order: each group before its parts, else by id."""

    def _place_teams(self) -> dict[str, int]:
        teams = {team for roles in self.roles.values() for team in roles}
        tree = self.tree
        order = sorted(teams, key=lambda team: (min(tree.tops(team)), len(tree.above(team)), team))
        return {team: place for place, team in enumerate(order)}

    def _silos(self, today: date) -> frozenset[str]:
        """The teams that own outcomes while neither they nor a part of them shares one outside their own branch."""
        tree = self.tree
        open_teams: set[str] = set()
        owners: set[str] = set()
        for outcome in self.plan.outcomes:
            if outcome.result is not None or (outcome.retired is not None and outcome.retired.date <= today):
                continue
            partners = frozenset((*owners_of(outcome), *(link.id for link in outcome.shared_with))) & tree.ids
            holders = partners.union(*(tree.above(team) for team in partners))
            open_teams |= {holder for holder in holders if partners - tree.branch(holder)}
            if not outcome.is_draft:
                owners |= set(owners_of(outcome)) & tree.ids
        return frozenset(team for team in owners - open_teams if tree.ids - tree.branch(team))

    def reach(self, outcome_id: str) -> str:
        """`nobody`, `lone` or `shared`: whether teams of different branches have a part in an outcome."""
        teams = self.teams[outcome_id] & self.tree.ids
        if not teams:
            return "nobody"
        return "lone" if self.tree.on_one_line(teams) else "shared"

    def _roles_of(self, outcome: Outcome, today: date) -> dict[str, set[str]]:
        plan = self.plan
        roles: dict[str, set[str]] = {}
        for link in outcome.shared_with:
            roles.setdefault(link.id, set()).add("shares")
        for team in owners_of(outcome):
            roles.setdefault(team, set()).add("owns")
        for item_id in descendants(plan, outcome.id):
            item = plan.get(item_id)
            if item is None or not is_live(item, today) or item.status in OVER:
                continue
            if isinstance(item, Commitment):
                for giver in [item.from_team.id] if item.from_team is not None else []:
                    roles.setdefault(giver, set()).add("commits")
            elif isinstance(item, Hypothesis | Initiative | Kpi):
                more = [link.id for link in item.teams] if isinstance(item, Hypothesis) else []
                for team in (*owners_of(item), *more):
                    roles.setdefault(team, set()).add("works")
        for team in asked_teams(plan, outcome, self.tree):
            roles.setdefault(team, set()).add(self._answer(outcome, team))
        return roles

    def _answer(self, outcome: Outcome, team: str) -> str:
        answer = answer_of(outcome, team, self.tree)
        if answer is None:
            return "unanswered"
        if answer.answer == "yes":
            return "changed" if unanswered_revision(outcome, answer) is not None else "agreed"
        return answer.answer if answer.answer in ROLES else "unanswered"


def _with_a_part(roles: Mapping[str, Set[str]]) -> frozenset[str]:
    return frozenset(team for team, has in roles.items() if not has.isdisjoint(_TAKING_PART))


_TAKING_PART = frozenset({"owns", "shares", "works", "commits"})
