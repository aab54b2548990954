"""Values with named fields that nobody changes.

A frozen dataclass costs about a millisecond to make, because its methods are generated anew for each class, and the
classes of a plan are needed at every start: 45 of 120 ms went there. A record is a dataclass with slots whose fields
the type checker holds to be frozen (`dataclass_transform`), and whose other methods are written once, here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


class Record:
    """What all records can do: equal by kind and value, hashable by value, shown with their fields."""

    __slots__ = ()
    __match_args__: tuple[str, ...]
    __dataclass_fields__: dict[str, Any]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__dataclass_fields__))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({shown})"


@overload
def record(cls: type[T]) -> type[T]: ...


@overload
def record(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def record(cls: type[T] | None = None, *, kw_only: bool = False) -> Any:
    """Make a record of a class that inherits from `Record`; `dataclasses.replace` and `fields` work on it."""

    def make(given: type[T]) -> type[T]:
        return dataclass(slots=True, eq=False, repr=False, kw_only=kw_only)(given)

    return make if cls is None else make(cls)
