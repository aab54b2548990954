"""Source text for showing findings: the lines of a file, safe for a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from alignctl.diagnostics import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMAND = re.compile(r"##(?=[a-z]*\[)")
TAB = "    "


class SourceText:
    """The lines of the files that were read, by path. Lines end where editors see it, as in spans."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        """Line `number` (from 1) of a file, without its end; None where there is none."""
        lines = self._lines.get(path)
        if lines is None:
            text = self._sources.get(path, b"").decode("utf-8", "replace").removeprefix("\ufeff")
            lines = self._lines[path] = _LINE_END.split(text)
        return lines[number - 1] if 0 < number <= len(lines) else None


def printable(text: str) -> str:
    """Text in which nothing can steer a terminal or reorder what is read: controls become visible escapes.

    Line feeds become spaces. Covers C0, C1, format characters that override direction (Unicode TR 36) and surrogates;
    and commands of build servers.
    """
    if not text.isprintable():
        text = "".join(map(_printable, text))
    return without_commands(text)


def without_commands(text: str) -> str:
    """Text in which no build server finds a command: GitHub and Azure look for `##[error]` and `##vso[…]` anywhere."""
    return _COMMAND.sub(r"#\\x23", text) if "##" in text else text


def _printable(character: str) -> str:
    if character in "\n\r\t\u2028\u2029\u0085":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs") or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f":
        return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
    return character


def display_width(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, combining marks none (Unicode TR 11)."""
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def marked_columns(line: str, number: int, span: Span) -> tuple[int, int]:
    """Where the marker under a line begins and how long it is, in terminal cells of the line as shown."""
    first = min(span.column - 1, len(line))
    last = min(span.end_column - 1, len(line)) if span.end_line == number else len(line.rstrip())
    before = shown_line(line[:first])
    return display_width(before), max(1, display_width(shown_line(line[first : max(last, first)])))


def shown_line(line: str) -> str:
    """A source line as it is shown: tabs as spaces, controls made visible."""
    return printable(line.replace("\t", TAB))
