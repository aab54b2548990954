"""Changes to the text of one file: stretches and what stands there afterwards. Everything else stays as it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from alignctl.load.compose import decode, strip_bom


@dataclass(frozen=True, slots=True, order=True)
class Patch:
    """Put `text` in place of what stands from `start` to `end` (exclusive), in code points after a byte order mark."""

    start: int
    end: int
    text: str

    def collides_with(self, other: Patch) -> bool:
        """Whether the two cannot both be made: they overlap, or begin at the same point. Equal ones are one."""
        if self == other:
            return False
        first, second = sorted((self, other))
        return first.start == second.start or second.start < first.end


class Patches:
    """The patches of one file that go together, in the order of the file."""

    def __init__(self) -> None:
        self._kept: list[Patch] = []

    def __iter__(self) -> Iterator[Patch]:
        return iter(self._kept)

    def admits(self, patches: Iterable[Patch]) -> bool:
        """Whether these collide neither with what was kept before nor with each other."""
        wanted = sorted(set(patches))
        if any(one.collides_with(other) for one, other in pairwise(wanted)):
            return False
        for patch in wanted:
            at = bisect_left(self._kept, patch)
            if any(patch.collides_with(near) for near in self._kept[max(at - 2, 0) : at + 2]):
                return False
        return True

    def keep(self, patches: Iterable[Patch]) -> None:
        """Add patches that were admitted; one that was kept before is not kept twice."""
        for patch in patches:
            at = bisect_left(self._kept, patch)
            if self._kept[at : at + 1] != [patch]:
                self._kept.insert(at, patch)


def apply_patches(data: bytes, patches: Iterable[Patch]) -> bytes:
    """The file with these patches made; they must not collide. Raises UndecodableError where it is no UTF-8 text."""
    body = strip_bom(data)
    text = decode(body)
    parts = []
    at = 0
    for patch in sorted(patches):
        parts += [text[at : patch.start], patch.text]
        at = patch.end
    parts.append(text[at:])
    return data[: len(data) - len(body)] + "".join(parts).encode()
