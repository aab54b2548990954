"""Adding entries to a list field of an item, in the style in which the list is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from alignctl.diagnostics import Pointer
from alignctl.edit.document import Document, Place, Unplaceable
from alignctl.edit.entries import insert_field, last_node
from alignctl.edit.patches import Patch
from alignctl.edit.placing import fields_before

Fields = Sequence[tuple[str, str]]
"""An entry as it is to be written: names and values in YAML that stands on one line."""

_TAIL = re.compile(r"[ \t]*(,?)[ \t]*(#[^\r\n]*)?(?=[\r\n]|\Z)")


def add_entries(
    document: Document, field: str, entries: Mapping[int, Sequence[Fields]], within: Pointer = ()
) -> tuple[Patch, ...]:
    """Add entries to a list: index of an entry that is there → those that are to stand before it.

    An index past the last one adds at the end. Where the field is not there it is made, where it holds one entry
    without a list around it, the list is made. `within` leads to the mapping that has the field. Raises Unplaceable.
    """
    root = document.trace(within).node
    if not isinstance(root, MappingNode):
        raise Unplaceable
    names = [document.text_of(key) for key, _ in root.value if isinstance(key, ScalarNode)]
    if field not in names:
        return (_add_field(document, root, field, [entry for _, group in sorted(entries.items()) for entry in group]),)
    place = document.trace((*within, field))
    if "&" in document.file.text[document.start(place.node) : document.body(place.node)]:
        raise Unplaceable  # other places may share the list
    if isinstance(place.node, MappingNode):
        return tuple(_make_list(document, place, entries))
    if not isinstance(place.node, SequenceNode):
        raise Unplaceable
    add = _add_in_flow if place.node.flow_style else _add_in_block
    return tuple(patch for index, group in sorted(entries.items()) for patch in add(document, place.node, index, group))


def _add_field(document: Document, root: MappingNode, field: str, entries: Sequence[Fields]) -> Patch:
    file = document.file
    if root.flow_style:
        return insert_field(document, root, f"{field}: [{', '.join(map(_in_flow, entries))}]")
    indent = " " * file.column(document.start(root.value[0][0]))
    lines = file.line_break.join([f"{field}:", *(f"{indent}  - {_in_flow(entry)}" for entry in entries)])
    before = fields_before(document, field) if root is document.root else None
    return insert_field(document, root, lines, before)


def _in_flow(entry: Fields) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in entry) + "}"


def _lines_like(document: Document, items: SequenceNode, index: int, entry: Fields) -> list[str]:
    """An entry as lines without indent, in the style of the one at an index: a mapping in braces, or on lines."""
    model = items.value[index]
    if not isinstance(model, MappingNode) or model.flow_style or not model.value:
        return [f"- {_in_flow(entry)}"]
    inner = document.file.column(document.start(model.value[0][0])) - document.file.column(document.body(items))
    if inner < 2:
        raise Unplaceable
    return [f"{('-' if number == 0 else '').ljust(inner)}{name}: {value}" for number, (name, value) in enumerate(entry)]


def _add_in_block(document: Document, items: SequenceNode, index: int, group: Sequence[Fields]) -> Iterator[Patch]:
    file = document.file
    at = document.body(items)
    indent = file.text[file.line_start(at) : at]
    if indent.strip(" ") or not items.value:
        raise Unplaceable
    before = min(index, len(items.value)) - 1
    lines = [indent + line for entry in group for line in _lines_like(document, items, max(before, 0), entry)]
    if before < 0:
        start = file.line_start(at)
        yield Patch(start, start, "".join(line + file.line_break for line in lines))
        return
    node = items.value[before]
    last = last_node(node)
    end = document.end(node)
    if end <= document.start(node) or document.start(node) < at or document.keeps_breaks(last):
        raise Unplaceable
    if isinstance(last, ScalarNode) and last.style in ("|", ">") and end == len(file.text):
        raise Unplaceable  # a line break at the end of the file would become part of the text
    end = file.line_end(end)
    yield Patch(end, end, "".join(file.line_break + line for line in lines))


def _add_in_flow(document: Document, items: SequenceNode, index: int, group: Sequence[Fields]) -> Iterator[Patch]:
    file = document.file
    texts = [_in_flow(entry) for entry in group]
    if not items.value:
        at = document.body(items) + 1
        yield Patch(at, at, ", ".join(texts))
        return
    between = ", "
    first = document.start(items.value[-1])
    indent = file.text[file.line_start(first) : first]
    if not indent.strip(" \t"):  # each entry on a line of its own
        between = f",{file.line_break}{indent}"
    if index < len(items.value):
        start = document.start(items.value[index])
        if start < document.body(items):
            raise Unplaceable
        yield Patch(start, start, "".join(text + between for text in texts))
        return
    node = items.value[-1]
    end = document.end(node)
    if end <= document.start(node) or document.start(node) < document.body(items):
        raise Unplaceable
    tail = _TAIL.match(file.text, end)
    if tail is not None and tail[2]:  # the comment speaks of the entry that stands before it
        if not tail[1]:
            yield Patch(end, end, ",")
        indent = " " * file.column(first)
        yield Patch(tail.end(), tail.end(), "".join(f"{file.line_break}{indent}{text}," for text in texts)[:-1])
    else:
        yield Patch(end, end, "".join(between + text for text in texts))


def _make_list(document: Document, place: Place, entries: Mapping[int, Sequence[Fields]]) -> Iterator[Patch]:
    """Put a list around the one entry that is there, and add the others."""
    file, node = document.file, place.node
    start, end = document.body(node), document.end(node)
    before = [entry for index, group in sorted(entries.items()) if index == 0 for entry in group]
    after = [entry for index, group in sorted(entries.items()) if index > 0 for entry in group]
    assert isinstance(node, MappingNode)
    if node.flow_style:
        yield Patch(start, start, "[" + "".join(_in_flow(entry) + ", " for entry in before))
        yield Patch(end, end, "".join(", " + _in_flow(entry) for entry in after) + "]")
        return
    first, last = file.line_number(start), file.line_number(end)
    indent = file.text[file.line_start(start) : start]
    if indent.strip(" ") or document.keeps_breaks(last_node(node)) or file.line_end(end) == len(file.text):
        raise Unplaceable
    above = "".join(f"- {_in_flow(entry)}{file.line_break}{indent}" for entry in before)
    yield Patch(start, start, f"{above}- ")
    for number in range(first + 1, last + 1):
        if file.line(number).strip():
            yield Patch(file.starts[number], file.starts[number], "  ")
    at = file.line_end(end)
    yield Patch(at, at, "".join(f"{file.line_break}{indent}- {_in_flow(entry)}" for entry in after))
