"""Even indentation: what is inside something stands two columns to its right, lists below their field included."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.edit.document import Document
from alignctl.edit.patches import Patch

STEP = 2


def indent_document(document: Document) -> list[Patch]:
    """What changes the indentation of a document that is a block mapping without aliases.

    The lines of a value move together, so that a block of text keeps its own indents.
    """
    return _Indenting(document).patches()


class _Indenting:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._file = document.file
        self._first = self._line(document.start(document.root))
        self._last = document.last_line(document.root)
        self._shift = [0] * (self._last - self._first + 1)
        self._inside_scalars: set[int] = set()

    def _line(self, at: int) -> int:
        return self._file.line_number(at)

    def patches(self) -> list[Patch]:
        root = self._document.root
        by = -self._file.column(self._document.body(root))
        self._move(root, by)
        self._visit(root, by)
        self._move_comments()
        return [patch for number, by in enumerate(self._shift, self._first) for patch in self._patch(number, by)]

    def _move(self, node: Node, by: int) -> None:
        for number in range(self._line(self._document.body(node)), self._document.last_line(node) + 1):
            self._shift[number - self._first] = by

    def _visit(self, node: Node, by: int) -> None:
        """Settle what is inside a node whose own lines move by so many columns."""
        document, file = self._document, self._file
        if isinstance(node, ScalarNode):
            first, last = self._line(document.start(node)), document.last_line(node)
            self._inside_scalars.update(range(first + 1, last + 1))
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                self._visit_inside(value, document.start(key), file.column(document.start(key)) + by, by)
        elif isinstance(node, SequenceNode):
            start = document.body(node)
            for entry in node.value:
                self._visit_inside(entry, None if node.flow_style else start, file.column(start) + by, by)

    def _visit_inside(self, node: Node, holder: int | None, column: int, by: int) -> None:
        """`holder` is where the key or the first dash stands, and `column` the one at which it will."""
        document, file = self._document, self._file
        start = document.body(node)
        is_block = isinstance(node, MappingNode | SequenceNode) and not node.flow_style
        begins_line = not file.text[file.line_start(start) : start].strip()
        if is_block and begins_line and holder is not None and start != holder:
            by = column + STEP - file.column(start)
            self._move(node, by)
        self._visit(node, by)

    def _move_comments(self) -> None:
        """A comment on a line of its own moves as the line does with which it is aligned, else as the next."""
        numbers = range(self._first, self._last + 1)
        content = [n for n in numbers if n in self._inside_scalars or not self._is_comment(n)]
        following: dict[int, int] = {}
        upcoming = content[-1]
        for number in reversed(numbers):
            if number in self._inside_scalars or not self._is_comment(number):
                upcoming = number
            following[number] = upcoming
        before = content[0]
        for number in numbers:
            if following[number] == number:
                before = number
                continue
            indent = self._indent(number)
            like = before if indent == self._indent(before) != self._indent(following[number]) else following[number]
            self._shift[number - self._first] = self._shift[like - self._first]

    def _is_comment(self, number: int) -> bool:
        line = self._file.line(number).strip()
        return not line or line.startswith("#")

    def _indent(self, number: int) -> int:
        line = self._file.line(number)
        return len(line) - len(line.lstrip(" "))

    def _patch(self, number: int, by: int) -> Iterator[Patch]:
        start = self._file.starts[number]
        line = self._file.line(number)
        if by > 0 and line:
            yield Patch(start, start, " " * by)
        elif by < 0 and (gone := min(-by, self._indent(number))):
            yield Patch(start, start + gone, "")
