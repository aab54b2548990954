from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STRICT, Context, Finding, Related, rule
from alignctl.lint.rules.aln.sharing import in_force
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Item, Team
from alignctl.plan.plan import Plan


@rule("ALN007", "overloaded-owner", Severity.ADVICE, STRICT, options={"most_outcomes": 5, "most_bets": 5})
def overloaded_owner(plan: Plan, context: Context) -> Iterator[Finding]:
    """A team answers for more outcomes, or runs more bets, at the same time than it can attend to."""
    outcomes: dict[str, list[Item]] = {}
    bets: dict[str, list[Item]] = {}
    for outcome in context.judged(plan.outcomes, "owner", "result", "start", "end"):
        if not outcome.is_draft and outcome.result is None and in_force(outcome.start, outcome.end, context.today):
            _give(outcomes, outcome)
    for bet in context.judged(plan.hypotheses, "owner", "status", "part_of"):
        if bet.status == "running" and bet.part_of is None:
            _give(bets, bet)
    for team in context.judged(plan.teams):
        for held, most, what in (
            (outcomes, context.options["most_outcomes"], "answers for"),
            (bets, context.options["most_bets"], "runs"),
        ):
            yield from _find(team, held.get(team.id, []), most, what)


def _give(held: dict[str, list[Item]], item: Item) -> None:
    """Only the owner is counted: whoever is named first is asked first."""
    if item.owner is not None:
        held.setdefault(item.owner.id, []).append(item)


def _find(team: Team, items: list[Item], most: int, what: str) -> Iterator[Finding]:
    if len(items) <= most:
        return
    plural = "bets" if what == "runs" else "outcomes"
    yield Finding(
        team,
        f"{named(team)} {what} {len(items)} {plural} at the same time, more than {most}: "
        f"{quoted(item.id for item in items)}",
        help="ask which of them was looked at this week; hand one to a team that is nearer to it, or let one wait",
        related=tuple(Related(item, "owned here", ("owner",)) for item in items[:3]),
    )
