"""`alignctl export`: the whole plan as a workbook, to read or to change in a spreadsheet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import at_option, open_plan, plan_options
from alignctl.cli.terminal import clean
from alignctl.cli.writing import counted


@click.command("export")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="plan.xlsx",
    show_default=True,
    help="The workbook to write; - for standard output.",
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there; changes made in it are lost.")
@at_option
@plan_options
@click.pass_context
def command(ctx: click.Context, output: str, force: bool) -> int:
    """Write the whole plan as an XLSX workbook: a sheet a kind, and a sheet a list.

    Each item is a row on the sheet of its kind. What an item holds several times (readings, targets, moves,
    deliverables, answers of teams …) has a sheet of its own, whose rows name the item and their number in the list.
    The first sheet says in plain words what can be changed; "alignctl import" takes the changes back.

    Texts that begin with = + - @ are texts, never formulas. The same plan gives the same file on the same day.

    Exit codes: 0 written; 2 misuse; 3 the plan is empty.
    """
    from alignctl.draw.sheet import XlsxMissingError
    from alignctl.edit.files import write_whole
    from alignctl.exchange.layout import lay_out, read_sources
    from alignctl.exchange.workbook import write_workbook

    opened = open_plan(ctx)
    sources = read_sources(opened.loaded)
    for text in sources.left_out:
        click.echo(f'left out: {clean(text)}; "alignctl check" says what is wrong', err=True)
    if not sources.by_id:
        click.echo('the plan is empty; "alignctl new" adds an item', err=True)
        return EXIT_NOTHING
    sheets = lay_out(sources.by_id.values())
    try:
        data = write_workbook(opened.config.name, sheets, opened.today.day, sources.left_out)
    except XlsxMissingError as error:
        raise click.UsageError(str(error)) from error
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return EXIT_CLEAN
    path = Path(output)
    if path.exists() and not force:
        raise click.UsageError(
            f'"{output}" is there already and was left alone; -o FILE names another, --force replaces it'
        )
    try:
        write_whole(path, data)
    except OSError as error:
        raise click.UsageError(f'"{output}" cannot be written: {error.strerror}') from error
    rows = sum(len(filled.rows) for filled in sheets if filled.sheet.kind is None)
    click.echo(f"wrote {clean(output)}: {counted(len(sources.by_id), 'item')}, {rows} rows of lists")
    click.echo(f'change it, save it as XLSX, then "alignctl import {clean(output)}"', err=True)
    return EXIT_CLEAN
