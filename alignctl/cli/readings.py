"""`alignctl readings import FILE`: take readings over from a table that another program wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from alignctl.cli.answers import choose_of_kind
from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from alignctl.cli.opening import Opened, open_config, open_plan, plan_options
from alignctl.cli.recording import Manner, finish, read_given, record, value_text
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal
from alignctl.cli.writing import counted, show_changes

if TYPE_CHECKING:
    from alignctl.config import Config
    from alignctl.edit.checkin import Entry, Refused
    from alignctl.edit.recording import Recorded
    from alignctl.exchange.readings import Mapped


@click.group("readings")
def command() -> None:
    """Take readings over from the tables of other programs."""


@command.command("import")
@click.argument("file", metavar="FILE")
@click.option("--kpi", metavar="ID", help="All rows are of this measure; no column names it.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook, where it has several.")
@click.option("--correct", is_flag=True, help='Replace values of days that are there; the old ones are kept as "was".')
@click.option("--dry-run", is_flag=True, help="Show what would change, as a diff too, and write nothing.")
@click.option("--commit", is_flag=True, help="Commit what was written to git.")
@plan_options
@click.pass_context
def import_readings(
    ctx: click.Context, file: str, kpi: str | None, sheet: str | None, correct: bool, dry_run: bool, commit: bool
) -> int:
    """Write the readings in FILE, a CSV file or an XLSX workbook, into the plan. FILE may be - for standard input.

    A row needs a measure (its id or its title), a date and a value; a note and a source may be there. What the columns
    are called, and what measures are called in the table, is configuration:

    \b
    readings:
      columns: {kpi: Measure, date: Period, value: Actual}
      measures: {"FCR %": first-contact-resolution}
      decimal: comma

    Rows that do not fit are listed with their number and the reason; the others are written. Importing the same file
    again adds nothing.

    Exit codes: 0 all rows are in the plan; 1 some rows were refused; 2 misuse, or the file cannot be read.
    """
    from alignctl.edit.checkin import Entry, Refused
    from alignctl.exchange.readings import read_rows
    from alignctl.exchange.tables import UnreadableTable, is_workbook, read_table

    config = open_config(ctx)
    try:
        data = read_given(file)
        table = read_table(data, file, sheet or (config.readings.sheet if is_workbook(data) else None))
        opened = open_plan(ctx)
        if kpi is not None:
            choose_of_kind(opened, kpi, "kpi", "--kpi")
        rows = read_rows(table, opened.plan, _mapped(config, kpi))
    except UnreadableTable as error:
        raise click.UsageError(str(error)) from error
    numbers = [number for number, entry in rows if isinstance(entry, Entry)]
    entries = [entry for _, entry in rows if isinstance(entry, Entry)]
    opened, recorded = record(opened, lambda: open_plan(ctx), entries, Manner(correct, dry_run))
    refused = [(number, entry) for number, entry in rows if isinstance(entry, Refused)]
    refused += [
        (number, answer.refused)
        for number, answer in zip(numbers, recorded.answers, strict=True)
        if answer.refused is not None
    ]
    _report(opened, recorded, refused, len(rows), Manner(correct, dry_run, commit))
    return EXIT_FINDINGS if refused else EXIT_CLEAN


def _mapped(config: Config, kpi: str | None) -> Mapped:
    from alignctl.exchange.readings import Mapped

    given = config.readings
    return Mapped(given.columns, given.measures, given.dates, given.decimal, kpi)


def _report(opened: Opened, recorded: Recorded, refused: list[tuple[int, Refused]], rows: int, manner: Manner) -> None:
    """Say what changed of which measure, and which rows were refused and why."""
    terminal = open_terminal()
    new: dict[str, list[Entry]] = {}
    for answer in recorded.answers:
        if answer.is_new:
            new.setdefault(answer.entry.kpi, []).append(answer.entry)
    if manner.dry_run:
        show_changes({path: (opened.loaded.sources[path], data) for path, data in recorded.files.items()})
    for kpi_id, entries in sorted(new.items()):
        for line in _measure_lines(opened, terminal, recorded, kpi_id, entries):
            terminal.print(line)
    lines = [f"{kpi_id}: {counted(len(entries), 'reading')}" for kpi_id, entries in sorted(new.items())]
    finish(opened, recorded.files, lines, manner)
    count = sum(map(len, new.values()))
    known = sum(answer.known for answer in recorded.answers)
    verb = "would be written" if manner.dry_run else "written"
    click.echo(f"{counted(rows, 'row')}: {count} {verb}, {known} in the plan already, {len(refused)} refused")
    for number, why in sorted(refused, key=lambda pair: pair[0]):
        click.echo(f"row {number}: {clean(why.message)}; {clean(why.help)}", err=True)


def _measure_lines(
    opened: Opened, terminal: Terminal, recorded: Recorded, kpi_id: str, entries: list[Entry]
) -> Iterator[str]:
    """What the new readings of one measure come to."""
    from alignctl.cli.answers import paint_mark
    from alignctl.plan.items import Kpi
    from alignctl.plan.progress import judge_progress
    from alignctl.views.status import make_mark

    before, after = opened.plan.find(kpi_id, Kpi), recorded.measures[kpi_id]
    assert before is not None
    today, starts = opened.today.day, opened.plan.fiscal_year_starts
    then, now = judge_progress(before, today, starts), judge_progress(after, today, starts)
    pieces = [(clean(after.title), "bold"), (f"[{clean(kpi_id)}]", "dim")]
    yield from flow(pieces, terminal.text_width, "", "  ", terminal.paint)
    days = sorted(entry.day for entry in entries)
    span = f"{days[0].isoformat()} to {days[-1].isoformat()}" if len(days) > 1 else days[0].isoformat()
    latest = f", latest {value_text(after, now.latest.value, now.latest.date)}" if now.latest is not None else ""
    was = f", was {make_mark(then.state).word}" if then.state != now.state else ""
    yield f"  {counted(len(entries), 'reading')}, {span}{latest}"
    yield f"  {paint_mark(terminal, make_mark(now.state))}{was}"
