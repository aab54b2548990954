"""What a workbook said when it was written, and which row of the plan each of its rows was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alignctl.exchange.cells import digest, said_in
from alignctl.exchange.columns import Sheet
from alignctl.exchange.layout import Key, SheetRow
from alignctl.exchange.tables import EMPTY, Row, UnreadableTable
from alignctl.exchange.workbook import MEMORY, SEPARATOR, VERSION

Digests = Mapping[str, str]
"""The name of a column → the digest of the cell."""


@dataclass(frozen=True, slots=True)
class Memory:
    """For each sheet that was written, the digests of its cells by the key of the row."""

    sheets: Mapping[str, Mapping[Key, Digests]]

    def rows(self, sheet: str) -> Mapping[Key, Digests]:
        return self.sheets.get(sheet, {})


def read_memory(sheets: Mapping[str, Sequence[Row]], name: str) -> Memory:
    """What the hidden sheet says. Raises UnreadableTable where there is none, or not ours."""
    rows = sheets.get(MEMORY, ())
    if not rows or _texts(rows[0])[0] != VERSION:
        raise UnreadableTable(
            f'"{name}" was not written by this version of "alignctl export", or has lost its hidden sheet "{MEMORY}"; '
            "export the plan again, and change that file"
        )
    found: dict[str, dict[Key, Digests]] = {}
    columns: dict[str, list[str]] = {}
    for row in rows[1:]:
        sheet, item, entry, said = _texts(row)
        if not item:
            columns[sheet], found[sheet] = _names(said, name), {}
        elif sheet in found:
            found[sheet][item, entry] = dict(zip(columns[sheet], said.split(SEPARATOR), strict=False))
    return Memory(found)


def _texts(row: Row) -> tuple[str, str, str, str]:
    first, second, third, fourth = (cell.text for cell in (*row[1], EMPTY, EMPTY, EMPTY, EMPTY)[:4])
    return first, second, third, fourth


def _names(text: str, name: str) -> list[str]:
    try:
        names = json.loads(text)
    except ValueError:
        names = None
    if not isinstance(names, list) or not all(isinstance(entry, str) for entry in names):
        raise UnreadableTable(f'the hidden sheet of "{name}" is damaged; export the plan again, and change that file')
    return names


def digests_of(sheet: Sheet, row: SheetRow) -> Digests:
    """The digests of the cells of a row as the plan says it now."""
    return {column.name: digest(said_in(column, row.cell(column.name).value)) for column in sheet.columns}


def find_entries(
    sheet: Sheet, before: Mapping[Key, Digests], given: Mapping[Key, Digests], now: Sequence[SheetRow]
) -> dict[Key, SheetRow]:
    """Which entry of a list as it is now each exported entry of an item is.

    `given` says what the rows of the workbook say. An entry is known by what it says; where that was changed on either
    side, by its first field (a date, an id), else by its place.
    """
    names = [column.name for column in sheet.columns[2:]]
    left = {row.key: (row, digests_of(sheet, row)) for row in now}
    found: dict[Key, SheetRow] = {}

    def settle(key: Key, wanted: Digests | None, by: Sequence[str], *, alone: bool = False) -> None:
        if key in found or wanted is None:
            return
        if key in left and _same(left[key][1], wanted, by):
            fits = [key]
        else:
            fits = [other for other, (_, said) in left.items() if _same(said, wanted, by)]
        if fits and not (alone and len(fits) > 1):
            found[key] = left.pop(fits[0])[0]

    for key, digests in before.items():
        if key in left and _same(left[key][1], digests, names):
            found[key] = left.pop(key)[0]
    for key, digests in before.items():
        settle(key, digests, names)
    for key in before:
        settle(key, given.get(key), names)
    for key, digests in before.items():
        settle(key, digests, names[:1], alone=True)
    for key in before:
        if key not in found and key in left:
            found[key] = left.pop(key)[0]
    return found


def _same(one: Digests, other: Digests, names: Sequence[str]) -> bool:
    return all(one.get(name, "-") == other.get(name, "-") for name in names)
