from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.wording import listed, named, named_id
from alignctl.plan.items import Item, Outcome, Strategy
from alignctl.plan.plan import Edge, Plan
from alignctl.plan.waiting import answer_of, owners_of


@rule("ALN003", "missing-agreement", Severity.WARNING, options={"counter_days": 90})
def missing_agreement(plan: Plan, context: Context) -> Iterator[Finding]:
    """A goal is cascaded to or shared with another team, and that team has not agreed."""
    reads = ("agreed", "owner", "co_owners", "shared_with", "supports")
    goals: tuple[Item, ...] = (*plan.strategies, *plan.outcomes)
    for item in context.judged(goals, *reads):
        if item.is_draft or (isinstance(item, Outcome) and item.result is not None):
            continue
        if any(plan.kind_of(answer.team.id) is None for answer in item.agreed):
            context.skip(item)  # a mistyped id may stand for the team whose answer is missed
            continue
        if isinstance(item, Outcome):
            yield from _shared(plan, context, item)
        if isinstance(item, Outcome | Strategy):
            yield from _cascaded(plan, context, item)


def _shared(plan: Plan, context: Context, outcome: Outcome) -> Iterator[Finding]:
    owners = owners_of(outcome)
    asked = dict.fromkeys(link.id for link in outcome.shared_with if link.id in context.teams.ids)
    lacking = [
        (team_id, answer)
        for team_id in asked
        if team_id not in owners and (answer := _open_answer(outcome, team_id, context)) is not None
    ]
    if lacking:
        first = next(i for i, link in enumerate(outcome.shared_with) if link.id == lacking[0][0])
        at = ("shared_with", first) if len(lacking) == 1 else ("shared_with",)
        yield Finding(
            outcome,
            f"{named(outcome)} is shared with {_told(plan, lacking)}",
            at,
            help='put it to that team, and write its answer under "agreed" with the date: yes, no or counter',
        )


def _cascaded(plan: Plan, context: Context, item: Strategy | Outcome) -> Iterator[Finding]:
    owners = owners_of(item)
    for edge in plan.links_from(item.id, "supports"):
        above = plan.get(edge.target)
        if above is None and plan.knows(edge.target):
            context.skip(item)
        if edge.source is not item or above is None or above.retired is not None or above.is_draft:
            continue
        if not isinstance(above, Strategy | Outcome) or not owners:
            continue
        if "owner" in above.broken:
            context.skip(item)
        if above.owner is None:
            continue
        giver = above.owner.id
        if giver not in context.teams.ids or not context.teams.branch(giver).isdisjoint(owners):
            continue
        if "agreed" in above.broken:
            context.skip(item)
            continue
        yield from _between(plan, context, item, above, giver, edge)


def _between(plan: Plan, context: Context, item: Item, above: Item, giver: str, edge: Edge) -> Iterator[Finding]:
    """Catchball between two levels: the upper agreed to the lower goal, or the lower team to the upper goal."""
    answer = _open_answer(item, giver, context)
    if answer is None:
        return
    if any(_open_answer(above, taker, context) is None for taker in owners_of(item)):
        return
    yield Finding(
        item,
        f"{named(item)} carries on a goal of {_told(plan, [(giver, answer)])}",
        edge.pointer,
        help=f'put it to "{giver}", and write its answer under "agreed" with the date; or write under "agreed" of '
        f'"{above.id}" what the team below answered',
        related=(Related(above, f'owned by "{giver}"', ("owner",)),),
    )


def _open_answer(item: Item, team_id: str, context: Context) -> str | None:
    """What is lacking of a team's answer, in words; None where it agreed, or countered not long ago."""
    last = answer_of(item, team_id, context.teams)
    if last is None:
        return "which has not answered"
    if last.answer == "no":
        return f"which said no on {last.date.isoformat()}"
    if last.answer == "counter" and (context.today - last.date).days > context.options["counter_days"]:
        return f"whose counter-proposal of {last.date.isoformat()} nobody has taken up"
    return None


def _told(plan: Plan, lacking: list[tuple[str, str]], most: int = 4) -> str:
    parts = [f"{named_id(plan, team_id)}, {answer}" for team_id, answer in lacking[:most]]
    if len(lacking) > most:
        parts.append(f"{len(lacking) - most} more")
    if len(lacking) > 1 and len({answer for _, answer in lacking}) == 1 and lacking[0][1] == "which has not answered":
        names = [named_id(plan, team_id) for team_id, _ in lacking[:most]]
        names += parts[most:]
        return f"{listed(names, 'and')}, which have not answered"
    return "; with ".join(parts)
