"""What a plain scalar means: the core schema of YAML 1.2, section 10.3.2.

`no`, `on`, `12:30`, `1_000`, `2026-03-31` and `<<` are text there; `1e3` is a number, `0o14` is twelve.
"""

from __future__ import annotations

import re
from math import inf, isfinite, nan

MAY_NOT_BE_TEXT = frozenset("0123456789+-.~nNtTfF")
"""Every plain scalar that is not text begins with one of these characters, or is empty."""

_WORDS: dict[str, bool | float | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), nan),
}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_BASED = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)\Z")
_MANY_DIGITS = 300


def read_scalar(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar. A number too large for a float comes back as infinity."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text) if len(text) < _MANY_DIGITS else float(text)
    if _FLOAT.match(text):
        return float(text)
    if _BASED.match(text):
        return int(text, 0) if len(text) < _MANY_DIGITS / 2 else inf
    return text


def is_unusable(value: object) -> bool:
    """Whether this is a number that no computation can use: infinite, or none at all."""
    return isinstance(value, float) and not isfinite(value)
