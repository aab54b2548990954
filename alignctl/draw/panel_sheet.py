"""A panel for spreadsheets: its records as CSV, or as an XLSX sheet that can be filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alignctl.draw.palette import LIGHT
from alignctl.draw.sheet import Book, write_csv
from alignctl.views.panel import Panel

_WIDEST = 60


def panels_to_csv(panels: Iterable[Panel]) -> bytes:
    """One line for each record, after the name of its panel."""
    panels = tuple(panels)
    header = ("sheet", *(panels[0].header if panels else ()))
    return write_csv(header, ((panel.name, *record) for panel in panels for record in panel.records))


def panels_to_xlsx(panels: Sequence[Panel], title: str, day: date) -> bytes:
    """A sheet for each panel. Raises XlsxMissingError."""
    book = Book(title, day)
    for panel in panels:
        _write(book, book.add_sheet(panel.title.partition(": ")[2] or panel.title), panel)
    return book.save()


def _write(book: Book, sheet: Any, panel: Panel) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    book.text(sheet, 0, 0, panel.title, bold=True, font_size=16)
    book.text(sheet, 1, 0, panel.subtitle, font_color=LIGHT["soft"])
    for column, head in enumerate(panel.header):
        book.text(sheet, 3, column, head, bold=True, bottom=2, valign="top")
        texts = [str(record[column]) for record in panel.records if isinstance(record[column], str)]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(len(head), longest, 8)) + 2)
    for row, record in enumerate(panel.records, 4):
        for column, value in enumerate(record):
            if isinstance(value, str):
                book.text(sheet, row, column, value, text_wrap=True, valign="top")
            elif value is not None:
                sheet.write_number(row, column, value, book.style(num_format="#,##0.##", valign="top"))
    last = 3 + len(panel.records)
    sheet.freeze_panes(4, 2)
    sheet.autofilter(3, 0, max(last, 4), len(panel.header) - 1)
    for offset, note in enumerate((*panel.notes, *panel.left_out), 2):
        book.text(sheet, last + offset, 0, note, font_color=LIGHT["soft"])
