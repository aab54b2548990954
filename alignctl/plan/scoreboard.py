"""How a plan stands on one day, in figures: attainment (both denominators), pace, freshness, sight, bets, milestones.

The attainment ratio is the share of measures at or past their final target, or the latest that came due. It has two
denominators, all measures and those with a target and data, and is never shown with one alone. Pace is counted beside
it and never as attainment, and milestones (deliverables) are counted apart from both.

What counts: items that are not drafts and not retired. Of measures, only whole ones: a segment (`segment_of`) is a
part of a measure that is counted already, and counting both would let a well-divided measure outvote the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from alignctl.plan.graph import OUTCOME_LEVELS, descendants, spread, survey_sight
from alignctl.plan.items import Commitment, Hypothesis, Initiative, Item, Kpi
from alignctl.plan.parts import Deliverable
from alignctl.plan.plan import Plan
from alignctl.plan.progress import GRACE_DAYS, STATES, Progress, progress_of

T = TypeVar("T", bound=Item)

OWNERSHIP_FIELDS = ("owner", "co_owners", "shared_with", "teams")
"""The fields by which a team has a part in an item."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Between 0 and 1; None where there is nothing to have a share of."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure and how it is doing."""

    kpi: Kpi
    progress: Progress


@dataclass(frozen=True, slots=True)
class Milestones:
    """Deliverables of work that was not dropped. `due`: the day has come; `overdue`: it is over, and nothing done."""

    total: int = 0
    done: int = 0
    due: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Bets:
    """Hypotheses: ids of those running, of those whose time box is over without a decision, and counts by status."""

    running: tuple[str, ...]
    overdue: tuple[str, ...]
    by_status: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The figures of one day.

    `attained` of `measures` and `attained` of `judged` (those with a target and data) are the attainment ratio.
    `by_state` counts every measure once, in the order of `STATES`. `attained_behind` counts those that reached their
    latest target that has come due and are behind on the way to the next: they count as attained and stand under
    at-risk or stale. `stale` and `suspect` count measures whatever their state. `sight` is the share of outcomes,
    measures (segments too) and initiatives that lead to a strategy, `sight_by_kind` the same for each of these kinds.
    `outcome_share` is the share of measures of level outcome or impact.
    """

    today: date
    measures: int
    judged: int
    attained: int
    attained_behind: int
    on_pace: int
    by_state: tuple[tuple[str, int], ...]
    stale: int
    suspect: int
    sight: Share
    sight_by_kind: tuple[tuple[str, Share], ...]
    outcome_share: Share
    bets: Bets
    milestones: Milestones

    @property
    def attained_of_all(self) -> Share:
        """The attainment ratio over all measures."""
        return Share(self.attained, self.measures)

    @property
    def attained_of_judged(self) -> Share:
        """The attainment ratio over the measures with a target and data."""
        return Share(self.attained, self.judged)

    def count(self, state: str) -> int:
        """How many measures are in a state of `STATES`."""
        return dict(self.by_state)[state]


def is_live(item: Item, today: date) -> bool:
    """Whether an item counts: not a draft, and not retired by today."""
    return not item.is_draft and (item.retired is None or item.retired.date > today)


def judge_measures(
    plan: Plan, today: date, *, among: frozenset[str] | None = None, grace: int = GRACE_DAYS
) -> tuple[Judged, ...]:
    """The measures that count (see above), sorted by id, each with its progress; `among` narrows them to these ids."""
    return tuple(
        Judged(kpi, progress_of(plan, kpi, today, grace))
        for kpi in _live(plan.kpis, today, among)
        if kpi.segment_of is None
    )


