from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import beyond_doubt
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.aln.sharing import partners_of
from alignctl.lint.wording import named, named_id, quoted
from alignctl.plan.items import Hypothesis, Item
from alignctl.plan.plan import Plan
from alignctl.plan.teams import TeamTree
from alignctl.plan.waiting import owners_of

_TOWARDS: dict[str, tuple[str, ...]] = {
    "hypothesis": ("moves", "part_of"),
    "initiative": ("tests", "sustains", "supports"),
    "kpi": ("measures", "drives", "segment_of"),
    "outcome": ("supports",),
}
"""The fields by which an attempt reaches an outcome."""

_WHO = ("owner", "co_owners", "teams")

_OVER = frozenset({"abandoned", "dropped"})


@rule("ALN002", "lone-shared-outcome", Severity.ADVICE)
def lone_shared_outcome(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome is shared, and all bets and work towards it are one team's."""
    tree = context.teams
    trying = _Attempts(plan, tree)
    lone = [
        outcome
        for outcome in context.judged(plan.outcomes, "owner", "co_owners", "shared_with", "result")
        if outcome.result is None
        and not tree.on_one_line(frozenset(partners_of(outcome)) & tree.ids)
        and trying.teams_behind(outcome)
    ]
    fields = (*_WHO, "status", *(name for names in _TOWARDS.values() for name in names))
    mistyped = any(edge.field in _WHO for edge in plan.loose_ends)
    for outcome in beyond_doubt(plan, context, lone, (*_TOWARDS, "team"), *fields):
        if mistyped:
            context.skip(outcome)  # the team that is meant may be one that is missed here
            continue
        who = trying.teams_behind(outcome)
        near = frozenset[str]().union(*(tree.branch(team_id) for team_id in who))
        idle = sorted(i for i in partners_of(outcome) if i in tree.ids and i not in near)
        if not idle:
            continue
        yield Finding(
            outcome,
            f"{named(outcome)} is shared, and only {named_id(plan, _lowest(who, tree))} tries to move it; no bet or "
            f"work of {quoted(idle, 'or')} leads to it",
            ("shared_with",),
            help="ask each team that shares it what it would change first, and write that down as a bet of its own; or "
            'take a team that means to do nothing out of "shared_with"',
        )


class _Attempts:
    """Which teams try to move what, followed upward from bets and work.

    Only what one team does alone is kept: once teams that do not belong to each other meet, the set is dropped and the
    item is nobody's alone, so no item is visited more often than a branch has levels.
    """

    def __init__(self, plan: Plan, tree: TeamTree) -> None:
        self._plan = plan
        self._tree = tree
        self._alone: dict[str, frozenset[str]] = {}
        self._several: set[str] = set()
        waiting: deque[str] = deque()
        for item in (*plan.hypotheses, *plan.initiatives):
            if item.retired is None and item.status not in _OVER and self._add(item.id, self._teams_of(item)):
                waiting.append(item.id)
        while waiting:
            here = waiting.popleft()
            for target in self._targets(here):
                if self._pass_on(here, target):
                    waiting.append(target)

    def teams_behind(self, outcome: Item) -> frozenset[str]:
        """The team that alone tries to move an outcome, with groups above it that do; empty for none or several."""
        return self._alone.get(outcome.id, frozenset()) if outcome.id not in self._several else frozenset()

    def _teams_of(self, item: Item) -> frozenset[str]:
        working = (link.id for link in item.teams) if isinstance(item, Hypothesis) else ()
        return frozenset((*owners_of(item), *working)) & self._tree.ids

    def _targets(self, item_id: str) -> Iterator[str]:
        item = self._plan.get(item_id)
        if item is not None and item.retired is None and item.kind in _TOWARDS:
            for edge in self._plan.upward.get(item_id, ()):
                if edge.field in _TOWARDS[item.kind]:
                    yield edge.target

    def _pass_on(self, here: str, target: str) -> bool:
        if here in self._several:
            return self._mark_several(target)
        return self._add(target, self._alone[here])

    def _mark_several(self, item_id: str) -> bool:
        known = item_id in self._several
        self._several.add(item_id)
        return not known

    def _add(self, item_id: str, teams: frozenset[str]) -> bool:
        """Note these teams for an item; whether that says anything new."""
        before = self._alone.get(item_id, frozenset())
        together = before | teams
        if item_id in self._several or together == before:
            return False
        if not self._tree.on_one_line(together):
            return self._mark_several(item_id)
        self._alone[item_id] = together
        return True


def _lowest(teams: frozenset[str], tree: TeamTree) -> str:
    """Of teams on one line the one that is part of all others."""
    return max(sorted(teams), key=lambda i: len((tree.above(i) & teams) - {i}))
