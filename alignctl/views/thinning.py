"""Fewer points for the same line: what a chart of limited width can show of a long series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A value on a day."""

    @property
    def date(self) -> date: ...

    @property
    def value(self) -> float: ...


P = TypeVar("P", bound=Dated)


def thin(points: Sequence[P], columns: int) -> tuple[P, ...]:
    """At most four points for each of so many columns of equal width: the first, the last, the lowest, the highest.

    `points` are in order of their days. A line through what is left covers the same pixels as one through all, where a
    column is a pixel wide: U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, "M4: A visualization-oriented time series
    data aggregation", Proceedings of the VLDB Endowment 7 (2014), 797-808. No extreme is lost at any width. A series of
    no more than four points a column comes back whole.
    """
    if len(points) <= 4 * columns:
        return tuple(points)
    start, end = points[0].date.toordinal(), points[-1].date.toordinal()
    width = max(end - start, 1) / columns
    kept: list[P] = []
    here = 0
    while here < len(points):
        column = min(int((points[here].date.toordinal() - start) / width), columns - 1)
        limit = start + (column + 1) * width if column < columns - 1 else end + 1
        after = here + 1
        lowest = highest = here
        while after < len(points) and points[after].date.toordinal() < limit:
            if points[after].value < points[lowest].value:
                lowest = after
            elif points[after].value > points[highest].value:
                highest = after
            after += 1
        kept.extend(points[place] for place in sorted({here, lowest, highest, after - 1}))
        here = after
    return tuple(kept)