def count_scoreboard(
    plan: Plan, today: date, *, among: frozenset[str] | None = None, grace: int = GRACE_DAYS
) -> Scoreboard:
    """Count the figures of one day; `among` narrows the plan to these ids (see `ids_of_team`, `ids_of_strategy`)."""
    judged = judge_measures(plan, today, among=among, grace=grace)
    states = dict.fromkeys(STATES, 0)
    for entry in judged:
        states[entry.progress.state] += 1
    attained = [entry for entry in judged if entry.progress.attained]
    sees = survey_sight(plan).sees_strategy
    work = [item for item in _live(plan.initiatives, today, among) if item.status != "dropped"]
    by_kind = tuple(
        (kind, Share(sum(item.id in sees for item in items), len(items)))
        for kind, items in (
            ("outcome", _live(plan.outcomes, today, among)),
            ("kpi", _live(plan.kpis, today, among)),
            ("initiative", work),
        )
    )
    return Scoreboard(
        today=today,
        measures=len(judged),
        judged=sum(e.progress.target is not None and e.progress.latest is not None for e in judged),
        attained=len(attained),
        attained_behind=sum(e.progress.state != "attained" for e in attained),
        on_pace=sum(e.progress.on_pace is True for e in judged),
        by_state=tuple(states.items()),
        stale=sum(e.progress.stale for e in judged),
        suspect=sum(e.progress.suspect for e in judged),
        sight=Share(sum(share.part for _, share in by_kind), sum(share.whole for _, share in by_kind)),
        sight_by_kind=by_kind,
        outcome_share=Share(sum(e.kpi.level in OUTCOME_LEVELS for e in judged), len(judged)),
        bets=_count_bets(_live(plan.hypotheses, today, among), today),
        milestones=_count_milestones(work, today),
    )


def is_overdue(bet: Hypothesis, today: date) -> bool:
    """Whether a running bet's time box is over and nothing was decided."""
    return bet.status == "running" and bet.result is None and bet.end is not None and bet.end.last < today


def is_late(promise: Commitment, today: date) -> bool:
    """Whether a promise is open though its day is past."""
    return promise.status in ("proposed", "agreed") and promise.due is not None and promise.due.last < today


def is_done(deliverable: Deliverable, today: date) -> bool:
    """Whether a milestone was reached by today: on a day that has come, or on a day that nobody noted."""
    return deliverable.done <= today if isinstance(deliverable.done, date) else deliverable.done is True


def ids_of_team(plan: Plan, team_id: str) -> frozenset[str]:
    """The ids of all items that a team, or a team that is part of it, owns, co-owns, shares or runs."""
    teams = spread([team_id], lambda i: (e.source.id for e in plan.links_to(i, "part_of") if e.source.kind == "team"))
    return frozenset(edge.source.id for team in teams for edge in plan.links_to(team, *OWNERSHIP_FIELDS))


def ids_of_strategy(plan: Plan, strategy_id: str) -> frozenset[str]:
    """The ids of a strategy and of everything that leads to it."""
    return descendants(plan, strategy_id) | {strategy_id}


def _live(items: Iterable[T], today: date, among: frozenset[str] | None) -> list[T]:
    return [item for item in items if (among is None or item.id in among) and is_live(item, today)]


def _count_bets(bets: list[Hypothesis], today: date) -> Bets:
    counts: dict[str, int] = dict.fromkeys(("proposed", "running", "decided", "abandoned"), 0)
    for bet in bets:
        counts[bet.status] = counts.get(bet.status, 0) + 1
    return Bets(
        running=tuple(bet.id for bet in bets if bet.status == "running"),
        overdue=tuple(bet.id for bet in bets if is_overdue(bet, today)),
        by_status=tuple(counts.items()),
    )


def _count_milestones(work: list[Initiative], today: date) -> Milestones:
    milestones = [deliverable for item in work for deliverable in item.deliverables]
    due = [m for m in milestones if m.due is not None and m.due.last <= today]
    return Milestones(
        total=len(milestones),
        done=sum(is_done(m, today) for m in milestones),
        due=len(due),
        overdue=sum(not is_done(m, today) and m.due is not None and m.due.last < today for m in due),
    )
