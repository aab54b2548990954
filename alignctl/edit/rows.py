"""Changing cells and the order of rows in CSV files. A cell that is not changed keeps its quotes and spaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from alignctl.diagnostics import Pointer
from alignctl.edit.document import Unplaceable
from alignctl.edit.patches import Patch
from alignctl.load.cells import scan_cells
from alignctl.load.compose import strip_bom

Cell = tuple[int, int]


class CsvText:
    """A CSV file with a header line, by the offsets of its text after a byte order mark."""

    def __init__(self, data: bytes) -> None:
        """Never fails: a file that cannot be read has no rows."""
        self.text = strip_bom(data).decode("utf-8", "replace")
        rows = [cells for cells in scan_cells(self.text) if any(self._says(cell) for cell in cells)]
        self.header = [self._says(cell).lower() for cell in rows[0]] if rows else []
        self.rows = rows[1:]

    def _says(self, cell: Cell) -> str:
        text = self.text[cell[0] : cell[1]].strip()
        if len(text) > 1 and text.startswith('"') and text.endswith('"'):
            return text[1:-1].replace('""', '"').strip()
        return text

    def column(self, name: str) -> Iterator[tuple[Cell, str]]:
        """The cells under a name, and what they say."""
        if name not in self.header:
            return
        index = self.header.index(name)
        for cells in self.rows:
            if index < len(cells):
                yield cells[index], self._says(cells[index])

    def write_cell(self, cell: Cell, text: str) -> Patch:
        """Give a cell another text; the quotes and spaces around the old one stay."""
        start, end = cell
        old = self.text[start:end]
        start += len(old) - len(old.lstrip())
        end = max(start, end - (len(old) - len(old.rstrip())))
        quoted = self.text[start:end].startswith('"') or any(sign in text for sign in ',"\r\n')
        return Patch(start, end, '"' + text.replace('"', '""') + '"' if quoted else text)

    def write_at(self, pointer: Pointer, text: str) -> Patch:
        """Give the cell at (row, column name) another text. Raises Unplaceable where there is none."""
        row, name = (*pointer, None, None)[:2]
        if not isinstance(row, int) or not 0 <= row < len(self.rows) or name not in self.header:
            raise Unplaceable
        cells = self.rows[row]
        index = self.header.index(str(name))
        if index >= len(cells):
            raise Unplaceable
        return self.write_cell(cells[index], text)

    def order_rows(self, order: Sequence[int]) -> Patch:
        """Put the rows in another order; empty lines stay where they are. Raises Unplaceable."""
        if sorted(order) != list(range(len(self.rows))) or len(order) < 2:
            raise Unplaceable
        spans = [(cells[0][0], cells[-1][1]) for cells in self.rows]
        parts = []
        for place, source in enumerate(order):
            between = self.text[spans[place][1] : spans[place + 1][0]] if place + 1 < len(spans) else ""
            parts.append(self.text[slice(*spans[source])] + between)
        return Patch(spans[0][0], spans[-1][1], "".join(parts))

    def replace(self, name: str, matches: Callable[[str], bool], text: str) -> Iterator[Patch]:
        """Give every cell under a name another text whose own text is the one meant."""
        for cell, says in self.column(name):
            if matches(says):
                yield self.write_cell(cell, text)
