"""ALN001 and ALN002 on any teams and goals: they agree with a plain definition, pair by pair, and in any order."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.lint.engine import run_rules
from alignctl.lint.rules.aln import RULES
from alignctl.plan.items import Hypothesis, Item, Kpi, Origin, Outcome, Team
from alignctl.plan.parts import Expectation, Link
from alignctl.plan.plan import Plan

TODAY = date(2026, 6, 30)
TEAMS = "abcdef"
GOALS = ("goal-1", "goal-2", "goal-3")


def links(ids: list[str]) -> tuple[Link, ...]:
    return tuple(Link(i) for i in ids)


@st.composite
def plans(draw: st.DrawFn) -> list[Item]:
    some = st.lists(st.sampled_from(TEAMS), max_size=3, unique=True)
    held: list[Item] = []
    for team in TEAMS:
        above = draw(st.lists(st.sampled_from(TEAMS), max_size=2, unique=True))
        held.append(Team(id=team, title=team, origin=Origin(team), part_of=links(above)))
    for goal in GOALS:
        owner, co_owners, shared = draw(st.sampled_from([None, *TEAMS])), draw(some), draw(some)
        supports = links(draw(st.lists(st.sampled_from(GOALS), max_size=1)))
        held.append(
            Outcome(
                id=goal,
                title=goal,
                origin=Origin(goal),
                owner=Link(owner) if owner else None,
                co_owners=links(co_owners),
                shared_with=links(shared),
                supports=supports,
                status=draw(st.sampled_from(["active", "active", "draft"])),
            )
        )
        held.append(Kpi(id=f"kpi-{goal}", title=goal, origin=Origin(goal, 1), measures=(Link(goal),)))
        for number in range(draw(st.integers(0, 2))):
            name = f"bet-{goal}-{number}"
            moves = (Expectation(f"kpi-{goal}"),)
            held.append(Hypothesis(id=name, title=name, origin=Origin(name), moves=moves, teams=links(draw(some))))
    return held


class Plain:
    """The same judgements, without any care for speed."""

    def __init__(self, held: list[Item]) -> None:
        self.groups = {item.id: [link.id for link in item.part_of] for item in held if isinstance(item, Team)}
        self.goals = [item for item in held if isinstance(item, Outcome)]
        self.bets = [item for item in held if isinstance(item, Hypothesis)]

    def above(self, team: str) -> set[str]:
        found: set[str] = set()
        for _ in TEAMS:
            found |= {group for t in (team, *found) for group in self.groups[t]}
        return found

    def related(self, one: str, other: str) -> bool:
        return one == other or one in self.above(other) or other in self.above(one)

    def owners(self, goal: Outcome) -> set[str]:
        return {link.id for link in (*((goal.owner,) if goal.owner else ()), *goal.co_owners)}

    def partners(self, goal: Outcome) -> set[str]:
        return self.owners(goal) | {link.id for link in goal.shared_with}

    def shares_outside(self, team: str) -> bool:
        return any(
            any(p == team or team in self.above(p) for p in self.partners(goal))
            and any(not self.related(team, p) for p in self.partners(goal))
            for goal in self.goals
        )

    def siloed(self) -> list[str]:
        owning = {team for goal in self.goals if not goal.is_draft for team in self.owners(goal)}
        found = []
        for team in TEAMS:
            parts = {other for other in TEAMS if team in self.above(other)}
            if not owning & {team, *parts} or self.shares_outside(team):
                continue
            if all(self.related(team, other) for other in TEAMS):
                continue
            if team in owning or any(self.shares_outside(part) for part in parts):
                found.append(team)
        return found

    def lone(self) -> list[str]:
        found = []
        for goal in self.goals:
            partners = self.partners(goal)
            below = {goal.id}
            for _ in GOALS:
                below |= {g.id for g in self.goals for link in g.supports if link.id in below}
            who = {link.id for bet in self.bets for link in bet.teams if bet.id.split("-", 1)[1][:6] in below}
            shared = any(not self.related(a, b) for a in partners for b in partners)
            one_line = all(self.related(a, b) for a in who for b in who)
            if who and shared and one_line and any(not any(self.related(p, w) for w in who) for p in partners):
                found.append(goal.id)
        return found


@settings(max_examples=150, deadline=None)
@given(plans())
def test_sharing_agrees_with_a_plain_definition(held: list[Item]) -> None:
    found = run_rules(Plan(held), [r for r in RULES if r.code in ("ALN001", "ALN002")], TODAY).diagnostics
    plain = Plain(held)
    assert sorted(d.item or "" for d in found if d.code == "ALN001") == plain.siloed()
    assert sorted(d.item or "" for d in found if d.code == "ALN002") == plain.lone()


@settings(max_examples=40, deadline=None)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_items_makes_no_difference(held: list[Item], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert run_rules(Plan(held), RULES, TODAY) == run_rules(Plan(shuffled), RULES[::-1], TODAY)
