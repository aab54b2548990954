"""A bowling chart for spreadsheets: CSV, and XLSX whose months turn green or red as figures are typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alignctl.draw.palette import LIGHT
from alignctl.draw.sheet import Book, write_csv
from alignctl.views.bowling import BowlingChart, Cell, Row

_HEADER = (
    "chart", "outcome", "id", "measure", "unit", "owner", "start", "month", "at least", "at most", "actual",
    "read on", "state", "countermeasures",
)  # fmt: skip
_FIRST = 5
"""The column of the first month."""
_MONTH_WIDTH = 10
"""In characters, as spreadsheets count widths."""
_LINE = 14
"""The height of a line, in points."""


def charts_to_csv(charts: Iterable[BowlingChart]) -> bytes:
    """One line for each measure and month."""
    return write_csv(_HEADER, (line for chart in charts for line in _lines(chart)))


def _lines(chart: BowlingChart) -> Iterable[tuple[str | float | None, ...]]:
    for group in chart.groups:
        for row in group.rows:
            for month, cell in zip(chart.months, row.cells, strict=True):
                notes = "; ".join(note.text for note in row.notes if note.number in cell.notes)
                yield (
                    chart.name, group.title, row.id, row.title, row.unit, row.owner, row.start,
                    f"{month.first:%Y-%m}", cell.low, cell.high, cell.value,
                    cell.day.isoformat() if cell.day is not None else "", cell.state, notes,
                )  # fmt: skip


def charts_to_xlsx(charts: Sequence[BowlingChart], title: str, day: date) -> bytes:
    """A sheet for each chart. Raises XlsxMissingError."""
    book = Book(title, day)
    for chart in charts:
        _Sheet(book, chart).write()
    return book.save()


class _Sheet:
    """Writes one chart: for each measure a row (or two, for a band) of plan and a row of actual values."""

    def __init__(self, book: Book, chart: BowlingChart) -> None:
        self.book = book
        self.chart = chart
        self.sheet: Any = book.add_sheet(chart.title.partition(": ")[2] or chart.title)
        self.last = _FIRST + len(chart.months) - 1

    def write(self) -> None:
        sheet, text = self.sheet, self.book.text
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 4, 11)
        sheet.set_column(_FIRST, self.last, _MONTH_WIDTH)
        sheet.set_column(self.last + 1, self.last + 1, 24)
        text(sheet, 0, 0, self.chart.title, bold=True, font_size=16)
        text(sheet, 1, 0, self.chart.subtitle, font_color=LIGHT["soft"])
        months = [month.name for month in self.chart.months]
        for column, head in enumerate(["Measure", "Unit", "Owner", "Start", "", *months, "Course", "Met", "Judged"]):
            text(sheet, 3, column, head, bold=True, bottom=2, align="left" if column < 3 else "center")
        sheet.freeze_panes(4, 1)
        at = 4
        for group in self.chart.groups:
            for column in range(self.last + 4):
                sheet.write_blank(at, column, None, self.book.style(bg_color=LIGHT["outcome"]))
            text(sheet, at, 0, group.title, bold=True, bg_color=LIGHT["outcome"])
            at += 1
            for row in group.rows:
                at = self._write_row(row, at)
        for line in ("✔ met its plan   ✖ missed it; the colours follow what is typed", *self.chart.left_out):
            at += 1
            text(sheet, at, 0, line, font_color=LIGHT["soft"])

    def _write_row(self, row: Row, at: int) -> int:
        from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

        lows = any(cell.low is not None for cell in row.cells)
        highs = any(cell.high is not None for cell in row.cells)
        plans = [(name, bound) for name, bound, used in (("at least", "low", lows), ("at most", "high", highs)) if used]
        plans = plans or [("plan", "low")]
        actual = at + len(plans)
        text = self.book.text
        text(self.sheet, at, 0, row.title, bold=True, text_wrap=True, valign="top")
        text(self.sheet, at, 1, row.unit)
        text(self.sheet, at, 2, row.owner, text_wrap=True, valign="top")
        if row.start is not None:
            self.sheet.write_number(at, 3, row.start, self.book.style())
        for offset, (name, bound) in enumerate(plans):
            text(self.sheet, at + offset, 4, name, font_color=LIGHT["soft"])
            self._write_values(at + offset, [getattr(cell, bound) for cell in row.cells], font_color=LIGHT["soft"])
        text(self.sheet, actual, 4, "actual", font_color=LIGHT["soft"])
        self._write_values(actual, [cell.value for cell in row.cells], bold=True)
        here = xl_rowcol_to_cell(actual, _FIRST)
        bounds = [(xl_rowcol_to_cell(at + i, _FIRST), ">=" if b == "low" else "<=") for i, (_, b) in enumerate(plans)]
        known = ",".join([f"ISNUMBER({here})", *(f"ISNUMBER({cell})" for cell, _ in bounds)])
        good = ",".join(f"{here}{sign}{cell}" for cell, sign in bounds)
        area = (actual, _FIRST, actual, self.last)
        for criteria, ground, ink, sign in (
            (f"=AND({known},{good})", "outcome", "good", "✔"),
            (f"=AND({known},NOT(AND({good})))", "apart", "bad", "✖"),
        ):
            style = self.book.style(
                bg_color=LIGHT[ground], font_color=LIGHT[ink], num_format=f'"{sign} "#,##0.##', bold=True
            )
            self.sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": style})
        span = xl_range(actual, _FIRST, actual, self.last)
        self.sheet.add_sparkline(actual, self.last + 1, {"range": f"'{self.sheet.get_name()}'!{span}", "markers": True})
        ranges = [
            (xl_range(at + i, _FIRST, at + i, self.last), ">=" if b == "low" else "<=")
            for i, (_, b) in enumerate(plans)
        ]
        numbers = "*".join(f"ISNUMBER({r})" for r in [span, *(r for r, _ in ranges)])
        met = "*".join(f"({span}{sign}{r})" for r, sign in ranges)
        states = [cell.state for cell in row.cells]
        style = self.book.style(align="center")
        self.sheet.write_formula(actual, self.last + 2, f"=SUMPRODUCT({numbers}*{met})", style, states.count("met"))
        judged = states.count("met") + states.count("missed")
        self.sheet.write_formula(actual, self.last + 3, f"=SUMPRODUCT({numbers}*1)", style, judged)
        at = actual + 1
        for note in row.notes:
            number = f"({note.number}) " if note.number is not None else ""
            colour = LIGHT["bad"] if note.state == "lacking" else LIGHT["soft"]
            months = ", ".join(
                m.name for m, c in zip(self.chart.months, row.cells, strict=True) if _about(c, note.number)
            )
            about = f"{months}: " if months else ""
            self._write_note(at, f"{number}{about}{note.text}", colour)
            at += 1
        return at

    def _write_note(self, row: int, note: str, colour: str) -> None:
        """Across the months and no further: what runs over the edge makes the printed page too small to read."""
        self.sheet.merge_range(row, _FIRST, row, self.last, "")
        self.book.text(self.sheet, row, _FIRST, note, font_color=colour, text_wrap=True, valign="top")
        room = (self.last - _FIRST + 1) * _MONTH_WIDTH
        self.sheet.set_row(row, _LINE * -(-len(note) // room))

    def _write_values(self, row: int, values: Sequence[float | None], **properties: object) -> None:
        style = self.book.style(num_format="#,##0.##", align="right", **properties)
        for position, value in enumerate(values):
            if value is None:
                self.sheet.write_blank(row, _FIRST + position, None, style)
            else:
                self.sheet.write_number(row, _FIRST + position, value, style)


def _about(cell: Cell, number: int | None) -> bool:
    return number is not None and number in cell.notes
