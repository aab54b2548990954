"""What a workbook asks of a plan, carried out: the bytes that the files are to hold, and what could not be written.

Before anything is written, an item with everything that is asked of it must fit its schema. After each change the file
is read again: unless it says what it said before and the change, and nothing else, and has the same comments, the
change is not made. Nothing is written to disk here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alignctl.edit.checkin import Entry, judge_entry, possible_values
from alignctl.edit.csv_rows import CsvRows, MissingColumn
from alignctl.edit.document import Unplaceable
from alignctl.edit.patches import apply_patches
from alignctl.edit.series import plain_number
from alignctl.exchange.columns import Form
from alignctl.exchange.expecting import at, expected, place_in, place_of_day
from alignctl.exchange.layout import CSV_COLUMNS, Source
from alignctl.exchange.setting import add_entry, set_links, set_value
from alignctl.exchange.spelling import document_text, flow_text
from alignctl.exchange.wishes import Addition, Newcomer, Remark, Setting, Sort, Wish
from alignctl.load import schema
from alignctl.load.comments import comments_in
from alignctl.load.explain import explain
from alignctl.load.reader import Reader
from alignctl.load.readings import read_table
from alignctl.load.wording import shown
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan

Values = tuple[tuple[int, Any], ...]
"""What the documents of a file say, each with its number."""

_LONGEST = 60


@dataclass
class Carrier:
    """Carries out wishes, one item after the other."""

    plan: Plan
    sources: Mapping[str, Source]
    files: Mapping[str, bytes]
    today: date
    new_path: Callable[[str, str], str]
    """Where a new item of a kind with an id is written."""

    changed: dict[str, bytes] = field(default_factory=dict)
    """Files that are to hold other bytes."""
    added: dict[str, bytes] = field(default_factory=dict)
    """Files that are to be made."""
    done: list[Wish] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def carry_out(self, wishes: Sequence[Wish]) -> None:
        by_item: dict[str, list[Setting | Addition]] = {}
        for wish in wishes:
            if isinstance(wish, Newcomer):
                self._add_item(wish)
            else:
                by_item.setdefault(wish.item, []).append(wish)
        users: dict[str, int] = {}
        for source in self.sources.values():
            for path, _ in source.tables.values():
                users[path] = users.get(path, 0) + 1
        for item_id, group in by_item.items():
            source = self.sources[item_id]
            # Places in lists are counted as they are now, so what is there changes before anything is added.
            group = sorted(
                (wish for wish in group if self._is_possible(wish, source)), key=lambda wish: isinstance(wish, Addition)
            )
            inside = [wish for wish in group if wish.steps[0] not in source.tables]
            for wish in group:
                if wish.steps[0] in source.tables:
                    self._write_row(source, wish, users)
            self._change_item(source, inside)

    def _refuse(self, wish: Wish, message: str, help: str) -> None:
        self.remarks.append(Remark(Sort.REFUSED, wish.spot, message, help))

    def _bytes(self, path: str) -> bytes:
        return self.changed.get(path, self.files[path])

    # What a measure can be

    def _is_possible(self, wish: Setting | Addition, source: Source) -> bool:
        """Whether a reading can be: within the range of the measure, of a day that has come and has none."""
        kpi = self.plan.find(source.id, Kpi)
        if kpi is None or wish.steps[0] != "readings" or "readings" in kpi.broken:
            return True
        if isinstance(wish, Addition):
            entry = wish.entry
            if "date" not in entry or "value" not in entry:
                self._refuse(wish, "a reading needs a date and a value", "fill in both")
                return False
            day, value = date.fromisoformat(entry["date"]), plain_number(entry["value"])
            refused = judge_entry(kpi, Entry(kpi.id, day, value), self.today).refused
            if refused is not None:
                way = "change its row instead" if "already" in refused.message else refused.help
                self._refuse(wish, refused.message, way)
            return refused is None
        if wish.steps[-1] == "value" and wish.value is not None and possible_values(kpi) is not None:
            refused = judge_entry(kpi, Entry(kpi.id, date.min, plain_number(wish.value)), self.today).refused
            if refused is not None:
                self._refuse(wish, refused.message, refused.help)
                return False
        return True

    # Items in YAML

    def _change_item(self, source: Source, wishes: list[Setting | Addition]) -> None:
        wishes = self._fitting(source, wishes)
        before, made = self._bytes(source.path), []
        value: Any = source.value
        for wish in wishes:
            after = expected(value, wish)
            data = self._written(source, wish, value, after)
            if data is None:
                self._refuse(
                    wish, f'"{source.path}" is written in a way that leaves no sure place for it', _by_hand(wish)
                )
            else:
                self.changed[source.path], value = data, after
                made.append(wish)
        if made and len(made) < len(wishes) and _fits(source.kind, source.value) and not _fits(source.kind, value):
            self.changed[source.path] = before
            for wish in made:
                self._refuse(wish, "it does not go without what could not be written", _by_hand(wish))
            return
        if self.changed.get(source.path) == self.files[source.path]:
            del self.changed[source.path]
        self.done += made

    def _fitting(self, source: Source, wishes: list[Setting | Addition]) -> list[Setting | Addition]:
        """The wishes that leave an item that fits its schema; the others are refused with what the schema says."""
        while wishes:
            value: Any = source.value
            for wish in wishes:
                value = expected(value, wish)
            problems = () if _fits(source.kind, value) else explain(source.kind, value, lambda _: None)
            if not _fits(source.kind, source.value):
                old = {problem.pointer for problem in explain(source.kind, dict(source.value), lambda _: None)}
                problems = [problem for problem in problems if problem.pointer not in old]
            if not problems:
                return wishes
            problem = problems[0]
            guilty = [wish for wish in wishes if _touches(wish, problem.pointer, value)] or wishes
            for wish in guilty:
                self._refuse(wish, problem.message, problem.help)
            wishes = [wish for wish in wishes if wish not in guilty]
        return wishes

    def _written(self, source: Source, wish: Setting | Addition, value: Any, after: Any) -> bytes | None:
        """The file with a wish come true; None where that cannot be done without touching something else."""
        data = self._bytes(source.path)
        before = _values(source.path, data)
        try:
            if isinstance(wish, Addition):
                index = place_in(value, wish)
                new = add_entry(data, source.number, wish.steps, index, dict(wish.entry))
            elif wish.form in (Form.IDS, Form.WORDS) and wish.value is not None:
                new = set_links(data, source.number, wish.steps, at(value, wish.steps), at(after, wish.steps))
            else:
                new = set_value(data, source.number, wish.steps, at(after, wish.steps))
        except Unplaceable:
            return None
        wanted = tuple((number, after if number == source.number else entry) for number, entry in before or ())
        if before is None or _values(source.path, new) != wanted:
            return None
        return new if sorted(comments_in(new)) == sorted(comments_in(data)) else None

    # Rows of CSV files

    def _write_row(self, source: Source, wish: Setting | Addition, users: Mapping[str, int]) -> None:
        name = str(wish.steps[0])
        path, _ = source.tables[name]
        if users[path] > 1:
            self._refuse(wish, f'several items read "{path}"', "give each a file of its own")
            return
        columns = CSV_COLUMNS[name]
        data = self._bytes(path)
        rows = [dict(row) for row in read_table(data, columns, ()).rows]
        texts = CsvRows(data)
        try:
            if isinstance(wish, Addition):
                row = {column: _cell_text(value) for column, value in wish.entry.items()}
                place = place_of_day(rows, row.get("date")) if name == "readings" else len(rows)
                patches = texts.add_rows({place: [row]})
                rows.insert(place, row)
            else:
                index, column = wish.steps[1], str(wish.steps[2])
                assert isinstance(index, int)
                place = index
                patches = texts.write_cells(place, {column: _cell_text(wish.value)})
                rows[place][column] = _cell_text(wish.value)
        except MissingColumn as column_name:
            way = f'add ",{column_name}" to its first line, and import again'
            self._refuse(wish, f'"{path}" has no column "{column_name}"', way)
            return
        new = apply_patches(data, patches)
        table = read_table(new, columns, ())
        if table.faults or [_filled(row) for row in table.rows] != [_filled(row) for row in rows]:
            self._refuse(wish, f'"{path}" is written in a way that leaves no sure place for it', "change it by hand")
            return
        self.changed[path] = new
        self.done.append(wish)

    # New items

    def _add_item(self, wish: Newcomer) -> None:
        value = {name: wish.value[name] for name in wish.value}
        problems = () if _fits(wish.kind, value) else explain(wish.kind, value, lambda _: None)
        for problem in problems:
            self._refuse(wish, problem.message, problem.help)
        if problems:
            return
        path = self.new_path(wish.kind, wish.item)
        data = document_text(value).encode()
        if path in self.files or _values(path, data) != ((0, value),):
            self._refuse(wish, f'"{path}" cannot be made', f'"alignctl new {wish.kind}" adds it')
            return
        self.added[path] = data
        self.done.append(wish)


def _values(path: str, data: bytes) -> Values | None:
    """What a file says; None where something is wrong in it."""
    documents = Reader().read(path, data)
    if any(document.findings for document in documents):
        return None
    return tuple((document.number, document.value) for document in documents)


def _fits(kind: str, value: Any) -> bool:
    return bool(schema.screen(kind).is_valid(value))


def _touches(wish: Setting | Addition, pointer: tuple[str | int, ...], value: Any) -> bool:
    """Whether a problem at a place may come from a wish."""
    if not pointer:
        return False
    steps: tuple[str | int, ...] = wish.steps
    if isinstance(wish, Addition):
        entries = at(value, wish.steps)
        steps = (*steps, entries.index(dict(wish.entry))) if isinstance(entries, list) else steps
    shorter = min(len(steps), len(pointer))
    return steps[:shorter] == pointer[:shorter]


def _by_hand(wish: Setting | Addition) -> str:
    value = wish.entry if isinstance(wish, Addition) else wish.value
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in wish.steps)
    if value is None:
        return f'take "{name}" out of "{wish.item}" by hand'
    text = flow_text(value)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f'write {text} by hand, at "{name}" of {shown(wish.item)}'


def _cell_text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, int | float):
        return plain_number(value)
    return "" if value is None else " ".join(str(value).split())


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in row.items() if text}
