"""What a document says once a wish has come true, as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from alignctl.exchange.columns import Form
from alignctl.exchange.layout import dig
from alignctl.exchange.setting import linked
from alignctl.exchange.wishes import Addition, Setting


def expected(value: Any, wish: Setting | Addition) -> Any:
    """What a document says once a wish has come true."""
    value = deepcopy(value)
    if isinstance(wish, Addition):
        inner = _down(value, wish.steps[:-1])
        old = inner.get(wish.steps[-1])
        entries = old if isinstance(old, list) else [] if old is None else [old]
        entries.insert(_among(entries, wish), dict(wish.entry))
        inner[wish.steps[-1]] = entries
        return value
    _put(value, wish.steps, wish)
    return value


def _put(value: Any, steps: Sequence[str | int], wish: Setting) -> None:
    step, rest = steps[0], steps[1:]
    assert isinstance(step, str)
    old = value.get(step)
    if not rest:
        new = _new_raw(old, wish)
        if new is None:
            value.pop(step, None)
        else:
            value[step] = new
        return
    if isinstance(rest[0], int):
        entries, index = (old, rest[0]) if isinstance(old, list) else ([old], 0)
        if isinstance(entries[index], str):  # an id alone stands for a mapping with the id
            if rest[1:] == ("id",):
                entries[index] = wish.value
            elif wish.value is not None:
                entries[index] = {"id": entries[index]}
        if isinstance(entries[index], dict):
            _put(entries[index], rest[1:], wish)
        value[step] = entries if isinstance(old, list) else entries[0]
        return
    inner = value.setdefault(step, {})
    _put(inner, rest, wish)
    if not inner:
        del value[step]


def _new_raw(old: Any, wish: Setting) -> Any:
    """What a field holds afterwards: ids and words keep what is said of them, prose keeps a line break at its end."""
    if wish.value is None:
        return None
    if wish.form in (Form.IDS, Form.WORDS):
        return linked(old, wish.value)
    if isinstance(wish.value, str) and isinstance(old, str) and old.endswith("\n") and not old.endswith("\n\n"):
        return wish.value + "\n"
    return wish.value


def _down(value: Any, steps: Iterable[str]) -> Any:
    for step in steps:
        value = value.setdefault(step, {})
    return value


def at(value: Any, steps: Iterable[str | int]) -> Any:
    """What stands at a place; one entry alone stands for a list of one, and a bare id for a mapping."""
    for step in steps:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else value if step == "id" else None
        elif isinstance(value, list):
            value = value[step]
    return value


def place_in(value: Any, wish: Addition) -> int:
    """The index at which a new entry is to stand in its list."""
    old = dig(value, wish.steps)
    return _among(old if isinstance(old, list) else [] if old is None else [old], wish)


def _among(entries: Sequence[Any], wish: Addition) -> int:
    """Where a new entry belongs: by its date among readings and the like, else at the end."""
    return place_of_day(entries, wish.entry.get("date"))


def place_of_day(entries: Sequence[Any], day: Any) -> int:
    """Behind the last entry of that day or an earlier one; at the end where there is no day, or a later one is last."""
    days = [entry.get("date", "") if isinstance(entry, dict) else "" for entry in entries]
    if not isinstance(day, str) or not days or days[-1] <= day:
        return len(entries)
    return max((place for place, other in enumerate(days, 1) if other <= day), default=0)
