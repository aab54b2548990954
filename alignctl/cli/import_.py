"""`alignctl import FILE`: take back what was changed in a workbook that `alignctl export` wrote."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from alignctl.cli.opening import Opened, open_plan, plan_options
from alignctl.cli.recording import keep_trying
from alignctl.cli.terminal import clean
from alignctl.cli.writing import Changes, counted, show_changes

if TYPE_CHECKING:
    from alignctl.exchange.carrying import Carrier
    from alignctl.exchange.memory import Memory
    from alignctl.exchange.tables import Row
    from alignctl.exchange.wishes import Remark


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--dry-run", "--diff", "dry_run", is_flag=True, help="Show what would change as a diff, and write nothing."
)
@click.option("--commit", is_flag=True, help="Commit what was written to git.")
@plan_options
@click.pass_context
def command(ctx: click.Context, file: str, dry_run: bool, commit: bool) -> int:
    """Write into the plan what was changed in FILE, a workbook that "alignctl export" wrote.

    Only cells that say something else than when they were exported change anything, and nothing else in the files
    does: comments, order and layout stay. A new row becomes a new item, in a file of its own, or a new entry of a list.
    A row that was taken out is reported, and takes nothing out of the plan.

    What does not fit is listed by sheet, row and column with the reason, and the rest is written. A cell that was
    changed in the plan too since the export is a conflict, and stays as the plan has it. Importing the same file again
    changes nothing.

    Exit codes: 0 everything in the sheet is in the plan; 1 something was refused, is in conflict or was taken out; 2
    misuse, or the file cannot be read.
    """
    from alignctl.exchange.memory import read_memory
    from alignctl.exchange.tables import MAX_UNPACKED, UnreadableTable, read_sheets
    from alignctl.exchange.wishes import Sort

    try:
        if Path(file).stat().st_size > MAX_UNPACKED:
            raise click.UsageError(f'"{file}" is larger than {MAX_UNPACKED // 1_000_000} MB; that is no exported plan')
        data = Path(file).read_bytes()
    except OSError as error:
        raise click.UsageError(f'"{file}" cannot be read: {error.strerror}') from error
    try:
        book = read_sheets(data, file)
        memory = read_memory(book, file)
    except UnreadableTable as error:
        raise click.UsageError(str(error)) from error

    def make() -> tuple[Opened, Changes, tuple[Opened, Carrier, tuple[Remark, ...]]]:
        opened = open_plan(ctx)
        carrier, remarks = _carry_out(opened, book, memory)
        for path in sorted(carrier.added):
            if os.path.lexists(opened.config.root / path):
                raise click.UsageError(
                    f'"{clean(path)}" is there already and holds no item of the plan; move it, and import again'
                )
        before = opened.loaded.sources
        changes = {} if dry_run else {path: (before[path], data) for path, data in carrier.changed.items()}
        return opened, changes, (opened, carrier, remarks)

    opened, carrier, remarks = keep_trying(make)
    if not dry_run:
        _write_new(opened, carrier.added)
    _report(opened, carrier, remarks, dry_run=dry_run)
    if commit and not dry_run and carrier.done:
        from alignctl.cli.committing import commit as commit_files

        before = {path: opened.loaded.sources[path] for path in carrier.changed}
        lines = sorted({wish.item for wish in carrier.done})
        subject = f"Take over {counted(len(carrier.done), 'change')} from {Path(file).name}"
        commit_files(opened.config.root, before, {**carrier.changed, **carrier.added}, lines, subject)
    return EXIT_FINDINGS if any(remark.sort != Sort.NOTE for remark in remarks) else EXIT_CLEAN


def _carry_out(
    opened: Opened, book: Mapping[str, tuple[Row, ...]], memory: Memory
) -> tuple[Carrier, tuple[Remark, ...]]:
    from alignctl.edit.new_item import new_item_path
    from alignctl.exchange.carrying import Carrier
    from alignctl.exchange.comparing import Comparison
    from alignctl.exchange.layout import lay_out, read_sources

    plan, sources = opened.plan, read_sources(opened.loaded).by_id
    folder = opened.config.plans[0].rstrip("/")
    comparison = Comparison(book, memory, sources, plan.kind_of, plan.ids, plan.fiscal_year_starts)
    asked = comparison.compare(lay_out(sources.values()))
    carrier = Carrier(
        plan, sources, opened.loaded.sources, opened.today.day, lambda kind, i: f"{folder}/{new_item_path(kind, i)}"
    )
    carrier.carry_out(asked.wishes)
    return carrier, (*asked.remarks, *carrier.remarks)


def _write_new(opened: Opened, added: Mapping[str, bytes]) -> None:
    from alignctl.edit.files import FileExists, write_new

    for path, data in sorted(added.items()):
        try:
            write_new(opened.config.root / path, data.decode())
        except FileExists:
            raise click.UsageError(
                f'"{clean(path)}" is there already and was left alone; move it, and import again'
            ) from None
        except OSError as error:
            raise click.UsageError(f'"{clean(path)}" cannot be written: {error.strerror}') from error


def _report(opened: Opened, carrier: Carrier, remarks: tuple[Remark, ...], *, dry_run: bool) -> None:
    """Say which files changed, how much came in, and what did not."""
    from alignctl.exchange.wishes import Sort

    if dry_run:
        before = opened.loaded.sources
        changes = {path: (before[path], data) for path, data in carrier.changed.items()}
        show_changes({**changes, **{path: (b"", data) for path, data in carrier.added.items()}})
    for path in sorted({*carrier.changed, *carrier.added}):
        click.echo(f"{'would change' if dry_run else 'wrote'} {clean(path)}{' (new)' if path in carrier.added else ''}")
    counts = {sort: sum(remark.sort == sort for remark in remarks) for sort in Sort}
    said = [f"{counted(len(carrier.done), 'change')} {'would be made' if dry_run else 'made'}"]
    said += [f"{counts[Sort.REFUSED]} refused", f"{counts[Sort.CONFLICT]} in conflict"]
    said += [f"{counted(counts[Sort.REMOVED], 'row')} taken out of the sheet"] if counts[Sort.REMOVED] else []
    click.echo(", ".join(said))
    for remark in sorted(remarks, key=lambda remark: (remark.spot, remark.message)):
        click.echo(f"{remark.sort}: {clean(str(remark.spot))}: {clean(remark.message)}; {clean(remark.help)}", err=True)
