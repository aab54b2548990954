"""What a team works on and how that contributes: its work, bets, measures, goals and promises, each told in a sentence.

What is over, retired or a draft is left out. What the parts of a team do stands on their own sheets; the parts are
named, each with what it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alignctl.plan.due import Due
from alignctl.plan.graph import ancestors, strategies_above
from alignctl.plan.items import PLURALS, Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy, Team
from alignctl.plan.phrases import capitalise, clause, join_words, names_of, quote, sentence_end
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import OWNERSHIP_FIELDS, is_live
from alignctl.plan.sentences import sentence_of
from alignctl.plan.sight_sentences import tell_contribution
from alignctl.plan.trace import OVER, OWNED_FIELDS, RELATIONS
from alignctl.records import Record, record
from alignctl.views.bets import team_names
from alignctl.views.choice import Choice
from alignctl.views.commitments import MARKS, due_day
from alignctl.views.commitments import state_of as promise_state
from alignctl.views.in_force import is_in_force, touches
from alignctl.views.panel import PanelSource
from alignctl.views.picture import Mark, count_of
from alignctl.views.status import STATES as KNOWN_STATES
from alignctl.views.status import state_of

_LIFE = ("active", "planned", "done", "dropped", "proposed", "running", "decided", "abandoned")
STATES = tuple(dict.fromkeys([*_LIFE, *MARKS, *KNOWN_STATES]))
"""What a sheet can be narrowed to: states of life, how promises stand, how items are doing."""

GIVEN, TAKEN = "promised", "awaited"
PARTS: tuple[tuple[str, type[Item], str, str], ...] = (
    ("work", Initiative, "What we do", "No work is under way or planned"),
    ("bets", Hypothesis, "What we bet on", "No bet is proposed or running"),
    ("measures", Kpi, "What we answer for", "No measure"),
    ("outcomes", Outcome, "The outcomes that we own or share", "No outcome"),
    ("strategies", Strategy, "The strategies that we answer for", ""),
)
SECTIONS = (*(key for key, *_ in PARTS), GIVEN, TAKEN, "due", "parts")
"""The parts of a sheet, in order."""


@record
class TeamEntry(Record):
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


def due_by_team(due: Iterable[Due]) -> dict[str, list[Due]]:
    """What is due for each team, in the order given."""
    found: dict[str, list[Due]] = {}
    for each in due:
        for team in dict.fromkeys(each.teams):
            found.setdefault(team, []).append(each)
    return found


class Contributions:
    """What each item of a plan does for it in a sentence, and the strategies that it leads to.

    Each is looked up once, for an item may stand on the sheets of many teams.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._says: dict[str, str] = {}
        self._strategies: dict[str, tuple[str, ...]] = {}

    def says(self, item_id: str) -> str:
        """How an item contributes; empty where it leads on to nothing."""
        found = self._says.get(item_id)
        if found is None:
            found = self._says[item_id] = tell_contribution(self._plan, item_id) or ""
        return found

    def strategies(self, item_id: str) -> tuple[str, ...]:
        """The ids of the strategies that an item leads to, sorted."""
        found = self._strategies.get(item_id)
        if found is None:
            found = self._strategies[item_id] = strategies_above(self._plan, item_id)
        return found


def survey_team(
    source: PanelSource,
    team: Team,
    choice: Choice,
    due: Iterable[Due] = (),
    contributions: Contributions | None = None,
    told: Sequence[str] = SECTIONS,
) -> TeamSurvey:
    """What a team has to do with; `due` is what is due for this team.

    Only in the sections `told` do entries say how they contribute.
    """
    plan, today = source.plan, source.today
    contributions = contributions if contributions is not None else Contributions(plan)
    held = items_held(plan, team.id)
    entries: list[TeamEntry] = []
    for key, cls, _, _ in PARTS:
        items = [item for item in held if isinstance(item, cls) and _is_shown(source, item, choice)]
        made = [_entry(source, key, item, team.id, contributions, key in told) for item in items]
        entries += sorted(made, key=lambda entry: (not entry.late, entry.day or date.max, entry.id))
    entries += [
        _promise(source, promise, key)
        for key, side in ((GIVEN, "from_team"), (TAKEN, "to_team"))
        for promise in _promises(plan, team.id, side, choice, today)
    ]
    if not choice.statuses and choice.period is None and choice.strategy is None:
        entries += [
            TeamEntry("due", each.item, each.kind, each.title, "", each.text, None, (), "", (), each.day, each.late)
            for each in due
        ]
        entries += _parts(source, team)
    return TeamSurvey(team, sentence_of(team, plan), _lead(plan, team, entries), tuple(entries))


def items_held(plan: Plan, team_id: str) -> list[Item]:
    """What a team owns, co-owns, shares or runs, by id."""
    found = {edge.source.id: edge.source for edge in plan.links_to(team_id, *OWNERSHIP_FIELDS)}
    return [item for _, item in sorted(found.items()) if plan.get(item.id) is item]


def _is_shown(source: PanelSource, item: Item, choice: Choice) -> bool:
    plan = source.plan
    if not is_live(item, source.today) or (item.status in OVER and item.status not in choice.statuses):
        return False
    if isinstance(item, Kpi) and item.segment_of is not None:
        return False
    if isinstance(item, Outcome) and item.result is not None:
        return False
    if choice.statuses and not {item.status, state_of(source.marks.get(item.id))} & set(choice.statuses):
        return False
    if choice.strategy is not None and choice.strategy != item.id and choice.strategy not in ancestors(plan, item.id):
        return False
    return is_in_force(plan, item.id, choice.period)


