"""One item field by field, as plain data: what it states, in schema order, ready for JSON or a table."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

from alignctl.plan.dates import Period
from alignctl.plan.items import Commitment, Item, field_names
from alignctl.plan.parts import Expectation

_WRITTEN_AS: dict[tuple[type, str], str] = {(Expectation, "start"): "from"}
"""Attributes whose name in a document is another."""


def stated_fields(item: Item) -> tuple[tuple[str, Any], ...]:
    """The fields that an item states, besides `id` and `title`, in schema order, with their values as they are.

    A field at its default is left out, but for `status`, which is always told. `x-…` fields come last.
    """
    defaults = {f.name: f.default for f in fields(item) if f.default is not MISSING}
    stated = [
        (name, getattr(item, name))
        for name in field_names(type(item))
        if name not in ("id", "title") and (name == "status" or getattr(item, name) != defaults.get(name))
    ]
    return (*stated, *item.extensions)


def as_data(value: Any) -> Any:
    """A value of a plan as JSON has it: dates as text, parts as mappings of what is stated, bare links as ids."""
    if isinstance(value, Period):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        entries = {
            _WRITTEN_AS.get((type(value), f.name), f.name): as_data(getattr(value, f.name))
            for f in fields(value)
            if getattr(value, f.name) is not None and getattr(value, f.name) != ()
        }
        return entries["id"] if set(entries) == {"id"} else entries
    if isinstance(value, (tuple, list)):
        return [as_data(entry) for entry in value]
    if isinstance(value, dict):
        return {str(key): as_data(entry) for key, entry in value.items()}
    return value


def item_data(item: Item) -> dict[str, Any]:
    """A whole item as JSON has it: `kind`, `id`, `title`, then what it states."""
    data: dict[str, Any] = {"kind": item.kind, "id": item.id, "title": item.title}
    data |= {name: as_data(value) for name, value in stated_fields(item)}
    if isinstance(item, Commitment) and item.every is not None:
        data["every"] = {"cadence": item.every}
    return data
