"""Promises between teams by due date: what was broken or is late stands first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from alignctl.plan.dates import format_deadline
from alignctl.plan.due import RECORD_DAYS
from alignctl.plan.items import Commitment, Initiative
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_live
from alignctl.plan.waiting import next_time
from alignctl.views.bets import team_names
from alignctl.views.choice import Choice, choose_items, not_asked_for, not_shown
from alignctl.views.cutting import free_name, parts_by_strategy, pieces_of
from alignctl.views.in_force import touches
from alignctl.views.panel import (
    Cell,
    Column,
    Line,
    Panel,
    PanelSet,
    PanelSource,
    Row,
    Table,
    legend_of_lines,
    line_of_mark,
)
from alignctl.views.picture import Mark, Tone, count_of

SOON_DAYS = 30
"""Within how many days a promise is due soon."""

ROWS = 24
"""The most promises on one sheet."""

MARKS: dict[str, Mark] = {
    "missed": Mark("cross", "missed", Tone.BAD),
    "overdue": Mark("clock", "overdue", Tone.BAD),
    "broken": Mark("slope", "not kept the last time", Tone.WATCH),
    "unrecorded": Mark("ring", "nobody says whether it was kept", Tone.WATCH),
    "due-soon": Mark("lagging", "due soon", Tone.WATCH),
    "agreed": Mark("play", "agreed", Tone.PLAIN),
    "proposed": Mark("dots", "proposed, not agreed", Tone.PLAIN),
    "met": Mark("tick", "met", Tone.GOOD),
    "withdrawn": Mark("stop", "withdrawn", Tone.PLAIN),
}
"""How a promise can stand, the worst first, each with its mark."""

STATES = tuple(MARKS)

GROUPS = (
    ("late", "Broken or late", ("missed", "overdue", "broken", "unrecorded")),
    ("soon", f"Due within {SOON_DAYS} days", ("due-soon",)),
    ("open", "Later, or time and again", ("agreed", "proposed")),
    ("over", "Over, the latest first", ("met", "withdrawn")),
)
"""The groups in which promises stand, in order: name, heading, and the states in each."""

_COLUMNS = (
    Column("Promise", 2.4), Column("Due", 0.8), Column("From", 0.9), Column("To", 0.9), Column("How it stands", 1.3),
    Column("For", 1.4),
)  # fmt: skip

_HEADER = (
    "id", "commitment", "state", "from", "to", "promise", "subject", "specification", "due", "every", "kept",
    "recorded", "serves", "needed by",
)  # fmt: skip


def due_day(promise: Commitment) -> date | None:
    """When a promise is to be kept: on its day, or time and again on the next; None where nobody can say."""
    if promise.every is None:
        return promise.due.last if promise.due is not None else None
    day = next_time(promise)
    return None if day is not None and promise.due is not None and day > promise.due.last else day


def state_of(promise: Commitment, today: date) -> str:
    """How a promise stands on a day, one of `STATES`."""
    if promise.status in ("missed", "met", "withdrawn"):
        return promise.status
    day = due_day(promise)
    if promise.every is None:
        if day is not None and day < today:
            return "overdue"
        if day is not None and day <= _later(today, SOON_DAYS):
            return "due-soon"
    else:
        if day is not None and _later(day, RECORD_DAYS) < today:
            return "unrecorded"
        known = [entry for entry in promise.kept if entry.date <= today]
        if known and not max(known, key=lambda entry: entry.date).kept:
            return "broken"
    return "agreed" if promise.status == "agreed" else "proposed"


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def draw_up_commitments(
    source: PanelSource, choice: Choice, *, title: str = "Commitments", limit: int = ROWS
) -> PanelSet:
    """The promises of a plan, on one sheet or, where there are more than `limit`, on some for each strategy."""
    plan, today = source.plan, source.today
    title = choice.title(plan, title)
    chosen = [p for p in choose_items(plan, plan.commitments, choice) if touches(choice.period, *_days_of(p))]
    promises = [p for p in chosen if is_live(p, today)]
    if choice.statuses:
        promises = [p for p in promises if state_of(p, today) in choice.statuses]
    drafts = sum(p.is_draft for p in chosen)
    retired = sum(not p.is_draft and not is_live(p, today) for p in chosen)
    others = [p for p in choose_items(plan, plan.commitments, Choice()) if is_live(p, today)]
    left_out = (
        *not_shown([(drafts, "draft", "drafts"), (retired, "retired promise", "retired promises")]),
        *not_asked_for(len(others) - len(promises), "promise", "promises"),
    )
    if not promises:
        return PanelSet("commitments", title, ())
    promises.sort(key=lambda p: _order(p, today))
    if len(promises) <= limit:
        panel = _make_panel(source, choice, promises, "commitments", title, left_out)
        return PanelSet("commitments", title, (panel,))
    panels: list[Panel] = []
    starts: dict[str, str] = {}
    taken: set[str] = set()
    for item_id, heading, members in parts_by_strategy(plan, promises):
        for of, piece in pieces_of(members, limit):
            name = free_name(f"commitments-{item_id}", taken)
            starts.setdefault(item_id, name)
            panels.append(_make_panel(source, choice, piece, name, f"{title}: {heading}{of}", left_out))
    return PanelSet("commitments", title, tuple(panels), starts)


def _days_of(promise: Commitment) -> tuple[date | None, date | None]:
    """A promise belongs to the day it is due; one that returns to all days from its first record on."""
    if promise.every is None:
        day = promise.due.last if promise.due is not None else None
        return day, day
    return min((entry.date for entry in promise.kept), default=None), promise.due.last if promise.due else None


def _order(promise: Commitment, today: date) -> tuple[object, ...]:
    state = state_of(promise, today)
    place = next(number for number, (_, _, states) in enumerate(GROUPS) if state in states)
    day = due_day(promise)
    if place == len(GROUPS) - 1:
        return place, 0, -(day or date.min).toordinal(), promise.id
    return place, STATES.index(state) if not place else 0, (day or date.max).toordinal(), promise.id


def _make_panel(
    source: PanelSource,
    choice: Choice,
    promises: Sequence[Commitment],
    name: str,
    title: str,
    left_out: tuple[str, ...],
) -> Panel:
    today = source.today
    tables = []
    counts = []
    for key, heading, states in GROUPS:
        members = [p for p in promises if state_of(p, today) in states]
        if members:
            counts.append(f"{len(members)} {heading.partition(',')[0].lower()}")
            rows = tuple(_row(source, promise) for promise in members)
            tables.append(Table(key, f"{heading} · {len(members)}", _COLUMNS, rows))
    alt = f"A list of {count_of(len(promises), 'promise')} between teams: {', '.join(counts)}."
    return Panel(
        name,
        title,
        " · ".join([count_of(len(promises), "promise"), *counts, *choice.words(today, "due in")]),
        " ".join([alt, *left_out]),
        tuple(tables),
        legend=legend_of_lines(tuple(tables), [(m.glyph, m.word, m.tone) for m in MARKS.values()]),
        left_out=left_out,
        header=_HEADER,
        records=tuple(_record(source.plan, promise, today) for promise in promises),
    )


def _row(source: PanelSource, promise: Commitment) -> Row:
    state = state_of(promise, source.today)
    texts = [Line(promise.title, "title", href=source.href(promise.id))]
    texts += [Line(promise.promise)] if promise.promise else []
    texts += [Line(promise.specification, "soft")] if promise.specification else [_UNSPECIFIED]
    tone = {"missed": "bad", "overdue": "bad", "broken": "watch", "unrecorded": "watch"}.get(state, "")
    return Row(
        promise.id,
        (
            Cell(tuple(texts)),
            Cell(_due_lines(promise), tone=tone),
            _side(source, promise.from_team.id if promise.from_team else None),
            _side(source, promise.to_team.id if promise.to_team else None),
            Cell(_state_lines(promise, state, source.today)),
            Cell(tuple(_purposes(source, promise))),
        ),
    )


_UNSPECIFIED = Line("without a specification", "alarm")


def _due_lines(promise: Commitment) -> tuple[Line, ...]:
    day = due_day(promise)
    if promise.every is None:
        if promise.due is None or day is None:
            return (Line("no day", "alarm"),)
        return Line(day.isoformat(), "title"), *(
            [Line(str(promise.due), "soft")] if str(promise.due) != str(day) else []
        )
    again = Line(promise.every, "soft")
    return (Line(day.isoformat(), "title"), again) if day is not None else (again,)


def _side(source: PanelSource, team_id: str | None) -> Cell:
    if team_id is None:
        return Cell((Line("nobody", "alarm"),))
    team = source.plan.get(team_id)
    return Cell((Line(team.title if team is not None else team_id, href=source.href(team_id) if team else ""),))


def _state_lines(promise: Commitment, state: str, today: date) -> tuple[Line, ...]:
    lines = [line_of_mark(MARKS[state])]
    if state == "overdue" and promise.due is not None:
        lines.append(Line(f"{count_of((today - promise.due.last).days, 'day')} late, still {promise.status}", "soft"))
    known = sorted((entry for entry in promise.kept if entry.date <= today), key=lambda entry: entry.date)
    if known:
        kept = sum(entry.kept for entry in known)
        lines.append(Line(f"kept {kept} of {count_of(len(known), 'time')}"))
        last = known[-1]
        note = f": {last.note}" if last.note else ""
        lines.append(Line(f"last {'kept' if last.kept else 'not kept'} {last.date.isoformat()}{note}", "soft"))
    return tuple(lines)


def _purposes(source: PanelSource, promise: Commitment) -> list[Line]:
    """The outcomes that a promise serves, and the work that waits for it."""
    plan = source.plan
    lines = []
    for link in promise.serves:
        outcome = plan.get(link.id)
        lines.append(Line(outcome.title if outcome else link.id, href=source.href(link.id) if outcome else ""))
    for item, day in _waiting(plan, promise):
        lines.append(Line(f"needed by {item}{day}", "soft"))
    return lines


def _waiting(plan: Plan, promise: Commitment) -> list[tuple[str, str]]:
    found = []
    for edge in sorted(plan.links_to(promise.id, "needs"), key=lambda e: e.source.id):
        needs = getattr(edge.source, "needs", ())
        need = next((need for need in needs if need.id == promise.id), None)
        word = "" if isinstance(edge.source, Initiative) else "the bet "
        day = f", {format_deadline(need.needed_by)}" if need is not None and need.needed_by is not None else ""
        found.append((f'{word}"{edge.source.title}"', day))
    return found


def _record(plan: Plan, promise: Commitment, today: date) -> tuple[str | float | None, ...]:
    known = [entry for entry in promise.kept if entry.date <= today]
    day = due_day(promise)
    return (
        promise.id,
        promise.title,
        state_of(promise, today),
        team_names(plan, [promise.from_team.id]) if promise.from_team else "",
        team_names(plan, [promise.to_team.id]) if promise.to_team else "",
        promise.promise or "",
        promise.subject or "",
        promise.specification or "",
        day.isoformat() if day is not None else "",
        promise.every or "",
        sum(entry.kept for entry in known) if known else None,
        len(known) if known else None,
        "; ".join(link.id for link in promise.serves),
        "; ".join(edge.source.id for edge in sorted(plan.links_to(promise.id, "needs"), key=lambda e: e.source.id)),
    )
