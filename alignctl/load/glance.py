"""A plainly written file cut into its fields, so that only those are composed again whose place is asked for.

Most findings lie in files that are written as plainly as can be, and speak of an item or of one of its fields. Such a
file is cut at its margin, where that is certain to be right: one document, a mapping at the left margin, and nothing
by which a line there could belong to a text or a list that was begun further up.
"""

from __future__ import annotations

import re

from alignctl.records import Record, record

_OTHER_LINE = re.compile(r"\n(?![ \n]|\Z|#|- |[A-Za-z_][A-Za-z0-9_-]*:(?: |\n|\Z))")
"""A line at the margin that begins neither a field nor an entry of a list."""

_LEFT_OPEN = re.compile(
    r"[\"'\[{&!](?<=[,\[{\n ].)"
    r"(?:(?<=\")(?![^\"\\\n]*\"$)"
    r"|(?<=')(?![^'\n]*'$)"
    r"|(?<=\[)(?![^\"'\[\]{}\n]*\]$)"
    r"|(?<=\{)(?![^\"'\[\]{}\n]*\}$)"
    r"|(?<=[&!]))",
    re.MULTILINE,
)
"""A quote or bracket where a value may begin, whose other end is not the end of the line; an anchor or a tag."""

_PLAIN = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*): +([A-Za-z0-9][^\n#:]*)\n*")
"""A field with a single value that needs no quotes, on one line."""

_FIELD = re.compile(r"\n[A-Za-z_]")
_COMMENT_LINE = re.compile(r"\n *#")


@record
class PlainField(Record):
    """A field with a single value on its line: the line, from 1, and the columns of key and value; ends exclusive."""

    line: int
    key_end: int
    value_start: int
    value_end: int


class Fields:
    """The fields of a plainly written file."""

    def __init__(self, text: str) -> None:
        self._text = "\n" + text

    def cut(self, name: str) -> tuple[str, int] | None:
        """The text of the first field of this name, and how many lines stand before it; None where there is none.

        Raises ValueError where a comment makes it unclear where the field ends.
        """
        start = self._text.find(f"\n{name}:")
        if start < 0:
            return None
        following = _FIELD.search(self._text, start + 1)
        part = self._text[start + 1 : following.start() + 1 if following else len(self._text)]
        if "#" in part and _COMMENT_LINE.search(part):
            raise ValueError
        return part, self._text.count("\n", 0, start)

    @staticmethod
    def read_plain(part: str, lines_before: int) -> PlainField | None:
        """Where key and value of a field stand, if no parser is needed to tell."""
        found = _PLAIN.fullmatch(part)
        if found is None:
            return None
        value_start = found.start(2) + 1
        return PlainField(lines_before + 1, found.end(1) + 1, value_start, value_start + len(found[2].rstrip(" ")))


def cut_plain(data: bytes) -> Fields | None:
    """The fields of a file; None where only the parser can tell what its lines mean."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Tabs, carriage returns, byte order marks and all other ends of lines are not printable.
    if not text.replace("\n", "").isprintable() or _OTHER_LINE.search("\n" + text) or _LEFT_OPEN.search("\n" + text):
        return None
    return Fields(text)