def _parts(source: PanelSource, team: Team) -> Iterator[TeamEntry]:
    """The teams that are part of a team, each with how much it has to do with."""
    plan, today = source.plan, source.today
    parts = {edge.source.id: edge.source for edge in plan.links_to(team.id, "part_of")}
    for part_id, part in sorted(parts.items()):
        if isinstance(part, Team) and is_live(part, today) and part_id != team.id:
            shown = [item for item in items_held(plan, part_id) if _is_shown(source, item, Choice())]
            counts = [_count(cls, sum(isinstance(item, cls) for item in shown)) for _, cls, _, _ in PARTS]
            says = join_words([count for count in counts if count]) or "nothing that is under way"
            yield TeamEntry("parts", part_id, part.kind, part.title, part.function or "", f"Has a part in {says}.")


def _count(cls: type[Item], count: int) -> str:
    noun, several = {"kpi": ("measure", "measures"), "hypothesis": ("bet", "bets")}.get(
        cls.kind, (cls.kind, PLURALS[cls.kind])
    )
    return count_of(count, noun, several)


def _entry(
    source: PanelSource, key: str, item: Item, team_id: str, contributions: Contributions, told: bool
) -> TeamEntry:
    strategies = contributions.strategies(item.id)
    end = getattr(item, "end", None)
    mark = source.marks.get(item.id)
    return TeamEntry(
        key,
        item.id,
        item.kind,
        item.title,
        _role(source.plan, item, team_id),
        contributions.says(item.id) if told else "",
        mark,
        tuple(_details(item, source.today, mark.text if mark is not None else "")),
        "" if strategies or item.kind == "strategy" else "leads to no strategy",
        strategies,
        end.last if end is not None else None,
        mark is not None and mark.glyph == "clock",
    )


def _role(plan: Plan, item: Item, team_id: str) -> str:
    """By which link a team has a part in an item, the greatest first."""
    fields = {edge.field for edge in plan.links_from(item.id, *OWNED_FIELDS) if edge.target == team_id}
    return next((RELATIONS[field][0] for field in OWNED_FIELDS if field in fields), "")


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


def _promises(plan: Plan, team_id: str, side: str, choice: Choice, today: date) -> list[Commitment]:
    """Open promises that a team gave, or was given, what is due first."""
    found = {e.source.id: e.source for e in plan.links_to(team_id, side) if isinstance(e.source, Commitment)}
    shown = []
    for promise in found.values():
        if not is_live(promise, today) or plan.get(promise.id) is not promise:
            continue
        stands = {promise.status, promise_state(promise, today)} & set(choice.statuses or _OPEN_PROMISES)
        below = choice.strategy is None or choice.strategy in ancestors(plan, promise.id)
        if stands and below and touches(choice.period, due_day(promise), due_day(promise)):
            shown.append(promise)
    return sorted(shown, key=lambda p: (due_day(p) or date.max, p.id))


_OPEN_PROMISES = ("proposed", "agreed")


def _promise(source: PanelSource, promise: Commitment, key: str) -> TeamEntry:
    plan = source.plan
    other = promise.to_team if key == GIVEN else promise.from_team
    state = promise_state(promise, source.today)
    day = due_day(promise)
    when = [f"due {day.isoformat()}"] if day is not None else []
    told = sentence_end(capitalise(clause(promise.promise))) if promise.promise else ""
    serves = f"Serves {names_of(plan, promise.serves)}." if promise.serves else ""
    whom = team_names(plan, [other.id]) if other is not None else "somebody"
    return TeamEntry(
        key,
        promise.id,
        promise.kind,
        promise.title,
        f"to {whom}" if key == GIVEN else f"from {whom}",
        " ".join(part for part in (told, serves) if part),
        MARKS[state],
        (*when, *([promise.every] if promise.every else [])),
        "" if promise.serves else "serves no outcome",
        (),
        day,
        state in ("missed", "overdue", "unrecorded"),
    )


def _lead(plan: Plan, team: Team, entries: Sequence[TeamEntry]) -> str:
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
    name = quote(team.title)
    held = f" It has {_count(Team, counts['parts'])} in it." if counts["parts"] else ""
    if not parts:
        return f"{name} itself has a part in nothing that is under way.{held}"
    strategies = sorted({i for entry in entries if entry.section != "strategies" for i in entry.strategies})
    above = [i for i in strategies if not set(strategies) & ancestors(plan, i)] or strategies
    named = [quote(item.title) for i in above if (item := plan.get(i)) is not None]
    goal = (
        f" This leads to {'the strategies' if len(named) > 1 else 'the strategy'} {join_words(named)}." if named else ""
    )
    late = sum(entry.late for entry in entries if entry.section == "due")
    waits = f" {count_of(late, 'thing is', 'things are')} late." if late else ""
    return f"{name} {join_words(parts)}.{goal or ' None of it leads to a strategy.'}{waits}{held}"


def headings() -> dict[str, str]:
    """The heading of each of `SECTIONS`."""
    return {
        **{key: heading for key, _, heading, _ in PARTS},
        GIVEN: "What we promised",
        TAKEN: "What others promised us",
        "due": "What waits for us",
        "parts": "The teams that are part of us",
    }
