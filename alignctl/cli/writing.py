"""What commands that change plan files share: writing them, or showing what would change."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from alignctl.cli.terminal import clean

Changes = Mapping[str, tuple[bytes, bytes]]
"""Path relative to the root → the bytes that were read, and the bytes that are to stand there."""


def write_changes(root: Path, changes: Changes) -> None:
    """Write all files or none. Raises click.UsageError saying what stood in the way."""
    changed = try_changes(root, changes)
    if changed is not None:
        raise click.UsageError(
            f'"{clean(changed)}" was changed by something else in the meantime; '
            "nothing was written: run the command again"
        )


def try_changes(root: Path, changes: Changes) -> str | None:
    """Write all files or none: None, or the file that something else changed meanwhile. Raises click.UsageError."""
    from alignctl.edit.files import ChangedMeanwhile, NotRestored, replace_files

    try:
        replace_files({root / path: contents for path, contents in changes.items()})
    except ChangedMeanwhile as error:
        return str(error)
    except NotRestored as error:
        raise click.UsageError(
            f"writing failed half-way, and these files could not be put back: {clean(str(error))}; "
            "git knows what they were"
        ) from error
    except OSError as error:
        raise click.UsageError(
            f'nothing was changed: "{clean(str(error.filename))}" cannot be written: {error.strerror}'
        ) from error
    return None


def show_changes(changes: Changes) -> None:
    """Print a unified diff. On a terminal, signs that could command it are shown as escapes."""
    from alignctl.edit.difference import differences

    text = differences(changes)
    if sys.stdout.isatty():
        text = "".join(c if c.isprintable() or c in "\n\t" else c.encode("unicode_escape").decode() for c in text)
        click.echo(text, nl=False)
        return
    # A patch has to hold the very bytes, line ends included.
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
