"""A plan as rows of cells: what each cell says, and where in which file that stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alignctl.exchange.cells import BLANK, Shown, link_ids, show
from alignctl.exchange.columns import FIELD, FILE, ITEM, LINKS, NUMBER, Column, Form, Sheet, sheets
from alignctl.load.discovery import Refusal
from alignctl.load.load import Loaded
from alignctl.load.reader import Reader
from alignctl.load.readings import READING_COLUMNS, RESPONSE_COLUMNS, read_table, resolve_name
from alignctl.plan.items import KINDS

Key = tuple[str, str]
"""What tells the rows of a sheet apart: the id of the item, and the number of the entry (of a link, field and id)."""

CSV_COLUMNS: Mapping[str, tuple[str, ...]] = {"readings": READING_COLUMNS, "responses": RESPONSE_COLUMNS}


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a plan as it is written: `value` is what it says, `tables` the rows of CSV files it names."""

    id: str
    kind: str
    path: str
    number: int
    value: Mapping[str, Any]
    tables: Mapping[str, tuple[str, tuple[Mapping[str, str], ...]]] = field(default_factory=dict)
    """Field → the path of its CSV file, and that file's rows."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: what each of its cells says, by the name of the column."""

    source: Source
    key: Key
    cells: Mapping[str, Shown]

    def cell(self, name: str) -> Shown:
        return self.cells.get(name, BLANK)


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet with its rows."""

    sheet: Sheet
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a plan that have an id of their own, by id, and those that a workbook cannot hold."""

    by_id: Mapping[str, Source]
    left_out: tuple[str, ...]
    """Why something is not there, in sentences."""


def read_sources(loaded: Loaded) -> Sources:
    """The documents of a plan, from the bytes that were read."""
    reader = Reader()
    found: dict[str, list[Source]] = {}
    broken = []
    for path in sorted(loaded.sources):
        if path.lower().endswith(".csv"):
            continue
        for document in reader.read(path, loaded.sources[path]):
            value = document.value
            if not isinstance(value, dict) or not _is_item(value.get("id"), value.get("kind")):
                broken.append(f'document {document.number + 1} of "{path}" is no item that can be used')
                continue
            tables = dict(_tables(value, path, loaded.sources))
            source = Source(value["id"], value["kind"], path, document.number, value, tables)
            found.setdefault(source.id, []).append(source)
    for item_id, group in found.items():
        if len(group) > 1:
            broken.append(f'{len(group)} documents have the id "{item_id}"')
    return Sources(
        {item_id: group[0] for item_id, group in sorted(found.items()) if len(group) == 1}, tuple(sorted(broken))
    )


def _is_item(item_id: object, kind: object) -> bool:
    return isinstance(item_id, str) and isinstance(kind, str) and kind in KINDS


def _tables(
    value: Mapping[str, Any], path: str, files: Mapping[str, bytes]
) -> Iterator[tuple[str, tuple[str, tuple[Mapping[str, str], ...]]]]:
    for name, columns in CSV_COLUMNS.items():
        if isinstance(value.get(name), str):
            place = resolve_name(path, value[name])
            if not isinstance(place, Refusal) and place in files:
                table = read_table(files[place], columns, ())
                if not table.faults:
                    yield name, (place, tuple(table.rows))


def lay_out(sources: Iterable[Source]) -> tuple[Filled, ...]:
    """Every sheet with its rows: items by file and place in it, entries in the order of their lists."""
    ordered = sorted(sources, key=lambda source: (source.path, source.number))
    return tuple(_fill(sheet, ordered) for sheet in sheets())


def _fill(sheet: Sheet, sources: list[Source]) -> Filled:
    if sheet.kind is not None:
        own = [source for source in sources if source.kind == sheet.kind]
        sheet = with_own_fields(sheet, {name for source in own for name in source.value if name.startswith("x-")})
        return Filled(sheet, tuple(_item_row(sheet, source) for source in own))
    if sheet.name == LINKS:
        return Filled(sheet, tuple(row for source in sources for row in _link_rows(sheet, source)))
    return Filled(sheet, tuple(row for source in sources for row in _entry_rows(sheet, source)))


