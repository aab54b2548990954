"""Whether two texts name the same subject, and whether they say the same of it."""

from __future__ import annotations

import re
import unicodedata

_FILLER = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "our",
        "per",
        "the",
        "their",
        "this",
        "to",
        "with",
        "your",
    )
)
"""Small English words that may come and go without changing what a text is about."""

_WORD = re.compile(r"\w+|%")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: case, punctuation, spacing and ways to write a letter make no difference."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def subject_of(text: str) -> tuple[str, ...]:
    """What a text is about: its words without small ones, in the singular, in no order."""
    return tuple(sorted({_singular(word) for word in words_of(text) if word not in _FILLER}))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
