"""Tables as other programs write them: CSV files and the sheets of XLSX workbooks, as rows of cells.

A workbook is a compressed archive that anybody may have made: how much it unpacks to is looked at before it is opened,
and a sheet is read row by row, whatever size it claims to have.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MAX_UNPACKED = 200_000_000
"""The most bytes that a workbook may unpack to."""

MAX_ROWS, MAX_COLUMNS = 200_000, 300

MAX_SHEETS, MAX_CELLS = 100, 10_000_000
"""How many sheets a workbook may have, and cells a sheet; the empty ones before a filled one count."""

_SEPARATORS = ",;\t|"


class UnreadableTable(Exception):
    """The file cannot be read as a table; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: a text, a number or a day. `percent`: a number that is shown a hundred times as large.

    `formula`: a formula or an error, and the value is its text.
    """

    value: str | float | date
    percent: bool = False
    formula: bool = False

    @property
    def text(self) -> str:
        """The cell as text on one line; a day as year-month-day."""
        if isinstance(self.value, date):
            return self.value.isoformat()
        return " ".join(self.value.split()) if isinstance(self.value, str) else plain(self.value)


EMPTY = Cell("")

Row = tuple[int, tuple[Cell, ...]]
"""The number of a row as people count, from 1, and its cells."""


def plain(number: float) -> str:
    """A number as spreadsheets show it, to fifteen digits: they keep 64.3 as 64.299999999999997."""
    rounded = float(f"{number:.15g}")
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else repr(rounded)


def read_table(data: bytes, name: str, sheet: str | None = None) -> tuple[Row, ...]:
    """The rows of a file that hold anything. Raises UnreadableTable.

    Whether it is a workbook is seen from its content. `sheet` names one of its sheets; without it there must be one.
    """
    if is_workbook(data):
        return tuple(_filled(_sheet_rows(data, name, sheet)))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(f'"{name}" is an old Excel file or has a password; save it as XLSX without one')
    if sheet is not None:
        raise UnreadableTable(f'"{name}" is no workbook, and has no sheet "{sheet}"; leave the sheet out')
    return tuple(_filled(_csv_rows(data, name)))


def is_workbook(data: bytes) -> bool:
    """Whether a file is an archive, as XLSX workbooks are."""
    return data.startswith(b"PK\x03\x04")


def _filled(rows: Iterable[Row]) -> Iterator[Row]:
    for number, cells in rows:
        if number > MAX_ROWS:
            raise UnreadableTable(f"there are more than {MAX_ROWS:,} rows; split the file")
        if any(cell.value != "" for cell in cells):
            yield number, cells


def _csv_rows(data: bytes, name: str) -> Iterator[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableTable(f'"{name}" is not UTF-8; save it as "CSV UTF-8"') from None
    if "\0" in text:
        raise UnreadableTable(f'"{name}" is no CSV file; save the table as CSV or XLSX')
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, tuple(Cell(cell.strip()) for cell in cells[:MAX_COLUMNS])
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableTable(f'"{name}" cannot be read at line {start}: {error}; check its quotes') from None


def _separator(text: str) -> str:
    """The sign between cells: the one that cuts most of the first lines into the same, and the most, parts."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]

    def weight(sign: str) -> int:
        counts = Counter(line.count(sign) for line in lines)
        return max((number * count for count, number in counts.items()), default=0)

    return max(_SEPARATORS, key=lambda sign: (weight(sign), -_SEPARATORS.index(sign)))


def _sheet_rows(data: bytes, name: str, sheet: str | None) -> Iterator[Row]:
    with _opened(data, name, data_only=True) as book:
        names = [page.title for page in book.worksheets]
        if sheet is None and len(names) != 1:
            raise UnreadableTable(f'"{name}" has the sheets {", ".join(names) or "(none)"}; say which with --sheet')
        if sheet is not None and sheet not in names:
            raise UnreadableTable(f'"{name}" has no sheet "{sheet}"; it has {", ".join(names)}')
        yield from _rows_of(book[sheet or names[0]])


def read_sheets(data: bytes, name: str) -> dict[str, tuple[Row, ...]]:
    """The rows of every sheet of a workbook that hold anything, by the sheet's name. Raises UnreadableTable.

    Formulas are not computed and not believed: their cells come as `Cell` with `formula`.
    """
    if not is_workbook(data):
        raise UnreadableTable(
            f'"{name}" is no XLSX workbook; give the file that "alignctl export" wrote, saved as XLSX'
        )
    found: dict[str, tuple[Row, ...]] = {}
    with _opened(data, name, data_only=False) as book:
        if len(book.worksheets) > MAX_SHEETS:
            raise UnreadableTable(f'"{name}" has more than {MAX_SHEETS} sheets; keep those that were exported')
        for page in book.worksheets:
            found[page.title] = tuple(_filled(_rows_of(page)))
    return found


def _rows_of(page: Any) -> Iterator[Row]:
    page.reset_dimensions()  # what a file says of its own size need not be so
    left = MAX_CELLS
    for number, cells in enumerate(page.iter_rows(), 1):
        left -= len(cells)
        if left < 0:
            raise UnreadableTable(
                f"there are more than {MAX_CELLS:,} cells, with the empty ones before; split the file"
            )
        yield number, tuple(map(_cell, cells[:MAX_COLUMNS]))


@contextmanager
def _opened(data: bytes, name: str, *, data_only: bool) -> Iterator[Any]:
    """A workbook to be read row by row. Raises UnreadableTable, for what fails while it is read too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise UnreadableTable(f'"{name}" is damaged; save it anew as XLSX') from None
    if size > MAX_UNPACKED:
        raise UnreadableTable(
            f'"{name}" unpacks to more than {MAX_UNPACKED // 1_000_000} MB; keep only the rows needed'
        )
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:  # a foreign reader of foreign files: what it raises on a bad one is not documented
        raise UnreadableTable(f'"{name}" cannot be read as a workbook; save it anew as XLSX') from error
    try:
        yield book
    except UnreadableTable:
        raise
    except Exception as error:
        raise UnreadableTable(f'"{name}" cannot be read as a workbook; save it anew as XLSX') from error
    finally:
        book.close()


def _cell(entry: Any) -> Cell:
    value = entry.value
    if value is None:
        return EMPTY
    if entry.data_type in ("f", "e"):
        return Cell(str(value), formula=True)
    if isinstance(value, datetime):
        return Cell(value.date())
    if isinstance(value, date):
        return Cell(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(float(value), "%" in str(entry.number_format))
    return Cell(str(value).strip())
