"""Where a plan names an item: every place in plan files and CSV files, also in documents that fail their schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.edit.document import Document
from alignctl.load.schema import bundled
from alignctl.plan.items import KINDS


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a file that holds the text of an id. Line and column count from 1; `text` is the whole line."""

    path: str
    line: int
    column: int
    text: str


def kind_of(document: Document) -> str | None:
    """The kind that a document says it has; None where alignctl does not know it."""
    found = next((value for name, value in _entries(document, document.root) if name == "kind"), None)
    kind = document.text_of(found) if isinstance(found, ScalarNode) else None
    return kind if kind in KINDS else None


def own_id(document: Document) -> Iterator[ScalarNode]:
    """The id of a document's item, as it is written."""
    for name, value in _entries(document, document.root):
        if name == "id" and isinstance(value, ScalarNode):
            yield value


def named_ids(document: Document) -> Iterator[tuple[ScalarNode, bool]]:
    """Every scalar of a document that names another item: in links of all forms, in agreements, results, tranches.

    With each, whether a date could stand there too, so that what begins with a digit names no item.
    """
    kind = kind_of(document)
    if kind is not None:
        schema = bundled(kind)
        yield from _Walk(document, schema["$defs"]).search(document.root, schema)


class _Walk:
    """Goes through a document along its schema, which marks what is a link; each pair of the two once."""

    def __init__(self, document: Document, definitions: Mapping[str, Any]) -> None:
        self._document = document
        self._definitions = definitions
        self._seen: set[tuple[int, int]] = set()

    def search(self, node: Node, part: Mapping[str, Any], or_date: bool = False) -> Iterator[tuple[ScalarNode, bool]]:
        if (id(node), id(part)) in self._seen:
            return  # an alias brought it here again
        self._seen.add((id(node), id(part)))
        definition = self._definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
        if "x-links-to" in part or "x-links-to" in definition:
            yield from ((scalar, or_date) for scalar in self._linked(node))
            return
        if isinstance(node, MappingNode):
            properties = {**definition.get("properties", {}), **part.get("properties", {})}
            for name, value in _entries(self._document, node):
                if name in properties:
                    yield from self.search(value, properties[name], or_date=name == "after")
        elif isinstance(node, SequenceNode):
            inner = part.get("items") or definition.get("items") or {}
            for value in node.value:
                yield from self.search(value, inner)

    def _linked(self, node: Node) -> Iterator[ScalarNode]:
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, MappingNode):
            for name, value in _entries(self._document, node):
                if name == "id" and isinstance(value, ScalarNode):
                    yield value
        else:
            for entry in node.value:
                if not isinstance(entry, SequenceNode):
                    yield from self._linked(entry)


def _entries(document: Document, node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield document.text_of(key), value


def mentions(item_id: str, path: str, text: str, known: list[tuple[int, int]]) -> Iterator[Mention]:
    """Where a text holds an id as a word of its own, or as the name of a file, outside stretches known already."""
    ends = r"(?:(?=\.(?:csv|ya?ml)(?![A-Za-z0-9]))|(?![A-Za-z0-9_]|[.-][A-Za-z0-9]))"
    word = re.compile(rf"(?<![A-Za-z0-9_])(?<![A-Za-z0-9][.-]){re.escape(item_id)}{ends}")
    line, start = 1, 0
    for match in word.finditer(text):
        if any(begin < match.end() and match.start() < end for begin, end in known):
            continue
        line += text.count("\n", start, match.start())
        start = match.start()
        begin = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        whole = text[begin : end if end >= 0 else len(text)].rstrip("\r")
        yield Mention(path, line, start - begin + 1, whole)
