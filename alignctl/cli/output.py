"""Where reports go, and in which colours."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click


def write_report(output: str, text: str) -> None:
    """Write a report whole or not at all. Raises click.UsageError."""
    from alignctl.edit.files import write_whole

    try:
        write_whole(Path(output), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise click.UsageError(f'the report cannot be written to "{output}": {error.strerror}') from error


def paint_for(color: str) -> Callable[[str, str], str]:
    """What `--color` means: `auto` colours a terminal, unless NO_COLOR or FORCE_COLOR say otherwise."""
    from alignctl.cli.terminal import open_terminal
    from alignctl.report.full import plain

    if color == "never" or (color == "auto" and not open_terminal().colour):
        return plain

    def paint(text: str, style: str) -> str:
        if style in ("bold", "dim"):
            return click.style(text, bold=style == "bold", dim=style == "dim")
        return click.style(text, fg=style, bold=True)

    return paint


def link_for(color: str, urls: Callable[[], Mapping[str, str]]) -> Callable[[str, str], str]:
    """Makes a text a link to the page of a rule, in a terminal that shows colours; elsewhere the text stays as it is.

    A link is an escape sequence (OSC 8) that a terminal hides; a file or a build log would show it, whatever `--color`
    says. `urls` gives the address of each rule's page by its code, and is asked only where links can be shown.
    """
    from alignctl.cli.terminal import open_terminal
    from alignctl.report.full import unlinked

    if color == "never" or not sys.stdout.isatty() or not open_terminal().colour:
        return unlinked
    known = urls()

    def link(text: str, code: str) -> str:
        return f"\x1b]8;;{known[code]}\x1b\\{text}\x1b]8;;\x1b\\" if code in known else text

    return link
