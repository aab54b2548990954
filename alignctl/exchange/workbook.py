"""A plan as an XLSX workbook to edit: a sheet a kind and a sheet a list, and what each cell said when it was written.

The last sheet is hidden. It holds a short digest of every cell, by which the import tells what a person changed from
what has changed in the plan since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from alignctl.draw.sheet import Book
from alignctl.exchange.cells import Shown, digest, said_in
from alignctl.exchange.columns import FILE, ITEM, NUMBER, Column, Form
from alignctl.exchange.layout import Filled
from alignctl.plan.items import KINDS

README, MEMORY, CHOICES = "Read me", "alignctl", "Lists"
"""The first sheet, in plain words, and two hidden ones: what was exported, and the ids to choose from."""

VERSION = "alignctl export 1"
"""The first cell of the hidden sheet."""

SEPARATOR = " "

_LAST_ROW = 5_000
"""Down to which row a list offers its words, at least: rows are added below the last."""

_WIDTHS = {
    Form.LINE: 28,
    Form.PROSE: 48,
    Form.AMOUNT: 11,
    Form.WHOLE: 8,
    Form.DAY: 12,
    Form.MOMENT: 12,
    Form.CHOICE: 13,
    Form.YES_NO: 8,
    Form.DONE: 12,
    Form.ID: 26,
    Form.IDS: 34,
    Form.WORDS: 24,
    Form.ANY: 20,
    Form.FIXED: 30,
}
_HEADER = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True}
_FIXED = {"bg_color": "#E7E9EC", "font_color": "#4A4F57"}
_KEYS = ("id", ITEM, NUMBER)
_LONGEST_HINT = 250

_WORDS = """\
# How to use this workbook
This is the whole plan as it was on {day}. Change what you like, save it as XLSX, and give it back:
alignctl import FILE --dry-run: shows what would change, and writes nothing.
alignctl import FILE: writes it; only what you changed is changed.
# What stands where
A sheet a kind of item, with a row an item.
What an item holds several times (readings, targets, answers of teams …) has a sheet of its own. A row there names its \
item, and its number in the list.
Sort, filter, hide and move columns as you like: rows are known by their id or number.
# What you can do
Change a white cell. Empty one, and the field goes away.
Add an item: a new row below the others, with an id of its own (lower-case words joined by hyphens).
Add an entry: a new row below the others, with the id of its item; leave the number (#) empty.
Several ids stand in one cell with commas between them, several tags with semicolons. Their order says nothing.
Select the head of a column to read what belongs there.
# What you cannot do here
Grey cells are not taken back; a change of one is reported. To rename an item: alignctl rename.
Deleting a row deletes nothing in the plan; it is reported. An item that is over: alignctl retire.
Formulas are not taken; paste their values. What begins with = + - @ is text here, and stays text.
A workbook that is older than the plan: a cell that was changed in both places is reported as a conflict, and stays \
as the plan has it.
# Sheets
"""
"""The first sheet; lines that begin with `#` are headings."""


def write_workbook(title: str, sheets: Sequence[Filled], day: date, left_out: Iterable[str] = ()) -> bytes:
    """The workbook of a plan. Raises XlsxMissingError."""
    book = Book(title, day)
    _write_readme(book, title, sheets, day, tuple(left_out))
    lists = _Choices(sheets)
    for filled in sheets:
        _write_sheet(book, filled, lists)
    lists.write(book)
    _write_memory(book, sheets)
    return book.save()


def _write_readme(book: Book, title: str, sheets: Sequence[Filled], day: date, left_out: Sequence[str]) -> None:
    page = book.add_sheet(README)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 125)
    page.hide_gridlines(2)
    page.fit_to_pages(1, 0)
    book.text(page, 0, 0, title, bold=True, font_size=16)
    row = 2
    for line in _WORDS.splitlines():
        text, is_head = line.removeprefix("# "), line.startswith("# ")
        row += is_head and row > 2
        if is_head:
            book.text(page, row, 0, text, bold=True, font_size=12)
        else:
            book.text(page, row, 1, text.format(day=day.isoformat()), text_wrap=True, valign="top")
        row += 1
    link = book.style(font_color="#1F5FA8", underline=1)
    for filled in sheets:
        page.write_url(row, 0, f"internal:'{filled.sheet.name}'!A1", link, filled.sheet.name)
        number = len(filled.rows)
        what = "item" if filled.sheet.kind is not None else "row"
        book.text(page, row, 1, f"{number} {what}{'' if number == 1 else 's'}")
        row += 1
    for text in left_out:
        row += 1
        book.text(page, row, 1, f"Not in this workbook: {text}.", text_wrap=True, font_color="#B3261E")


class _Choices:
    """The ids that cells may name, as ranges of a hidden sheet: one for each set of kinds that is asked for."""

    def __init__(self, sheets: Sequence[Filled]) -> None:
        self._ids = {
            filled.sheet.kind: [row.source.id for row in filled.rows] for filled in sheets if filled.sheet.kind
        }
        self._columns: dict[tuple[str, ...], int] = {}

    def of(self, kinds: tuple[str, ...]) -> str | None:
        """The range of the ids of items of these kinds, as a formula; None where there are none."""
        from xlsxwriter.utility import xl_col_to_name

        number = sum(len(self._ids.get(kind, ())) for kind in kinds)
        if not number:
            return None
        place = self._columns.setdefault(kinds, len(self._columns))
        letter = xl_col_to_name(place)
        return f"='{CHOICES}'!${letter}$1:${letter}${number}"

    def write(self, book: Book) -> None:
        page = book.add_sheet(CHOICES)
        for kinds, column in self._columns.items():
            ids = sorted(item_id for kind in kinds for item_id in self._ids.get(kind, ()))
            for row, item_id in enumerate(ids):
                book.text(page, row, column, item_id)
        page.hide()


def _write_sheet(book: Book, filled: Filled, lists: _Choices) -> None:
    sheet, rows = filled.sheet, filled.rows
    page = book.add_sheet(sheet.name)
    last = max(len(rows), 1)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_row(0, 30)
    page.set_landscape()
    page.repeat_rows(0)
    page.repeat_columns(0, 1)
    for number, column in enumerate(sheet.columns):
        is_key = column.name in _KEYS
        width = 7 if column.name == NUMBER else 26 if is_key else 40 if column.name == "title" else _WIDTHS[column.form]
        page.set_column(number, number, width, book.style(**_look(column)))
        book.text(page, 0, number, column.name, **_HEADER)
        _offer(page, number, column, lists, len(rows))
    for place, row in enumerate(rows, 1):
        for number, column in enumerate(sheet.columns):
            _write_cell(book, page, place, number, column, row.cell(column.name))


def _look(column: Column) -> dict[str, object]:
    """How the cells of a column look: text columns are text, so that programs leave `2026-03` and `1-2` alone."""
    if column.name == FILE:
        return {**_FIXED, "valign": "top"}
    if column.form == Form.DAY:
        return {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}
    if column.form in (Form.AMOUNT, Form.WHOLE, Form.ANY) or column.name == NUMBER:
        return {"valign": "top"}
    wrap = {"text_wrap": True} if column.form in (Form.PROSE, Form.LINE, Form.IDS, Form.WORDS) else {}
    return {"num_format": "@", "valign": "top", **wrap}


def _write_cell(book: Book, page: Any, row: int, number: int, column: Column, shown: Shown) -> None:
    is_fixed = shown.fixed or column.form == Form.FIXED
    look = {**_look(column), **(_FIXED if is_fixed else {})}
    value = shown.value
    if isinstance(value, date):
        page.write_datetime(row, number, value, book.style(**look))
    elif not isinstance(value, str):
        page.write_number(row, number, value, book.style(**look))
    elif value:
        book.text(page, row, number, value, **{**look, "num_format": "@"})
    elif is_fixed:
        page.write_blank(row, number, None, book.style(**look))


def _offer(page: Any, number: int, column: Column, lists: _Choices, rows: int) -> None:
    """What a person reads above the column, and the list to choose from. It warns only: ids may be new."""
    hint = f"{column.about} {column.form.value[0].upper()}{column.form.value[1:]}.".strip()
    page.data_validation(
        0,
        number,
        0,
        number,
        {"validate": "any", "input_title": column.name[:32], "input_message": hint[:_LONGEST_HINT]},
    )
    source: Any = None
    if column.form == Form.CHOICE:
        source = list(column.choices)
    elif column.form == Form.YES_NO:
        source = ["yes", "no"]
    elif column.form in (Form.ID, Form.IDS) and column.links_to:
        source = lists.of(column.links_to)
    elif column.name == ITEM:
        source = lists.of(tuple(KINDS))
    if source is not None:
        options = {"validate": "list", "source": source, "error_type": "warning"}
        if column.form in (Form.IDS,) or column.name == ITEM:
            options["show_error"] = False
        page.data_validation(1, number, max(rows + 1_000, _LAST_ROW), number, options)


def _write_memory(book: Book, sheets: Sequence[Filled]) -> None:
    """For every row: the sheet, the item, the entry, and a digest of each cell, with `!` where it is not taken back."""
    page = book.add_sheet(MEMORY)
    page.write_string(0, 0, VERSION)
    place = 1
    for filled in sheets:
        page.write_string(place, 0, filled.sheet.name)
        page.write_string(place, 3, json.dumps([column.name for column in filled.sheet.columns]))
        place += 1
        for row in filled.rows:
            page.write_string(place, 0, filled.sheet.name)
            page.write_string(place, 1, row.key[0])
            page.write_string(place, 2, row.key[1])
            page.write_string(place, 3, SEPARATOR.join(remembered(filled.sheet.columns, row.cells)))
            place += 1
    page.very_hidden()


def remembered(columns: Iterable[Column], cells: Mapping[str, Shown]) -> list[str]:
    """The digest of each cell of a row, by which it is known again."""
    return [digest(said_in(column, cells[column.name].value) if column.name in cells else "") for column in columns]
