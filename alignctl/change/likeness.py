"""How alike two texts or two items are, and whether a change of words is only a repaired typing error."""

from __future__ import annotations

import math
import re
import unicodedata

from alignctl.plan.describe import stated_fields
from alignctl.plan.items import Item

_WORD = re.compile(r"\w+", re.UNICODE)
_SHORTEST_REPAIRED = 5
"""Words shorter than this are never taken for a typing error: `lost` and `last` are one letter apart."""


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded: case, marks and white space make no difference."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def says_the_same(old: str | None, new: str | None) -> bool:
    """Whether two texts differ in nothing but white space, marks, case and repaired typing errors.

    A typing error is one letter added, left out, replaced or swapped with its neighbour, inside a word of at least five
    letters that keeps its first one. Numbers must agree. So "solved" and "resolved" are two things.
    """
    if old == new:
        return True
    if old is None or new is None or _signs_of(old) != _signs_of(new):
        return False
    before, after = words_of(old), words_of(new)
    return len(before) == len(after) and all(a == b or _is_slip(a, b) for a, b in zip(before, after, strict=True))


def _signs_of(text: str) -> list[str]:
    """Signs that carry meaning in a definition: comparisons, signs of numbers, percent."""
    return re.findall(r"[<>≤≥=%‰±]|-(?=\d)", text)


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_REPAIRED or one[0] != other[0]:
        return False
    if any(c.isdigit() for c in one + other) or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def text_likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words in the same order)."""
    before, after = words_of(one), words_of(other)
    if not before and not after:
        return 1.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def item_likeness(one: Item, other: Item) -> float:
    """How alike two items of one kind are, from 0 to 1: their titles, and the fields that either states.

    The sum is exact, so that pairs that are as much alike come out equal, whatever the order of their fields.
    """
    if type(one) is not type(other):
        return 0.0
    mine, yours = dict(stated_fields(one)), dict(stated_fields(other))
    mine.pop("status", None)
    yours.pop("status", None)
    names = set(mine) | set(yours)
    parts = [(2.0, text_likeness(one.title, other.title))]
    parts += [(1.0, _value_likeness(mine.get(name), yours.get(name))) for name in names]
    return math.fsum(weight * score for weight, score in parts) / sum(weight for weight, _ in parts)


def _value_likeness(one: object, other: object) -> float:
    if one == other:
        return 1.0
    if one is None or other is None:
        return 0.0
    if isinstance(one, str) and isinstance(other, str):
        return text_likeness(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        shared = sum(1 for entry in one if entry in other)
        return 2 * shared / (len(one) + len(other))
    return 0.0