def with_own_fields(sheet: Sheet, names: Iterable[str]) -> Sheet:
    """A sheet of a kind with columns for fields that are free for the user (`x-…`)."""
    about = "A field of your own."
    own = tuple(Column(name, Form.ANY, (name,), about=about) for name in sorted(names))
    return replace(sheet, columns=(*sheet.columns[:-1], *own, sheet.columns[-1]))


def dig(value: Any, steps: Iterable[str]) -> Any:
    """What stands at the end of a path through mappings; None where nothing does."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _item_row(sheet: Sheet, source: Source) -> SheetRow:
    cells = {}
    for column in sheet.columns:
        if column.name == FILE:
            cells[FILE] = show(column, source.path)
        elif column.form == Form.FIXED:
            raw = source.value.get(column.name)
            cells[column.name] = show(column, raw) if isinstance(raw, str) else BLANK
        else:
            cells[column.name] = show(column, dig(source.value, column.steps))
    cells["id"] = Shown(cells["id"].value, fixed=True)
    return SheetRow(source, (source.id, ""), cells)


def entries_at(value: Any, steps: tuple[str, ...]) -> list[Any]:
    """The entries of a list field; one alone stands for a list of one."""
    raw = dig(value, steps)
    return raw if isinstance(raw, list) else [] if raw is None else [raw]


def _entry_rows(sheet: Sheet, source: Source) -> Iterator[SheetRow]:
    table = source.tables.get(sheet.steps[0]) if len(sheet.steps) == 1 else None
    is_file = (
        len(sheet.steps) == 1 and sheet.steps[0] in CSV_COLUMNS and isinstance(dig(source.value, sheet.steps), str)
    )
    entries: list[Any] = (
        list(table[1]) if table is not None else [] if is_file else entries_at(source.value, sheet.steps)
    )
    for number, entry in enumerate(entries, 1):
        entry = {"id": entry} if isinstance(entry, str) else entry
        cells = {ITEM: Shown(source.id, fixed=True), NUMBER: Shown(float(number), fixed=True)}
        for column in sheet.columns[2:]:
            raw = entry.get(column.name) or None if table is not None else dig(entry, column.steps)
            cells[column.name] = show(column, _typed(column, raw) if table is not None else raw)
        yield SheetRow(source, (source.id, str(number)), cells)


def _typed(column: Column, text: str | None) -> Any:
    """A text of a CSV file as the value that its column holds."""
    if text is None:
        return None
    if column.form in (Form.AMOUNT, Form.WHOLE):
        value = read_like_yaml(text)
        return value if value is not None else text
    return re.split(r"[\s;,]+", text) if column.form == Form.WORDS else text


def read_like_yaml(text: str) -> float | None:
    """The number that a text says; None where it says none."""
    try:
        return float(text)
    except ValueError:
        return None


def _link_rows(sheet: Sheet, source: Source) -> Iterator[SheetRow]:
    for name in source.value:
        raw = source.value[name]
        if isinstance(raw, dict | list) and name not in _listed(source.kind) and link_ids(raw) is not None:
            for entry in raw if isinstance(raw, list) else [raw]:
                if isinstance(entry, dict):
                    cells = {
                        ITEM: Shown(source.id, fixed=True),
                        FIELD: Shown(name, fixed=True),
                        "id": Shown(entry["id"], fixed=True),
                    }
                    cells |= {c.name: show(c, entry.get(c.name)) for c in sheet.columns[3:]}
                    yield SheetRow(source, (source.id, f"{name} {entry['id']}"), cells)


def _listed(kind: str) -> frozenset[str]:
    """The fields of a kind that are no links, or have a sheet of their own."""
    sheet = next(sheet for sheet in sheets() if sheet.kind == kind)
    links = {column.name for column in sheet.columns if column.form in (Form.ID, Form.IDS)}
    return frozenset(column.name for column in sheet.columns if column.name not in links) | {
        sheet.steps[0] for sheet in sheets() if sheet.steps
    }
