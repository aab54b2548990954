"""The canonical form of a plan file: fields in the order of the schema, and a tidy layout. Values never change.

A document is cut into its top-level fields, each with the comments above, beside and below it, and put together again.
Nothing inside a field is rewritten but its indentation, so quotes, block and flow styles stay as they were written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from alignctl.edit.blocks import Region, cut_document, cut_file
from alignctl.edit.document import Document, YamlText
from alignctl.edit.indentation import indent_document
from alignctl.edit.patches import Patch, apply_patches
from alignctl.edit.references import kind_of
from alignctl.load.compose import strip_bom
from alignctl.load.reader import Reader
from alignctl.load.schema import bundled

_UNREADABLE = frozenset({"SCH001", "SCH002", "SCH007"})


class NotFormatted(Exception):
    """The file was left alone; the message says why, as what comes after its name."""


def format_file(data: bytes) -> bytes:
    """The canonical form of a plan file. Raises NotFormatted.

    A document that uses aliases, or is written as one flow mapping, keeps its order and layout. Byte order mark and
    line ends stay as they are.
    """
    values = _values(data)
    mark = data[: len(data) - len(strip_bom(data))]
    after = mark + _arranged(_tidied(strip_bom(data)))
    if _values(after) != values:
        raise NotFormatted("is laid out in a way that cannot be changed without changing what it says")
    return after


def _values(data: bytes) -> list[str]:
    """What each document says, in a form that tells 1 from 1.0 and does not depend on the order of fields."""
    values = []
    for document in Reader().read("", data):
        for finding in document.findings:
            if finding.code in _UNREADABLE:
                span = finding.location.span
                raise NotFormatted(f"cannot be read{f' at line {span.line}' if span else ''}: {finding.message}")
        values.append(json.dumps(document.value, sort_keys=True))
    return values


def _tidied(data: bytes) -> bytes:
    """Without space at the ends of lines, with one space behind the colons of block mappings, and indented evenly."""
    file = YamlText(data)
    patches = [patch for document in file.documents if _is_plain(document) for patch in _gaps(document)]
    data = apply_patches(data, [*patches, *_line_ends(file)])
    file = YamlText(data)
    moved = [patch for document in file.documents if _is_plain(document) for patch in indent_document(document)]
    return apply_patches(data, moved)


def _arranged(data: bytes) -> bytes:
    """With the fields of every document in order, and even space between fields and documents."""
    file = YamlText(data)
    regions = cut_file(file)
    if regions is None:
        return data
    last = len(regions) - 1
    return "".join(_document_text(file, region, index == last) for index, region in enumerate(regions)).encode()


def _document_text(file: YamlText, region: Region, is_last: bool) -> str:
    document = region.document
    blocks = cut_document(document, region.start, region.end) if _is_plain(document) else None
    if blocks is None:
        return region.opening + file.text[region.start : region.end]
    order = _order(document)
    fields = sorted(blocks.fields, key=lambda block: order.index(block.name) if block.name in order else len(order))
    lines = list(blocks.head)
    for block in fields:
        if block.gap_before and block is not fields[0] and lines[-1]:
            lines.append("")
        lines += [*block.lead, *block.body]
    if blocks.foot:
        lines += ["", *blocks.foot] if blocks.gap_before_foot else blocks.foot
    if not is_last and blocks.gap_after_foot:
        lines.append("")
    return region.opening + "".join(line + file.line_break for line in lines)


def _line_ends(file: YamlText) -> list[Patch]:
    """No space at the ends of lines, but for lines inside a text."""
    inside: set[int] = set()
    for document in file.documents:
        for node in _scalars(document):
            first, last = file.line_number(document.start(node)), document.last_line(node)
            inside.update(range(first + 1, last + 1) if node.style in ("|", ">") else range(first, last))
    patches = []
    for number, start in enumerate(file.starts):
        line = file.line(number)
        kept = len(line.rstrip(" \t"))
        if kept < len(line) and number not in inside:
            patches.append(Patch(start + kept, start + len(line), ""))
    return patches


def _scalars(document: Document) -> Iterator[ScalarNode]:
    """Every scalar that stands in a document, once."""
    seen: set[int] = set()
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        else:
            waiting.extend(node.value)


def _order(document: Document) -> list[str]:
    kind = kind_of(document)
    return list(bundled(kind)["properties"]) if kind is not None else []


def _is_plain(document: Document) -> bool:
    """Whether a document is a block mapping with texts as keys, and nothing in it comes from elsewhere by an alias."""
    root = document.root
    return isinstance(root, MappingNode) and not root.flow_style and bool(root.value) and not _has_alias(document)


def _has_alias(document: Document) -> bool:
    seen: set[int] = set()
    waiting: list[Any] = [document.root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, MappingNode):
            if not all(isinstance(key, ScalarNode) for key, _ in node.value):
                return True
            waiting.extend(part for pair in node.value for part in pair)
        elif not isinstance(node, ScalarNode):
            waiting.extend(node.value)
    return False


def _gaps(document: Document) -> list[Patch]:
    """One space between a colon and the value behind it."""
    file = document.file
    patches = []
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ScalarNode) or node.flow_style:  # type: ignore[attr-defined]
            continue
        if not isinstance(node, MappingNode):
            waiting.extend(node.value)
            continue
        for key, value in node.value:
            waiting.append(value)
            start, end = document.end(key), document.start(value)
            between = file.text[start:end]
            if between.startswith(":") and between[1:].strip(" ") == "" and between not in (":", ": "):
                patches.append(Patch(start, end, ": "))
    return patches
