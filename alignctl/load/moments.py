"""Days that the calendar does not have: the schema sees their form only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.load import schema
from alignctl.plan.dates import parse_period


def impossible_days(kind: str, value: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    """Every place in a document where a day is well-formed and does not exist, with its text."""
    bundle = schema.bundled(kind)
    yield from _search(bundle, bundle["$defs"], value, ())


def _search(
    part: dict[str, Any], definitions: dict[str, Any], value: Any, at: Pointer
) -> Iterator[tuple[Pointer, str]]:
    reference = part.get("$ref", "")
    name = reference.rpartition("/")[2]
    if reference:
        part = {**definitions[name], **part}
    if isinstance(value, dict):
        properties = part.get("properties", {})
        for key, entry in value.items():
            if key in properties:
                yield from _search(properties[key], definitions, entry, (*at, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _search(part.get("items", {}), definitions, entry, (*at, index))
    elif isinstance(value, str) and (name == "moment" or part.get("format") == "date"):
        try:
            parse_period(value)
        except ValueError:
            yield at, value
