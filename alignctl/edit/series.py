"""The readings of measures in their files: what they come to, and the bytes that say so."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yaml.nodes import MappingNode, ScalarNode

from alignctl.edit.adding import Fields, add_entries
from alignctl.edit.checkin import Answer, Entry, Refused
from alignctl.edit.csv_rows import CsvRows, MissingColumn
from alignctl.edit.document import Document, Unplaceable, YamlText
from alignctl.edit.entries import insert_field
from alignctl.edit.patches import Patch, apply_patches
from alignctl.edit.placing import write_scalar
from alignctl.edit.scalars import as_scalar
from alignctl.edit.templates import quote
from alignctl.load.discovery import Refusal
from alignctl.load.load import load_sources
from alignctl.load.readings import parse_readings
from alignctl.plan.items import Item, Kpi
from alignctl.plan.parts import Reading
from alignctl.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """The files that change, with their new bytes, and the measures whose files cannot be changed, with the reason."""

    files: Mapping[str, bytes]
    refused: Mapping[str, Refused]


def changed(kpi: Kpi, answers: Sequence[Answer]) -> Kpi:
    """A measure with new readings, each where its date belongs, and corrected ones."""
    readings = list(kpi.readings)
    for answer in answers:
        if answer.was is not None:
            index = _index_of(kpi, answer.entry.day)
            readings[index] = _corrected_reading(kpi.readings[index], answer.entry)
    for at, group in sorted(_new_by_place(kpi, answers).items(), reverse=True):
        readings[at:at] = [Reading(e.day, float(e.value), e.note or None, e.source or None) for e in group]
    return replace(kpi, readings=tuple(readings))


def _corrected_reading(old: Reading, entry: Entry) -> Reading:
    value = float(entry.value)
    first = old.value if old.was is None and old.value != value else old.was
    return Reading(entry.day, value, entry.note or old.note, entry.source or old.source, first)


def _new_by_place(kpi: Kpi, answers: Sequence[Answer]) -> dict[int, list[Entry]]:
    """Index of a reading that is there → the new ones that belong before it, by date."""
    new: dict[int, list[Entry]] = {}
    for entry in sorted((a.entry for a in answers if a.was is None), key=lambda e: e.day):
        new.setdefault(_place(kpi.readings, entry.day), []).append(entry)
    return new


def _place(readings: Sequence[Reading], day: date) -> int:
    """Where a reading belongs: behind the last one of an earlier day."""
    if not readings or readings[-1].date < day:
        return len(readings)
    return max((i for i, reading in enumerate(readings, 1) if reading.date < day), default=0)


def _index_of(kpi: Kpi, day: date) -> int:
    return next(i for i, reading in enumerate(kpi.readings) if reading.date == day)


def file_of(kpi: Kpi) -> str:
    """The path of the file that holds a measure's readings, or would."""
    if kpi.readings_file is None:
        return kpi.origin.path
    return posixpath.normpath(posixpath.join(posixpath.dirname(kpi.origin.path), kpi.readings_file))


def change_series(
    plan: Plan, sources: Mapping[str, bytes], after: Mapping[str, Kpi], answers: Mapping[str, Sequence[Answer]]
) -> Change:
    """Bring the files of a plan from what they say to what these measures say; `answers` are the steps, by measure.

    Every changed file is read anew: unless it says what it said before and the new readings, and nothing else, it is
    not changed, and the measures in it are refused.
    """
    by_path: dict[str, list[Kpi]] = {}
    for kpi_id in sorted(after):
        kpi = plan.find(kpi_id, Kpi)
        assert kpi is not None
        by_path.setdefault(file_of(kpi), []).append(kpi)
    users: dict[str, int] = {}
    for kpi in plan.kpis:
        users[file_of(kpi)] = users.get(file_of(kpi), 0) + (kpi.readings_file is not None)
    files: dict[str, bytes] = {}
    refused: dict[str, Refused] = {}
    for path, kpis in by_path.items():
        if users[path] > 1:
            refused |= {kpi.id: _shared(path) for kpi in kpis}
            continue
        steps: dict[str, list[Patch]] = {}
        yaml = YamlText(sources[path]) if kpis[0].readings_file is None else None
        for kpi in kpis:
            try:
                steps[kpi.id] = (
                    _in_csv(sources[path], kpi, answers[kpi.id])
                    if yaml is None
                    else _in_yaml(yaml, kpi, answers[kpi.id])
                )
            except MissingColumn as column:
                refused[kpi.id] = _no_column(path, str(column))
            except Unplaceable:
                refused[kpi.id] = _no_place(path, answers[kpi.id])
        data = apply_patches(sources[path], [patch for patches in steps.values() for patch in patches])
        if _says(path, sources[path], data, {i: after[i] for i in steps}, plan, csv=yaml is None):
            files[path] = data
        else:
            refused |= {kpi_id: _no_place(path, answers[kpi_id]) for kpi_id in steps}
    return Change({path: data for path, data in files.items() if data != sources[path]}, refused)


