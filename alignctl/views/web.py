"""Links among items, in both directions, for going up towards a strategy and down towards the work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alignctl.plan.graph import spread
from alignctl.views.picture import Edge


@dataclass(frozen=True, slots=True)
class Web:
    """For each id, what it leads to (`above`) and what leads to it (`below`), sorted."""

    above: Mapping[str, tuple[str, ...]]
    below: Mapping[str, tuple[str, ...]]

    def up(self, starts: Iterable[str]) -> frozenset[str]:
        """The ids given and all they lead to."""
        return spread(starts, lambda i: self.above.get(i, ()))

    def down(self, starts: Iterable[str]) -> frozenset[str]:
        """The ids given and all that lead to them."""
        return spread(starts, lambda i: self.below.get(i, ()))

    def up_to(self, starts: Iterable[str], most: int) -> frozenset[str]:
        """The ids given and those they lead to, the nearest first; hardly more than so many."""
        return reach(starts, self.above, most)

    def down_to(self, starts: Iterable[str], most: int) -> frozenset[str]:
        """The ids given and those that lead to them, the nearest first; hardly more than so many."""
        return reach(starts, self.below, most)

    def tops(self, ids: frozenset[str]) -> tuple[str, ...]:
        """The ids that lead to no other of them, sorted; of a ring that nothing leads out of, the smallest."""
        tops = [i for i in sorted(ids) if not any(upper in ids and upper != i for upper in self.above.get(i, ()))]
        rest = sorted(ids - self.down(tops))
        covered: set[str] = set()
        for item_id in rest:
            if item_id not in covered:
                tops.append(item_id)
                covered |= self.down({item_id})
        return tuple(sorted(tops))

    def pieces(self, ids: frozenset[str]) -> tuple[frozenset[str], ...]:
        """What hangs together among the ids; the piece with the smallest id first."""
        pieces = []
        left = set(ids)
        for start in sorted(ids):
            if start in left:
                piece = spread({start}, lambda i: (n for n in self._beside(i) if n in ids))
                pieces.append(piece)
                left -= piece
        return tuple(pieces)

    def _beside(self, item_id: str) -> tuple[str, ...]:
        return (*self.above.get(item_id, ()), *self.below.get(item_id, ()))


def reach(
    starts: Iterable[str], beside: Mapping[str, tuple[str, ...]], most: int, past: frozenset[str] = frozenset()
) -> frozenset[str]:
    """What can be reached link by link, until it is more than `most`; what is in `past` is reached and not passed."""
    reached = set(starts)
    level = reached
    while level and len(reached) <= most:
        level = {other for i in level if i not in past for other in beside.get(i, ())} - reached
        reached |= level
    return frozenset(reached)


def make_web(edges: Iterable[Edge]) -> Web:
    """The web that these links make."""
    pairs = [(edge.lower, edge.upper) for edge in edges]
    return Web(_index(pairs), _index((upper, lower) for lower, upper in pairs))


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for key, value in pairs:
        index.setdefault(key, []).append(value)
    return {key: tuple(sorted(values)) for key, values in index.items()}
