"""Texts as YAML scalars, in the manner in which the one before them was written."""

from __future__ import annotations

import re

from alignctl.edit.templates import quote
from alignctl.load.scalars import read_scalar

_WORD = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*\Z")


def as_scalar(text: str, style: str = "") -> str:
    """A text as a scalar on one line. `style` is the quote sign of the one that it replaces; `""` for none.

    Single quotes stay where they can hold the text; a plain text stays plain where it is read as this very text.
    """
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        plain = quote(text)
        return plain if plain.startswith('"') else f'"{plain}"'
    if _WORD.match(text) and isinstance(read_scalar(text), str):
        return text
    return quote(text)
