"""Records behave as frozen dataclasses would, and write their methods when the first value is made."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, fields, replace
from typing import ClassVar

import pytest

from alignctl.records import OrderedRecord, Record, record


@record
class Point(OrderedRecord):
    """A place."""

    x: int
    y: int = 0
    tags: tuple[str, ...] = field(default=(), metadata={"of": "a place"})


@record(kw_only=True)
class Base(Record):
    """What its kinds share."""

    kind: ClassVar[str] = "base"

    name: str
    notes: list[str] = field(default_factory=list)

    @property
    def shout(self) -> str:
        """The name, loud."""
        return self.name.upper()


@record(kw_only=True)
class Special(Base):
    """A kind with a field more."""

    kind: ClassVar[str] = "special"

    rank: int | None = None


def test_fields_are_known_before_the_first_value_is_made() -> None:
    @record
    class Fresh(Record):
        """Never made."""

        a: int
        b: str = "b"

    assert [entry.name for entry in fields(Fresh)] == ["a", "b"]
    assert Fresh(1) == Fresh(1, "b")


def test_values_are_equal_by_kind_and_value_and_hash_alike() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(2, 1)
    assert Base(name="a", notes=[]) != Special(name="a", notes=[])
    assert len({Point(1, 2), Point(1, 2), Point(1, 3)}) == 2
    assert repr(Point(1)) == "Point(x=1, y=0, tags=())"


def test_kinds_inherit_fields_and_defaults_are_made_anew() -> None:
    first, second = Special(name="a", rank=1), Special(name="b")
    assert (first.name, first.rank, first.kind, first.shout) == ("a", 1, "special", "A")
    assert first.notes is not second.notes
    assert [entry.name for entry in fields(Special)] == ["name", "notes", "rank"]
    assert fields(Point)[2].metadata["of"] == "a place"
    assert not hasattr(first, "__dict__")
    with pytest.raises(TypeError):
        Special(title="none")  # type: ignore[call-arg]


def test_values_can_be_replaced_copied_and_sent() -> None:
    assert replace(Point(1, 2), y=5) == Point(1, 5)
    assert copy.deepcopy(Point(1, 2)) == Point(1, 2)
    assert pickle.loads(pickle.dumps(Point(1, 2))) == Point(1, 2)


def test_ordered_records_follow_their_values() -> None:
    assert sorted([Point(2), Point(1, 9), Point(1, 3)]) == [Point(1, 3), Point(1, 9), Point(2)]
    assert Point(1) <= Point(1) < Point(1, 1)
    assert Point(2) > Point(1) >= Point(1)
    with pytest.raises(TypeError):
        Point(1) < 1  # noqa: B015


def test_threads_that_come_at_once_find_the_same_class() -> None:
    @record
    class Shared(Record):
        """Made by many at once."""

        a: int
        b: tuple[int, ...] = field(default=(), metadata={"of": "b"})

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(Shared, range(64)))
    assert [entry.a for entry in made] == list(range(64))
    assert fields(Shared)[1].metadata["of"] == "b"
