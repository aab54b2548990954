"""Spreadsheets: text that no program takes for a formula, the same bytes for the same plan.

Spreadsheet programs run what begins with `=`, `+`, `-` or `@`; a plan is written by many, and read by leaders.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from alignctl.draw.text import clean_text

_TRIGGER = re.compile(r"[=+\-@\t\r\n＝＋－＠|%]")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_000
"""What one cell holds; both are counted as spreadsheet programs do, in UTF-16."""


class XlsxMissingError(Exception):
    """The library that writes XLSX is not installed. The text says what to install."""


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet program might take a text for a formula."""
    return bool(_TRIGGER.match(text.lstrip(" \u00a0\ufeff")))


def harmless(text: str) -> str:
    """A text for a CSV cell: what could be taken for a formula gets an apostrophe in front, as people write it."""
    text = clean_text(text)
    return f"'{text}" if is_dangerous(text) else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> bytes:
    """A CSV file in UTF-8 with a byte order mark, which spreadsheet programs need. Numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(
            ["" if cell is None else harmless(cell) if isinstance(cell, str) else f"{cell:.12g}" for cell in row]
        )
    return out.getvalue().encode("utf-8-sig")


class Book:
    """An XLSX file in the making. `day` stands as its date, so that the same plan gives the same bytes."""

    def __init__(self, title: str, day: date) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise XlsxMissingError(
                'writing XLSX needs XlsxWriter, which is not installed; "pip install XlsxWriter" adds it, or take CSV'
            ) from error
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, options)
        self._book.set_properties({"title": clean_text(title), "created": datetime(day.year, day.month, day.day)})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._names: set[str] = set()

    def add_sheet(self, name: str) -> Any:
        """A sheet with a name that is allowed and not taken."""
        stem = _FORBIDDEN_IN_NAMES.sub(" ", clean_text(name)).strip() or "Sheet"
        chosen, number = _cut(stem, _LONGEST_NAME), 1
        while chosen.lower() in self._names or chosen.lower() == "history":
            number += 1
            tail = f" {number}"
            chosen = _cut(stem, _LONGEST_NAME - len(tail)) + tail
        self._names.add(chosen.lower())
        return self._book.add_worksheet(chosen)

    def style(self, **properties: object) -> Any:
        """A format, made once for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "Arial", "font_size": 10, **properties})
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **properties: object) -> None:
        """Write a text as a text, whatever it begins with."""
        text = clean_text(text) if "\n" not in text else text
        if is_dangerous(text):
            properties = {**properties, "quote_prefix": True}
        sheet.write_string(row, column, _cut(text, _LONGEST_TEXT), self.style(**properties))

    def save(self) -> bytes:
        """Finish the file."""
        self._book.close()
        return self._out.getvalue()


def _cut(text: str, longest: int) -> str:
    """The start of a text that is no longer than so many units of UTF-16."""
    if len(text.encode("utf-16-le")) <= 2 * longest:
        return text
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").strip()
