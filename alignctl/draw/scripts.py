"""Which fonts draw a script that the font of this package has not."""

from __future__ import annotations

import unicodedata
from functools import cache

from alignctl.draw.text import is_covered

EAST_ASIAN = (
    "Noto Sans CJK JP, Noto Sans CJK SC, Noto Sans JP, Noto Sans SC, Noto Sans KR, Hiragino Sans, PingFang SC, "
    "Apple SD Gothic Neo, Yu Gothic, Microsoft YaHei, Malgun Gothic"
)
_EMOJI = "Noto Emoji, Noto Color Emoji, Apple Color Emoji, Segoe UI Emoji"
_OTHERS = "'Noto Sans Symbols 2', Noto Sans Symbols, DejaVu Sans, Segoe UI Symbol"
_WORDS = frozenset(
    ("BOPOMOFO", "CJK", "FULLWIDTH", "HALFWIDTH", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA")
)
_OWN_FONTS = {"ARABIC": "Noto Sans Arabic, Noto Naskh Arabic, Geeza Pro, Segoe UI, DejaVu Sans"}


@cache
def families_of(char: str) -> str:
    """The font families to draw a character with, the best first; empty where the font of this package has it."""
    if is_covered(char):
        return ""
    script = _script_of(char)
    if script == "emoji":
        return f"{_EMOJI}, {_OTHERS}"
    if script == "east asian":
        return EAST_ASIAN
    return _OWN_FONTS.get(script, f"Noto Sans {script.title()}, {_OTHERS}" if script else _OTHERS)


def font_to_install(char: str) -> str:
    """The name of a free font that has a character."""
    script = _script_of(char)
    named = {"emoji": "Noto Emoji", "east asian": "Noto Sans CJK", "": "Noto Sans Symbols 2"}
    return named.get(script, f"Noto Sans {script.title()}")


def _script_of(char: str) -> str:
    """`emoji`, `east asian`, the word that the names of a script's letters begin with, or nothing for other signs."""
    category = unicodedata.category(char)
    if char >= "\U0001f000" and category in ("So", "Sk"):
        return "emoji"
    word = unicodedata.name(char, "").partition(" ")[0]
    if word in _WORDS or unicodedata.east_asian_width(char) in ("W", "F"):
        return "east asian"
    return word if category[0] in "LMN" else ""
