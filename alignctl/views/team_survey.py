"""What a team works on and how that contributes: its work, bets, measures, goals and promises, each told in a sentence.

What is over, retired or a draft is left out. What the parts of a team do counts as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alignctl.plan.due import Due
from alignctl.plan.graph import ancestors
from alignctl.plan.items import Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy, Team
from alignctl.plan.phrases import join_words, names_of, quote
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import OWNERSHIP_FIELDS, is_live
from alignctl.plan.sentences import sentence_of
from alignctl.plan.sight_sentences import sight_gap, tell_contribution
from alignctl.plan.teams import TeamTree
from alignctl.plan.trace import OVER, OWNED_FIELDS, RELATIONS
from alignctl.views.bets import team_names
from alignctl.views.commitments import MARKS, due_day
from alignctl.views.commitments import state_of as promise_state
from alignctl.views.panel import PanelSource
from alignctl.views.panel_choice import PanelChoice, touches
from alignctl.views.picture import Mark, count_of

STATES = ("active", "planned", "done", "proposed", "running", "decided", "agreed", "met", "missed")
"""The states of life that a sheet can be narrowed to."""

GIVEN, TAKEN = "promised", "awaited"
PARTS: tuple[tuple[str, type[Item], str, str], ...] = (
    ("work", Initiative, "What we do", "no work is under way or planned"),
    ("bets", Hypothesis, "What we bet on", "no bet is proposed or running"),
    ("measures", Kpi, "What we answer for", "no measure"),
    ("outcomes", Outcome, "The outcomes that we own or share", "no outcome"),
    ("strategies", Strategy, "The strategies that we answer for", ""),
)
SECTIONS = (*(key for key, *_ in PARTS), GIVEN, TAKEN, "due")
"""The parts of a sheet, in order."""


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """One thing that a team has to do with. `role` says how, `says` how it contributes, `gap` what is missing there."""

    section: str
    id: str
    kind: str
    title: str
    role: str
    says: str = ""
    mark: Mark | None = None
    details: tuple[str, ...] = ()
    gap: str = ""
    strategies: tuple[str, ...] = ()
    day: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class TeamSurvey:
    """All of it: the team in a sentence, the whole in one, and the entries, section by section."""

    team: Team
    sentence: str
    lead: str
    entries: tuple[TeamEntry, ...]

    def of(self, section: str) -> tuple[TeamEntry, ...]:
        """The entries of one of `SECTIONS`."""
        return tuple(entry for entry in self.entries if entry.section == section)


def survey_team(source: PanelSource, team: Team, choice: PanelChoice, due: Sequence[Due] = ()) -> TeamSurvey:
    """What a team and its parts have to do with; `due` is all that is due of the plan, for any team."""
    plan, today = source.plan, source.today
    tree = TeamTree(plan)
    ours = tree.below(team.id) | {team.id}
    held = items_held(plan, ours)
    entries: list[TeamEntry] = []
    for key, cls, _, _ in PARTS:
        items = [item for item in held if isinstance(item, cls) and _is_shown(plan, item, choice, today)]
        made = [_entry(source, key, item, ours, team.id) for item in items]
        entries += sorted(made, key=lambda entry: (not entry.late, entry.day or date.max, entry.id))
    entries += [
        _promise(source, promise, key)
        for key, side in ((GIVEN, "from_team"), (TAKEN, "to_team"))
        for promise in _promises(plan, ours, side, choice, today)
    ]
    if not choice.statuses and choice.period is None and choice.strategy is None:
        entries += [
            TeamEntry("due", each.item, each.kind, each.title, "", each.text, None, (), "", (), each.day, each.late)
            for each in due
            if not ours.isdisjoint(each.teams)
        ]
    return TeamSurvey(team, sentence_of(team, plan), _lead(plan, team, entries, tree), tuple(entries))


def items_held(plan: Plan, ours: frozenset[str]) -> list[Item]:
    """What these teams own, co-own, share or run, by id."""
    edges = (edge for team in ours for edge in plan.links_to(team, *OWNERSHIP_FIELDS))
    found = {edge.source.id: edge.source for edge in edges}
    return [item for _, item in sorted(found.items()) if plan.get(item.id) is item]


def _is_shown(plan: Plan, item: Item, choice: PanelChoice, today: date) -> bool:
    if not is_live(item, today) or (item.status in OVER and item.status not in choice.statuses):
        return False
    if isinstance(item, Kpi) and item.segment_of is not None:
        return False
    if isinstance(item, Outcome) and item.result is not None:
        return False
    if choice.statuses and item.status not in choice.statuses:
        return False
    if choice.strategy is not None and choice.strategy != item.id and choice.strategy not in ancestors(plan, item.id):
        return False
    start, end = getattr(item, "start", None), getattr(item, "end", None)
    return touches(choice.period, start.first if start else None, end.last if end else None)


def _entry(source: PanelSource, key: str, item: Item, ours: frozenset[str], team_id: str) -> TeamEntry:
    plan = source.plan
    gap = sight_gap(plan, item.id) if item.kind != "strategy" else None
    end = getattr(item, "end", None)
    mark = source.marks.get(item.id)
    return TeamEntry(
        key,
        item.id,
        item.kind,
        item.title,
        _role(plan, item, ours, team_id),
        tell_contribution(plan, item.id) or "",
        mark,
        tuple(_details(item, source.today, mark.text if mark is not None else "")),
        "leads to no strategy" if gap is not None else "",
        tuple(i for i in sorted(ancestors(plan, item.id)) if plan.kind_of(i) == "strategy"),
        end.last if end is not None else None,
        mark is not None and mark.glyph == "clock",
    )


def _role(plan: Plan, item: Item, ours: frozenset[str], team_id: str) -> str:
    """By which link a team has a part in an item, the greatest first; which part of it, where it is not the team."""
    for field in OWNED_FIELDS:
        for edge in plan.links_from(item.id, field):
            if edge.target in ours:
                part = "" if edge.target == team_id else f" ({team_names(plan, [edge.target])})"
                return f"{RELATIONS[field][0]}{part}"
    return ""


def _details(item: Item, today: date, said: str) -> Iterator[str]:
    """What comes next, and until when, unless the mark has said it."""
    if isinstance(item, Initiative):
        open_parts = [d for d in item.deliverables if d.done is None or d.done is False]
        dated = sorted(
            (d for d in open_parts if d.due is not None), key=lambda d: (d.due.last if d.due else today, d.title)
        )
        if dated and dated[0].due is not None:
            late = "was due" if dated[0].due.last < today else "due"
            yield f"next: {dated[0].title}, {late} {dated[0].due.last.isoformat()}"
    if isinstance(item, Initiative | Hypothesis | Outcome) and item.end is not None and str(item.end) not in said:
        yield f"until {item.end.last.isoformat()}"


def _promises(plan: Plan, ours: frozenset[str], side: str, choice: PanelChoice, today: date) -> list[Commitment]:
    """Open promises that these teams gave, or were given by others, what is due first."""
    edges = (edge for team in ours for edge in plan.links_to(team, side))
    found = {e.source.id: e.source for e in edges if isinstance(e.source, Commitment)}
    other = "to_team" if side == "from_team" else "from_team"
    shown = []
    for promise in found.values():
        link = getattr(promise, other)
        if not is_live(promise, today) or (link is not None and link.id in ours) or plan.get(promise.id) is not promise:
            continue
        wanted = choice.statuses or (*_OPEN_PROMISES,)
        below = choice.strategy is None or choice.strategy in ancestors(plan, promise.id)
        if promise.status in wanted and below and touches(choice.period, due_day(promise), due_day(promise)):
            shown.append(promise)
    return sorted(shown, key=lambda p: (due_day(p) or date.max, p.id))


_OPEN_PROMISES = ("proposed", "agreed")


def _promise(source: PanelSource, promise: Commitment, key: str) -> TeamEntry:
    plan = source.plan
    other = promise.to_team if key == GIVEN else promise.from_team
    state = promise_state(promise, source.today)
    day = due_day(promise)
    when = [f"due {day.isoformat()}"] if day is not None else []
    serves = f"Serves {names_of(plan, promise.serves)}." if promise.serves else ""
    whom = team_names(plan, [other.id]) if other is not None else "somebody"
    return TeamEntry(
        key,
        promise.id,
        promise.kind,
        promise.title,
        f"to {whom}" if key == GIVEN else f"from {whom}",
        " ".join(part for part in (promise.promise or "", serves) if part),
        MARKS[state],
        (*when, *([promise.every] if promise.every else [])),
        "" if promise.serves else "serves no outcome",
        (),
        day,
        state in ("missed", "overdue", "unrecorded"),
    )


def _lead(plan: Plan, team: Team, entries: Sequence[TeamEntry], tree: TeamTree) -> str:
    """The whole in one sentence: how much of what, and which strategies it leads to."""
    counts = {section: sum(entry.section == section for entry in entries) for section in SECTIONS}
    parts = [
        f"{verb} {count_of(counts[section], one, several)}"
        for section, verb, one, several in (
            ("work", "works on", "initiative", "initiatives"),
            ("bets", "runs", "bet", "bets"),
            ("measures", "answers for", "measure", "measures"),
            ("outcomes", "owns or shares", "outcome", "outcomes"),
            (GIVEN, "has given", "promise that is open", "promises that are open"),
        )
        if counts[section]
    ]
    name = f"{quote(team.title)}{' with its parts' if tree.below(team.id) - {team.id} else ''}"
    if not parts:
        return f"{name} has a part in nothing that is under way."
    strategies = sorted({i for entry in entries for i in entry.strategies})
    above = [i for i in strategies if not set(strategies) & ancestors(plan, i)] or strategies
    named = [quote(item.title) for i in above if (item := plan.get(i)) is not None]
    goal = (
        f" This leads to {'the strategies' if len(named) > 1 else 'the strategy'} {join_words(named)}." if named else ""
    )
    late = sum(entry.late for entry in entries if entry.section == "due")
    waits = f" {count_of(late, 'thing is', 'things are')} late." if late else ""
    return f"{name} {join_words(parts)}.{goal or ' None of it leads to a strategy.'}{waits}"


def headings() -> dict[str, str]:
    """The heading of each of `SECTIONS`."""
    return {
        **{key: heading for key, _, heading, _ in PARTS},
        GIVEN: "What we promised",
        TAKEN: "What others promised us",
        "due": "What waits for us",
    }
