"""From places in documents to lines and columns.

Positions are not kept while loading. When findings are about to be shown, the files they are in are composed once
more, from the very bytes that were read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, Node, ScalarNode

from alignctl.diagnostics import Diagnostic, Label, Location, Pointer, Span
from alignctl.garbage import collection_paused
from alignctl.load.compose import Composed, UndecodableError, compose_each, strip_bom
from alignctl.load.lines import LineTable, node_span

if TYPE_CHECKING:
    from alignctl.load.glance import Fields

_FEW = 3


def locate(diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Give every location of every finding its span, and sort the findings.

    A place that is not there (a missing field, a pointer that leads too far) gets the span of the nearest thing that
    is. A location in a file that is not among the sources keeps no span. A file is composed once, or of plain files
    a few fields; only one is held at a time.
    """
    diagnostics = tuple(diagnostics)
    wanted: dict[str, dict[_Place, Location]] = {}
    for diagnostic in diagnostics:
        for location in (diagnostic.location, *(label.location for label in diagnostic.labels)):
            if location.span is None and location.path in sources:
                wanted.setdefault(location.path, {})[_place(location)] = location
    found: dict[str, dict[_Place, Location]] = {}
    with collection_paused():
        for path, places in wanted.items():
            spans = _find(sources[path], tuple(places.values()), path)
            found[path] = {
                _place(location): Location(path, location.document, location.pointer, location.part, span)
                for location, span in spans
            }
    return tuple(sorted((_placed(entry, found) for entry in diagnostics), key=lambda entry: entry.sort_key))


_Place = tuple[int, Pointer, str]


def _place(location: Location) -> _Place:
    """A place in its file, as what is quick to look up."""
    return location.document, location.pointer, location.part


def _placed(diagnostic: Diagnostic, found: Mapping[str, Mapping[_Place, Location]]) -> Diagnostic:
    def look_up(location: Location) -> Location:
        places = found.get(location.path) if location.span is None else None
        return places.get(_place(location), location) if places is not None else location

    location = look_up(diagnostic.location)
    labels = tuple([Label(look_up(label.location), label.text) for label in diagnostic.labels])
    if location is diagnostic.location and labels == diagnostic.labels:
        return diagnostic
    return replace(diagnostic, location=location, labels=labels)


def _find(data: bytes, locations: Collection[Location], path: str) -> Iterator[tuple[Location, Span]]:
    if path.lower().endswith(".csv"):
        from alignctl.load.cells import CellTable

        cells = CellTable(data)
        yield from ((location, cells.span(location.pointer)) for location in locations)
        return
    from alignctl.load.glance import cut_plain

    # Beyond a few places, composing the whole once is less work than composing a part for each.
    fields = cut_plain(data) if len(locations) <= _FEW else None
    left = list(locations) if fields is None else []
    if fields is not None:
        for location in locations:
            span = _span_in_field(fields, location)
            if span is None:
                left.append(location)
            else:
                yield location, span
    if left:
        yield from _look_closely(data, left)


def _span_in_field(fields: Fields, location: Location) -> Span | None:
    """The span of a place, by composing its field alone; None where that is not enough."""
    pointer = location.pointer
    if location.document or not all(isinstance(step, str) for step in pointer[:1]):
        return None
    try:
        found = fields.cut(str(pointer[0])) if pointer else None
        if found is None:
            found, pointer = fields.cut("id"), ()
    except ValueError:
        return None
    if found is None:
        return None
    text, lines_before = found
    if all(step in (0, "id") for step in pointer[1:]) and (plain := fields.read_plain(text, lines_before)):
        start = 1 if not pointer or location.part == "key" else plain.value_start
        end = plain.key_end if pointer and location.part == "key" else plain.value_end
        return Span(plain.line, start, plain.line, end)
    document = next(_compose(text.encode()), None)
    if document is None or document.node is None:
        return None
    place = location if pointer else Location(location.path)
    span = _span_in(document, place, LineTable(text))
    return Span(span.line + lines_before, span.column, span.end_line + lines_before, span.end_column)


def _look_closely(data: bytes, locations: Iterable[Location]) -> Iterator[tuple[Location, Span]]:
    lines = LineTable(strip_bom(data).decode("utf-8", "replace"))
    by_document: dict[int, list[Location]] = {}
    for location in locations:
        by_document.setdefault(location.document, []).append(location)
    for part in _compose(data):
        for location in by_document.pop(part.number, ()):
            yield location, _span_in(part, location, lines)
        if not by_document:
            return
    for rest in by_document.values():
        yield from ((location, lines.line_span(1)) for location in rest)


def _compose(data: bytes) -> Iterator[Composed]:
    try:
        yield from compose_each(data)
    except UndecodableError:
        return


def _span_in(document: Composed, location: Location, lines: LineTable) -> Span:
    if document.node is None:
        return lines.span(document.at, document.at + 1)
    key, node, complete = follow(document, document.node, location.pointer)
    if complete and location.pointer:
        return node_span(key if key is not None and location.part == "key" else node, document.offset, lines)
    return _head_span(node, document.offset, lines) if key is None else node_span(key, document.offset, lines)


def _head_span(node: Node, offset: int, lines: LineTable) -> Span:
    """The entry that names a mapping, its `id`; else the first line of the node."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == "id":
                start, end = node_span(key, offset, lines), node_span(value, offset, lines)
                if start.line == end.line:
                    return Span(start.line, start.column, end.end_line, end.end_column)
                return start
    span = node_span(node, offset, lines)
    if span.end_line == span.line:
        return span
    first = lines.line_span(span.line)
    return Span(span.line, span.column, first.end_line, first.end_column)


def follow(document: Composed, node: Node, pointer: Pointer) -> tuple[Node | None, Node, bool]:
    """Go from a node along a pointer: the key met last, the deepest node reached, and whether that is the end.

    A single value stands for a list of one, and a bare id for a mapping that holds only the id.
    """
    key: Node | None = None
    for step in pointer:
        if isinstance(step, int):
            if isinstance(node, MappingNode | ScalarNode):
                if step == 0:
                    continue
                return key, node, False
            if not 0 <= step < len(node.value):
                return key, node, False
            key, node = None, node.value[step]
        elif isinstance(node, MappingNode):
            entry = _entry(document, node, step)
            if entry is None:
                return None, node, False
            key, node = entry
        elif not (isinstance(node, ScalarNode) and step == "id"):
            return key, node, False
    return key, node, True


def _entry(document: Composed, node: Node, name: str) -> tuple[Node, Node] | None:
    for key, value in node.value:
        if isinstance(key, ScalarNode) and document.text_of(key) == name:
            return key, value
    return None


class ScalarTexts:
    """The texts of the scalars of one file as they stand in it; composed when first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _parts(self) -> dict[int, Composed]:
        return {part.number: part for part in _compose(self._data)}

    def find(self, document: int, pointer: Pointer) -> str | None:
        """The text of a scalar; None where there is none at this place."""
        part = self._parts.get(document)
        if part is None or part.node is None:
            return None
        _, node, complete = follow(part, part.node, pointer)
        return part.text_of(node) if complete and isinstance(node, ScalarNode) else None
