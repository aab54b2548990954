"""Editing an exported workbook as a person would, with another program's library: openpyxl."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl


def edit(data: bytes, steps: list[dict[str, Any]]) -> bytes:
    """The workbook with cells set, rows added and rows taken out, one after the other, and saved by openpyxl.

    A step names a `sheet`, and has `row` (the values that tell it) with `set` or `remove`, or `add`. Columns go by
    name. `text` says that a value beginning with `=` was typed as a text.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    for step in steps:
        page = book[step["sheet"]]
        if "add" in step:
            number = max(row[0].row for row in page.iter_rows() if any(cell.value is not None for cell in row)) + 1
            _set(page, number, step["add"], step)
        elif step.get("remove"):
            page.delete_rows(_find(page, step["row"]))
        else:
            _set(page, _find(page, step["row"]), step["set"], step)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _column(page: Any, name: str) -> int:
    for cell in page[1]:
        if cell.value == name:
            return int(cell.column)
    place = int(page.max_column) + 1
    page.cell(1, place).value = name
    return place


def _find(page: Any, wanted: Mapping[str, str]) -> int:
    for number in range(2, page.max_row + 1):
        if all(str(page.cell(number, _column(page, name)).value) == text for name, text in wanted.items()):
            return number
    raise AssertionError(f"no row {wanted} on {page.title}")


def _set(page: Any, number: int, values: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    for name, value in values.items():
        cell = page.cell(number, _column(page, name))
        cell.value = value
        if step.get("text") and isinstance(value, str):
            cell.data_type = "s"
