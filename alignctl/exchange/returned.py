"""The rows of a sheet as they came back, by the names of its columns; and what became of the sheet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignctl.exchange.columns import Form, Sheet
from alignctl.exchange.layout import Key, with_own_fields
from alignctl.exchange.tables import EMPTY, Cell, Row
from alignctl.exchange.wishes import Remark, Sort, Spot
from alignctl.plan.nearest import nearest

_OWN_FIELD = re.compile(r"x-\S+\Z")


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row of a sheet as it came back: its cells by the names of the columns."""

    spot: Spot
    key: Key
    cells: Mapping[str, Cell]

    def cell(self, name: str) -> Cell:
        return self.cells.get(name, EMPTY)

    def at(self, column: str) -> Spot:
        return Spot(self.spot.sheet, self.spot.row, column)


@dataclass(frozen=True, slots=True)
class Returned:
    """A sheet with its rows; `sheet` is None where it cannot be read.

    It has columns for fields of their own that people added.
    """

    sheet: Sheet | None
    rows: tuple[GivenRow, ...]
    remarks: tuple[Remark, ...]


def read_returned(rows: Sequence[Row] | None, sheet: Sheet, *, was_exported: bool) -> Returned:
    """Read a sheet; `was_exported` where it had rows then."""
    whole = Spot(sheet.name)
    if rows is None:
        gone = Remark(Sort.NOTE, whole, "the sheet is gone", "nothing of it changes in the plan")
        return Returned(None, (), (gone,) if was_exported else ())
    header = [cell.text for cell in rows[0][1]] if rows else []
    places = {name: place for place, name in enumerate(header) if name}
    for name in places:
        if header.count(name) > 1:
            spot, way = Spot(sheet.name, 0, name), "rename one of them, and import again"
            return Returned(None, (), (Remark(Sort.REFUSED, spot, "two columns have this name", way),))
    for name in sheet.keys:
        if name not in places:
            way = "keep the heads of the columns in row 1"
            remark = Remark(Sort.REFUSED, whole, f'the first row has no column "{name}"', way)
            return Returned(None, (), (remark,))
    if sheet.kind is not None:
        own = [name for name in places if _OWN_FIELD.match(name) and sheet.column(name) is None]
        sheet = with_own_fields(sheet, own) if own else sheet
    remarks = tuple(_judge_columns(sheet, rows[1:], places, was_exported))
    return Returned(sheet, tuple(_given(sheet, number, cells, places) for number, cells in rows[1:]), remarks)


def _judge_columns(
    sheet: Sheet, rows: Sequence[Row], places: Mapping[str, int], was_exported: bool
) -> Iterator[Remark]:
    for name, place in places.items():
        if sheet.column(name) is None and any(place < len(cells) and cells[place].text for _, cells in rows):
            guess = nearest(name, [column.name for column in sheet.columns])
            way = f'did you mean "{guess}"?' if guess else "nothing of it was taken"
            yield Remark(Sort.REFUSED, Spot(sheet.name, 0, name), "there is no such column", way)
    for column in sheet.columns:
        if column.name not in places and column.form != Form.FIXED and was_exported:
            spot = Spot(sheet.name, 0, column.name)
            yield Remark(Sort.NOTE, spot, "the column is gone", "nothing of it changes in the plan")


def _given(sheet: Sheet, number: int, cells: tuple[Cell, ...], places: Mapping[str, int]) -> GivenRow:
    named = {name: cells[place] for name, place in places.items() if place < len(cells)}
    texts = [named.get(name, EMPTY).text for name in sheet.keys]
    return GivenRow(Spot(sheet.name, number), (texts[0], " ".join(texts[1:]).strip()), named)
