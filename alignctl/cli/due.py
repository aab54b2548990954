"""`alignctl due`: what is due or late, and who is to act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.answers import choose_of_kind, open_for_answers, print_json
from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING
from alignctl.cli.opening import Opened, plan_options
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, pad
from alignctl.cli.writing import counted

if TYPE_CHECKING:
    from datetime import date

    from alignctl.plan.due import Due

MOST_ROWS = 500
"""How many rows a Markdown table has: job summaries end at 1 MiB."""

_SPAN = re.compile(r"([0-9]{1,5})\s*(d|days?|w|weeks?)?\Z", re.ASCII)
_TONES = {"late": "bad", "today": "watch", "soon": "", "open": "unknown"}


def _read_span(value: str) -> int:
    """A number of days: `14d`, `2w`, `10`."""
    match = _SPAN.match(value.strip().lower())
    if match is None:
        raise click.UsageError(f'--within takes a span of days such as 14d or 2w; "{value}" is none')
    return int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1)


@click.command("due")
@click.option("--team", metavar="ID", help="Only what this team, or a team in it, is to do.")
@click.option("--within", "span", default="14d", show_default=True, metavar="SPAN", help="How far to look ahead.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@click.option("--fail", is_flag=True, help="Exit with 1 where something is late.")
@plan_options
@click.pass_context
def command(ctx: click.Context, team: str | None, span: str, form: str, fail: bool) -> int:
    """List what is due or late, the late first, and who is to act.

    Readings by the cadence and lag of their measure, baselines, decisions on bets whose time box ends, promises,
    answers that were asked for, countermeasures, deliverables, outcomes that nobody has said the end of, and reviews of
    strategies whose years end.

    A reading is late when a newer one should exist (some days of grace included), a promise that returns two weeks
    after its period, all else on the day after it was due.

    Exit codes: 0 listed, also where nothing is due; 1 something is late (with --fail); 2 misuse; 3 the plan is empty.
    """
    from alignctl.plan.due import find_due

    within = _read_span(span)
    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    team = choose_of_kind(opened, team, "team", "--team") if team is not None else None
    today = opened.today.day
    found = find_due(opened.plan, today, within, team)
    late = sum(entry.late for entry in found)
    if form == "json":
        entries = [_as_data(entry, today) for entry in found]
        print_json(opened, {"team": team, "within_days": within, "late": late, "count": len(found), "due": entries})
    elif form == "markdown":
        click.echo("\n".join(_markdown(opened, found, within, team)))
    else:
        terminal = open_terminal()
        for line in _lines(opened, terminal, found, within, team):
            terminal.print(line)
    return EXIT_FINDINGS if fail and late else EXIT_CLEAN


def _as_data(entry: Due, today: date) -> dict[str, Any]:
    return {
        "what": entry.sort,
        "item": entry.item,
        "kind": entry.kind,
        "title": entry.title,
        "teams": list(entry.teams),
        "text": entry.text,
        "due": entry.day.isoformat() if entry.day is not None else None,
        "late": entry.late,
        "days_late": max(0, entry.days_late(today)) if entry.late else 0,
        "about": entry.about.isoformat() if entry.about is not None else None,
    }


def _summary(found: tuple[Due, ...], within: int) -> str:
    late = sum(entry.late for entry in found)
    undated = sum(entry.day is None for entry in found)
    parts = [f"{late} late", f"{len(found) - late - undated} due within {counted(within, 'day')}"]
    if undated:
        parts.append(f"{undated} without a day")
    return ", ".join(parts)


def _when(entry: Due, today: date) -> tuple[str, str]:
    """When it is due in words, and its tone: `3 days late`, `in 5 days`."""
    if entry.day is None:
        return "no day set", "open"
    days = entry.days_late(today)
    if entry.late:
        return f"{counted(days, 'day')} late", "late"
    if days > 0:
        return f"since {counted(days, 'day')}", "today"
    return ("today", "today") if days == 0 else (f"in {counted(-days, 'day')}", "soon")


def _teams(opened: Opened, entry: Due) -> str:
    """The titles of those who are to act."""
    titles = [item.title if (item := opened.plan.get(team)) is not None else team for team in entry.teams]
    return ", ".join(titles) or "nobody is named"


def _lines(opened: Opened, terminal: Terminal, found: tuple[Due, ...], within: int, team: str | None) -> Iterator[str]:
    yield terminal.paint(", ".join([clean(part) for part in _scope(opened, team)] + [str(opened.today)]), "bold")
    yield _summary(found, within)
    for entry in found:
        when, tone = _when(entry, opened.today.day)
        day = entry.day.isoformat() if entry.day is not None else ""
        yield ""
        head = (
            f"{terminal.paint(pad(when, 14), _TONES[tone])}{pad(day, 12)}"
            if _TONES[tone]
            else f"{pad(when, 14)}{pad(day, 12)}"
        )
        pieces = [(entry.sort, "bold"), (clean(entry.title), ""), (f"[{clean(entry.item)}]", "dim")]
        for number, line in enumerate(flow(pieces, terminal.text_width - 26, "", None, terminal.paint)):
            yield (" " * 26 if number else head) + line
        rest = [(clean(entry.text), ""), (f"({clean(_teams(opened, entry))})", "dim")]
        yield from flow(rest, terminal.text_width, " " * 26, " " * 26, terminal.paint)
    if any(entry.sort == "reading" for entry in found):
        yield ""
        yield '"alignctl checkin" asks for the readings and writes them down'


def _scope(opened: Opened, team: str | None) -> list[str]:
    item = opened.plan.get(team) if team is not None else None
    return [opened.config.name, *([item.title] if item is not None else [])]


def _markdown(opened: Opened, found: tuple[Due, ...], within: int, team: str | None) -> Iterator[str]:
    from alignctl.report.markdown import escaped

    yield f"## What is due: {', '.join(escaped(clean(part)) for part in _scope(opened, team))}"
    yield ""
    yield f"{_summary(found, within)}, {escaped(str(opened.today))}"
    if not found:
        return
    yield ""
    yield "| when | due | what | who |"
    yield "| --- | --- | --- | --- |"
    rows = [_row(opened, entry) for entry in found]
    yield from rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        yield ""
        yield f"and {len(rows) - MOST_ROWS} more; `alignctl due` lists them"


def _row(opened: Opened, entry: Due) -> str:
    from alignctl.report.markdown import escaped

    when, tone = _when(entry, opened.today.day)
    day = entry.day.isoformat() if entry.day is not None else ""
    what = f"{entry.sort}: {escaped(clean(entry.title))} (`{entry.item}`)<br>{escaped(clean(entry.text))}"
    who = escaped(clean(_teams(opened, entry)))
    return f"| {f'**{when}**' if tone == 'late' else when} | {day} | {what} | {who} |"
