"""The known word nearest to one that was mistyped."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate most like `word`, or None where none is like it. Ties go to the first in alphabetical order.

    Likeness is difflib's ratio (Ratcliff and Obershelp 1988), from 0 to 1; `cutoff` is the least that counts.
    """
    found = difflib.get_close_matches(word, sorted(set(candidates)), n=3, cutoff=cutoff)
    if not found:
        return None
    best = difflib.SequenceMatcher(None, found[0], word).ratio()
    return min(c for c in found if difflib.SequenceMatcher(None, c, word).ratio() == best)
