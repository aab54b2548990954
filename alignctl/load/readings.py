"""CSV files that a plan names: the readings of a measure, the responses of an assessment."""

from __future__ import annotations

import io
import math
import posixpath
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from alignctl.diagnostics import Pointer, Span
from alignctl.load.discovery import Refusal
from alignctl.load.forms import help_day, help_id, help_number
from alignctl.load.lines import LineTable
from alignctl.load.repairs import Repair
from alignctl.load.wording import as_day, as_id, as_number, shown
from alignctl.plan.dates import parse_day
from alignctl.plan.nearest import is_slip, nearest
from alignctl.plan.parts import Reading, Response
from alignctl.records import Record, record

READING_COLUMNS = ("date", "value", "note", "source", "was")
RESPONSE_COLUMNS = ("team", "role", "respondent", "question", "score", "answer", "read_as")

MAX_FAULTS = 200
"""How many faults of one CSV file are put into words."""

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\Z")
_READ_AS = ("output", "outcome", "internal", "external")


@record
class Fault(Record):
    """What is wrong in a CSV file. `pointer` is (row, column name), rows counted from 0; empty: the header."""

    message: str
    help: str
    pointer: Pointer = ()
    span: Span | None = None
    repair: Repair | None = None


@record
class Table(Record):
    """The rows that hold anything, as texts by column, and the faults that were found."""

    rows: list[dict[str, str]]
    faults: list[Fault]


def resolve_name(plan_path: str, name: str) -> str | Refusal:
    """The path of a CSV file that a plan file names, relative to the root; or why the name is not accepted."""
    if "://" in name:
        return Refusal(f'"{name}" is a web address', "save the file beside the plan file and give its name")
    if name.startswith(("/", "~")) or "\\" in name or re.match(r"[A-Za-z]:", name) or "\0" in name:
        return Refusal(f'"{name}" is not a path relative to the plan file', 'give a name such as "readings.csv"')
    path = posixpath.normpath(posixpath.join(posixpath.dirname(plan_path), name))
    if path == ".." or path.startswith("../"):
        return Refusal(f'"{name}" lies outside the plan', "put the file beside the plan file")
    if not path.lower().endswith(".csv"):
        return Refusal(f'"{name}" is not the name of a CSV file', 'give a name that ends in ".csv"')
    return path


def read_table(data: bytes, columns: tuple[str, ...], required: tuple[str, ...]) -> Table:
    """Read a CSV file with a header line that names its columns, in any order."""
    import csv

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = len(data[: error.start].decode("utf-8"))
        span = LineTable(data.decode("utf-8", "replace")).span(offset, offset + 1)
        return Table([], [Fault("the file is not UTF-8", 'save it as "CSV UTF-8"', span=span)])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[list[str]] = []
    line = 1
    try:
        for cells in reader:
            line = reader.line_num + 1
            if "".join(cells).strip():
                lines.append(cells)
    except csv.Error as error:
        span = LineTable(text).line_span(line)
        return Table([], [Fault(f"the CSV cannot be read: {error}", "check the quotes in this line", span=span)])
    if not lines:
        return Table([], [Fault("the file is empty", f'begin it with the line "{",".join(columns)}"')])
    header = [cell.strip().lower() for cell in lines[0]]
    faults = _check_header(header, columns, required)
    if faults:
        return Table([], faults)
    rows = []
    for index, cells in enumerate(lines[1:]):
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            message = f"this row has {len(cells)} cells, but there are {len(header)} columns"
            help = "put a text that holds a comma in double quotes, and write decimals with a point"
            faults.append(Fault(message, help, (index, header[-1])))
        rows.append(dict(zip(header, map(str.strip, cells), strict=False)))
    return Table(rows, faults)


def _check_header(header: list[str], columns: tuple[str, ...], required: tuple[str, ...]) -> list[Fault]:
    if len(header) == 1:
        for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if separator in header[0]:
                return [Fault(f"the columns are separated by {name}", "save the file with commas between columns")]
    if not any(name in columns or nearest(name, columns) for name in header):
        help = f'begin the file with the line "{",".join(columns)}"'
        return [Fault("the first line does not name the columns", help)]
    faults = []
    for name in header:
        if name not in columns:
            guess = nearest(name, columns)
            hint = f'did you mean "{guess}"?' if guess else "the columns may be " + ", ".join(columns)
            faults.append(Fault(f"there is no column {shown(name)}", hint))
        elif header.count(name) > 1 and not any(f'"{name}" stands' in fault.message for fault in faults):
            faults.append(Fault(f'the column "{name}" stands there twice', "keep one of the two"))
    known = [name for name in header if name in columns]
    for name in required:
        if name not in known and not any(nearest(other, (name,)) for other in header if other not in columns):
            faults.append(Fault(f'the column "{name}" is missing', f'the first line is "{",".join(columns)}"'))
    return faults


