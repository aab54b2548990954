"""The schemas at work: `jsonschema-rs` screens every document, `jsonschema` explains the ones that fail."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any

from alignctl.plan.items import KINDS
from alignctl.resources import schema_directory

_COMMON = "common.schema.json#/$defs/"
_LOCAL = "#/$defs/"
_PLACE = "alignctl:///"


def read_schema(name: str) -> dict[str, Any]:
    """A schema as it was written: a kind, `common` or `plan`."""
    text = (schema_directory() / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def bundle(name: str) -> dict[str, Any]:
    """The schema of a kind, or `plan` for a document of any kind, with everything it refers to inside."""
    schema: dict[str, Any] = _localize(read_schema(name))
    definitions: dict[str, Any] = dict(schema.get("$defs", {}))
    if name == "plan":
        for kind in KINDS:
            part = _localize(read_schema(kind))
            definitions[f"kind-{kind}"] = {key: part[key] for key in part if key not in ("$schema", "$id")}
    common = {**read_schema("common")["$defs"], **definitions}
    for part in (schema, *definitions.values()):
        _add_definitions(part, definitions, common)
    return {**schema, "$defs": dict(sorted(definitions.items()))}


def _localize(node: Any) -> Any:
    if isinstance(node, list):
        return [_localize(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    result = {key: _localize(value) for key, value in node.items()}
    reference = node.get("$ref")
    if isinstance(reference, str):
        if reference.startswith(_COMMON):
            result["$ref"] = _LOCAL + reference.removeprefix(_COMMON)
        elif reference.endswith(".schema.json"):
            result["$ref"] = f"{_LOCAL}kind-{reference.removesuffix('.schema.json')}"
    return result


def _add_definitions(node: Any, definitions: dict[str, Any], common: dict[str, Any]) -> None:
    """Put every definition that a schema refers to, directly or over others, among `definitions`."""
    if isinstance(node, list):
        for entry in node:
            _add_definitions(entry, definitions, common)
    elif isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_LOCAL):
            name = reference.removeprefix(_LOCAL)
            if name not in definitions:
                definitions[name] = _localize(common[name])
                _add_definitions(definitions[name], definitions, common)
        for value in node.values():
            _add_definitions(value, definitions, common)


@cache
def bundled(kind: str) -> dict[str, Any]:
    """`bundle(kind)`, made once a process. Not to be changed."""
    return bundle(kind)


@cache
def screen(kind: str) -> Any:
    """The compiled validator of a kind. Compiled once a process: compiling costs more than a thousand checks."""
    from jsonschema_rs import Draft202012Validator

    whole = {"$ref": f"{_PLACE}{kind}.schema.json"}
    return Draft202012Validator(whole, registry=_registry(), validate_formats=False)


@cache
def _registry() -> Any:
    """All schemas as they were written, each at an address from which their relative references lead to each other.

    Handing them over like this takes half of the time of bundling them first.
    """
    from jsonschema_rs import Registry

    named = ((f"{name}.schema.json", read_schema(name)) for name in (*KINDS, "common"))
    return Registry([(_PLACE + file, {**schema, "$id": _PLACE + file}) for file, schema in named])


@cache
def explainer(kind: str) -> Any:
    """The validator whose errors say in full what is wrong."""
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def unique_items(_validator: Any, wanted: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:
        # The library compares every entry with every other where they are mappings.
        if wanted and isinstance(value, list) and len(set(map(identity, value))) < len(value):
            yield ValidationError("entries are not unique")

    with_quick_check: Any = extend(Draft202012Validator, {"uniqueItems": unique_items})  # type: ignore[no-untyped-call]
    return with_quick_check(bundled(kind))


def identity(value: Any) -> Hashable:
    """A key that two values share if and only if JSON Schema holds them for equal."""
    if isinstance(value, dict):
        return frozenset((name, identity(entry)) for name, entry in value.items())
    if isinstance(value, list):
        return tuple(map(identity, value))
    return (type(value), value) if isinstance(value, bool) else value
