"""The sheets of a plan, and their columns: made from the schemas, so that a field that is added there has its place.

A kind has a sheet with a row an item. What an item holds once is a cell, `baseline.value` where a mapping holds it; ids
of other items stand in one cell. What it holds several times with parts of its own (readings, targets, answers of
teams) has a sheet, whose rows name the item and the number of the entry: such rows can be sorted, filtered and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from alignctl.load.schema import bundled
from alignctl.plan.items import KINDS, PLURALS

ITEM, NUMBER, KIND, FILE = "item", "#", "kind", "file"
"""Columns that are not fields: the item that an entry belongs to, the entry's place in its list from 1, the item's
kind, and the file that holds it."""

LINKS = "Links"
"""The sheet of what links say beside the id: strength and note."""

FIELD = "field"

_LINK_PARTS = frozenset({"id", "strength", "note"})
_ACRONYMS = {"kpis": "KPIs"}


class Form(StrEnum):
    """What a cell of a column holds."""

    LINE = "one line of text"
    PROSE = "text (Markdown)"
    AMOUNT = "a number"
    WHOLE = "a whole number"
    DAY = "a day"
    MOMENT = "a day or a period, such as 2026-Q3"
    CHOICE = "one of a list"
    YES_NO = "yes or no"
    DONE = "a day, or yes or no"
    ID = "an id"
    IDS = "ids with commas between them"
    WORDS = "words with semicolons between them"
    ANY = "a text or a number"
    FIXED = "not to be changed here"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells hold, and where that stands in an item or entry."""

    name: str
    form: Form
    steps: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    links_to: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: of a kind where `kind` is set, else of the lists that stand at `steps` in items of some kinds."""

    name: str
    columns: tuple[Column, ...]
    kind: str | None = None
    steps: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        if self.kind is not None:
            return ("id",)
        return (ITEM, FIELD, "id") if self.name == LINKS else (ITEM, NUMBER)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet: those of the kinds first, then those of lists by name, and that of links last."""
    kinds = [_kind_sheet(kind) for kind in KINDS]
    lists: dict[tuple[str, ...], Sheet] = {}
    for kind in KINDS:
        for steps, entry in _lists(bundled(kind), bundled(kind)["$defs"]):
            lists.setdefault(steps, _list_sheet(steps, entry, bundled(kind)["$defs"]))
    return (*kinds, *sorted(lists.values(), key=lambda sheet: sheet.name), _links_sheet())


def _kind_sheet(kind: str) -> Sheet:
    schema = bundled(kind)
    fields = [column for name in schema["properties"] if name != "kind" for column in _columns(schema, (name,), kind)]
    fixed = Column(FILE, Form.FIXED, about="The file that holds the item.")
    title = PLURALS[kind].capitalize()
    return Sheet(_ACRONYMS.get(PLURALS[kind], title), (*fields, fixed), kind)


def _list_sheet(steps: tuple[str, ...], entry: Mapping[str, Any], definitions: Mapping[str, Any]) -> Sheet:
    whole = {**entry, "$defs": definitions}
    fields = [column for name in entry["properties"] for column in _columns(whole, (name,), None)]
    targets = tuple(entry["x-links-to"])
    fields = [replace(column, links_to=targets) if column.name == "id" else column for column in fields]
    return Sheet(steps[-1].capitalize(), (*_KEYS, *fields), None, steps)


def _links_sheet() -> Sheet:
    strength = bundled("kpi")["properties"]["drives"]
    resolved = _resolve(strength, bundled("kpi")["$defs"])
    choices = tuple(resolved["properties"]["strength"]["enum"])
    return Sheet(
        LINKS,
        (
            Column(ITEM, Form.FIXED, about="The id of the item that the link stands in."),
            Column(FIELD, Form.FIXED, about="The field that the link stands in."),
            Column("id", Form.FIXED, ("id",), about="The id of the item that it points to."),
            Column("strength", Form.CHOICE, ("strength",), choices, about="How strong the effect is believed to be."),
            Column("note", Form.PROSE, ("note",), about="What there is to say about the link."),
        ),
    )


_KEYS = (
    Column(ITEM, Form.FIXED, about="The id of the item that the entry belongs to."),
    Column(NUMBER, Form.FIXED, about="The place of the entry in its list. Leave it empty for a new entry."),
)


def _resolve(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(schema)
    while "$ref" in found:
        definition = definitions[found.pop("$ref").rpartition("/")[2]]
        found = {**definition, **found}
    return found


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    kinds = schema.get("type", ())
    return frozenset([kinds] if isinstance(kinds, str) else kinds)


def _is_link(schema: Mapping[str, Any]) -> bool:
    return {"string", "object"} <= _types(schema) and frozenset(schema.get("properties", ())) <= _LINK_PARTS


def _entry(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any] | None:
    """The schema of an entry, where a field holds a list of mappings that are more than links; else None."""
    if "array" not in _types(schema) or _is_link(schema):
        return None
    items = _resolve(schema.get("items", {}), definitions)
    return items if "properties" in items else None


def _lists(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Where lists of mappings stand in items of a kind, and the schema of their entries."""
    for name, part in schema["properties"].items():
        found = _resolve(part, definitions)
        entry = _entry(found, definitions)
        if entry is not None:
            yield (name,), {**entry, "x-links-to": found.get("x-links-to", ())}
        elif _types(found) == {"object"}:
            for steps, inner in _lists(found, definitions):
                yield (name, *steps), inner


def _columns(schema: Mapping[str, Any], steps: tuple[str, ...], kind: str | None) -> Iterator[Column]:
    """The columns of a field: one, or those of its parts."""
    definitions = schema["$defs"]
    found: dict[str, Any] = {"properties": schema["properties"]}
    for step in steps:
        found = _resolve(found["properties"][step], definitions)
    name, about = ".".join(steps), str(found.get("description", ""))
    targets = tuple(found.get("x-links-to", ()))
    types = _types(found)
    if _is_link(found):
        yield Column(name, Form.IDS if "array" in types else Form.ID, steps, (), targets, about)
    elif _entry(found, definitions) is not None:
        if "string" in types and "object" not in types:
            yield Column(name, Form.FIXED, steps, about="The CSV file that holds them, where there is one.")
    elif types == {"object"}:
        for part in found["properties"]:
            yield from _columns(schema, (*steps, part), kind)
    else:
        yield Column(name, _form(name, found), steps, tuple(found.get("enum", ())), targets, about)


def _form(name: str, schema: Mapping[str, Any]) -> Form:
    types = _types(schema)
    if name == "id" or ("pattern" in schema and "x-links-to" in schema):
        return Form.ID
    if "enum" in schema:
        return Form.CHOICE
    if types == {"boolean"}:
        return Form.YES_NO
    if "boolean" in types:
        return Form.DONE
    if "array" in types:
        return Form.WORDS
    if types == {"string", "integer"}:
        return Form.MOMENT
    if types == {"integer"}:
        return Form.WHOLE
    if types == {"number"}:
        return Form.AMOUNT
    if not types:
        return Form.ANY
    if schema.get("format") == "date":
        return Form.DAY
    is_line = "pattern" in schema or "minLength" in schema
    return Form.LINE if is_line else Form.PROSE
