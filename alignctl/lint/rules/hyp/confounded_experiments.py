from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.wording import named, quoted
from alignctl.plan.items import Hypothesis, Origin
from alignctl.plan.plan import Plan

_RAN = frozenset({"proposed", "running", "decided"})
_MOST_COMPARED = 30
"""With how many bets that run at the same time one bet is compared at most, for one measure."""

_DEEPEST = 20
"""How many levels of parts are looked through for the whole; a ring of parts ends there too."""


@rule("HYP009", "confounded-experiments", Severity.ADVICE)
def confounded_experiments(plan: Plan, context: Context) -> Iterator[Finding]:
    """Two bets try to move the same measure among the same people in the same weeks."""
    by_measure: dict[str, list[Hypothesis]] = {}
    for bet in context.judged(plan.hypotheses, "moves", "start", "end", "status", "population", "rivals", "part_of"):
        if bet.status not in _RAN:
            continue
        if bet.start is None or bet.end is None:
            context.skip(bet)
        elif _last_day(bet) >= bet.start.first:
            for kpi_id in sorted({expected.id for expected in bet.moves}):
                by_measure.setdefault(kpi_id, []).append(bet)
    clashes: dict[tuple[str, Origin], tuple[Hypothesis, dict[str, tuple[Hypothesis, str]]]] = {}
    for kpi_id, bets in sorted(by_measure.items()):
        for bet, other in _clashes(plan, bets):
            clashes.setdefault((bet.id, bet.origin), (bet, {}))[1].setdefault(other.id, (other, kpi_id))
    for bet, others in clashes.values():
        yield _find(bet, others)


def _last_day(bet: Hypothesis) -> date:
    """The last day on which a bet could move anything: the end of its time box, or the day it was decided before it."""
    if bet.end is None:
        return date.min
    return min(bet.end.last, bet.result.date) if bet.status == "decided" and bet.result is not None else bet.end.last


def _clashes(plan: Plan, bets: list[Hypothesis]) -> Iterator[tuple[Hypothesis, Hypothesis]]:
    """Pairs of bets that overlap and that nothing tells apart, the later to begin first; one sweep over the days."""
    running = _Running()
    for bet in sorted(bets, key=lambda b: (b.start.first if b.start else date.min, b.id)):
        assert bet.start is not None  # the caller leaves out bets without a time box
        running.drop_before(bet.start.first)
        for other in running.beside(bet):
            if other.id != bet.id and not _belong_together(plan, bet, other):
                yield bet, other
        running.add(bet)


class _Running:
    """The bets that run on a day, by whom they are tried among (None: everyone)."""

    def __init__(self) -> None:
        self._among: dict[str | None, dict[str, Hypothesis]] = {}
        self._ends: list[tuple[date, str, str | None]] = []

    def add(self, bet: Hypothesis) -> None:
        people = _people(bet)
        self._among.setdefault(people, {})[bet.id] = bet
        heapq.heappush(self._ends, (_last_day(bet), bet.id, people))

    def drop_before(self, day: date) -> None:
        """Forget the bets that ended before a day."""
        while self._ends and self._ends[0][0] < day:
            _, bet_id, people = heapq.heappop(self._ends)
            self._among[people].pop(bet_id, None)
            if not self._among[people]:
                del self._among[people]

    def beside(self, bet: Hypothesis) -> list[Hypothesis]:
        """Bets tried among the same people, or either of them among everyone; the first to begin, at most so many."""
        people = _people(bet)
        groups = self._among if people is None else {key: self._among.get(key, {}) for key in (None, people)}
        found: list[Hypothesis] = []
        for group in groups.values():
            for other in group.values():
                if len(found) == _MOST_COMPARED:
                    return found
                found.append(other)
        return found


def _people(bet: Hypothesis) -> str | None:
    """Among whom a bet is tried, as its words are compared: case, spacing and a full stop make no difference."""
    return " ".join(bet.population.casefold().split()).rstrip(".") if bet.population is not None else None


def _belong_together(plan: Plan, bet: Hypothesis, other: Hypothesis) -> bool:
    """Whether two bets are meant to run at once: declared rivals, or a bet and its part."""
    if any(link.id == other.id for link in bet.rivals) or any(link.id == bet.id for link in other.rivals):
        return True
    return _is_part(plan, bet, other.id) or _is_part(plan, other, bet.id)


def _is_part(plan: Plan, bet: Hypothesis, whole: str) -> bool:
    here: Hypothesis | None = bet
    for _ in range(_DEEPEST):
        if here is None or here.part_of is None:
            return False
        if here.part_of.id == whole:
            return True
        here = plan.find(here.part_of.id, Hypothesis)
    return False


def _find(bet: Hypothesis, others: dict[str, tuple[Hypothesis, str]]) -> Finding:
    kpis = sorted({kpi_id for _, kpi_id in others.values()})
    first = next(index for index, expected in enumerate(bet.moves) if expected.id in kpis)
    return Finding(
        bet,
        f"{named(bet)} is to move {quoted(kpis)} in the same weeks as {quoted(sorted(others))}, and no population "
        "tells them apart: nobody can say which of them did it",
        at=("moves", first),
        help='say in "population" of each among whom it is tried, so that nobody is in two; or run one after another; '
        'if they are rival ideas, tried side by side on purpose, type "rivals:"',
        related=tuple(
            Related(other, f'moves "{kpi_id}" from {other.start} to {other.end}', ("moves",))
            for _, (other, kpi_id) in sorted(others.items())[:3]
        ),
    )
