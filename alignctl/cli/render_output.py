"""What all views share: which format is wanted, whose items, and where the files go."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_MISUSE
from alignctl.cli.opening import Opened

if TYPE_CHECKING:
    from alignctl.draw.files import DrawnFile


def settle_form(form: str | None, output: Path | None, suffixes: Mapping[str, str], otherwise: str = "svg") -> str:
    """The format: as said, or by the ending of the output, else this. Raises click.UsageError where they disagree."""
    by_name = suffixes.get(output.suffix.lower()) if output is not None and not output.is_dir() else None
    if form is not None and by_name is not None and form != by_name:
        raise click.UsageError(f'--format {form} and the ending of "{output}" disagree; leave one out')
    return form or by_name or otherwise


def is_folder(output: Path | None, suffixes: Iterable[str]) -> bool:
    """Whether an output names a folder: one that is there, or a name without an ending that says a format."""
    return output is not None and (output.is_dir() or output.suffix.lower() not in suffixes)


def refuse_terminal(form: str, output: Path | None) -> None:
    """Raise click.UsageError where bytes that are no text would go to a terminal."""
    if form in ("png", "xlsx") and output is None and sys.stdout.isatty():
        article = "a PNG" if form == "png" else "an XLSX file"
        raise click.UsageError(f"{article} is no text for a terminal; name a file with -o, or send it on with > or |")


def hand_over(files: Sequence[DrawnFile], output: Path | None, *, to_folder: bool) -> int:
    """Write the files, or the only one to standard output; returns an exit code."""
    from alignctl.edit.files import write_whole

    _tell_missing(frozenset[str]().union(*(file.others for file in files)))
    if output is None:
        sys.stdout.buffer.write(files[0].content)
        sys.stdout.buffer.flush()
        return EXIT_CLEAN
    for file in files:
        path = (
            output / file.name
            if to_folder
            else output.with_suffix(Path(file.name).suffix if file.fallback else output.suffix)
        )
        try:
            write_whole(path, file.content)
        except OSError as error:
            click.echo(f"{path} cannot be written: {error.strerror}; name another place with -o", err=True)
            return EXIT_MISUSE
        click.echo(f"wrote {path}: {file.says}")
    return EXIT_CLEAN


def _tell_missing(others: frozenset[str]) -> None:
    """Say on standard error which of these characters no font of this machine has."""
    if not others:
        return
    from alignctl.draw.coverage import find_missing
    from alignctl.draw.scripts import font_to_install

    missing = find_missing(others)
    if missing:
        named = ", ".join(f"U+{ord(char):04X} {char}" for char in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        fonts = ", ".join(sorted({font_to_install(char) for char in missing}))
        click.echo(
            f"no font of this machine has {named}{more}; in a PNG boxes stand in their place: install {fonts}, "
            "or draw SVG, which takes the fonts of its reader",
            err=True,
        )


_NAMED = 6
"""How many characters that are missing are named."""


def read_words(text: str, known: Sequence[str], what: str) -> tuple[str, ...]:
    """Words divided by commas. Raises click.UsageError for one that is not known."""
    from alignctl.plan.nearest import nearest

    words = tuple(word.strip() for word in text.split(",") if word.strip())
    for word in words:
        if word not in known:
            close = nearest(word, known)
            hint = f'did you mean "{close}"?' if close else f"there are {', '.join(known)}"
            raise click.UsageError(f'there is no {what} "{word}" to choose here; {hint}')
    return words


def check_kind(opened: Opened, item_id: str | None, kind: str, instead: str) -> None:
    """Raise click.UsageError where an id is not of the kind that an option wants; `instead` names a better option."""
    if item_id is not None and (found := opened.item(item_id).kind) != kind:
        raise click.UsageError(f'"{item_id}" is no {kind} but of kind {found}; try {instead.format(item_id)}')


def page_of(opened: Opened, item_id: str) -> str:
    """The address of an item's page on the site."""
    from alignctl.publish.paths import path_of

    return path_of(opened.plan.kind_of(item_id) or "strategy", item_id)
