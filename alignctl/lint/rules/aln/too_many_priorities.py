from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STRICT, Context, Finding, Related, T, rule
from alignctl.lint.rules.aln.sharing import in_force
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Outcome, Strategy, Team
from alignctl.plan.plan import Plan

_OPTIONS = {"most_strategies": 3, "most_outcomes": 3, "most_tactics": 7}


@rule("ALN008", "too-many-priorities", Severity.ADVICE, STRICT, options=_OPTIONS)
def too_many_priorities(plan: Plan, context: Context) -> Iterator[Finding]:
    """More strategies at once, outcomes for one strategy, or tactics for one team than anybody can put first."""
    yield from _strategies(plan, context)
    yield from _outcomes(plan, context)
    yield from _tactics(plan, context)


def _strategies(plan: Plan, context: Context) -> Iterator[Finding]:
    """Strategies that serve no other, for each organisation in the plan: a group that is part of no other."""
    most = context.options["most_strategies"]
    by_top: dict[str, list[Strategy]] = {}
    for strategy in context.judged(plan.strategies, "supports", "owner", "start", "end", "rank"):
        if strategy.is_draft or strategy.supports or not in_force(strategy.start, strategy.end, context.today):
            continue
        owner = strategy.owner.id if strategy.owner is not None else ""
        for top in context.teams.tops(owner) if owner in context.teams.ids else ("",):
            by_top.setdefault(top, []).append(strategy)
    for top, strategies in sorted(by_top.items()):
        if len(strategies) <= most:
            continue
        ordered = sorted(strategies, key=_by_rank)
        team = plan.find(top, Team)
        whose = f"{named(team)} has" if team is not None else "strategies without an owner:"
        yield Finding(
            team or ordered[most],
            f"{whose} {len(ordered)} strategies at the same time, more than {most}: {quoted(s.id for s in ordered)}",
            help="ask which of them would be given up last, rank them, and let the others wait or serve one of the "
            'first ("supports:")',
            related=_beyond(ordered, most),
        )


def _outcomes(plan: Plan, context: Context) -> Iterator[Finding]:
    most = context.options["most_outcomes"]
    by_strategy: dict[str, list[Outcome]] = {}
    for outcome in context.judged(plan.outcomes, "supports", "result", "start", "end", "rank"):
        if outcome.is_draft or outcome.result is not None or not in_force(outcome.start, outcome.end, context.today):
            continue
        for target in {link.id for link in outcome.supports}:
            by_strategy.setdefault(target, []).append(outcome)
    for strategy in context.judged(plan.strategies):
        outcomes = sorted(by_strategy.get(strategy.id, ()), key=_by_rank)
        if len(outcomes) > most:
            yield Finding(
                strategy,
                f"{named(strategy)} is to be reached by {len(outcomes)} outcomes at the same time, more than {most}: "
                f"{quoted(outcome.id for outcome in outcomes)}",
                help='rank them, and let the last wait; or let narrower outcomes support a wider one ("supports:")',
                related=_beyond(outcomes, most),
            )


def _tactics(plan: Plan, context: Context) -> Iterator[Finding]:
    """Work that is going on, or that nobody has put off to a later start."""
    most = context.options["most_tactics"]
    by_team: dict[str, list[str]] = {}
    for work in context.judged(plan.initiatives, "owner", "status", "start"):
        going_on = work.status == "active" or (work.status == "planned" and in_force(work.start, None, context.today))
        if going_on and work.owner is not None:
            by_team.setdefault(work.owner.id, []).append(work.id)
    for team in context.judged(plan.teams):
        tactics = by_team.get(team.id, [])
        if len(tactics) > most:
            yield Finding(
                team,
                f"{named(team)} has {len(tactics)} pieces of work in hand, more than {most}: {quoted(tactics)}",
                help='finish some before the next begins: give those that can wait a later "start", and drop what '
                'nobody would miss ("status: dropped")',
            )


def _by_rank(item: Strategy | Outcome) -> tuple[bool, int, str]:
    return item.rank is None, item.rank or 0, item.id


def _beyond(ordered: Iterable[T], most: int) -> tuple[Related, ...]:
    return tuple(Related(item, f"beyond the first {most}") for item in list(ordered)[most : most + 3])
