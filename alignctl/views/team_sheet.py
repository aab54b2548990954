"""The sheet of a team as a panel: what it works on and how that contributes, with what waits for it at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alignctl.plan.due import find_due
from alignctl.plan.items import Team
from alignctl.plan.scoreboard import is_live
from alignctl.views.choice import Choice, not_asked_for, not_shown
from alignctl.views.cutting import free_name, pieces_of
from alignctl.views.panel import Cell, Column, Line, Panel, PanelSet, PanelSource, Row, Table, line_of_mark
from alignctl.views.picture import LegendEntry, Tone, count_of
from alignctl.views.team_survey import (
    GIVEN,
    PARTS,
    SECTIONS,
    STATES,
    TAKEN,
    Contributions,
    TeamEntry,
    TeamSurvey,
    due_by_team,
    headings,
    items_held,
    survey_team,
)

__all__ = ["STATES", "draw_up_team_sheets"]

DUE = 12
"""The most things that wait for a team that its sheet names, the late ones first."""

ROWS = 60
"""The most entries on one sheet of a team."""


def draw_up_team_sheets(
    source: PanelSource, choice: Choice, *, title: str = "Team sheet", limit: int = ROWS
) -> PanelSet:
    """A sheet for the team chosen, or for each team that has a part in something; several where one is too long.

    Of a team that was named and nothing else asked, a sheet says that it has nothing.
    """
    plan = source.plan
    teams: Iterable[Team] = (team for team in plan.teams if plan.get(team.id) is team and is_live(team, source.today))
    if choice.team is not None:
        chosen = plan.find(choice.team, Team)
        teams = [chosen] if chosen is not None else []
    title = Choice(choice.strategy).title(plan, title)
    due = due_by_team(find_due(plan, source.today))
    contributions = Contributions(plan)
    everything = choice == Choice(team=choice.team)
    panels: list[Panel] = []
    of: dict[str, str] = {}
    taken: set[str] = set()
    for team in teams:
        survey = survey_team(source, team, choice, due.get(team.id, ()), contributions)
        waiting = survey.of("due")[:DUE]
        entries = [e for section in SECTIONS for e in (waiting if section == "due" else survey.of(section))]
        named = everything and choice.team is not None
        hidden = 0 if everything else _count_hidden(source, team, survey, contributions)
        for part, piece in pieces_of(entries, limit) or ([("", [])] if named else []):
            name = free_name(f"team-sheet-{team.id}", taken)
            of.setdefault(team.id, name)
            panels.append(_make_panel(source, choice, survey, piece, hidden, name, f"{title}: {team.title}{part}"))
    return PanelSet("team-sheet", title, tuple(panels), of)


_HEADER = (
    "team", "part", "id", "kind", "title", "role", "how it contributes", "state", "detail", "missing", "strategies",
    "day", "late",
)  # fmt: skip


def _count_hidden(source: PanelSource, team: Team, survey: TeamSurvey, contributions: Contributions) -> int:
    """How many entries of the whole sheet were not asked for."""
    whole = survey_team(source, team, Choice(), (), contributions)
    return len([entry for entry in whole.entries if entry.section != "parts"]) - len(survey.entries)


def _make_panel(
    source: PanelSource,
    choice: Choice,
    survey: TeamSurvey,
    entries: Sequence[TeamEntry],
    hidden: int,
    name: str,
    title: str,
) -> Panel:
    first = survey.entries[:1] == tuple(entries[:1])
    tables = []
    empties = {key: empty for key, _, _, empty in PARTS}
    for key, heading in headings().items():
        empty = empties.get(key, "")
        members = [entry for entry in entries if entry.section == key]
        columns = _COLUMNS.get(key, _OTHER_COLUMNS)
        if members or (empty and first and choice == Choice(team=choice.team)):
            text = f"{heading} · {len(members)}" if members else heading
            tables.append(Table(key, text, columns, tuple(_row(source, e) for e in members), "", empty))
    late = sum(entry.late for entry in entries if entry.section == "due")
    counts = [f"{count_of(len(survey.entries), 'entry', 'entries')}", *([f"{late} late"] if late else [])]
    glyphs = {line.glyph: line for t in tables for r in t.rows for c in r.cells for line in c.lines if line.glyph}
    words: dict[str, set[str]] = {}
    for entry in entries:
        if entry.mark is not None:
            words.setdefault(entry.mark.glyph, set()).add(entry.mark.word)
    if "warning" in glyphs:
        words["warning"] = {"leads nowhere"}
    if any(entry.section == "due" and entry.late for entry in entries):
        words.setdefault("clock", set()).add("late")
    drafts = [item for item in items_held(source.plan, survey.team.id) if item.is_draft]
    more = len(survey.of("due")) - DUE
    left_out = (
        *not_shown([(len(drafts), "draft", "drafts"), (max(0, more), "thing that waits", "things that wait")]),
        *not_asked_for(max(0, hidden), "entry", "entries"),
    )
    return Panel(
        name,
        title,
        " · ".join([*counts, *choice.words(source.today, "in force in")]),
        f"A list of what the team works on. {survey.lead}",
        tuple(tables),
        lead=(survey.sentence, survey.lead) if first else (),
        legend=tuple(
            LegendEntry("mark", glyph, "; ".join(sorted(words[glyph])), glyphs[glyph].tone)
            for glyph in sorted(words)
            if glyph in glyphs
        ),
        left_out=left_out,
        href=source.href(survey.team.id),
        header=_HEADER,
        records=tuple(
            (
                survey.team.id, e.section, e.id, e.kind, e.title, e.role, e.says, e.mark.word if e.mark else "",
                "; ".join(e.details), e.gap, "; ".join(e.strategies), e.day.isoformat() if e.day else "",
                "yes" if e.late else "",
            )
            for e in entries
        ),
    )  # fmt: skip


_STANDS = Column("How it stands", 1.0)
_PROMISE = (Column("What", 1.3), Column("What it is", 2.2), _STANDS)
_COLUMNS = {
    "due": (Column("What", 1.3), Column("What is to be done", 2.2), Column("When", 1.0)),
    "parts": (Column("Team", 1.3), Column("What it has to do with", 2.2), Column("")),
    GIVEN: _PROMISE,
    TAKEN: _PROMISE,
}
_OTHER_COLUMNS = (Column("What", 1.3), Column("How it contributes", 2.2), _STANDS)
"""Those of the parts that `_COLUMNS` does not name."""


def _row(source: PanelSource, entry: TeamEntry) -> Row:
    title = Line(entry.title, "title", href=source.href(entry.id))
    if entry.section == "due":
        late = Line("late", "alarm", "clock", Tone.WATCH)
        day = Line(entry.day.isoformat() if entry.day is not None else "no day")
        cells = (Cell((title,)), Cell((Line(entry.says),)), Cell((*([late] if entry.late else []), day)))
        return Row(entry.id, cells)
    role = [Line(entry.role, "soft")] if entry.role else []
    gap = [Line(entry.gap, "alarm", "warning", Tone.WATCH)] if entry.gap else []
    says = [Line(entry.says)] if entry.says else []
    mark = [line_of_mark(entry.mark)] if entry.mark is not None else []
    stands = (*mark, *(Line(detail, "soft") for detail in entry.details))
    return Row(entry.id, (Cell((title, *role)), Cell((*says, *gap)), Cell(stands)))
