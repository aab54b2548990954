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
    return tuple(_WORD.findall(text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()))


class Subjects:
    """Finds what texts are about. Words are remembered for as long as this is: a plan says the same ones again."""

    def __init__(self) -> None:
        self._known = dict.fromkeys(_FILLER, "")

    def of(self, text: str) -> frozenset[str]:
        """The words of a text without small ones, in the singular."""
        words = words_of(text)
        for word in words:
            if word not in self._known:
                self._known[word] = _singular(word)
        return frozenset(map(self._known.__getitem__, words)) - {""}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
