"""Asking on a terminal for the readings that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alignctl.cli.answers import choose_of_kind, open_for_answers
from alignctl.cli.committing import offer_commit
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened
from alignctl.cli.recording import Manner, due_text, open_around, record, said, show_entries, value_text
from alignctl.cli.terminal import clean, flow, open_terminal, wrap
from alignctl.cli.writing import counted

if TYPE_CHECKING:
    from datetime import date

    from alignctl.edit.checkin import Entry, Refused
    from alignctl.edit.recording import Recorded
    from alignctl.plan.due import Due
    from alignctl.plan.items import Kpi


def walk(ctx: click.Context, team: str | None, manner: Manner) -> int:
    """Ask for each reading that is due, write each down at once, and offer a commit at the end.

    What was written stays written when the walk is broken off.
    """
    from alignctl.plan.due import find_due

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    team = choose_of_kind(opened, team, "team", "--team") if team is not None else None
    today = opened.today.day
    waiting = [entry for entry in find_due(opened.plan, today, 0, team) if entry.sort == "reading"]
    if not waiting:
        click.echo(f'no reading is due {opened.today}; "alignctl due" shows what is to come')
        return EXIT_CLEAN
    click.echo(f"{counted(len(waiting), 'reading')} due. Type a value, or a value, a day and a note:")
    click.echo("64.5, or 64.5 2026-03-31 the new form is in use. Enter alone skips, q ends.")
    written: list[tuple[Opened, Recorded]] = []
    for number, entry in enumerate(waiting, 1):
        if not _ask_for(ctx, opened, entry, f"{number} of {len(waiting)}", manner, written):
            break
    _close(opened, written, manner)
    return EXIT_CLEAN


def _ask_for(
    ctx: click.Context,
    opened: Opened,
    due: Due,
    place: str,
    manner: Manner,
    written: list[tuple[Opened, Recorded]],
) -> bool:
    """Ask for one reading until the answer can be taken or is empty. False where the person wants to end."""
    from alignctl.edit.checkin import Refused
    from alignctl.plan.items import Kpi

    kpi = opened.plan.find(due.item, Kpi)
    assert kpi is not None
    day = due.about or opened.today.day
    _present(opened, kpi, day, place)
    while True:
        try:
            answer = click.prompt(f"  value on {day.isoformat()}", default="", show_default=False).strip()
        except click.Abort:
            click.echo()
            return False
        if answer.lower() in ("q", "quit"):
            return False
        if not answer:
            return True
        entry = _read(kpi, answer, day)
        refused = entry if isinstance(entry, Refused) else None
        if not isinstance(entry, Refused):
            plan, recorded = record(None, lambda: open_around(ctx, kpi.id), [entry], manner)
            refused = recorded.answers[0].refused
            if refused is None:
                written.append((plan, recorded))
                return True
        if refused is not None:
            for line in wrap(f"{clean(refused.message)}; {clean(refused.help)}", open_terminal().text_width, "  "):
                click.echo(line)


def _present(opened: Opened, kpi: Kpi, day: date, place: str) -> None:
    terminal = open_terminal()
    terminal.print()
    pieces = [(place, "dim"), (clean(kpi.title), "bold"), (f"[{clean(kpi.id)}]", "dim")]
    for line in flow(pieces, terminal.text_width, "", "  ", terminal.paint):
        terminal.print(line)
    last = max((r for r in kpi.readings if r.date < day), key=lambda r: r.date, default=None)
    facts = [f"last {value_text(kpi, last.value, last.date)}" if last is not None else "no reading yet"]
    due = due_text(kpi, day, opened.plan.fiscal_year_starts)
    facts += [f"due {due}"] if due else []
    facts += [f"from {clean(kpi.source)}"] if kpi.source is not None else []
    for line in wrap("; ".join(facts), terminal.text_width, "  "):
        terminal.print(line)


def _read(kpi: Kpi, answer: str, day: date) -> Entry | Refused:
    """A value, then perhaps a day, then perhaps a note."""
    from alignctl.edit.checkin import Entry, Refused, read_value
    from alignctl.plan.dates import parse_day

    text, *rest = answer.split()
    value = read_value(text)
    if isinstance(value, Refused):
        return value
    if rest:
        try:
            day = parse_day(rest[0])
        except ValueError:
            pass
        else:
            rest = rest[1:]
    return Entry(kpi.id, day, value, " ".join(rest) or None)


def _close(opened: Opened, written: list[tuple[Opened, Recorded]], manner: Manner) -> None:
    """Show what changed, and offer the commit."""
    new = [(plan, recorded) for plan, recorded in written if recorded.files]
    click.echo()
    if not new:
        click.echo("nothing was changed")
        return
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    for plan, recorded in new:
        show_entries(plan, recorded)
        for path, data in recorded.files.items():
            before.setdefault(path, plan.loaded.sources[path])
            after[path] = data
    for path in sorted(after):
        click.echo(f"{'would change' if manner.dry_run else 'wrote'} {clean(path)}")
    if not manner.dry_run and manner.commit is not False:
        lines = [said(answer.entry) for _, recorded in new for answer in recorded.answers]
        offer_commit(opened.config.root, before, after, lines, ask=manner.commit is None)
