"""A plainly written file cut into its fields, so that only those are composed again whose place is asked for.

Most findings lie in files that are written as plainly as can be, and speak of an item or of one of its fields. Such a
file is cut at its margin, where that is certain to be right: one document, a mapping at the left margin, and nothing
by which a line there could belong to a text or a list that was begun further up.
"""

from __future__ import annotations

import re

_OTHER_LINE = re.compile(r"^(?![ \n]|\Z|#|- |[A-Za-z_][A-Za-z0-9_-]*:(?: |$))", re.MULTILINE)
"""A line at the margin that begins neither a field nor an entry of a list."""

_LEFT_OPEN = re.compile(
    r"(?:,|\[|\{|\n|: |\? |- ) *"
    r"(?:\"(?![^\"\\\n]*\"$)|'(?![^'\n]*'$)|\[(?![^\"'\[\]{}\n]*\]$)|\{(?![^\"'\[\]{}\n]*\}$)|&|!)",
    re.MULTILINE,
)
"""A quote or bracket where a value may begin, whose other end is not the end of the line; an anchor or a tag."""

_FIELD = re.compile(r"^[A-Za-z_]", re.MULTILINE)
_COMMENT_LINE = re.compile(r"^ *#", re.MULTILINE)


class Fields:
    """The fields of a plainly written file."""

    def __init__(self, text: str) -> None:
        self._text = text

    def cut(self, name: str) -> tuple[str, int] | None:
        """The text of the first field of this name, and how many lines stand before it; None where there is none.

        Raises ValueError where a comment makes it unclear where the field ends.
        """
        found = re.compile(rf"^{re.escape(name)}:", re.MULTILINE).search(self._text)
        if found is None:
            return None
        following = _FIELD.search(self._text, found.end())
        part = self._text[found.start() : following.start() if following else len(self._text)]
        if "#" in part and _COMMENT_LINE.search(part):
            raise ValueError
        return part, self._text.count("\n", 0, found.start())


def cut_plain(data: bytes) -> Fields | None:
    """The fields of a file; None where only the parser can tell what its lines mean."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Tabs, carriage returns, byte order marks and all other ends of lines are not printable.
    if not text.replace("\n", "").isprintable() or _OTHER_LINE.search(text) or _LEFT_OPEN.search(text):
        return None
    return Fields(text)
