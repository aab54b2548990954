"""`alignctl rename OLD NEW`: give an item another id, everywhere or nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import Opened, complete_ids, open_plan, plan_options
from alignctl.cli.terminal import clean
from alignctl.cli.writing import counted, show_changes, write_changes

if TYPE_CHECKING:
    from alignctl.edit.references import Mention

_MOST_MENTIONS = 20
_LONGEST_ID = 120


@click.command("rename")
@click.argument("old", metavar="OLD", shell_complete=complete_ids)
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Show the change as a diff, and write nothing.")
@plan_options
@click.pass_context
def command(ctx: click.Context, old: str, new: str, dry_run: bool) -> int:
    """Give the item OLD the id NEW, in its document and wherever the plan names it.

    Plan files, CSV files and the baseline change together or not at all; comments, order and quotes stay. Where the old
    id is left in prose, file names or fields of your own, the places are listed, and a person decides.
    """
    from alignctl.edit.renaming import CannotRename, rename_item

    opened = open_plan(ctx)
    _check(opened, old, new)
    sources = opened.loaded.sources
    try:
        renamed = rename_item(sources, old, new)
    except CannotRename as error:
        raise click.UsageError(f"nothing was renamed: {error}") from None
    changes = {path: (sources[path], data) for path, data in renamed.files.items()}
    changes |= _in_baseline(opened, old, new)
    said = f'"{old}" to "{new}": {counted(renamed.places, "place")} in {counted(len(changes), "file")}'
    if dry_run:
        show_changes(changes)
        click.echo(f"would rename {said}; nothing was written", err=True)
    else:
        write_changes(opened.config.root, changes)
        click.echo(f"renamed {said}")
    _tell_of_mentions(renamed.left, old, dry_run)
    return 0


def _check(opened: Opened, old: str, new: str) -> None:
    """See that the old id is one item's and the new one is free. Raises click.UsageError."""
    item = opened.item(old) if not opened.plan.knows(old) else opened.plan.get(old)
    if item is None:
        path = opened.paths_of(old)[0]
        raise click.UsageError(
            f'the document of "{old}" in "{path}" cannot be used; mend it first: "alignctl check {path}" says why'
        )
    opened.refuse_shared(old)
    if old == new:
        raise click.UsageError(f'"{old}" is its id already')
    if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", new) or len(new) > _LONGEST_ID:
        from alignctl.load.wording import as_id

        close = as_id(new)
        hint = f'; did you mean "{close}"?' if close and close != new else ""
        raise click.UsageError(
            f'an id is lower-case words and codes joined by "-" or ".", with at most {_LONGEST_ID} characters; '
            f'"{new}" is not{hint}'
        )
    if opened.plan.knows(new):
        taken = opened.paths_of(new)[0]
        raise click.UsageError(f'the id "{new}" is taken: {opened.plan.kind_of(new) or "a document"} in {taken}')


def _in_baseline(opened: Opened, old: str, new: str) -> dict[str, tuple[bytes, bytes]]:
    """The change of the configured baseline, where it knows something about the item. Raises click.UsageError."""
    name = opened.config.baseline
    if name is None:
        return {}
    from alignctl.lint.baseline import BaselineError, read_baseline, rename_item, write_baseline

    try:
        before = (opened.config.root / name).read_bytes()
        baseline = read_baseline(before.decode("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise click.UsageError(
            f'the baseline "{name}" cannot be read: {error.strerror}; nothing was renamed'
        ) from error
    except (BaselineError, UnicodeError) as error:
        raise click.UsageError(f'the baseline "{name}" {error}; nothing was renamed') from error
    renamed = rename_item(baseline, old, new)
    return {name: (before, write_baseline(renamed).encode())} if renamed != baseline else {}


def _tell_of_mentions(left: tuple[Mention, ...], old: str, to_stderr: bool) -> None:
    if not left:
        return
    click.echo(f'not changed, since "{old}" is prose there, a file name or a field of your own:', err=to_stderr)
    for mention in left[:_MOST_MENTIONS]:
        line = clean(mention.text.strip())
        shown = line if len(line) <= 100 else f"{line[:99]}…"
        click.echo(f"  {clean(mention.path)}:{mention.line}:{mention.column}: {shown}", err=to_stderr)
    if len(left) > _MOST_MENTIONS:
        click.echo(f"  and {len(left) - _MOST_MENTIONS} more", err=to_stderr)
