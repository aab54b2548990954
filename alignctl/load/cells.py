"""Where the cells of a CSV file stand."""

from __future__ import annotations

from alignctl.diagnostics import Pointer, Span
from alignctl.load.lines import LineTable


class CellTable:
    """The places of the cells of one file, for pointers of (row, column name).

    Rows with content count from 0 after the header, as readings do.
    """

    def __init__(self, data: bytes) -> None:
        text = data.decode("utf-8-sig", "replace")
        self._lines = LineTable(text)
        self._rows = [row for row in scan_cells(text) if any(text[start:end].strip('" \t') for start, end in row)]
        header = self._rows[0] if self._rows else []
        self._columns = [_plain(text[start:end]).lower() for start, end in header]

    def span(self, pointer: Pointer) -> Span:
        """The span of a cell; of the nearest thing that is there, its row or the header, where the cell is not."""
        if not self._rows:
            return self._lines.line_span(1)
        row, column = (*pointer, None, None)[:2]
        if not isinstance(row, int) or row + 1 >= len(self._rows):
            return self._lines.span(self._rows[0][0][0], self._rows[0][-1][1])
        cells = self._rows[row + 1]
        if column in self._columns and self._columns.index(str(column)) < len(cells):
            start, end = cells[self._columns.index(str(column))]
            if start < end:
                return self._lines.span(start, end)
        return self._lines.span(cells[0][0], cells[-1][1])


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:-1].replace('""', '"').strip() if cell.startswith('"') and cell.endswith('"') else cell


def scan_cells(text: str) -> list[list[tuple[int, int]]]:
    """The start and end of every cell of every row, quotes included."""
    rows: list[list[tuple[int, int]]] = [[]]
    start = at = 0
    quoted = False
    while at <= len(text):
        mark = text[at] if at < len(text) else "\n"
        if quoted and at < len(text):
            quoted = mark != '"'
        elif mark == '"' and text[start] == '"':
            quoted = True
        elif mark in ",\r\n":
            rows[-1].append((start, at))
            start = at + 1
            if mark != ",":
                if text.startswith("\r\n", at):
                    at += 1
                    start = at + 1
                rows.append([])
        at += 1
    return rows[:-1]
