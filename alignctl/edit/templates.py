"""Texts with blanks: `{{name}}` is filled from values, `{{month 3}}` and the like from the day.

Blanks about time count from the day given: `{{day -14}}` is a day, `{{month_start 1}}` and `{{month_end -2}}` are the
first and last day of a month counted from the current one, `{{month 3}}` is a month, `{{year 1}}` is a year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

_BLANK = re.compile(r"\{\{(\w+)(?: (-?\d+))?\}\}")
_SAFE = re.compile(r"[A-Za-z(][^:#\n\r\t\\\"'{}\[\],&*!|>%@`]*[A-Za-z0-9.)?!]\Z", re.ASCII)
_WORDS_WITH_MEANING = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"])


def fill(template: str, values: Mapping[str, str], today: date) -> str:
    """Fill every blank. Raises KeyError for a blank that has neither a value nor a meaning in time."""

    def replace(match: re.Match[str]) -> str:
        name, number = match.group(1), int(match.group(2) or 0)
        if name == "day":
            return (today + timedelta(days=number)).isoformat()
        if name in ("month", "month_start", "month_end", "year"):
            return _in_time(name, number, today)
        return values[name]

    return _BLANK.sub(replace, template)


def _in_time(name: str, number: int, today: date) -> str:
    if name == "year":
        return str(today.year + number)
    months = today.year * 12 + today.month - 1 + number
    first = date(months // 12, months % 12 + 1, 1)
    if name == "month":
        return f"{first:%Y-%m}"
    if name == "month_start":
        return first.isoformat()
    return (date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(days=1)).isoformat()


def quote(text: str) -> str:
    """A text as a YAML scalar on one line: plain where nobody can misread it, else in double quotes."""
    if _SAFE.match(text) and text.isprintable() and text.lower() not in _WORDS_WITH_MEANING:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() or c == " " else _escape(c) for c in escaped) + '"'


def _escape(character: str) -> str:
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    code = ord(character)
    return named.get(character) or (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
