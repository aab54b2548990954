"""What somebody waits for: until when evidence is awaited, when a promise returns, who has answered and who has not."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from alignctl.plan.items import Commitment, Hypothesis, Item, Kpi, Outcome, Strategy
from alignctl.plan.parts import Agreement, Revision
from alignctl.plan.plan import Plan
from alignctl.plan.progress import CADENCE_DAYS
from alignctl.plan.teams import TeamTree

_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_DAYS = {"daily": 1, "weekly": 7}


def evidence_due(bet: Hypothesis) -> date | None:
    """The day on which all is in that a decision waits for: the end of the time box, and of every expectation.

    None for a bet whose time box has no end.
    """
    if bet.end is None:
        return None
    return max([bet.end.last, *(expected.by.last for expected in bet.moves if expected.by is not None)])


def is_settled(bet: Hypothesis) -> bool:
    """Whether a decision on a bet is written down.

    To continue before the time box has ended is a remark on the way, not the decision at its end.
    """
    result = bet.result
    if result is None:
        return False
    return result.decision != "continue" or bet.end is None or result.date >= bet.end.last


def next_time(promise: Commitment) -> date | None:
    """The latest day by which a promise that returns should be kept once more: one period after it last was looked at.

    Before the first record, one period after it was last agreed to; None where nobody can say when it began, or where
    the calendar has no such day.
    """
    days = CADENCE_DAYS.get(promise.every or "")
    if days is None:
        return None
    records = [entry.date for entry in promise.kept]
    began = max(records, default=None) or max((a.date for a in promise.agreed if a.answer == "yes"), default=None)
    try:
        return began + timedelta(days=days) if began is not None else None
    except OverflowError:
        return None


def next_period(day: date, cadence: str) -> date | None:
    """The day one period later; from the end of a month to the end of a month. None where the calendar ends."""
    try:
        if cadence in _DAYS:
            return day + timedelta(days=_DAYS[cadence])
        months = day.year * 12 + day.month - 1 + _MONTHS[cadence]
        year, month = months // 12, months % 12 + 1
        last = monthrange(year, month)[1]
        ends = day.day == monthrange(day.year, day.month)[1]
        return date(year, month, last if ends else min(day.day, last))
    except (ValueError, OverflowError):
        return None


def goals_of(plan: Plan, kpi: Kpi) -> tuple[Outcome | Strategy, ...]:
    """The outcomes and strategies that a measure measures, as far as they are known."""
    found = (plan.get(link.id) for link in kpi.measures)
    return tuple(goal for goal in found if isinstance(goal, Outcome | Strategy))


def is_over(goal: Outcome | Strategy) -> bool:
    """Whether nobody works on a goal any more: it is retired, or its result is in."""
    return goal.retired is not None or (isinstance(goal, Outcome) and goal.result is not None)


def is_closed(plan: Plan, kpi: Kpi) -> bool:
    """Whether every goal that a measure measures is over, so that nobody has to keep it up."""
    goals = goals_of(plan, kpi)
    return bool(goals) and len(goals) == len(kpi.measures) and all(map(is_over, goals))


def owners_of(item: Item) -> tuple[str, ...]:
    """The ids of the teams that answer for an item."""
    owner = (item.owner.id,) if item.owner is not None else ()
    return tuple(dict.fromkeys((*owner, *(link.id for link in item.co_owners))))


def answer_of(item: Item, team_id: str, teams: TeamTree) -> Agreement | None:
    """A team's last answer when an item was put to it; of one day, the one written last. None where there is none.

    The group that a team is part of may answer for it, and so may a part of it; its own word goes before theirs.
    """
    if not item.agreed:
        return None
    own = [answer for answer in item.agreed if answer.team.id == team_id]
    branch = teams.branch(team_id)
    latest: Agreement | None = None
    for answer in own or [answer for answer in item.agreed if answer.team.id in branch]:
        if latest is None or answer.date >= latest.date:
            latest = answer
    return latest


def unanswered_revision(item: Item, answer: Agreement) -> Revision | None:
    """The first change after a team's consent that it has not answered; None where its consent holds."""
    team_id = answer.team.id
    heard = max([answer.date, *(r.date for r in item.revisions if team_id in {link.id for link in r.agreed})])
    return min((r for r in item.revisions if r.date > heard), key=lambda r: r.date, default=None)
