"""`alignctl format`: the fields of plan files in the order of the schema, and a tidy layout."""

from __future__ import annotations

import os
from pathlib import Path

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING
from alignctl.cli.opening import open_config, plan_options
from alignctl.cli.terminal import clean
from alignctl.cli.writing import counted, show_changes, write_changes
from alignctl.config import Config


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@plan_options
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], only_check: bool, diff: bool) -> int:
    """Put the fields of plan files in the order of the schema, and tidy their layout.

    What a plan says never changes. Comments go with the field below them, or beside which they stand; quotes, lists and
    mappings stay in the style in which they were written. PATH names files and folders of the plan; default: all.

    Exit codes: 0 done or nothing to do, 1 a file would change (with --check) or cannot be read, 2 misuse, 3 no files.
    """
    from alignctl.edit.formatting import NotFormatted, format_file

    config = open_config(ctx)
    sources, refused = _read(config, paths)
    if not sources and not refused:
        click.echo(f"nothing to format: no .yaml files in {', '.join(paths or config.plans)}", err=True)
        return EXIT_NOTHING
    changes: dict[str, tuple[bytes, bytes]] = {}
    for path, before in sources.items():
        try:
            after = format_file(before)
        except NotFormatted as error:
            refused[path] = f"{error}"
            continue
        if after != before:
            changes[path] = before, after
    for path, reason in sorted(refused.items()):
        shown = clean(path)
        click.echo(f'not formatted: "{shown}" {reason}; "alignctl check {shown}" says more', err=True)
    if diff:
        show_changes(changes)
    elif not only_check:
        write_changes(config.root, changes)
    _tell(list(changes), len(sources), would=diff or only_check, quiet=diff)
    return EXIT_FINDINGS if refused or (changes and only_check) else EXIT_CLEAN


def _tell(changed: list[str], files: int, *, would: bool, quiet: bool) -> None:
    if not changed:
        click.echo(f"{counted(files, 'file')} in good order", err=True)
        return
    if not quiet:
        for path in changed:
            click.echo(f"{'would format' if would else 'formatted'} {clean(path)}")
    rest = files - len(changed)
    verb = "would be formatted" if would else "formatted"
    click.echo(f"{counted(len(changed), 'file')} {verb}, {rest} in good order", err=True)


def _read(config: Config, paths: tuple[str, ...]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The plan files asked for, by path relative to the root, and why others cannot be read. Raises UsageError."""
    from alignctl.load.discovery import Refusal, find_files, read_file

    wanted = tuple(_inside(config, path) for path in paths) or config.plans
    sources: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for path, refusal in find_files(config.root, wanted):
        content = refusal if refusal is not None else read_file(config.root, path)
        if isinstance(content, Refusal):
            refused[path] = f"cannot be read: {content.message}"
        else:
            sources[path] = content
    return dict(sorted(sources.items())), refused


def _inside(config: Config, name: str) -> str:
    path = Path(os.path.normpath(Path.cwd() / name))
    if not path.is_relative_to(config.root):
        raise click.UsageError(f'"{name}" lies outside the plan, whose folder is {config.root}')
    if not path.exists():
        raise click.UsageError(f'there is no file or folder "{name}"')
    if path.is_file() and path.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f'"{name}" is no plan file: their names end in ".yaml" or ".yml"')
    return path.relative_to(config.root).as_posix()
