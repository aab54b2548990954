"""Did you mean: the known word that is closest to a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_CLOSE_ENOUGH = 0.7


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word`, or None where none is close. Among equals the first by alphabet wins.

    Likeness is that of Ratcliff and Obershelp (`difflib`), and must reach 0.7. Case, `-`, `_` and spaces make no
    difference, and a candidate that begins with the word counts as close.
    """
    plain = _fold(word)
    if not plain:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(plain)
    best: tuple[float, str] | None = None
    for candidate in sorted(set(candidates)):
        folded = _fold(candidate)
        if folded == plain:
            return candidate
        matcher.set_seq1(folded)
        floor = best[0] if best else _CLOSE_ENOUGH
        if len(plain) > 2 and folded.startswith(plain):
            ratio = max(matcher.ratio(), _CLOSE_ENOUGH)
        elif matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
            continue
        else:
            ratio = matcher.ratio()
        if ratio >= _CLOSE_ENOUGH and (best is None or ratio > best[0]):
            best = (ratio, candidate)
    return best[1] if best else None


def _fold(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")
