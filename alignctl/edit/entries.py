"""Adding a field to a mapping, and taking entries out of a list or putting them in order, in a YAML file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.edit.document import Document, Unplaceable
from alignctl.edit.patches import Patch

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")


def insert_field(document: Document, mapping: Node, line: str, before: Sequence[str] | None = None) -> Patch:
    """Give a mapping one more field, `line` without indent. `before` names the fields that it stands behind.

    It stands at the end where `before` is None, and first where none of those is there. Raises Unplaceable.
    """
    if not isinstance(mapping, MappingNode):
        raise Unplaceable
    if mapping.flow_style:
        return _insert_in_flow(document, mapping, line)
    return _insert_in_block(document, mapping, line, before)


def _insert_in_flow(document: Document, mapping: MappingNode, line: str) -> Patch:
    if not mapping.value:
        at = document.body(mapping) + 1
        return Patch(at, at, line)
    key, value = mapping.value[-1]
    if document.start(value) < document.start(key):
        raise Unplaceable
    at = max(document.end(value), document.end(key))
    if document.start(value) == document.end(value):
        raise Unplaceable
    return Patch(at, at, f", {line}")


def _insert_in_block(document: Document, mapping: MappingNode, line: str, before: Sequence[str] | None) -> Patch:
    file = document.file
    entries = mapping.value
    if not all(isinstance(key, ScalarNode) for key, _ in entries):
        raise Unplaceable
    first = document.start(entries[0][0])
    indent = " " * file.column(first)
    if before is not None:
        wanted = set(before)
        entries = [entry for entry in entries if document.text_of(entry[0]) in wanted]
    if not entries:
        if file.text[file.line_start(first) : first].strip():
            raise Unplaceable
        return Patch(first, first, f"{line}{file.line_break}{indent}")
    key, value = entries[-1]
    at = entry_end(document, key, value)
    last = last_node(value)
    if isinstance(last, ScalarNode) and last.style in ("|", ">"):
        if document.keeps_breaks(last):
            return _insert_above(document, key, line, indent)
        if at == len(file.text):
            # A line break at the end of the file would become part of the text.
            return _insert_above(document, key, line, indent)
    at = _past_inner_comments(document, at, len(indent))
    return Patch(at, at, f"{file.line_break}{indent}{line}")


def _insert_above(document: Document, key: Node, line: str, indent: str) -> Patch:
    at = document.start(key)
    if document.file.text[document.file.line_start(at) : at].strip():
        raise Unplaceable
    return Patch(at, at, f"{line}{document.file.line_break}{indent}")


def last_node(node: Node) -> Node:
    """What stands last in a node: the node itself where it is a scalar or in flow style."""
    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return node


def entry_end(document: Document, key: Node, value: Node) -> int:
    """The end of the last line of a field, with the comment at its end. Raises Unplaceable where an alias is there."""
    file = document.file
    if document.start(value) < document.end(key):
        raise Unplaceable
    end = max(document.end(key), document.end(value))
    if document.start(value) == document.end(value):  # no value: the colon still belongs to the field
        end = document.end(key)
    return end if file.column(end) == 0 and end > document.end(key) else file.line_end(end)


def _past_inner_comments(document: Document, at: int, column: int) -> int:
    """The end of the comments below a field that are indented deeper than its key, and so belong to it."""
    file = document.file
    while at < len(file.text):
        start = file.after_break(at)
        end = file.line_end(start)
        line = file.text[start:end]
        if start == at or not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
            break
        at = end
    return at


def remove_field(document: Document, mapping: MappingNode, name: str) -> Patch:
    """Take a field, not the first, out of a mapping, with the comment at the end of its line. Raises Unplaceable."""
    file = document.file
    keys: list[Node] = [key for key, _ in mapping.value]
    index = next((i for i, key in enumerate(keys) if isinstance(key, ScalarNode) and document.text_of(key) == name), 0)
    if index == 0:
        raise Unplaceable
    key, value = mapping.value[index]
    if not mapping.flow_style:
        start, end = file.line_start(document.start(key)), entry_end(document, key, value)
        if file.text[start : document.start(key)].strip():
            raise Unplaceable
        # The line break before goes with it, so that a file without one at its end keeps having none.
        return Patch(file.line_end(start - 1), end, "")
    start = document.end(mapping.value[index - 1][1])
    if "#" in file.text[start : document.start(key)] or document.end(value) < document.start(value):
        raise Unplaceable
    return Patch(start, document.end(value), "")


def remove_entry(document: Document, items: Node, index: int) -> Patch:
    """Take one entry, not the first, out of a list. A comment behind it stays, on a line of its own.

    Raises Unplaceable.
    """
    file = document.file
    if not isinstance(items, SequenceNode) or not 0 < index < len(items.value):
        raise Unplaceable
    if items.flow_style:
        start, end = document.end(items.value[index - 1]), document.end(items.value[index])
        if "#" in file.text[start : document.start(items.value[index])] or start > document.start(items.value[index]):
            raise Unplaceable
        return Patch(start, end, "")
    start, end = _chunks(document, items)[index]
    start = file.line_start(start)
    whole = file.line_end(end)
    comment = _COMMENT.fullmatch(file.text, end, whole)
    if comment:
        indent = file.text[start : start + file.column(document.start(items))]
        return Patch(start, whole, indent + comment[1])
    return Patch(start, file.after_break(whole), "")


def order_entries(document: Document, items: Node, order: Sequence[int]) -> Patch:
    """Put the entries of a list in another order; each takes the comments with it that stand beside or above it.

    Raises Unplaceable.
    """
    file = document.file
    if not isinstance(items, SequenceNode) or sorted(order) != list(range(len(items.value))) or len(order) < 2:
        raise Unplaceable
    if items.flow_style:
        chunks = [(document.start(node), document.end(node)) for node in items.value]
        if any(start >= end for start, end in chunks) or "#" in file.text[chunks[0][0] : document.end(items)]:
            raise Unplaceable
    else:
        chunks = [(start, file.line_end(end)) for start, end in _chunks(document, items)]
        above = file.text[: file.line_start(chunks[0][0])].rstrip("\r\n").rpartition("\n")[2]
        if order[0] != 0 and above.lstrip().startswith("#"):
            raise Unplaceable  # it may speak of the first entry, or of all
        chunks = [chunks[0], *((_with_comments_above(document, start), end) for start, end in chunks[1:])]
    if any(later[0] < sooner[1] for sooner, later in pairwise(chunks)):
        raise Unplaceable
    parts = []
    for place, source in enumerate(order):
        start, end = chunks[source]
        between = file.text[chunks[place][1] : chunks[place + 1][0]] if place + 1 < len(chunks) else ""
        parts.append(file.text[start:end] + between)
    return Patch(chunks[0][0], chunks[-1][1], "".join(parts))


def _chunks(document: Document, items: SequenceNode) -> list[tuple[int, int]]:
    """Each entry of a block list, from its dash to the end of its text. Raises Unplaceable."""
    file = document.file
    at = document.body(items)
    column = file.column(at)
    if file.text[file.line_start(at) : at].strip():
        raise Unplaceable
    dash = re.compile(rf"^ {{{column}}}(-)(?=[ \t\r\n])", re.MULTILINE)
    chunks: list[tuple[int, int]] = []
    for node in items.value:
        start, end = document.start(node), document.end(node)
        last = last_node(node)
        if start >= end or start < at or document.keeps_breaks(last):
            raise Unplaceable
        if isinstance(last, ScalarNode) and last.style in ("|", ">") and end == len(file.text):
            raise Unplaceable
        if chunks:
            found = dash.search(file.text, file.after_break(file.line_end(at)), start)
            if found is None:
                raise Unplaceable
            at = found.start(1)
        chunks.append((at, end))
        at = end
    return chunks


def _with_comments_above(document: Document, dash: int) -> int:
    """Where the comments directly above an entry begin; its dash where there are none."""
    file = document.file
    start = dash
    line = file.line_start(dash)
    while line > 0:
        above = file.line_start(line - 1)
        text = file.text[above : file.line_end(above)]
        if not text.lstrip().startswith("#") or file.line_end(above) >= line:
            break
        line = above
        start = above + file.column(dash)
        if file.text[above:start].strip():
            start = above + len(text) - len(text.lstrip())
    return start
