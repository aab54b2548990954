"""What is due of a plan: values to measure, bets to decide, promises to keep, answers to give, work to hand over.

Each entry says who is to act. Drafts and what is retired are left out, and so are measures whose goals are all over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from alignctl.plan.dates import format_day
from alignctl.plan.items import Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.phrases import name_item, one_line, quote
from alignctl.plan.plan import Plan
from alignctl.plan.progress import GRACE_DAYS, is_stale
from alignctl.plan.scoreboard import is_done, is_live
from alignctl.plan.teams import TeamTree
from alignctl.plan.waiting import (
    answer_of,
    evidence_due,
    is_closed,
    is_over,
    is_settled,
    next_period,
    next_time,
    owners_of,
    unanswered_revision,
)
from alignctl.records import Record, record

SORTS = (
    "reading", "baseline", "decision", "commitment", "agreement", "countermeasure", "deliverable", "verdict", "review",
)  # fmt: skip
"""What can be due; see `find_due`."""

COUNTER_DAYS = 90
"""How many days a counter-proposal may wait to be taken up."""

RECORD_DAYS = 14
"""How many days are left for writing down whether a promise that returns was kept."""


@record
class Due(Record):
    """One thing that somebody waits for.

    `sort` is one of `SORTS`, `item` the id of the item it is about, `teams` the ids of those who are to act. `day` is
    when it is due; None where nobody said. `late` says that the day is over, and any days of grace with it. `text` says
    what is awaited, as plain text. `about` is the day that a reading is to be about.
    """

    sort: str
    item: str
    kind: str
    title: str
    teams: tuple[str, ...]
    text: str
    day: date | None = None
    late: bool = False
    about: date | None = None

    def days_late(self, today: date) -> int:
        """How many days ago it was due; negative where that day is to come, 0 where there is none."""
        return (today - self.day).days if self.day is not None else 0


def find_due(plan: Plan, today: date, within: int = 14, team: str | None = None) -> tuple[Due, ...]:
    """All that is late, or due within so many days; the late ones first, by day, then what has no day.

    `team` narrows it to what this team, or a team in it, is to do.
    """
    teams = TeamTree(plan)
    search = _Search(plan, today, teams)
    ours = teams.below(team) | {team} if team is not None else None
    found = [
        entry
        for item in plan.items
        if is_live(item, today) and plan.get(item.id) is item
        for entry in search.find(item)
        if (entry.late or entry.day is None or entry.day <= _after(today, within))
        and (ours is None or not ours.isdisjoint(entry.teams))
    ]
    return tuple(
        sorted(found, key=lambda e: (not e.late, e.day is None, e.day or today, SORTS.index(e.sort), e.item, e.text))
    )


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def reading_due(kpi: Kpi, today: date) -> tuple[date, date] | None:
    """The day that the next reading is about, and the day by which it is known: one period later, and the lag.

    Where several were left out, it is the latest that can be known; before the first is known, it is the one to come.
    None without a cadence, or without a value to count from.
    """
    latest = max((r.date for r in kpi.readings if r.date <= today), default=None)
    if latest is None and kpi.baseline is not None and kpi.baseline.value is not None:
        latest = kpi.baseline.date
    if kpi.cadence is None or latest is None:
        return None
    if (step := {"daily": 1, "weekly": 7}.get(kpi.cadence)) is not None:  # at once: there may be very many
        missed = ((today - latest).days - kpi.lag) // step
        latest = _after(latest, max(0, missed - 1) * step)
    about = following = next_period(latest, kpi.cadence)
    while following is not None and _after(following, kpi.lag) <= today:
        about, following = following, next_period(following, kpi.cadence)
    return (about, _after(about, kpi.lag)) if about is not None else None


class _Search:
    """Finds what is due of the items of a plan, whenever it is."""

    def __init__(self, plan: Plan, today: date, teams: TeamTree) -> None:
        self._plan = plan
        self._today = today
        self._teams = teams

    def find(self, item: Item) -> Iterator[Due]:
        """All that is awaited of one item."""
        if isinstance(item, Kpi):
            yield from (*self._readings(item), *self._baselines(item), *self._countermeasures(item))
        elif isinstance(item, Hypothesis):
            yield from self._decisions(item)
        elif isinstance(item, Initiative):
            yield from self._deliverables(item)
        elif isinstance(item, Commitment):
            yield from (*self._commitments(item), *self._proposals(item))
        elif isinstance(item, Strategy | Outcome):
            yield from self._agreements(item)
            yield from self._verdicts(item) if isinstance(item, Outcome) else self._reviews(item)
        yield from self._revised(item)

    def _due(self, item: Item, sort: str, text: str, day: date | None, teams: tuple[str, ...] = ()) -> Due:
        late = day is not None and day < self._today
        return Due(sort, item.id, item.kind, one_line(item.title), teams or owners_of(item), text, day, late)

    def _readings(self, kpi: Kpi) -> Iterator[Due]:
        if kpi.cadence is None or is_closed(self._plan, kpi) or "readings" in kpi.broken:
            return
        latest = max((r for r in kpi.readings if r.date <= self._today), key=lambda r: r.date, default=None)
        since = latest.date if latest is not None else None
        if since is None and kpi.baseline is not None:
            if kpi.baseline.value is None:
                return  # the baseline comes first, and is listed itself
            since = kpi.baseline.date
        if since is None:
            yield Due("reading", kpi.id, kpi.kind, one_line(kpi.title), owners_of(kpi), "there is no reading yet")
            return
        first = next_period(since, kpi.cadence)
        newest = reading_due(kpi, self._today)
        if first is None or newest is None:
            return
        day = _after(first, kpi.lag)
        late = is_stale(kpi, latest, self._today) if latest is not None else day < _after(self._today, -GRACE_DAYS)
        text = f"the {kpi.cadence} reading of {format_day(newest[0])}"
        if first != newest[0]:
            text += f", and the ones missing since {format_day(first)}"
        yield Due("reading", kpi.id, kpi.kind, one_line(kpi.title), owners_of(kpi), text, day, late, newest[0])

    def _baselines(self, kpi: Kpi) -> Iterator[Due]:
        baseline = kpi.baseline
        if baseline is not None and baseline.value is None and baseline.due is not None:
            yield self._due(kpi, "baseline", "the value it starts from, not measured yet", baseline.due.last)

    def _countermeasures(self, kpi: Kpi) -> Iterator[Due]:
        for measure in kpi.countermeasures:
            if measure.due is not None and (measure.done is None or measure.done > self._today):
                owner = (measure.owner.id,) if measure.owner is not None else ()
                yield self._due(kpi, "countermeasure", one_line(measure.action), measure.due.last, owner)

    def _decisions(self, bet: Hypothesis) -> Iterator[Due]:
        due = evidence_due(bet)
        if bet.status == "running" and due is not None and not is_settled(bet):
            teams_of = owners_of(bet) or tuple(link.id for link in bet.teams)
            yield self._due(
                bet, "decision", "its time box ends; decide, and write down what was learned", due, teams_of
            )

    def _deliverables(self, work: Initiative) -> Iterator[Due]:
        if work.status == "dropped":
            return
        for part in work.deliverables:
            if part.due is not None and not is_done(part, self._today):
                yield self._due(work, "deliverable", one_line(part.title), part.due.last)

    def _commitments(self, promise: Commitment) -> Iterator[Due]:
        if promise.status not in ("proposed", "agreed"):
            return
        giver = (promise.from_team.id,) if promise.from_team is not None else ()
        if promise.every is None:
            if promise.due is not None:
                yield self._due(promise, "commitment", self._promised(promise), promise.due.last, giver)
            return
        day = next_time(promise)
        if day is None or (promise.due is not None and day > promise.due.last):
            return
        text = f"{self._promised(promise)} ({promise.every}): was it kept?"
        late = _after(day, RECORD_DAYS) < self._today
        yield Due("commitment", promise.id, promise.kind, one_line(promise.title), giver, text, day, late)

    def _promised(self, promise: Commitment) -> str:
        return f"promised to {name_item(self._plan, promise.to_team.id)}" if promise.to_team is not None else "promised"

    def _proposals(self, promise: Commitment) -> Iterator[Due]:
        if promise.status != "proposed":
            return
        day = promise.due.last if promise.due is not None else None
        for link in (promise.to_team, promise.from_team):
            if link is not None and answer_of(promise, link.id, self._teams) is not None:
                return
        asked = promise.to_team
        if asked is not None and asked.id in self._teams.ids:
            yield self._due(promise, "agreement", self._not_answered(asked.id), day, (asked.id,))

    def _not_answered(self, team_id: str) -> str:
        return f"{name_item(self._plan, team_id)} was asked and has not answered"

    def _agreements(self, goal: Strategy | Outcome) -> Iterator[Due]:
        """Those who share a goal, and the owners of the goal that it serves, are asked whether they agree."""
        if is_over(goal) or "agreed" in goal.broken:
            return
        owners = owners_of(goal)
        asked = [link.id for link in goal.shared_with] if isinstance(goal, Outcome) else []
        asked += self._owners_above(goal, owners)
        day = goal.start.first if goal.start is not None else None
        for team_id in dict.fromkeys(asked):
            if team_id in owners or team_id not in self._teams.ids:
                continue
            answer = answer_of(goal, team_id, self._teams)
            if answer is None:
                yield self._due(goal, "agreement", self._not_answered(team_id), day, (team_id,))
            elif answer.answer == "counter":
                text = (
                    f"{name_item(self._plan, team_id)} made a counter-proposal on {format_day(answer.date)}; take it up"
                )
                yield self._due(goal, "agreement", text, _after(answer.date, COUNTER_DAYS), owners)

    def _owners_above(self, goal: Strategy | Outcome, owners: tuple[str, ...]) -> Iterator[str]:
        """The owners of the goals above who were not asked from their side, from above or below."""
        for link in goal.supports:
            above = self._plan.get(link.id)
            if not isinstance(above, Strategy | Outcome) or above.retired is not None or above.is_draft:
                continue
            giver = above.owner.id if above.owner is not None else None
            if giver is None or not owners or not self._teams.branch(giver).isdisjoint(owners):
                continue
            answers = (answer_of(above, owner, self._teams) for owner in owners)
            if not any(answer is not None and answer.answer == "yes" for answer in answers):
                yield giver

    def _revised(self, item: Item) -> Iterator[Due]:
        """A team that agreed is asked again where the item was changed since."""
        for team_id in sorted({answer.team.id for answer in item.agreed}):
            own = [answer for answer in item.agreed if answer.team.id == team_id]
            answer = max(reversed(own), key=lambda entry: entry.date)
            change = unanswered_revision(item, answer) if answer.answer == "yes" else None
            if change is not None and team_id in self._teams.ids:
                name = name_item(self._plan, team_id)
                text = f"{name} agreed on {format_day(answer.date)}; {quote(change.field)} changed since"
                yield self._due(item, "agreement", text, change.date, (team_id,))

    def _verdicts(self, outcome: Outcome) -> Iterator[Due]:
        if outcome.result is None and outcome.end is not None:
            yield self._due(outcome, "verdict", "its time is over; say how it ended", outcome.end.last)

    def _reviews(self, strategy: Strategy) -> Iterator[Due]:
        if strategy.end is not None:
            text = "its years end; review it, then retire it or give it another end"
            yield self._due(strategy, "review", text, strategy.end.last)
