"""Which groups of people may be shown apart, so that no few of them can be told from the rest.

A group of fewer than a set size is not shown. Nor may a smaller one come out by adding and subtracting what is shown:
if nine people answered and the mean of six is told, the other three have no secret left. So further groups are
withheld until no set of people under the size can be written as a sum or difference of those shown (complementary
suppression: L. H. Cox, "Suppression methodology and statistical disclosure control", Journal of the American
Statistical Association 75 (1980), 377-385).

What it cannot hide: if all of a group gave the same answer, the mean of the group says what each said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

G = TypeVar("G")
Row = list[Fraction]
Sum = list[Fraction | int]

SMALLEST = 5
"""How many people a group must have to be shown apart, where nobody says otherwise."""

MOST = 20
"""How many groups are shown at most, the largest: with every further one, the sums to be looked at multiply."""


def groups_to_show(groups: Mapping[G, frozenset[Hashable]], smallest: int = SMALLEST) -> tuple[G, ...]:
    """The groups that may be shown beside the whole, in the order given. The whole is everybody in any of `groups`.

    A group of everybody is left out: it says nothing that the whole does not say. Of many groups, the `MOST` largest
    are looked at.
    """
    whole = frozenset(person for people in groups.values() for person in people)
    shown = [name for name, people in groups.items() if smallest <= len(people) < len(whole)]
    largest = sorted(shown, key=lambda name: -len(groups[name]))[:MOST]
    shown = [name for name in shown if name in largest]
    while shown and _exposes([whole, *(groups[name] for name in shown)], smallest):
        smaller = sorted(shown, key=lambda name: len(groups[name]))
        enough = (
            name
            for name in smaller
            if not _exposes([whole, *(groups[other] for other in shown if other != name)], smallest)
        )
        shown.remove(next(enough, smaller[0]))
    return tuple(shown)


def _exposes(sets: Sequence[frozenset[Hashable]], smallest: int) -> bool:
    """Whether a sum of multiples of these sets is a set of fewer than `smallest` people, and at least one.

    People who are in the same sets are one column. A sum is settled by what it is in the pivot columns of the reduced
    rows; with the largest columns first, few pivots are small enough to be in such a set at all.
    """
    alike = Counter(tuple(person in people for people in sets) for person in frozenset().union(*sets))
    columns = sorted(alike, key=lambda column: (-alike[column], column))
    sizes = [alike[column] for column in columns]
    rows = _reduce([[Fraction(column[number]) for column in columns] for number in range(len(sets))])
    small: list[tuple[Sum, int]] = [
        ([value.numerator if value.denominator == 1 else value for value in row], size)
        for row, pivot in rows
        if (size := sizes[pivot]) < smallest
    ]
    nothing: Sum = [0] * len(columns)
    return _finds_few(small, nothing, smallest, sizes, smallest)


def _finds_few(rows: Sequence[tuple[Sum, int]], total: Sum, room: int, sizes: Sequence[int], smallest: int) -> bool:
    """Whether some of these rows, added to a total, make a set of fewer than `smallest` people."""
    for index, (row, size) in enumerate(rows):
        if size < room:
            added = [one + other for one, other in zip(total, row, strict=True)]
            if all(value in (0, 1) for value in added):
                people = sum(size for value, size in zip(added, sizes, strict=True) if value)
                if people < smallest:
                    return True
            if _finds_few(rows[index + 1 :], added, room - size, sizes, smallest):
                return True
    return False


def _reduce(rows: Iterable[Row]) -> list[tuple[Row, int]]:
    """The reduced row echelon form: rows that are not zero, each with the column of its pivot."""
    left = list(rows)
    done: list[tuple[Row, int]] = []
    for column in range(len(left[0]) if left else 0):
        found = next((row for row in left if row[column]), None)
        if found is None:
            continue
        left.remove(found)
        pivot = [value / found[column] for value in found]
        left = [_without(row, pivot, column) for row in left]
        done = [(_without(row, pivot, column), place) for row, place in done]
        done.append((pivot, column))
    return done


def _without(row: Row, pivot: Row, column: int) -> Row:
    factor = row[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)] if factor else row