def parse_readings(data: bytes) -> tuple[tuple[Reading, ...], list[Fault]]:
    """The readings in a CSV file, in its order, and what is wrong with it."""
    table = read_table(data, READING_COLUMNS, ("date", "value"))
    cells = _Cells(table.faults)
    readings = []
    for index, row in enumerate(table.rows):
        day = cells.day(index, row, "date")
        value = cells.number(index, row, "value", required=True)
        was = cells.number(index, row, "was") if "was" in row else None
        if day is not None and value is not None:
            readings.append(Reading(day, value, row.get("note") or None, row.get("source") or None, was))
    return tuple(readings), table.faults


def parse_responses(data: bytes) -> tuple[tuple[Response, ...], list[Fault]]:
    """The responses in a CSV file, in its order, and what is wrong with it."""
    table = read_table(data, RESPONSE_COLUMNS, ("question",))
    cells = _Cells(table.faults)
    responses = []
    for index, row in enumerate(table.rows):
        question = cells.id(index, row, "question", required=True)
        response = Response(
            question or "",
            cells.id(index, row, "team"),
            row.get("role") or None,
            cells.count(index, row, "respondent"),
            cells.number(index, row, "score"),
            row.get("answer") or None,
            cells.words(index, row, "read_as", _READ_AS),
        )
        if question:
            responses.append(response)
    return tuple(responses), table.faults


class _Cells:
    """Turns cells into values; what cannot be turned becomes a fault and None."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults

    def _fault(self, index: int, column: str, message: str, help: str, repair: Repair | None = None) -> None:
        if len(self._faults) < MAX_FAULTS:
            self._faults.append(Fault(message, help, (index, column), repair=repair))
        elif len(self._faults) == MAX_FAULTS:
            message = f"this file has more than {MAX_FAULTS} faults; no more are shown"
            self._faults.append(Fault(message, "mend the others first", (index, column)))

    def day(self, index: int, row: dict[str, str], column: str) -> date | None:
        text = row.get(column, "")
        try:
            return parse_day(text)
        except ValueError:
            message = f"{shown(text)} is not a day" if text else f'the cell under "{column}" is empty'
            guess = as_day(text)
            self._fault(index, column, message, help_day(text), Repair("write", guess, safe=True) if guess else None)
            return None

    def number(self, index: int, row: dict[str, str], column: str, required: bool = False) -> float | None:
        text = row.get(column, "")
        if _NUMBER.match(text) and abs(value := float(text)) != math.inf:
            return value
        if text:
            guess = as_number(text)
            repair = Repair("write", guess) if guess else None
            self._fault(index, column, f"{shown(text)} is not a number", help_number(text), repair)
        elif required:
            help = "write the value, or remove the row if nothing was measured"
            self._fault(index, column, f'the cell under "{column}" is empty', help)
        return None

    def count(self, index: int, row: dict[str, str], column: str) -> int | None:
        text = row.get(column, "")
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
            return int(text)
        if text:
            self._fault(index, column, f"{shown(text)} is not a number from 1", "number the people; never write a name")
        return None

    def id(self, index: int, row: dict[str, str], column: str, required: bool = False) -> str | None:
        text = row.get(column, "")
        if _ID.match(text):
            return text
        if text:
            guess = as_id(text)
            repair = Repair("write", guess, safe=True, id_was=text) if guess and column == "team" else None
            self._fault(index, column, f"{shown(text)} is not an id", help_id(text), repair)
        elif required:
            self._fault(index, column, f'the cell under "{column}" is empty', "write the id of the question")
        return None

    def words(self, index: int, row: dict[str, str], column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        words = tuple(re.split(r"[\s;,]+", row[column])) if row.get(column) else ()
        for word in words:
            if word not in allowed:
                guess = nearest(word, allowed)
                hint = f'did you mean "{guess}"?' if guess else "it may be " + ", ".join(allowed)
                sure = guess is not None and is_slip(word, guess, allowed) and len(words) == 1
                repair = Repair("write", guess, sure) if guess and len(words) == 1 else None
                self._fault(index, column, f"{shown(word)} is not known here", hint, repair)
        return tuple(word for word in words if word in allowed)


Parser = Callable[[bytes], tuple[tuple[Any, ...], list[Fault]]]
PARSERS: dict[str, Parser] = {"readings": parse_readings, "responses": parse_responses}
"""The field that names a CSV file → what reads it."""
