"""Values with named fields that nobody changes.

A frozen dataclass costs a good part of a millisecond to make, because its methods are generated anew for each class,
and the classes of a plan are needed at every start: 45 of 120 ms went there. A record is a class with slots whose
fields the type checker holds to be frozen (`dataclass_transform`). Its methods are written once, here, but for
`__init__`, which is written when the first value of the class is made: most classes are imported at every start, and
few of them are needed. What `dataclasses` wants to know of a class is worked out by itself, when it first asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


class Record:
    """What all records can do: equal by kind and value, hashable by value, shown with their fields."""

    __slots__ = ()
    __match_args__: tuple[str, ...]
    __dataclass_fields__: dict[str, Any]
    __fields_as_written__: dict[str, tuple[Any, bool]]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__fields_as_written__)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__fields_as_written__)
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


def _values(entry: Record) -> tuple[Any, ...]:
    return tuple([getattr(entry, name) for name in entry.__fields_as_written__])


def defaults_of(cls: type[Record]) -> Mapping[str, Any]:
    """What each field of a record was given in the class: its default, a `dataclasses.field`, or MISSING."""
    return {name: default for name, (default, _) in cls.__fields_as_written__.items()}


class _Undescribed:
    """Stands in a record for one of the attributes that `dataclasses` reads, until somebody asks for it."""

    def __init__(self, name: str, written: type, kw_only: bool) -> None:
        self._name = name
        self._written = written
        self._kw_only = kw_only

    def __get__(self, _: object, cls: type) -> Any:
        # Of a copy each time, so that two threads that come here at once do not disturb each other.
        body = {name: value for name, value in vars(self._written).items() if name not in ("__dict__", "__weakref__")}
        copy: Any = type(cls.__name__, cls.__bases__, body)
        made: Any = dataclass(eq=False, repr=False, kw_only=self._kw_only)(copy)
        for name in ("__dataclass_params__", "__dataclass_fields__"):
            setattr(cls, name, getattr(made, name))
        return vars(cls)[self._name]


def _first_init(self: Any, *args: Any, **kwargs: Any) -> None:
    cls = type(self)
    cls.__init__ = _write_init(cls)
    cls.__init__(self, *args, **kwargs)


def _write_init(cls: Any) -> Any:
    """The function `__init__` of a record, as `dataclasses` would write it."""
    space: dict[str, Any] = {"MISSING": MISSING}
    positional = ["self"]
    keywords: list[str] = []
    lines: list[str] = []
    for name, (given, kw_only) in cls.__fields_as_written__.items():
        default = given.default if isinstance(given, Field) else given
        factory = given.default_factory if isinstance(given, Field) else MISSING
        space |= {f"default_{name}": default, f"make_{name}": factory}
        parameter = f"{name}=default_{name}" if default is not MISSING or factory is not MISSING else name
        (keywords if kw_only else positional).append(parameter)
        value = name if factory is MISSING else f"make_{name}() if {name} is MISSING else {name}"
        lines.append(f" self.{name} = {value}")
    parameters = ", ".join([*positional, *(["*", *keywords] if keywords else [])])
    text = "\n".join([f"def __init__({parameters}):", *lines])
    exec(compile(text, f"<__init__ of {cls.__qualname__}>", "exec"), space)  # noqa: S102, as dataclasses do it: of names of fields alone
    space["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return space["__init__"]


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
        own = [name for name, kind in annotations.items() if not kind.startswith("ClassVar")]
        body = {name: value for name, value in vars(given).items() if name not in (*own, "__dict__", "__weakref__")}
        fields: dict[str, tuple[Any, bool]] = dict(getattr(given, "__fields_as_written__", {}))
        body["__slots__"] = tuple(name for name in own if name not in fields)
        fields |= {name: (vars(given).get(name, MISSING), kw_only) for name in own}
        body |= {
            "__init__": _first_init,
            "__match_args__": tuple(name for name, (_, by_name) in fields.items() if not by_name),
            "__fields_as_written__": fields,
            "__dataclass_params__": _Undescribed("__dataclass_params__", given, kw_only),
            "__dataclass_fields__": _Undescribed("__dataclass_fields__", given, kw_only),
            "__qualname__": given.__qualname__,
        }
        made: type[T] = type(given.__name__, given.__bases__, body)
        return made

    return make if cls is None else make(cls)