def _shared(path: str) -> Refused:
    return Refused(f'several measures read "{path}"', "give each a file of its own")


def _no_column(path: str, column: str) -> Refused:
    return Refused(
        f'"{path}" has no column "{column}"', f'add ",{column}" to its first line, or leave the {column} out'
    )


def _no_place(path: str, answers: Sequence[Answer]) -> Refused:
    entry = answers[0].entry
    return Refused(
        f'"{path}" is written in a way that leaves no sure place for it',
        f'add it by hand: "- {{date: {entry.day.isoformat()}, value: {entry.value}}}" under "readings"',
    )


def _says(path: str, before: bytes, data: bytes, after: Mapping[str, Kpi], plan: Plan, *, csv: bool) -> bool:
    """Whether a changed file says what it said before, and these measures as they are to be."""
    if csv:
        readings, faults = parse_readings(data)
        return not faults and all(kpi.readings == readings for kpi in after.values())

    def expected(item: Item) -> Item:
        kpi = after.get(item.id)
        return item if kpi is None or kpi.origin != item.origin else replace(item, readings=kpi.readings)  # type: ignore[call-arg]

    starts = plan.fiscal_year_starts
    return items_in(path, data, starts) == tuple(map(expected, items_in(path, before, starts)))


def items_in(path: str, data: bytes, fiscal_year_starts: int = 1) -> tuple[Item, ...]:
    """The items of one plan file, without what they read from CSV files."""
    unread = Refusal("is not read here", "")
    return load_sources({path: data}, lambda _: unread, fiscal_year_starts=fiscal_year_starts).plan.items


def _in_csv(data: bytes, kpi: Kpi, answers: Sequence[Answer]) -> list[Patch]:
    """Raises MissingColumn."""
    rows = CsvRows(data)
    new = _new_by_place(kpi, answers)
    patches = list(rows.add_rows({at: [_row(entry) for entry in group] for at, group in new.items()}))
    for entry in (a.entry for a in answers if a.was is not None):
        index = _index_of(kpi, entry.day)
        patches += rows.write_cells(index, _texts_that_change(kpi.readings[index], entry))
    return patches


def _row(entry: Entry) -> dict[str, str]:
    texts = {"date": entry.day.isoformat(), "value": entry.value, "note": entry.note, "source": entry.source}
    return {name: text for name, text in texts.items() if text}


def _texts_that_change(old: Reading, entry: Entry) -> dict[str, str]:
    texts: dict[str, str] = {}
    if old.value != float(entry.value):
        texts["value"] = entry.value
        if old.was is None:
            texts["was"] = plain_number(old.value)
    texts |= {name: text for name, text in (("note", entry.note), ("source", entry.source)) if text}
    return texts


def plain_number(value: float) -> str:
    """A number as plans hold it: without a point where it is whole."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _in_yaml(file: YamlText, kpi: Kpi, answers: Sequence[Answer]) -> list[Patch]:
    """Raises Unplaceable."""
    document = file.document(kpi.origin.document)
    new = _new_by_place(kpi, answers)
    patches: list[Patch] = []
    if new:
        patches += add_entries(document, "readings", {at: [_fields(e) for e in group] for at, group in new.items()})
    for entry in (a.entry for a in answers if a.was is not None):
        patches += _corrected(document, kpi, entry)
    return patches


def _fields(entry: Entry) -> Fields:
    fields = [("date", entry.day.isoformat()), ("value", entry.value)]
    fields += [(name, quote(text)) for name, text in (("note", entry.note), ("source", entry.source)) if text]
    return fields


def _corrected(document: Document, kpi: Kpi, entry: Entry) -> list[Patch]:
    """The patches that correct one reading of a YAML list. Raises Unplaceable."""
    index = _index_of(kpi, entry.day)
    mapping = document.trace(("readings", index)).node
    if not isinstance(mapping, MappingNode) or not mapping.value:
        raise Unplaceable
    there = {document.text_of(key): value for key, value in mapping.value if isinstance(key, ScalarNode)}
    patches, lines = [], []
    for name, text in _texts_that_change(kpi.readings[index], entry).items():
        is_number = name in ("value", "was")
        node = there.get(name)
        if node is None:
            lines.append(f"{name}: {text if is_number else as_scalar(text)}")
        elif isinstance(node, ScalarNode):
            patches.append(write_scalar(document, node, text, as_is=is_number))
        else:
            raise Unplaceable
    if lines:
        between = ", "
        if not mapping.flow_style:
            between = document.file.line_break + " " * document.file.column(document.start(mapping.value[0][0]))
        patches.append(insert_field(document, mapping, between.join(lines)))
    return patches
