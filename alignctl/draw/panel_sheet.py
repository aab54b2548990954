"""A panel for spreadsheets: its records as CSV, or as an XLSX sheet that can be filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alignctl.draw.palette import LIGHT
from alignctl.draw.sheet import Book, write_csv
from alignctl.views.panel import Panel, Records

_WIDEST = 60


def panels_to_csv(panels: Iterable[Panel]) -> bytes:
    """One line for each record, after the name of its panel. Figures worked out from them are left to the reader."""
    panels = tuple(panels)
    header = ("sheet", *(panels[0].header if panels else ()))
    return write_csv(header, ((panel.name, *record) for panel in panels for record in panel.records))


def panels_to_xlsx(panels: Sequence[Panel], title: str, day: date) -> bytes:
    """A sheet for the records of each panel, and one for its figures where it has some. Raises XlsxMissingError."""
    book = Book(title, day)
    for panel in panels:
        name = panel.title.partition(": ")[2] or panel.title
        if panel.figures is not None:
            figures = panel.figures
            _write(book, f"{figures.title} {name}", f"{figures.title}: {name}", panel, figures)
        if panel.records or panel.figures is None:
            _write(book, name, panel.title, panel, Records(panel.title, panel.header, panel.records))
    return book.save()


def _write(book: Book, name: str, title: str, panel: Panel, records: Records) -> None:
    sheet: Any = book.add_sheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    book.text(sheet, 0, 0, title, bold=True, font_size=16)
    book.text(sheet, 1, 0, panel.subtitle, font_color=LIGHT["soft"])
    for column, head in enumerate(records.header):
        book.text(sheet, 3, column, head, bold=True, bottom=2, valign="top")
        texts = [str(row[column]) for row in records.rows if isinstance(row[column], str)]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(len(head), longest, 8)) + 2)
    for at, row in enumerate(records.rows, 4):
        for column, value in enumerate(row):
            if isinstance(value, str):
                book.text(sheet, at, column, value, text_wrap=True, valign="top")
            elif value is not None:
                sheet.write_number(at, column, value, book.style(num_format="#,##0.##", valign="top"))
    last = 3 + len(records.rows)
    sheet.freeze_panes(4, 2)
    sheet.autofilter(3, 0, max(last, 4), len(records.header) - 1)
    for offset, note in enumerate((*panel.notes, *panel.left_out), 2):
        book.text(sheet, last + offset, 0, note, font_color=LIGHT["soft"])
