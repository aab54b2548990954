"""Values with named fields that nobody changes.

A frozen dataclass costs a good part of a millisecond to make, because its methods are generated anew for each class,
and the classes of a plan are needed at every start: 45 of 120 ms went there. A record is a class with slots whose
fields the type checker holds to be frozen (`dataclass_transform`). Its methods are written once, here, but for
`__init__`, which `dataclasses` writes when the first value of the class is made: most classes are imported at every
start, and few of them are needed.
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


class OrderedRecord(Record):
    """A record that comes before another of its kind as the tuples of their values do."""

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        return _values(self) < _values(other) if type(self) is type(other) else NotImplemented

    def __le__(self, other: object) -> bool:
        return _values(self) <= _values(other) if type(self) is type(other) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return _values(self) > _values(other) if type(self) is type(other) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return _values(self) >= _values(other) if type(self) is type(other) else NotImplemented


def _values(entry: Any) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in entry.__dataclass_fields__)


class _Unsettled:
    """Stands in a new record class for `__dataclass_fields__`; whoever asks for them has the class settled."""

    def __init__(self, written: type, kw_only: bool) -> None:
        self._written = written
        self._kw_only = kw_only

    def __get__(self, _: object, cls: type) -> Any:
        self.settle(cls)
        return vars(cls)["__dataclass_fields__"]

    def settle(self, cls: type) -> None:
        """Let `dataclasses` work on a copy of the class as it was written, and take over what it made.

        A copy each time, so that two threads that come here at once do not disturb each other.
        """
        body = {name: value for name, value in vars(self._written).items() if name not in ("__dict__", "__weakref__")}
        copy: Any = type(cls.__name__, cls.__bases__, body)
        made: Any = dataclass(eq=False, repr=False, kw_only=self._kw_only)(copy)
        for name in ("__init__", "__match_args__", "__dataclass_params__", "__dataclass_fields__"):
            setattr(cls, name, getattr(made, name))


def _settle_and_init(self: Any, *args: Any, **kwargs: Any) -> None:
    cls = type(self)
    waiting = vars(cls)["__dataclass_fields__"]
    if isinstance(waiting, _Unsettled):
        waiting.settle(cls)
    cls.__init__(self, *args, **kwargs)


@overload
def record(cls: type[T]) -> type[T]: ...


@overload
def record(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def record(cls: type[T] | None = None, *, kw_only: bool = False) -> Any:
    """Make a record of a class that inherits from `Record`; `dataclasses.replace` and `fields` work on it.

    The class must have annotations as text (`from __future__ import annotations`) and a docstring. Nothing but a
    record may inherit from a record.
    """

    def make(given: type[T]) -> type[T]:
        annotations: dict[str, str] = vars(given).get("__annotations__", {})
        names = [name for name, kind in annotations.items() if not kind.startswith("ClassVar")]
        body = {name: value for name, value in vars(given).items() if name not in (*names, "__dict__", "__weakref__")}
        inherited = {name for base in given.__mro__[1:] for name in getattr(base, "__slots__", ())}
        body |= {
            "__slots__": tuple(name for name in names if name not in inherited),
            "__init__": _settle_and_init,
            "__dataclass_fields__": _Unsettled(given, kw_only),
            "__qualname__": given.__qualname__,
        }
        made: type[T] = type(given.__name__, given.__bases__, body)
        return made

    return make if cls is None else make(cls)
