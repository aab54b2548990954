from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STRICT, Context, Finding, rule
from alignctl.lint.rules.fnd.money import awaited_bet, funded, release_day, spoken
from alignctl.lint.rules.hyp.bets import is_over
from alignctl.lint.wording import named
from alignctl.plan.items import Hypothesis
from alignctl.plan.parts import Funding
from alignctl.plan.plan import Plan


@rule("FND003", "upfront-funding", Severity.ADVICE, STRICT, options={"least": 0})
def upfront_funding(plan: Plan, context: Context) -> Iterator[Finding]:
    """All the money of a bet, or of the work that tests it, is given before there is any result."""
    least = context.options["least"]
    for bet, money in funded(context, plan.hypotheses, "status", "end", "follows", "result"):
        if money.amount < least or is_over(bet):
            continue
        if bet.result is not None or _had_result(plan, bet) or _is_staged(plan, bet, money):
            continue
        if bet.end is None and any(release_day(plan, tranche) for tranche in money.tranches):
            context.skip(bet)
            continue
        yield Finding(
            bet,
            f"{named(bet)} is given all of its {spoken(money)} before there is any result",
            at=("funding",),
            help='keep back what is needed only if it works: "tranches: [{amount: …}, {amount: …, after: '
            f'{bet.id}}}]"',
        )
    for work, money in funded(context, plan.initiatives, "status", "tests", "sustains", "mandated"):
        if money.amount < least or work.status in ("done", "dropped"):
            continue
        if not work.tests or work.sustains or work.mandated:
            continue
        found = [plan.find(link.id, Hypothesis) for link in work.tests]
        bets = [bet for bet in found if bet is not None]
        if len(bets) != len(found) or any(not bet.broken.isdisjoint(("result", "follows")) for bet in bets):
            context.skip(work)
        elif not any(bet.result is not None or _had_result(plan, bet) for bet in bets):
            yield Finding(
                work,
                f"{named(work)} is given all of its {spoken(money)} before any bet that it tests has a result",
                at=("funding",),
                help=f'give the money to the bet and keep a part back: in "{bets[0].id}", type "funding: {{amount: '
                f'…, currency: …, tranches: [{{amount: …}}, {{amount: …, after: {bets[0].id}}}]}}"',
            )


def _had_result(plan: Plan, bet: Hypothesis) -> bool:
    """Whether a bet builds on one that has a result, so that its money follows evidence already."""
    earlier = (plan.find(link.id, Hypothesis) for link in bet.follows)
    return any(other is not None and other.result is not None for other in earlier)


def _is_staged(plan: Plan, bet: Hypothesis, money: Funding) -> bool:
    """Whether a part of the money waits for a decision, or for a day after the time box."""
    for tranche in money.tranches:
        day = release_day(plan, tranche)
        if awaited_bet(plan, tranche) is not None or (day is not None and bet.end is not None and day > bet.end.last):
            return True
    return False
