"""Did you mean: the known word that is closest to a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable

_CLOSE_ENOUGH = 0.7
_LONG_ENOUGH = 4


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word`, or None where none is close. Among equals the first by alphabet wins.

    Likeness is that of Ratcliff and Obershelp (`difflib`), and must reach 0.7. Case, `-`, `_` and spaces make no
    difference, and a candidate that begins with the word counts as close.
    """
    plain = _fold(word)
    if not plain:
        return None
    from difflib import SequenceMatcher

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


def is_slip(word: str, meant: str, candidates: Iterable[str]) -> bool:
    """Whether `word` can be nothing but a slip of the pen for `meant`, which is one of the candidates.

    They differ in case, `-`, `_` and spaces alone; or by one letter (wrong, missing, too many, or two swapped) in a
    word of four or more. Another candidate that is as close makes it unclear, and a digit that differs is no slip:
    `q1` is not `q2`.
    """
    plain = _fold(word)
    others = [_fold(other) for other in set(candidates) if other != meant]
    if _fold(meant) == plain:
        return plain not in others
    if len(plain) < _LONG_ENOUGH or not _one_apart(plain, _fold(meant)):
        return False
    return not any(other == plain or _one_apart(plain, other) for other in others)


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter, or the order of two, makes the difference."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(sign.isdigit() for sign in left + right):
        return False
    return max(len(left), len(right)) == 1 or (len(left) == len(right) == 2 and left == right[::-1])


def _fold(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")
