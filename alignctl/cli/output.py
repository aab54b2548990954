"""Where reports go, and in which colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
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
    from alignctl.report.full import plain

    if color == "auto":
        forced, refused = os.environ.get("FORCE_COLOR"), os.environ.get("NO_COLOR")
        color = "always" if not refused and (forced or sys.stdout.isatty()) else "never"
    if color == "never":
        return plain

    def paint(text: str, style: str) -> str:
        if style in ("bold", "dim"):
            return click.style(text, bold=style == "bold", dim=style == "dim")
        return click.style(text, fg=style, bold=True)

    return paint
