from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.wording import named
from alignctl.plan.items import Item, Kpi, Outcome, Strategy
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import owners_of

_READS = ("in_tension_with", "rank", "agreed", "owner", "co_owners", "measures")


@rule("ALN009", "unresolved-tension", Severity.ADVICE)
def unresolved_tension(plan: Plan, context: Context) -> Iterator[Finding]:
    """Two goals pull against each other, and neither is ranked, guarded or agreed."""
    seen: set[tuple[str, ...]] = set()
    guarded = _Guards(plan)
    for item in context.judged((*plan.strategies, *plan.outcomes, *plan.kpis), *_READS):
        for edge in plan.links_from(item.id, "in_tension_with"):
            other = plan.get(edge.target)
            pair = tuple(sorted((item.id, edge.target)))
            if edge.source is not item or other is None or other is item or pair in seen or not _in_use(other):
                continue
            if not _in_use(item):
                continue
            seen.add(pair)
            if not other.broken.isdisjoint(_READS) or guarded.may_be_hidden:
                context.skip(item)
            elif not (_ranked(plan, item, other) or guarded.hold(item, other) or _agreed(item, other)):
                yield Finding(
                    item,
                    f"{named(item)} and {named(other)} pull against each other, and neither is ranked, guarded or "
                    "agreed",
                    edge.pointer,
                    help='say which goes first ("rank:" on both), guard one while the other gets better (a measure '
                    'with "guards:"), or let the other team agree to the balance ("agreed:")',
                    related=(Related(other, "the other goal"),),
                )


def _in_use(item: Item) -> bool:
    """A goal that is over pulls no more."""
    return item.retired is None and not (isinstance(item, Outcome) and item.result is not None)


def _ranked(plan: Plan, item: Item, other: Item) -> bool:
    """Whether one of two goals of a kind goes before the other; what has no rank comes after what has one."""
    (kind, mine), (other_kind, theirs) = _rank(plan, item), _rank(plan, other)
    return kind == other_kind and mine != theirs


def _rank(plan: Plan, item: Item) -> tuple[str, int | None]:
    """The rank of a goal; a measure has that of the first of the goals it measures."""
    if isinstance(item, Strategy | Outcome):
        return item.kind, item.rank
    goals = [plan.get(link.id) for link in item.measures] if isinstance(item, Kpi) else []
    ranks = [goal.rank for goal in goals if isinstance(goal, Strategy | Outcome) and goal.rank is not None]
    return "outcome", min(ranks, default=None)


class _Guards:
    """Which goals have a measure that must not get worse while another one gets better."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._guarded = {
            link.id for kpi in plan.kpis if kpi.retired is None and not kpi.is_draft for link in kpi.guards
        }
        self.may_be_hidden = any(entry.kind in ("kpi", None) for entry in plan.placeholders) or any(
            kpi.retired is None and not kpi.broken.isdisjoint(("guards", "measures")) for kpi in plan.kpis
        )

    def hold(self, *goals: Item) -> bool:
        """Whether a guard, or a limit in place of a goal, keeps one side from paying for the other."""
        if any(isinstance(goal, Kpi) and (goal.direction or "").startswith("keep-") for goal in goals):
            return True
        return any(kpi_id in self._guarded for goal in goals for kpi_id in self._measures(goal))

    def _measures(self, goal: Item) -> Iterable[str]:
        if isinstance(goal, Kpi):
            return (goal.id,)
        return (edge.source.id for edge in self._plan.links_to(goal.id, "measures"))


def _agreed(item: Item, other: Item) -> bool:
    """Whether, on either side, a team that answers for the other side alone has said yes."""
    return _said_yes(item, set(owners_of(other)) - set(owners_of(item))) or _said_yes(
        other, set(owners_of(item)) - set(owners_of(other))
    )


def _said_yes(item: Item, teams: set[str]) -> bool:
    last = {answer.team.id: answer.answer for answer in sorted(item.agreed, key=lambda a: a.date)}
    return any(last.get(team_id) == "yes" for team_id in teams)
