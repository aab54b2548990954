"""An X-matrix for spreadsheets: the ties as CSV, and as XLSX a matrix that goes on living there.

In the XLSX file ties are chosen from lists, a title turns red while its row or column is empty, and signs are
coloured as they are typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alignctl.draw.palette import LIGHT
from alignctl.draw.sheet import Book, write_csv
from alignctl.views.x_matrix import OWNS, Entry, XMatrix
from alignctl.views.x_matrix_layout import CORNERS, SIDES

TIE_SIGNS = {"strong": "●", "medium": "○", "weak": "△"}
PART_SIGNS = {OWNS: "■", "takes part": "□"}

_HEADER = ("matrix", "side", "id", "title", "other side", "other id", "other title", "tie", "over")


def matrices_to_csv(matrices: Iterable[XMatrix]) -> bytes:
    """One line for each tie and each part a team has; an item without any on a side has a line that says `none`."""
    return write_csv(_HEADER, (line for matrix in matrices for line in _lines(matrix)))


def _lines(matrix: XMatrix) -> Iterable[tuple[str, ...]]:
    gaps = {(gap.item, gap.side) for gap in matrix.gaps}
    sides = {**matrix.sides, "teams": matrix.teams}
    pairs = [*CORNERS, *((side, "teams") for side in SIDES)]
    for first, second in pairs:
        for entry in sides[first].entries:
            begin = (matrix.name, sides[first].spec.title, entry.id, entry.title, sides[second].spec.title)
            for other in sides[second].entries:
                crossing = matrix.crossings.get((entry.id, other.id))
                part = matrix.parts.get((entry.id, other.id)) if second == "teams" else None
                if crossing is not None:
                    yield (*begin, other.id, other.title, crossing.strength, crossing.way)
                elif part is not None:
                    yield (*begin, other.id, other.title, part, "")
            if (entry.id, second) in gaps:
                yield (*begin, "", "", "none", "")
        for entry in sides[second].entries:
            if second != "teams" and (entry.id, first) in gaps:
                yield (
                    matrix.name,
                    sides[second].spec.title,
                    entry.id,
                    entry.title,
                    sides[first].spec.title,
                    "",
                    "",
                    "none",
                    "",
                )


def matrices_to_xlsx(matrices: Sequence[XMatrix], title: str, day: date) -> bytes:
    """A sheet for each matrix, laid out as in the picture. Raises XlsxMissingError."""
    book = Book(title, day)
    for matrix in matrices:
        _Sheet(book, matrix).write()
    return book.save()


class _Sheet:
    """Writes one matrix. Rows and columns are counted from zero."""

    def __init__(self, book: Book, matrix: XMatrix) -> None:
        self.book = book
        self.matrix = matrix
        self.sheet: Any = book.add_sheet(matrix.title.partition(": ")[2] or matrix.title)
        counts = {side: len(matrix.sides[side].entries) for side in SIDES}
        teams = len(matrix.teams.entries)
        self.centre_column = counts["west"]
        self.centre_row = 3 + counts["north"]
        south, east = self.centre_row + 1, self.centre_column + 1
        self.rows = {
            "north": [self.centre_row - 1 - i for i in range(counts["north"])],
            "south": [south + i for i in range(counts["south"])],
            "teams": [south + counts["south"] + 1 + i for i in range(teams)],
        }
        self.columns = {
            "west": [self.centre_column - 1 - i for i in range(counts["west"])],
            "east": [east + i for i in range(counts["east"])],
            "teams": [east + counts["east"] + 1 + i for i in range(teams)],
        }

    def write(self) -> None:
        self.book.text(self.sheet, 0, 0, self.matrix.title, bold=True, font_size=16)
        self.book.text(self.sheet, 1, 0, self.matrix.subtitle, font_color=LIGHT["soft"])
        self._set_sizes()
        self._write_centre()
        for side, rows in self.rows.items():
            for entry, row in zip(self._entries(side), rows, strict=True):
                self._write_title(entry, row, self.centre_column, rotation=0)
        for side, columns in self.columns.items():
            for entry, column in zip(self._entries(side), columns, strict=True):
                self._write_title(entry, self.centre_row, column, rotation=90)
        for row_side, rows in self.rows.items():
            for column_side, columns in self.columns.items():
                if rows and columns and not row_side == column_side == "teams":
                    self._write_corner(row_side, column_side)
        self._mark_empty()
        self._write_legend(max([self.centre_row, *(row for rows in self.rows.values() for row in rows)]) + 2)

    def _entries(self, side: str) -> tuple[Entry, ...]:
        return (self.matrix.teams if side == "teams" else self.matrix.sides[side]).entries

    def _set_sizes(self) -> None:
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(8)  # A3
        self.sheet.fit_to_pages(1, 1)
        last = max([self.centre_column, *(c for columns in self.columns.values() for c in columns)])
        self.sheet.set_column(0, last, 5)
        self.sheet.set_column(self.centre_column, self.centre_column, 46)
        self.sheet.set_row(self.centre_row, 230)
        for rows in self.rows.values():
            for row in rows:
                self.sheet.set_row(row, 30)

    def _write_centre(self) -> None:
        names = {side: self.matrix.sides[side].spec.title for side in SIDES}
        text = f"{names['north']}\n\n\n{names['west']}          {names['east']}\n\n\n{names['south']}"
        self.book.text(
            self.sheet,
            self.centre_row,
            self.centre_column,
            text,
            bold=True,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            diag_type=3,
            diag_border=1,
        )

    def _write_title(self, entry: Entry, row: int, column: int, *, rotation: int) -> None:
        colours = {"strategy": ("strategy", "strategy-ink")}
        fill, ink = colours.get(entry.kind, (entry.kind if entry.kind in LIGHT else "paper", "ink"))
        text = f"{entry.rank}  {entry.title}" if entry.rank is not None else entry.title
        self.book.text(
            self.sheet,
            row,
            column,
            text,
            bg_color=LIGHT[fill],
            font_color=LIGHT[ink],
            border=1,
            text_wrap=True,
            valign="vcenter",
            rotation=rotation,
        )

    def _write_corner(self, row_side: str, column_side: str) -> None:
        teams = "teams" in (row_side, column_side)
        signs = PART_SIGNS if teams else TIE_SIGNS
        rows, columns = self.rows[row_side], self.columns[column_side]
        for entry, row in zip(self._entries(row_side), rows, strict=True):
            for other, column in zip(self._entries(column_side), columns, strict=True):
                sign = self._sign(entry.id, other.id, row_side == "teams")
                properties = {
                    "border": 1,
                    "align": "center",
                    "valign": "vcenter",
                    "font_size": 14,
                    "border_color": LIGHT["rule"],
                }
                if sign:
                    self.book.text(self.sheet, row, column, sign, **properties)
                else:
                    self.sheet.write_blank(row, column, None, self.book.style(**properties))
        area = (min(rows), min(columns), max(rows), max(columns))
        self.sheet.data_validation(*area, {"validate": "list", "source": list(signs.values()), "ignore_blank": True})
        colours = ("kpi-line", "watch", "unknown") if not teams else ("strategy", "unknown")
        for sign, colour in zip(signs.values(), colours, strict=True):
            style = self.book.style(font_color=LIGHT[colour], bold=sign in "●■")
            self.sheet.conditional_format(
                *area, {"type": "cell", "criteria": "==", "value": f'"{sign}"', "format": style}
            )

    def _sign(self, row: str, column: str, row_is_team: bool) -> str:
        crossing = self.matrix.crossings.get((row, column))
        if crossing is not None:
            return TIE_SIGNS[crossing.strength]
        part = self.matrix.parts.get((column, row) if row_is_team else (row, column))
        return PART_SIGNS[part] if part is not None else ""

    def _mark_empty(self) -> None:
        """A title turns red while one of the corners that it reaches into holds nothing in its row or column."""
        from xlsxwriter.utility import xl_range_abs

        red = self.book.style(bg_color=LIGHT["apart"], font_color=LIGHT["bad"])
        for side in ("north", "south"):
            for row in self.rows[side]:
                spans = [(row, min(c), row, max(c)) for c in self.columns.values() if c]
                self._redden(red, row, self.centre_column, [xl_range_abs(*span) for span in spans])
        for side in ("west", "east"):
            for column in self.columns[side]:
                spans = [(min(r), column, max(r), column) for r in self.rows.values() if r]
                self._redden(red, self.centre_row, column, [xl_range_abs(*span) for span in spans])

    def _redden(self, red: Any, row: int, column: int, spans: list[str]) -> None:
        if spans:
            criteria = f"=OR({','.join(f'COUNTA({span})=0' for span in spans)})"
            self.sheet.conditional_format(
                row, column, row, column, {"type": "formula", "criteria": criteria, "format": red}
            )

    def _write_legend(self, row: int) -> None:
        signs = [f"{sign} {name}" for name, sign in (*TIE_SIGNS.items(), *PART_SIGNS.items())]
        lines = ["   ".join(signs), "A title is red while its row or column in one of the corners is empty."]
        for number, line in enumerate([*lines, *self.matrix.problems, *self.matrix.left_out]):
            self.book.text(self.sheet, row + number, 0, line, font_color=LIGHT["soft"])
