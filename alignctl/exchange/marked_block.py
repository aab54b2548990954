"""A part of somebody's text file that this tool keeps, between two marked lines. All else stays, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from alignctl.records import Record, record

_BEGIN, _END = "# BEGIN alignctl codeowners, plan in", "# END alignctl codeowners, plan in"
_LINE = re.compile(rb"[^\r\n]*")


class BlockError(Exception):
    """The marked lines of a file do not pair up; the message says where and what to do."""


@record
class _Line(Record):
    """A line of the file: its offsets without the line break, and what it says."""

    start: int
    end: int
    text: str


class MarkedFile:
    """A text file, with or without a block for the plan that lies in a folder of the repository (`""`: its top)."""

    def __init__(self, data: bytes, folder: str) -> None:
        """Raises BlockError."""
        self._data = data
        # Some forges look for names after an @ in comments too.
        name = json.dumps(folder or ".").replace("@", "\\u0040")
        self._marks = f"{_BEGIN} {name}", f"{_END} {name}"
        self._lines = [
            _Line(found.start(), found.end(), found[0].decode("utf-8", "replace").strip())
            for start in (0, *(match.end() for match in re.finditer(rb"\n", data)))
            if (found := _LINE.match(data, start)) is not None
        ]
        self._span = self._find()

    def _find(self) -> tuple[int, int] | None:
        """The numbers of the marked lines, from 0; None where there are none."""
        begins, ends = ([i for i, line in enumerate(self._lines) if line.text == mark] for mark in self._marks)
        if not begins and not ends:
            return None
        if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
            raise BlockError(
                f"line {(begins + ends)[-1] + 1}: the marks of the block do not pair up; leave one line "
                f"'{self._marks[0]}' and, below it, one line '{self._marks[1]}', or none of them"
            )
        begin, end = begins[0], ends[0]
        for number in range(begin + 1, end):
            if self._lines[number].text.startswith((_BEGIN, _END)):
                raise BlockError(
                    f"line {number + 1}: a mark of another plan's block stands inside this one; part the blocks"
                )
        return begin, end

    @property
    def has_block(self) -> bool:
        return self._span is not None

    @property
    def after(self) -> tuple[tuple[int, str], ...]:
        """The lines below the block, each with its number from 1; none where there is no block."""
        if self._span is None:
            return ()
        first = self._span[1] + 1
        return tuple((number, line.text) for number, line in enumerate(self._lines[first:], first + 1))

    @property
    def _line_break(self) -> str:
        """The line break below the first mark; in a file without a block, the first one of all."""
        at = self._lines[self._span[0] if self._span is not None else 0].end
        found = re.compile(rb"\r?\n").search(self._data, at)
        return found[0].decode() if found is not None else "\n"

    def with_block(self, lines: Sequence[str]) -> bytes:
        """The file with these lines in the block; a block that is not there yet comes at the end of the file."""
        data = self._data
        line_break = self._line_break
        text = line_break.join((self._marks[0], *lines, self._marks[1])).encode()
        if self._span is not None:
            begin, end = self._span
            return data[: self._lines[begin].start] + text + data[self._lines[end].end :]
        gap = line_break.encode()
        above = b"" if not data else data + gap if data.endswith(b"\n") else data + gap + gap
        return above + text + gap
