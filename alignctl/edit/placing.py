"""From edits, which name places in documents, to patches, which name stretches of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from yaml.nodes import ScalarNode

from alignctl.diagnostics import Diagnostic, Edit, Fix, Location, Ordering, Removal, Replacement, Span
from alignctl.edit.document import Document, Unplaceable, YamlText
from alignctl.edit.entries import insert_field, order_entries, remove_entry
from alignctl.edit.patches import Patch
from alignctl.edit.rows import CsvText
from alignctl.edit.scalars import as_scalar
from alignctl.load.lines import LineTable
from alignctl.load.schema import bundled
from alignctl.plan.items import KINDS

Placed = tuple[tuple[str, Patch], ...]
"""The patches of a fix, each with the path of its file."""


class Placer:
    """Finds the text that edits speak of, in the very bytes that were read; opens each file at most once."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._yaml: dict[str, YamlText] = {}
        self._csv: dict[str, CsvText] = {}
        self._csv_lines: dict[str, LineTable] = {}

    def yaml(self, path: str) -> YamlText:
        """A plan file. Raises Unplaceable where it was not read."""
        if path not in self._sources:
            raise Unplaceable
        if path not in self._yaml:
            self._yaml[path] = YamlText(self._sources[path])
        return self._yaml[path]

    def csv(self, path: str) -> CsvText:
        """A CSV file. Raises Unplaceable where it was not read."""
        if path not in self._sources:
            raise Unplaceable
        if path not in self._csv:
            self._csv[path] = CsvText(self._sources[path])
        return self._csv[path]

    def place(self, fix: Fix) -> Placed | None:
        """The patches of all edits of a fix; None where one of them cannot be made without touching something else."""
        try:
            return tuple((edit.location.path, self._patch(edit)) for edit in fix.edits)
        except Unplaceable:
            return None

    def settle(self, fix: Fix) -> Fix | None:
        """The same fix as replacements of stretches of text, in their places in the file; None where it has none."""
        placed = sorted(set(self.place(fix) or ()))
        if not placed or any(a[0] == b[0] and a[1].collides_with(b[1]) for a, b in pairwise(placed)):
            return None
        edits = tuple(
            Replacement(Location(path, span=self._lines(path).span(patch.start, patch.end)), patch.text, as_is=True)
            for path, patch in placed
        )
        return replace(fix, edits=edits)

    def _lines(self, path: str) -> LineTable:
        if not _is_csv(path):
            return self.yaml(path).lines
        if path not in self._csv_lines:
            self._csv_lines[path] = LineTable(self.csv(path).text)
        return self._csv_lines[path]

    def _patch(self, edit: Edit) -> Patch:
        location = edit.location
        if isinstance(edit, Replacement) and edit.as_is and location.span is not None:
            return Patch(*_offsets(self._lines(location.path), location.span), edit.text)
        if _is_csv(location.path):
            return self._patch_csv(edit, self.csv(location.path))
        document = self.yaml(location.path).document(location.document)
        if isinstance(edit, Replacement):
            return _replace(document, edit)
        if isinstance(edit, Removal):
            place = document.trace(location.pointer)
            if place.parent is None:
                raise Unplaceable
            return remove_entry(document, place.parent, place.index)
        place = document.trace(location.pointer)
        if isinstance(edit, Ordering):
            return order_entries(document, place.node, edit.order)
        before = None if location.pointer else fields_before(document, edit.field)
        return insert_field(document, place.node, f"{edit.field}: {edit.text}", before)

    def _patch_csv(self, edit: Edit, file: CsvText) -> Patch:
        if isinstance(edit, Replacement):
            return file.write_at(edit.location.pointer, edit.text)
        if isinstance(edit, Ordering):
            return file.order_rows(edit.order)
        raise Unplaceable


def _is_csv(path: str) -> bool:
    return path.lower().endswith(".csv")


def _offsets(lines: LineTable, span: Span) -> tuple[int, int]:
    return lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)


def _replace(document: Document, edit: Replacement) -> Patch:
    place = document.trace(edit.location.pointer)
    node = place.key if edit.location.part == "key" else place.node
    if not isinstance(node, ScalarNode):
        raise Unplaceable
    return write_scalar(document, node, edit.text, as_is=edit.as_is)


def write_scalar(document: Document, node: ScalarNode, text: str, *, as_is: bool = False) -> Patch:
    """Let a scalar say something else, in the quotes it has. Raises Unplaceable."""
    start, end = document.stretch(node)
    style = node.style if node.style in ("'", '"') else ""
    return Patch(start, end, text if as_is else as_scalar(text, style))


def fields_before(document: Document, field: str) -> tuple[str, ...] | None:
    """The fields that stand before a field in the schema of a document's kind; None where the kind is not known."""
    if field == "kind":
        return ()
    try:
        kind = document.trace(("kind",)).node
    except Unplaceable:
        return None
    name = document.text_of(kind) if isinstance(kind, ScalarNode) else ""
    if name not in KINDS:
        return None
    fields = tuple(bundled(name)["properties"])
    return fields[: fields.index(field)] if field in fields else None


def keep_placeable(diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """The same findings, with only those fixes that can be made in these files."""
    placer = Placer(sources)
    return tuple(d if d.fix is None or placer.place(d.fix) is not None else replace(d, fix=None) for d in diagnostics)


def settle_fixes(diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """The same findings, each fix as replacements of stretches of text, for those who read reports."""
    placer = Placer(sources)
    return tuple(d if d.fix is None else replace(d, fix=placer.settle(d.fix)) for d in diagnostics)


def at_id(location: Location) -> Location:
    """Where the id stands in a link, be it bare or a mapping."""
    return replace(location, pointer=(*location.pointer, "id"))
