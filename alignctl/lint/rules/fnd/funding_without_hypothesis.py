from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.gaps import may_hide_link, meant_by_slips
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.fnd.money import funded, spoken
from alignctl.lint.wording import named
from alignctl.plan.graph import UPWARD_FIELDS, led_to_by, spread
from alignctl.plan.items import UPWARD, Initiative, Strategy
from alignctl.plan.parts import Funding
from alignctl.plan.plan import Plan

_BELOW = ("strategy", "outcome", "kpi", "hypothesis", "initiative")


@rule("FND001", "funding-without-hypothesis", Severity.WARNING)
def funding_without_hypothesis(plan: Plan, context: Context) -> Iterator[Finding]:
    """Money is set aside, and no hypothesis says what it is expected to change."""
    yield from _work(plan, context)
    yield from _envelopes(plan, context)


def _work(plan: Plan, context: Context) -> Iterator[Finding]:
    for work, money in funded(context, plan.initiatives, "tests", "sustains", "mandated", "status"):
        if work.tests or _needs_no_bet(work) or work.status in ("done", "dropped"):
            continue
        yield Finding(
            work,
            f"{named(work)} is given {spoken(money)}, and tests no hypothesis: nothing says what the money is "
            "expected to change",
            at=("funding",),
            help='write down what you expect to see as a hypothesis and link the work by "tests:"; work that keeps a '
            'measure at its level says so by "sustains:", work that a law or contract demands by "mandated:"',
        )


def _needs_no_bet(work: Initiative) -> bool:
    """Whether work has a reason to be paid for that is no bet: it keeps something up, or it must be done."""
    return bool(work.sustains or work.mandated)


def _envelopes(plan: Plan, context: Context) -> Iterator[Finding]:
    """Strategies with an envelope that no bet leads to, unless all work below keeps something up or must be done."""
    envelopes = [
        (strategy, money)
        for strategy, money in funded(context, plan.strategies, "end")
        if strategy.end is None or strategy.end.last >= context.today
    ]
    if not envelopes:
        return
    bets = [bet.id for bet in plan.hypotheses if bet.retired is None and bet.status != "abandoned"]
    work = [item for item in plan.initiatives if item.retired is None and item.status != "dropped"]
    above = led_to_by(plan)
    served = spread(bets, above)
    kept = spread((item.id for item in work if _needs_no_bet(item)), above)
    other = spread((item.id for item in work if not _needs_no_bet(item)), above)
    bare = [e for e in envelopes if e[0].id not in served and not (e[0].id in kept and e[0].id not in other)]
    if not bare:
        return
    hidden = may_hide_link(plan, _BELOW, *UPWARD_FIELDS, "status", "mandated")
    meant = frozenset() if hidden else spread(meant_by_slips(plan, UPWARD, *UPWARD_FIELDS), above)
    for strategy, money in bare:
        if hidden or strategy.id in meant:
            context.skip(strategy)
        else:
            yield _empty_envelope(strategy, money)


def _empty_envelope(strategy: Strategy, money: Funding) -> Finding:
    return Finding(
        strategy,
        f"{named(strategy)} is given {spoken(money)}, and no hypothesis leads to it: nothing says what the "
        "money is expected to change",
        at=("funding",),
        help='ask what you would try first and what you expect to see; write it down with "alignctl new hypothesis"',
    )
