"""From the bytes of a file to the values of its documents.

A quick walk builds the values of an ordinary document. Whatever is out of the ordinary (a key that stands twice, a
tag, an alias, a number that is none, template text) sends the document through `careful`, which knows the place of
everything and says what is wrong.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from alignctl.diagnostics import Diagnostic, Location, Pointer
from alignctl.load.compose import MAX_DEPTH, Composed, UndecodableError, compose_each, decode, has_foreign_breaks
from alignctl.load.lines import LineTable
from alignctl.load.problems import PLACEHOLDER, report
from alignctl.load.scalars import MAY_NOT_BE_TEXT, is_unusable, read_scalar
from alignctl.records import Record, record

_NEEDS_CARE = (b"&", b"!", b"<<", b"? ", PLACEHOLDER.encode())
_MEMO_LENGTH = 40

MAX_DOCUMENTS = 20_000
"""How many documents of one file are read."""


@record
class Document(Record):
    """One document of a file. `value` is what it says; None where the YAML is broken, and then `text` is its text.

    `flawed` names places about which a finding was made already, so that the schema need not speak of them again.
    """

    number: int
    value: Any
    text: str | None = None
    findings: list[Diagnostic] = field(default_factory=list)
    flawed: frozenset[Pointer] = frozenset()


class _UnusualError(Exception):
    pass


class Reader:
    """Reads files one after the other and remembers the scalars it met, so that equal ones share their memory."""

    def __init__(self) -> None:
        self._scalars: dict[str, Any] = {}

    def read(self, path: str, data: bytes) -> list[Document]:
        """Every document of a file that is not empty; one without value where the file cannot be read at all."""
        file = _File(path, data)
        documents: list[Document] = []
        try:
            for part in compose_each(data):
                if len(documents) == MAX_DOCUMENTS:
                    return [*documents, file.one_too_many(part)]
                document = self._document(file, part)
                if document is not None:
                    documents.append(document)
        except UndecodableError as error:
            return [file.undecodable(error)]
        return documents

    def _document(self, file: _File, part: Composed) -> Document | None:
        node = part.node
        if node is None:
            return file.broken(part)
        if isinstance(node, ScalarNode) and node.value == "" and node.style == "" and not node.tag:
            return None
        if not file.needs_care:
            try:
                return Document(part.number, self._value(node, 1))
            except _UnusualError:
                pass
        return file.walk_carefully(part)

    def _value(self, node: Node, depth: int) -> Any:
        kind = node.__class__
        if kind is ScalarNode:
            return self._scalar(node)
        if depth > MAX_DEPTH:
            raise _UnusualError
        scalars = self._scalars
        if kind is MappingNode:
            mapping = {}
            for key, entry in node.value:
                if key.__class__ is not ScalarNode:
                    raise _UnusualError
                if entry.__class__ is ScalarNode:
                    text = entry.value
                    if entry.style == "" and (not text or text[0] in MAY_NOT_BE_TEXT):
                        mapping[key.value] = scalars[text] if text in scalars else self._scalar(entry)
                    else:
                        mapping[key.value] = text
                else:
                    mapping[key.value] = self._value(entry, depth + 1)
            if len(mapping) != len(node.value):
                raise _UnusualError
            return mapping
        return [self._value(entry, depth + 1) for entry in node.value]

    def _scalar(self, node: Any) -> Any:
        text: str = node.value
        if node.style != "" or (text and text[0] not in MAY_NOT_BE_TEXT):
            return text
        if text in self._scalars:
            return self._scalars[text]
        value = read_scalar(text)
        if is_unusable(value):
            raise _UnusualError
        if len(text) <= _MEMO_LENGTH:
            self._scalars[text] = value
        return value


class _File:
    """One file, and what it takes to say what is wrong in it; made out when first needed."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._data = data
        self.needs_care = has_foreign_breaks(data) or any(marker in data for marker in _NEEDS_CARE)

    @cached_property
    def _lines(self) -> LineTable:
        return LineTable(decode(self._data))

    def walk_carefully(self, part: Composed) -> Document:
        from alignctl.load.careful import CarefulWalk

        walk = CarefulWalk(self._path, part, self._lines)
        value = walk.run()
        text = None
        if value is None and part.node is not None:
            start, end = (mark.index + part.offset for mark in (part.node.start_mark, part.node.end_mark))
            text = self._lines.text[start:end]
        return Document(part.number, value, text, walk.findings, frozenset(walk.flawed))

    def broken(self, part: Composed) -> Document:
        from alignctl.load.slips import explain_syntax_error

        finding = explain_syntax_error(self._path, self._lines, part)
        return Document(part.number, None, self._lines.text[part.start : part.end], [finding])

    def one_too_many(self, part: Composed) -> Document:
        message = f"the file holds more than {MAX_DOCUMENTS:,} documents; what follows is not read"
        finding = report("SCH007", message, Location(self._path), help="split it into several files")
        return Document(part.number, None, "", [finding])

    def undecodable(self, error: UndecodableError) -> Document:
        text = self._data.decode("utf-16" if b"\0" in self._data[:4] else "utf-8", "replace")
        place = Location(self._path, span=LineTable(text).span(error.offset, error.offset + 1))
        finding = report("SCH007", f"the file {error.reason}", place, help="save the file as UTF-8")
        return Document(0, None, text, [finding])
