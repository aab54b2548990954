"""Text for a terminal: what a plan holds is made harmless, colours only where wanted, lines no wider than the window.

Widths count columns, not characters: a Chinese sign takes two, an accent none.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator

import click

from alignctl.records import Record, record
from alignctl.report.source import without_commands

PIPE_WIDTH = 100
"""The width of sentences where no window has one."""

LEAST_ROOM = 8
"""The least number of columns into which a word that is too long is broken; with less, the line runs over."""

_TIE = "\u00a0"

_STYLES: dict[str, dict[str, object]] = {
    "good": {"fg": "green"},
    "watch": {"fg": "yellow"},
    "bad": {"fg": "red"},
    "unknown": {"fg": "bright_black"},
    "dim": {"dim": True},
    "bold": {"bold": True},
}
_FOLDS = str.maketrans(
    {
        "…": "...",
        "–": "-",
        "—": "-",
        "−": "-",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "×": "x",
        "·": "-",
        "≤": "<=",
        "≥": ">=",
    }
)


@record
class Terminal(Record):
    """What the place that we write to can show. `width` is None where nothing limits a line (a file, a pipe)."""

    width: int | None
    colour: bool
    unicode: bool

    def paint(self, text: str, style: str) -> str:
        """Text in a style: good, watch, bad, unknown, dim or bold; plain where colours are not wanted."""
        return click.style(text, **_STYLES[style]) if self.colour and text else text  # type: ignore[arg-type]

    def sign(self, sign: str, ascii_sign: str) -> str:
        """A sign, or what stands for it where the encoding is narrow."""
        return sign if self.unicode else ascii_sign

    def print(self, line: str = "") -> None:
        """Write one line to standard output."""
        click.echo(line if self.unicode else line.translate(_FOLDS), color=self.colour)

    @property
    def text_width(self) -> int:
        """The width for running text."""
        return PIPE_WIDTH if self.width is None else self.width


def open_terminal() -> Terminal:
    """Look at standard output and at NO_COLOR, FORCE_COLOR, TERM and COLUMNS. NO_COLOR wins (no-color.org)."""
    live = sys.stdout.isatty()
    forced = os.environ.get("FORCE_COLOR", "0") not in ("", "0")
    colour = not os.environ.get("NO_COLOR") and (forced or (live and os.environ.get("TERM") != "dumb"))
    width = _terminal_width() if live or os.environ.get("COLUMNS") else None
    try:
        "│├└─✔▲▼◷◌".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Terminal(width, colour, unicode=False)
    return Terminal(width, colour, unicode=True)


def _terminal_width() -> int:
    import shutil  # for nothing else than this, and a pipe does without

    return max(40, shutil.get_terminal_size((80, 24)).columns)


def clean(text: str) -> str:
    """Text of a plan on one line, with everything that a terminal would obey written out, as `\\x1b`.

    That is: control characters, and marks that turn the direction of writing (which can make a line read as what it
    does not say); and what the log of a build server would obey. Runs of white space become one space.
    """
    return without_commands("".join(c if _is_harmless(c) else _written_out(c) for c in " ".join(text.split())))


def _is_harmless(char: str) -> bool:
    # Zl and Zp are line separators, Cf holds direction marks; joiners inside words and emoji are Cf too and may stay.
    return unicodedata.category(char) not in ("Cc", "Cs", "Cf", "Zl", "Zp") or char in "\u200c\u200d\u00ad"


def _written_out(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def width_of(text: str) -> int:
    """How many columns a text takes; it must hold no escape sequences."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Text filled up with spaces to a width; on the left where it is to stand `right`."""
    fill = " " * max(0, width - width_of(text))
    return fill + text if right else text + fill


def cut(text: str, width: int) -> str:
    """Text cut to a width, with `…` where something is left out."""
    if width_of(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += _columns(char)
        if used > width - 1:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def wrap(text: str, width: int, indent: str = "", hanging: str | None = None) -> Iterator[str]:
    """Lines of at most `width` columns, broken at spaces, and inside a word only where it is too long for a line.

    The first line begins with `indent`, the others with `hanging` (default: `indent`).
    """
    return flow([(text.replace(" %", f"{_TIE}%"), "")], width, indent, hanging, lambda piece, _: piece)


def flow(
    pieces: Iterable[tuple[str, str]],
    width: int,
    indent: str,
    hanging: str | None,
    paint: Callable[[str, str], str],
) -> Iterator[str]:
    """As `wrap`, for text made of pieces, each with a style for `paint` ("" for none); a space goes between pieces."""
    following = indent if hanging is None else hanging
    line, used, fresh = indent, width_of(indent), True
    for piece, style in pieces:
        for word in piece.split(" "):
            if not fresh and used + 1 + width_of(word) > width:
                yield line.rstrip()
                line, used, fresh = following, width_of(following), True
            rest = word.replace(_TIE, " ")
            while fresh and used + width_of(rest) > width and width - used >= LEAST_ROOM:
                part = _fitting(rest, width - used)
                yield line + (paint(part, style) if style else part)
                rest = rest[len(part) :]
                line, used = following, width_of(following)
            line += ("" if fresh else " ") + (paint(rest, style) if style and rest else rest)
            used += width_of(rest) + (not fresh)
            fresh = False
    yield line.rstrip()


def unbroken(text: str) -> str:
    """Text that `flow` is to keep on one line."""
    return text.replace(" ", _TIE)


def _fitting(word: str, width: int) -> str:
    used = 0
    for index, char in enumerate(word):
        used += _columns(char)
        if used > width:
            return word[: max(1, index)]
    return word
