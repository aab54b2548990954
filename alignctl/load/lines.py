"""Offsets in a text to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right

from yaml.nodes import Node

from alignctl.diagnostics import Span

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class LineTable:
    """Turns offsets in a text, in code points, into lines and columns. Lines end as editors see it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of text; the end is exclusive."""
        start = min(max(start, 0), len(self.text))
        end = min(max(end, start), len(self.text))
        return Span(*self._place(start), *self._place(end))

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both from 1."""
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, len(self.text))

    def line_at(self, offset: int) -> tuple[int, str]:
        """Where the line that holds an offset begins, and its text without the line break."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return start, self.text[start:end].rstrip("\r\n")

    def line_span(self, line: int) -> Span:
        """The text of a line (from 1), without the space around it."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        content = self.text[start:end]
        indent = len(content) - len(content.lstrip())
        return self.span(start + indent, max(start + len(content.rstrip()), start + indent))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def node_span(node: Node, offset: int, lines: LineTable) -> Span:
    """Where a node stands; space after it does not belong to it."""
    start = node.start_mark.index + offset
    end = max(node.end_mark.index + offset, start)
    return lines.span(start, start + len(lines.text[start:end].rstrip(" \t\r\n")))
