"""Where things stand in a YAML file, to the character: keys, values, entries of lists and what belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.diagnostics import Pointer
from alignctl.load.compose import Composed, UndecodableError, compose, strip_bom
from alignctl.load.lines import LineTable

_PROPERTY = re.compile(r"[&!][^ \t\r\n]*[ \t]*(?:\r?\n[ \t]*)?")
_BREAK = re.compile(r"\r\n|\n|\r")


class Unplaceable(Exception):
    """There is no stretch of text that could be changed without touching something else."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a pointer leads to: the node, its key where it is a value, and the collection that holds it."""

    node: Node
    key: ScalarNode | None
    parent: Node | None
    index: int


class YamlText:
    """A plan file, composed once. Offsets count code points after a byte order mark."""

    def __init__(self, data: bytes) -> None:
        """Never fails: a file that cannot be read has no documents."""
        self.text = strip_bom(data).decode("utf-8", "replace")
        self.lines = LineTable(self.text)
        self.starts = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        """Where each line begins."""
        self.line_break = found[0] if (found := _BREAK.search(self.text)) else "\n"
        self._documents: dict[int, Document] = {}
        try:
            composed = compose(data)
            self.is_whole = all(part.node is not None for part in composed)
            """Whether every document of the file could be composed."""
        except (YAMLError, UndecodableError):
            composed = []
            self.is_whole = False
        for part in composed:
            if part.node is not None:
                self._documents[part.number] = Document(self, part, part.node)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that could be composed, in order."""
        return tuple(self._documents.values())

    def document(self, number: int) -> Document:
        """One document. Raises Unplaceable where it is not there or not valid YAML."""
        if number not in self._documents:
            raise Unplaceable
        return self._documents[number]

    def line_number(self, at: int) -> int:
        """The number of the line that holds an offset, from 0."""
        return self.lines.span(at, at).line - 1

    def line(self, number: int) -> str:
        """The text of a line, from 0, without its line break."""
        return self.lines.line_at(self.starts[number])[1]

    def line_start(self, at: int) -> int:
        return self.lines.line_at(at)[0]

    def line_end(self, at: int) -> int:
        """The end of the line that holds an offset, before its line break."""
        start, line = self.lines.line_at(at)
        return start + len(line)

    def after_break(self, at: int) -> int:
        """The offset after the line break that stands at `at`, if one does."""
        found = _BREAK.match(self.text, at)
        return found.end() if found else at

    def column(self, at: int) -> int:
        """The column of an offset, from 0."""
        return at - self.line_start(at)


class Document:
    """One document of a file, by the offsets of the file's text."""

    def __init__(self, file: YamlText, part: Composed, root: Node) -> None:
        self.file = file
        self.root = root
        self._part = part

    @property
    def number(self) -> int:
        return self._part.number

    @property
    def bounds(self) -> tuple[int, int]:
        """Where the document's text begins and ends."""
        return self.start(self.root), int(self.root.end_mark.index) + self._part.offset

    def text_of(self, node: ScalarNode) -> str:
        """What a scalar says."""
        return self._part.text_of(node)

    def start(self, node: Node) -> int:
        """Where a node begins, its anchor and tag included."""
        return int(node.start_mark.index) + self._part.offset

    def end(self, node: Node) -> int:
        """Where the text of a node ends: before a comment or line break that follows.

        A block scalar that keeps the line breaks at its end (`|+`) ends after them. Raises Unplaceable where an alias
        stands at the end.
        """
        while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            start = self.start(node)
            if isinstance(node, MappingNode):
                key, node = node.value[-1]
                start = int(key.end_mark.index) + self._part.offset
            else:
                node = node.value[-1]
            if self.start(node) < start:
                raise Unplaceable
        end = int(node.end_mark.index) + self._part.offset
        if not isinstance(node, ScalarNode):
            return end
        start = self.start(node)
        if self.keeps_breaks(node):
            return end
        return start + len(self.file.text[start:end].rstrip(" \t\r\n"))

    def last_line(self, node: Node) -> int:
        """The number of the last line of a node, from 0; blank lines that a block scalar keeps are its own."""
        start, end = self.start(node), self.end(node)
        return self.file.line_number(end - 1 if end > start and self.file.column(end) == 0 else end)

    def body(self, node: Node) -> int:
        """Where a node begins, after its anchor and tag."""
        at = self.start(node)
        while found := _PROPERTY.match(self.file.text, at):
            at = found.end()
        return at

    def keeps_breaks(self, node: Node) -> bool:
        """Whether this is a block scalar to which every line break after it belongs."""
        if not isinstance(node, ScalarNode) or node.style not in ("|", ">"):
            return False
        return "+" in self.file.text[self.body(node) : self.body(node) + 3]

    def _follows(self, key: Node, value: Node) -> bool:
        """Whether a value stands behind its key; one that does not was brought there by an alias."""
        return self.start(value) >= int(key.end_mark.index) + self._part.offset

    def trace(self, pointer: Pointer) -> Place:
        """What a pointer leads to. A single value stands for a list of one, and a bare id for a mapping with the id.

        Raises Unplaceable where nothing is there, or where an alias brings it from elsewhere.
        """
        place = Place(self.root, None, None, 0)
        for step in pointer:
            place = self._step(place, step)
        return place

    def _step(self, place: Place, step: str | int) -> Place:
        node = place.node
        if isinstance(node, MappingNode) and isinstance(step, str):
            for index, (key, value) in enumerate(node.value):
                if isinstance(key, ScalarNode) and self.text_of(key) == step:
                    if not self._follows(key, value):
                        raise Unplaceable
                    return Place(value, key, node, index)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            value = node.value[step]
            if self.start(value) < self.start(node):
                raise Unplaceable
            return Place(value, None, node, step)
        elif step == 0 or (step == "id" and isinstance(node, ScalarNode)):
            return place
        raise Unplaceable

    def stretch(self, node: Node) -> tuple[int, int]:
        """The text of a scalar, without anchor and tag.

        Raises Unplaceable where it has none, or where other places may share it.
        """
        start, end = self.start(node), self.end(node)
        if not isinstance(node, ScalarNode) or start >= end or "&" in self.file.text[start : self.body(node)]:
            raise Unplaceable
        return self.body(node), end
