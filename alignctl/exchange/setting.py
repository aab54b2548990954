"""Letting one place of a plan file say something else, be it there or not, and nothing else in the file changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alignctl.diagnostics import Pointer
from alignctl.edit.adding import add_entries
from alignctl.edit.document import Document, Place, Unplaceable, YamlText
from alignctl.edit.entries import insert_field, remove_entry, remove_field
from alignctl.edit.patches import Patch, apply_patches
from alignctl.edit.placing import fields_before, write_scalar
from alignctl.exchange.spelling import block_lines, field_lines, flow_text, scalar_text


def linked(old: Any, wanted: Sequence[str]) -> Any:
    """A field of ids, or of words, that is to hold these: entries that stay keep their place and what they say."""
    entries = old if isinstance(old, list) else [] if old is None else [old]
    kept = [entry for entry in entries if _id(entry) in wanted]
    there = {_id(entry) for entry in kept}
    new = [*kept, *(entry for entry in wanted if entry not in there)]
    return new if isinstance(old, list) or len(new) != 1 else new[0]


def _id(entry: Any) -> Any:
    return entry.get("id") if isinstance(entry, dict) else entry


def set_value(data: bytes, number: int, steps: Pointer, value: Any) -> bytes:
    """The file with a place of one of its documents saying a single value; None takes it away. Raises Unplaceable."""
    document = YamlText(data).document(number)
    place = _find(document, steps)
    if place is None:
        return data if value is None else apply_patches(data, [_insert(document, steps, value)])
    if value is None:
        return apply_patches(data, [_remove(document, steps, place)])
    return apply_patches(data, [_rewrite(document, place, value)])


def set_links(data: bytes, number: int, steps: Pointer, old: Any, new: Any) -> bytes:
    """The file with a field of ids saying `new`, see `linked`, and no longer `old`. Raises Unplaceable."""
    document = YamlText(data).document(number)
    place = _find(document, steps)
    if place is None:
        return apply_patches(data, [_insert(document, steps, new)])
    node = place.node
    if not isinstance(node, SequenceNode):
        return apply_patches(data, [_relist(document, node, new)])
    if node.flow_style:
        return apply_patches(data, [_relist_flow(document, node, old, new)])
    removed = [index for index, entry in enumerate(old) if entry not in new]
    added = [entry for entry in new if entry not in old]
    if len(removed) == len(old):  # a list has to keep an entry, so the first one says something else
        first = node.value[0]
        if not isinstance(first, ScalarNode):
            raise Unplaceable
        data = apply_patches(data, [write_scalar(document, first, added.pop(0))])
        removed = removed[1:]
    for index in reversed(removed):
        data = apply_patches(data, _take_out(*_block_list(data, number, steps), index))
    if not added:
        return data
    document, node = _block_list(data, number, steps)
    file, last = document.file, node.value[-1]
    at = document.body(node)
    indent = file.text[file.line_start(at) : at]
    if indent.strip(" ") or not isinstance(last, ScalarNode | MappingNode):
        raise Unplaceable
    end = file.line_end(document.end(last))
    text = "".join(f"{file.line_break}{indent}- {scalar_text(entry)}" for entry in added)
    return apply_patches(data, [Patch(end, end, text)])


def _block_list(data: bytes, number: int, steps: Pointer) -> tuple[Document, SequenceNode]:
    """The list at a place as it is written now. Raises Unplaceable."""
    document = YamlText(data).document(number)
    node = document.trace(steps).node
    if not isinstance(node, SequenceNode) or node.flow_style:
        raise Unplaceable
    return document, node


def add_entry(data: bytes, number: int, steps: tuple[str, ...], index: int, entry: dict[str, Any]) -> bytes:
    """The file with one entry more in a list, before the one at an index. Raises Unplaceable."""
    document = YamlText(data).document(number)
    fields = [(name, flow_text(value)) for name, value in entry.items()]
    return apply_patches(data, add_entries(document, steps[-1], {index: [fields]}, steps[:-1]))


def _find(document: Document, steps: Pointer) -> Place | None:
    """What a pointer leads to; None where its last field is not there. Raises Unplaceable for what cannot be seen."""
    try:
        return document.trace(steps)
    except Unplaceable:
        name = steps[-1]
        parent = _find(document, steps[:-1]) if steps[:-1] else Place(document.root, None, None, 0)
        if parent is None:
            return None
        keys = parent.node.value if isinstance(parent.node, MappingNode) else ()
        if isinstance(name, int) or any(isinstance(key, ScalarNode) and key.value == name for key, _ in keys):
            raise  # it is there, and an alias brings it
        return None


def _insert(document: Document, steps: Pointer, value: Any) -> Patch:
    name = steps[-1]
    assert isinstance(name, str)
    parent = _find(document, steps[:-1]) if steps[:-1] else Place(document.root, None, None, 0)
    if parent is None:
        return _insert(document, steps[:-1], {name: value})
    node, file = parent.node, document.file
    if isinstance(node, ScalarNode):  # an id alone, of which something is to be said
        return write_scalar(document, node, flow_text({"id": document.text_of(node), name: value}), as_is=True)
    if not isinstance(node, MappingNode):
        raise Unplaceable
    if node.flow_style:
        return insert_field(document, node, f"{name}: {flow_text(value)}")
    indent = " " * file.column(document.start(node.value[0][0]))
    lines = field_lines(name, value)
    text = file.line_break.join([lines[0], *(indent + line if line else "" for line in lines[1:])])
    return insert_field(document, node, text, fields_before(document, name) if node is document.root else None)


def _remove(document: Document, steps: Pointer, place: Place) -> Patch:
    parent = place.parent
    if not isinstance(parent, MappingNode):
        raise Unplaceable
    if len(parent.value) == 1 and len(steps) > 1 and isinstance(steps[-2], str):
        return _remove(document, steps[:-1], document.trace(steps[:-1]))
    if place.index > 0:
        return remove_field(document, parent, str(steps[-1]))
    if len(parent.value) < 2:
        raise Unplaceable
    start, end = document.start(parent.value[0][0]), document.start(parent.value[1][0])
    if "#" in document.file.text[document.end(place.node) : end]:
        raise Unplaceable
    return Patch(start, end, "")


def _rewrite(document: Document, place: Place, value: Any) -> Patch:
    node = place.node
    if not isinstance(node, ScalarNode):
        raise Unplaceable
    if not isinstance(value, str):
        return write_scalar(document, node, scalar_text(value), as_is=True)
    is_block = node.style in ("|", ">")
    if not is_block and "\n" not in value:
        return write_scalar(document, node, value)
    start, end = document.stretch(node)
    if is_block and "#" in document.file.text[start : document.file.line_end(start)]:
        raise Unplaceable  # a comment behind the sign that opens the block
    in_flow = not is_block and place.key is None
    style = "|" if "\n" in value.rstrip("\n") or not is_block else str(node.style)
    column = _indent(document, place, node)
    lines = None if in_flow or column is None else block_lines(value, style, " " * column)
    if lines is None and is_block and column is not None:
        lines = block_lines(value, "|", " " * column)
    if lines is None:
        if is_block:
            raise Unplaceable
        return write_scalar(document, node, value)
    return Patch(start, end, document.file.line_break.join(lines))


def _indent(document: Document, place: Place, node: ScalarNode) -> int | None:
    """The column of the lines of a block; None where a block cannot stand there."""
    file = document.file
    if place.key is None or (isinstance(place.parent, MappingNode) and place.parent.flow_style):
        return None
    if node.style in ("|", ">"):
        first = file.line_number(document.start(node)) + 1
        for line in range(first, document.last_line(node) + 1):
            if file.line(line).strip():
                return len(file.line(line)) - len(file.line(line).lstrip(" "))
    return file.column(document.start(place.key)) + 2


def _relist(document: Document, node: Node, new: Any) -> Patch:
    """Let a single id say another one, or make a list of it."""
    if isinstance(node, ScalarNode):
        if isinstance(new, str):
            return write_scalar(document, node, new)
        return write_scalar(document, node, flow_text(new), as_is=True)
    if not isinstance(node, MappingNode) or not node.flow_style:
        raise Unplaceable
    start, end = document.body(node), document.end(node)
    old = document.file.text[start:end]
    entries = new if isinstance(new, list) else [new]
    texts = [old if isinstance(entry, dict) else scalar_text(entry) for entry in entries]
    return Patch(start, end, f"[{', '.join(texts)}]" if isinstance(new, list) else texts[0])


def _relist_flow(document: Document, node: SequenceNode, old: Any, new: Any) -> Patch:
    file, start, end = document.file, document.body(node), document.end(node)
    if "#" in file.text[start:end]:
        raise Unplaceable
    texts = [file.text[document.start(entry) : document.end(entry)] for entry in node.value]
    written = [texts[old.index(entry)] if entry in old else scalar_text(entry) for entry in new]
    between = ", "
    if "\n" in file.text[start:end] and node.value:
        first = document.start(node.value[0])
        between = f",{file.line_break}{' ' * file.column(first)}"
    head = file.text[start : document.start(node.value[0])] if node.value else "["
    tail = file.text[document.end(node.value[-1]) : end] if node.value else "]"
    return Patch(start, end, f"{head}{between.join(written)}{tail}")


def _take_out(document: Document, node: SequenceNode, index: int) -> list[Patch]:
    """Take an entry out of a block list; the first one by letting the second take its place."""
    if index > 0:
        return [remove_entry(document, node, index)]
    first, second = node.value[0], node.value[1] if len(node.value) > 1 else None
    if not isinstance(first, ScalarNode) or not isinstance(second, ScalarNode):
        raise Unplaceable
    if "#" in document.file.text[document.start(first) : document.file.line_end(document.end(second))]:
        raise Unplaceable
    return [write_scalar(document, first, document.text_of(second)), remove_entry(document, node, 1)]
