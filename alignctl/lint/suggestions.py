"""Which id was meant by one that is not in the plan."""

from __future__ import annotations

from collections.abc import Iterable

from alignctl.plan.nearest import is_slip, nearest
from alignctl.plan.plan import Plan

MOST_COMPARISONS = 100_000
"""How many pairs of ids are compared at most, so that a plan with a folder missing is still checked at once."""


class Suggestions:
    """Finds the nearest id of the right kind. Each id is looked up once, and all look-ups together have a bound."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ids: dict[tuple[str, ...], list[str]] = {}
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}
        self._left = MOST_COMPARISONS

    def suggest(self, word: str, kinds: tuple[str, ...]) -> str | None:
        """The id of one of these kinds that is most like `word`, or None where none is like it."""
        key = (word, kinds)
        if key not in self._found:
            candidates = self._of_kinds(kinds)
            if self._left < len(candidates):
                return None
            self._left -= len(candidates)
            self._found[key] = nearest(word, candidates)
        return self._found[key]

    def is_slip(self, word: str, meant: str, kinds: tuple[str, ...]) -> bool:
        """Whether `word` can be nothing but a slip of the pen for the id `meant`, which `suggest` gave."""
        return is_slip(word, meant, self._of_kinds(kinds))

    def _of_kinds(self, kinds: tuple[str, ...]) -> list[str]:
        if kinds not in self._ids:
            self._ids[kinds] = list(self._select(kinds))
        return self._ids[kinds]

    def _select(self, kinds: tuple[str, ...]) -> Iterable[str]:
        return (entry for entry in self._plan.ids if self._plan.kind_of(entry) in (*kinds, None))
