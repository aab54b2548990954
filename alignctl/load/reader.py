"""From the bytes of a file to the values of its documents.

A quick walk builds the values of an ordinary document. Whatever is out of the ordinary (a key that stands twice, a
tag, an alias, a number that is none, template text) sends the document through `careful`, which knows the place of
everything and says what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from alignctl.diagnostics import Diagnostic, Location, Pointer
from alignctl.load.careful import CarefulWalk
from alignctl.load.compose import MAX_DEPTH, Composed, UndecodableError, compose, decode, has_foreign_breaks
from alignctl.load.lines import LineTable
from alignctl.load.problems import PLACEHOLDER, report
from alignctl.load.scalars import MAY_NOT_BE_TEXT, is_unusable, read_scalar
from alignctl.load.slips import explain_syntax_error

_NEEDS_CARE = (b"&", b"!", b"<<", b"? ", PLACEHOLDER.encode())
_MEMO_LENGTH = 40


@dataclass(slots=True)
class Document:
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
        try:
            composed = compose(data)
        except UndecodableError as error:
            return [_undecodable(path, data, error)]
        careful = has_foreign_breaks(data) or any(marker in data for marker in _NEEDS_CARE)
        documents = []
        for part in composed:
            node = part.node
            if node is None:
                documents.append(_broken(path, decode(data), part))
            elif isinstance(node, ScalarNode) and node.value == "" and node.style == "" and not node.tag:
                continue
            elif careful:
                documents.append(_walk_carefully(path, data, part))
            else:
                try:
                    documents.append(Document(part.number, self._value(node, 1)))
                except _UnusualError:
                    documents.append(_walk_carefully(path, data, part))
        return documents

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


def _walk_carefully(path: str, data: bytes, part: Composed) -> Document:
    lines = LineTable(decode(data))
    walk = CarefulWalk(path, part, lines)
    value = walk.run()
    text = None
    if value is None and part.node is not None:
        text = lines.text[part.node.start_mark.index + part.offset : part.node.end_mark.index + part.offset]
    return Document(part.number, value, text, walk.findings, frozenset(walk.flawed))


def _undecodable(path: str, data: bytes, error: UndecodableError) -> Document:
    text = data.decode("utf-16" if b"\0" in data[:4] else "utf-8", "replace")
    span = LineTable(text).span(error.offset, error.offset + 1)
    finding = report("SCH007", f"the file {error.reason}", Location(path, span=span), help="save the file as UTF-8")
    return Document(0, None, text, [finding])


def _broken(path: str, text: str, part: Composed) -> Document:
    finding = explain_syntax_error(path, text, part)
    return Document(part.number, None, text[part.start : part.end], [finding])
