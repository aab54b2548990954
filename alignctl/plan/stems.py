"""Which words a text is about, so that two texts can be compared without a dictionary.

Words are reduced to stems: small letters, an English ending taken off, cut after six letters. Cutting is a stemmer that
needs no knowledge of a language (Can and others, "Information retrieval on Turkish texts", 2008, found five letters as
good as a dictionary there), so other languages are compared too, only more roughly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FILLER = (
    *("a", "an", "the", "this", "that", "these", "those", "it", "its", "our", "their", "them", "they", "we", "us"),
    *("you", "your", "and", "or", "but", "not", "no", "if", "than", "then", "so", "as", "at", "by", "for", "from"),
    *("in", "into", "of", "off", "on", "onto", "out", "over", "to", "up", "with", "without", "before", "after"),
    *("instead", "each", "every", "all", "any", "both", "few", "more", "most", "some", "be", "is", "are", "was"),
    *("were", "been", "being", "has", "have", "had", "do", "does", "did", "can", "who", "which", "what", "when"),
    *("where", "while", "how", "new", "only", "also", "same", "other", "first", "one", "two", "three", "four"),
    *("five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty", "forty", "fifty"),
    "hundred",
)
"""Words that say nothing of what a text is about, and would make any two texts alike; number words among them."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "e", "s", "y")
_LENGTH = 6
_SHORTEST = 3


class Stems:
    """Finds the stems of the words in a text; numbers and the `filler` are left out.

    Words are remembered for as long as this is: a plan says the same ones again and again.
    """

    def __init__(self, filler: Iterable[str] = ()) -> None:
        self._known = dict.fromkeys((word.casefold() for word in filler), "")

    def of(self, text: str) -> frozenset[str]:
        """The stems of a text, each once."""
        return frozenset(self.each(text))

    def each(self, text: str) -> list[str]:
        """The stems of a text in their order, as often as they stand there."""
        return [stem for _, stem in self.pairs(text)]

    def pairs(self, text: str) -> list[tuple[str, str]]:
        """Each word of a text that has a stem, and the stem."""
        words = _WORD.findall(text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold())
        known = self._known
        for word in words:
            if word not in known:
                known[word] = _stem(word)
        return [(word, stem) for word in words if (stem := known[word])]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets have in common, from 0 to 1: what both hold, of all that either holds (Jaccard 1901)."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    if not word.endswith("ss"):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
        word = word.removesuffix(ending)
    return word[:_LENGTH]
