"""What the views made of tables share on the command line: from what is to be shown to the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_output import hand_over, is_folder, refuse_terminal

if TYPE_CHECKING:
    from alignctl.draw.files import DrawnFile

WHOLE = ("html", "csv", "xlsx")
"""Formats in which several pictures make one file."""


def draw_sheets(wanted: Wanted, count: int, what: str, draw: Callable[[], Sequence[DrawnFile]]) -> int:
    """Draw and hand over; returns an exit code. `what` follows the count where one file would have to hold several.

    Raises click.UsageError.
    """
    from alignctl.draw.png import PngMissingError
    from alignctl.draw.sheet import XlsxMissingError

    form, output = wanted.form, wanted.output
    to_folder = is_folder(output, wanted.suffixes)
    if count > 1 and form not in WHOLE and not to_folder:
        whole = [other for other in WHOLE if other in wanted.suffixes.values()]
        raise click.UsageError(
            f"{count} {what}; name a folder with -o, ask for less with --strategy, --team, --status or --period, or "
            f"take --format {', '.join(whole[:-1])} or {whole[-1]}"
        )
    refuse_terminal(form, output)
    try:
        files = draw()
    except (PngMissingError, XlsxMissingError) as error:
        raise click.UsageError(f"{error}") from error
    return hand_over(files, output, to_folder=to_folder)
