from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.fnd.money import awaited_bet, funded, release_day, spoken
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Hypothesis, Initiative
from alignctl.plan.parts import Funding
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import evidence_due, is_settled

_DECIDE = 'decide first, and write "status: decided" and "result:"'


@rule("FND002", "funding-past-evidence", Severity.WARNING)
def funding_past_evidence(plan: Plan, context: Context) -> Iterator[Finding]:
    """Money goes on after the time box, and nothing was decided; or it was, and the bet was given up."""
    for bet, money in funded(context, plan.hypotheses, "status", "moves", "end", "result"):
        if bet.status != "running":
            continue
        if bet.end is None:
            context.skip(bet)
        elif _is_overdue(bet, context.today) and not _is_held_back(plan, money, bet.end.last):
            yield Finding(
                bet,
                f"{named(bet)} is given {spoken(money)}; its evidence was due by {evidence_due(bet)}, and "
                "nothing is decided",
                at=("funding",),
                help=f'{_DECIDE}; or let the money that is left wait for the decision: "tranches: [{{amount: …, after: '
                f'{bet.id}}}]"',
            )
    for work, money in funded(context, plan.initiatives, "status", "tests", "sustains", "mandated"):
        if work.status == "active" and not (work.sustains or work.mandated):
            yield from _work(plan, work, money, context)


def _is_overdue(bet: Hypothesis, today: date) -> bool:
    due = evidence_due(bet)
    return due is not None and due < today and bet.retired is None and not is_settled(bet)


def _is_held_back(plan: Plan, money: Funding, end: date) -> bool:
    """Whether what is left of the money waits for a decision that is still to come, and nothing comes by itself."""
    days = (release_day(plan, tranche) for tranche in money.tranches)
    if any(day is not None and day > end for day in days):
        return False
    awaited = (awaited_bet(plan, tranche) for tranche in money.tranches)
    return any(other is not None and _is_undecided(plan, other) for other in awaited)


def _is_undecided(plan: Plan, bet_id: str) -> bool:
    bet = plan.find(bet_id, Hypothesis)
    return bet is None or (bet.status != "decided" and not is_settled(bet))


def _is_given_up(bet: Hypothesis) -> bool:
    """Whether a bet was abandoned or stopped, or retired before it was decided."""
    if bet.result is not None:
        return bet.result.decision == "stop" or bet.status == "abandoned"
    return bet.status == "abandoned" or bet.retired is not None


def _work(plan: Plan, work: Initiative, money: Funding, context: Context) -> Iterator[Finding]:
    """Work that is paid for and tests nothing but bets that are overdue or given up."""
    found = [plan.find(link.id, Hypothesis) for link in work.tests]
    bets = [bet for bet in found if bet is not None]
    if len(bets) != len(found) or any(not bet.broken.isdisjoint(("status", "moves", "end", "result")) for bet in bets):
        context.skip(work)
        return
    overdue = [bet for bet in bets if bet.status in ("proposed", "running") and _is_overdue(bet, context.today)]
    given_up = [bet for bet in bets if _is_given_up(bet)]
    if not bets or len(overdue) + len(given_up) < len(bets):
        return
    if overdue:
        why = f"the time box of {quoted(bet.id for bet in overdue)} is over and nothing is decided"
    else:
        why = f"{quoted(bet.id for bet in given_up)} {'was' if len(given_up) == 1 else 'were'} given up"
    yield Finding(
        work,
        f"{named(work)} is active and is given {spoken(money)}, though {why}",
        at=("funding",),
        help=f'{_DECIDE}; work that has served its bet is "status: done" or "dropped", and work that keeps what was '
        'won says so by "sustains:"',
        related=tuple(
            Related(bet, "its evidence was due" if bet in overdue else "given up", ("status",)) for bet in bets[:3]
        ),
    )
