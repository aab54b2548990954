"""Adding rows to a CSV file, and giving cells of a row another text. Columns, quotes and line ends stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from alignctl.edit.patches import Patch
from alignctl.load.cells import scan_cells
from alignctl.load.compose import strip_bom

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\n|\r")


class MissingColumn(Exception):
    """The file has no column for a text that is to be written; the message is the column's name."""


class CsvRows:
    """The rows of a CSV file that hold anything, by the offsets of its text after a byte order mark."""

    def __init__(self, data: bytes) -> None:
        """The file must be readable UTF-8 with a header line."""
        self.text = strip_bom(data).decode("utf-8")
        found = _BREAK.search(self.text)
        self._break = found[0] if found else "\n"
        self._rows = list(self._find_rows())
        self.header = [_says(self.text[start:end]).lower() for start, end in self._cells(0)]

    def _find_rows(self) -> Iterator[tuple[int, int]]:
        """Where each row begins and ends, the header first; rows of empty cells are no rows."""
        if '"' not in self.text:  # many times faster, and what most files are
            for line in _LINE.finditer(self.text):
                if line[0].replace(",", "").strip():
                    yield line.span()
            return
        for cells in scan_cells(self.text):
            if any(_says(self.text[start:end]) for start, end in cells):
                yield cells[0][0], cells[-1][1]

    def _cells(self, number: int) -> list[tuple[int, int]]:
        """The cells of a row; 0 is the header."""
        start, end = self._rows[number]
        return [(start + first, start + last) for first, last in scan_cells(self.text[start:end])[0]]

    def add_rows(self, rows: Mapping[int, Sequence[Mapping[str, str]]]) -> tuple[Patch, ...]:
        """Add rows: index of a row that is there (from 0) → those that are to stand before it.

        An index past the last adds at the end. Each is a mapping of column to text. Raises MissingColumn.
        """
        patches = []
        for index, group in sorted(rows.items()):
            number = min(index, len(self._rows) - 1)
            end = self._rows[number][1]
            model = [self.text[start:stop] for start, stop in self._cells(number)] if number else []
            patches.append(Patch(end, end, "".join(self._break + self._written(row, model) for row in group)))
        return tuple(patches)

    def _written(self, row: Mapping[str, str], model: Sequence[str]) -> str:
        """A row in the manner of another: as many cells, with the same quotes and spaces."""
        for name, text in row.items():
            if text and name not in self.header:
                raise MissingColumn(name)
        texts = [row.get(name, "") for name in self.header]
        if model:
            least = max(len(model), max((i for i, text in enumerate(texts, 1) if text), default=0))
            texts = texts[:least]
        return ",".join(_like(text, model[i] if i < len(model) else "") for i, text in enumerate(texts))

    def write_cells(self, index: int, texts: Mapping[str, str]) -> tuple[Patch, ...]:
        """Give cells of a row (from 0) other texts. Raises MissingColumn."""
        cells = self._cells(index + 1)
        patches, beyond = [], {}
        for name, text in texts.items():
            if name not in self.header:
                raise MissingColumn(name)
            column = self.header.index(name)
            if column < len(cells):
                start, end = cells[column]
                patches.append(Patch(start, end, _like(text, self.text[start:end])))
            else:
                beyond[column] = text
        if beyond:
            end = cells[-1][1]
            more = [_like(beyond.get(column, ""), "") for column in range(len(cells), max(beyond) + 1)]
            patches.append(Patch(end, end, "".join("," + text for text in more)))
        return tuple(patches)


def _says(cell: str) -> str:
    text = cell.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"').strip()
    return text


def _like(text: str, model: str) -> str:
    """A text as a cell with the quotes and spaces of another cell."""
    if model.startswith('"') or any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    body = model.strip()
    if not body or not text:
        return text
    start = model.index(body)
    return model[:start] + text + model[start + len(body) :]
