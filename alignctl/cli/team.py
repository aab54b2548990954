"""`alignctl team`: what a team works on, and how that contributes, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.answers import (
    choose_item,
    choose_of_kind,
    format_option,
    open_for_answers,
    paint_mark,
    print_json,
    sign_of,
)
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import at_option, complete_ids, plan_options
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, wrap

if TYPE_CHECKING:
    from alignctl.views.team_survey import TeamEntry, TeamSurvey

SHOWN = 8
"""How many entries of a section are told."""


@click.command("team")
@click.argument("team_id", metavar="ID", shell_complete=complete_ids)
@click.option("--all", "everything", is_flag=True, help="Every entry, however many there are.")
@format_option
@at_option
@plan_options
@click.pass_context
def command(ctx: click.Context, team_id: str, everything: bool, form: str) -> int:
    """Say what a team works on and how that contributes, what it has promised, and what waits for it.

    What the parts of a team do is told for each of them. What is due is told for the next 14 days; "alignctl due"
    looks further ahead. "alignctl render team-sheet --team ID" draws the same.

    Exit codes: 0 shown, 2 misuse (no such team), 3 the plan is empty, 70 a fault of alignctl.
    """
    from alignctl.cli.render_panels import panel_source
    from alignctl.plan.due import find_due
    from alignctl.plan.items import Team
    from alignctl.views.choice import Choice
    from alignctl.views.team_survey import due_by_team, survey_team

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    team = choose_item(opened, choose_of_kind(opened, team_id, "team", "ID"))
    assert isinstance(team, Team), "its kind was asked for"
    source = panel_source(opened)
    due = due_by_team(find_due(opened.plan, opened.today.day)).get(team.id, ())
    survey = survey_team(source, team, Choice(), due)
    if form == "json":
        print_json(opened, _as_data(survey))
        return EXIT_CLEAN
    terminal = open_terminal()
    for line in _lines(terminal, survey, everything):
        terminal.print(line)
    return EXIT_CLEAN


def _as_data(survey: TeamSurvey) -> dict[str, Any]:
    from alignctl.views.team_survey import SECTIONS

    team = survey.team
    return {
        "team": {"id": team.id, "title": team.title, "function": team.function, "purpose": team.purpose},
        "sentence": survey.sentence,
        "summary": survey.lead,
        **{section: [_entry_data(entry) for entry in survey.of(section)] for section in SECTIONS},
    }


def _entry_data(entry: TeamEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "role": entry.role or None,
        "contributes": entry.says or None,
        "state": entry.mark.word if entry.mark is not None else None,
        "state_detail": (entry.mark.detail or None) if entry.mark is not None else None,
        "details": list(entry.details),
        "missing": entry.gap or None,
        "strategies": list(entry.strategies),
        "day": entry.day.isoformat() if entry.day is not None else None,
        "late": entry.late,
    }


def _lines(terminal: Terminal, survey: TeamSurvey, everything: bool) -> Iterator[str]:
    from alignctl.views.team_survey import headings

    width = terminal.text_width
    name = [(clean(survey.team.title), "bold"), (f"[{clean(survey.team.id)}]", "dim")]
    yield from flow(name, width, "", None, terminal.paint)
    for sentence in (survey.sentence, survey.lead):
        yield ""
        yield from wrap(clean(sentence), width)
    for section, heading in headings().items():
        entries = survey.of(section)
        if not entries:
            continue
        yield ""
        yield terminal.paint(heading, "bold")
        shown = entries if everything or len(entries) <= SHOWN + 1 else entries[:SHOWN]
        for entry in shown:
            yield from _due_lines(terminal, entry) if section == "due" else _entry_lines(terminal, entry)
        if len(shown) < len(entries):
            yield f"  and {len(entries) - len(shown)} more (--all shows them)"


def _entry_lines(terminal: Terminal, entry: TeamEntry) -> Iterator[str]:
    """The title with how it stands, then below it what it contributes."""
    sign = f"{sign_of(terminal, entry.kind)} " if terminal.unicode and entry.kind in _SIGNED else ""
    pieces = [(f"{sign}{clean(entry.title)}", "bold"), (f"[{clean(entry.id)}]", "dim")]
    yield from flow(pieces, terminal.text_width, "  ", "    ", terminal.paint)
    detail = entry.mark.detail if entry.mark is not None else ""
    facts = [clean(fact) for fact in (detail, entry.role, *entry.details)]
    mark = paint_mark(terminal, entry.mark) if entry.mark is not None else ""
    told = "; ".join(fact for fact in facts if fact)
    first = f"{mark}{'; ' if mark and told else ''}"
    if mark or told:
        yield from _hang(terminal, first, told, entry.mark is not None)
    if entry.says:
        yield from wrap(clean(entry.says), terminal.text_width, "    ")
    if entry.gap:
        gap = clean(f"It {entry.gap}.")
        yield from flow([(gap, "watch")], terminal.text_width, "    ", "    ", terminal.paint)


def _hang(terminal: Terminal, mark: str, told: str, marked: bool) -> Iterator[str]:
    """Facts in a line that begins with a painted mark, whose colour codes take no room."""
    plain = click.unstyle(mark)
    lines = list(wrap(f"{plain}{told}", terminal.text_width, "    "))
    if marked and lines:
        lines[0] = lines[0].replace(plain.removesuffix("; "), mark.removesuffix("; "), 1)
    yield from lines


def _due_lines(terminal: Terminal, entry: TeamEntry) -> Iterator[str]:
    day = entry.day.isoformat() if entry.day is not None else "no day    "
    late = [("late:", "bad")] if entry.late else []
    pieces = [(day, "dim"), *late, (f"{clean(entry.title)}:", ""), (clean(entry.says), "")]
    yield from flow(pieces, terminal.text_width, "  ", "    ", terminal.paint)


_SIGNED = ("strategy", "outcome", "kpi", "hypothesis", "initiative")
