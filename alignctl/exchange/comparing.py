"""What a person changed in a workbook: each cell held against what it said when it was written, and what the plan says.

A cell that says what it said is left alone, whatever became of the plan. One that says something else is a wish, unless
the plan has changed there too: then it is a conflict, and the plan stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from alignctl.diagnostics import Pointer
from alignctl.edit.checkin import Refused
from alignctl.exchange.cells import digest, link_ids, read, said_in
from alignctl.exchange.columns import FILE, ITEM, LINKS, NUMBER, Column, Form, Sheet
from alignctl.exchange.layout import Filled, Key, SheetRow, Source
from alignctl.exchange.memory import Digests, Memory, find_entries
from alignctl.exchange.returned import GivenRow, read_returned
from alignctl.exchange.tables import Cell, Row
from alignctl.exchange.targets import KindOf, check_links
from alignctl.exchange.wishes import Addition, Asked, Newcomer, Remark, Setting, Sort, Spot, Wish
from alignctl.exchange.workbook import CHOICES, MEMORY, README
from alignctl.load.schema import bundled
from alignctl.load.wording import shown
from alignctl.plan.nearest import nearest

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\Z")


@dataclass
class Comparison:
    """Compares a workbook with a plan, sheet by sheet: those of the kinds first, for new items to be known."""

    book: Mapping[str, Sequence[Row]]
    memory: Memory
    sources: Mapping[str, Source]
    kind_of: KindOf
    ids: Sequence[str]
    fiscal_year_starts: int = 1
    _remarks: list[Remark] = field(default_factory=list)
    _wishes: list[Wish] = field(default_factory=list)
    _new: dict[str, Newcomer] = field(default_factory=dict)
    _spoilt: set[str] = field(default_factory=set)
    """Ids of new items that cannot be made."""

    def compare(self, sheets: Sequence[Filled]) -> Asked:
        known = {filled.sheet.name for filled in sheets} | {README, MEMORY, CHOICES}
        for name in self.book:
            if name not in known:
                self._remark(Sort.NOTE, Spot(name), "the sheet is not one that was exported", "it is left aside")
        for filled in sheets:
            if filled.sheet.kind is not None:
                self._compare_items(filled)
        for filled in sheets:
            if filled.sheet.kind is None:
                self._compare_entries(filled)
        new = {item_id: wish for item_id, wish in self._new.items() if item_id not in self._spoilt}
        wishes, refused = check_links((*self._wishes, *new.values()), self.sources, self.kind_of, self.ids)
        return Asked(wishes, (*self._remarks, *refused))

    def _remark(self, sort: Sort, spot: Spot, message: str, help: str) -> None:
        self._remarks.append(Remark(sort, spot, message, help))

    def _refuse(self, spot: Spot, why: Refused) -> None:
        self._remark(Sort.REFUSED, spot, why.message, why.help)

    def _read_sheet(self, sheet: Sheet) -> tuple[Sheet, tuple[GivenRow, ...]] | None:
        was_exported = bool(self.memory.rows(sheet.name))
        returned = read_returned(self.book.get(sheet.name), sheet, was_exported=was_exported)
        self._remarks += returned.remarks
        return None if returned.sheet is None else (returned.sheet, returned.rows)

    def _differences(self, sheet: Sheet, given: GivenRow, before: Digests | None, now: SheetRow) -> Iterator[Column]:
        """The columns of a row whose cells say something new that the plan can take; remarks on the others."""
        for column in sheet.columns:
            if column.name not in given.cells or column.name in sheet.keys:
                continue
            cell, current = given.cell(column.name), now.cell(column.name)
            says, says_now = said_in(column, cell.value), said_in(column, current.value)
            base = before.get(column.name, "-") if before is not None else None
            if says == says_now or digest(says) == base:
                continue
            spot = given.at(column.name)
            if column.form == Form.FIXED or current.fixed:
                self._refuse(spot, Refused("this cell is not taken back", f'change it in "{now.source.path}"'))
            elif cell.formula:
                self._refuse(spot, _formula(cell))
            elif base != digest(says_now):
                self._remark(
                    Sort.CONFLICT,
                    spot,
                    f"the sheet says {shown(says)}, and the plan says {shown(says_now)} since the export",
                    "it stays as the plan has it; export again to change it",
                )
            else:
                yield column

    def _read(self, column: Column, given: GivenRow) -> Any | Refused:
        cell = given.cell(column.name)
        return _formula(cell) if cell.formula else read(column, cell, self.fiscal_year_starts)

    # Items

    def _compare_items(self, filled: Filled) -> None:
        opened = self._read_sheet(filled.sheet)
        if opened is None:
            return
        sheet, rows = opened
        before, now = self.memory.rows(sheet.name), {row.key: row for row in filled.rows}
        seen: set[Key] = {row.key for row in rows}
        once: set[Key] = set()
        for given in rows:
            if not given.key[0]:
                way = "write an id in the row: lower-case words joined by hyphens"
                self._refuse(given.spot, Refused("the row has no id", way))
            elif given.key in once:
                self._refuse(
                    given.spot, Refused(f"another row has the id {shown(given.key[0])} too", "keep one of them")
                )
            elif given.key in now:
                self._settings(sheet, given, before.get(given.key), now[given.key], ())
            elif given.key in before:
                self._gone(given, sheet, before[given.key])
            else:
                self._welcome(sheet, given, [before[key] for key in before if key not in seen])
            once.add(given.key)
        for key in before:
            if key not in seen and key in now:
                self._remark(
                    Sort.REMOVED,
                    Spot(sheet.name),
                    f'the row of "{key[0]}" was taken out, and the item stays in the plan',
                    f'"alignctl retire {key[0]}" marks it as over',
                )

    def _settings(self, sheet: Sheet, given: GivenRow, before: Digests | None, now: SheetRow, at: Pointer) -> None:
        for column in self._differences(sheet, given, before, now):
            value = self._read(column, given)
            if isinstance(value, Refused):
                self._refuse(given.at(column.name), value)
            else:
                steps = (*at, *column.steps)
                self._wishes.append(Setting(given.at(column.name), now.source.id, steps, column.form, value))

    def _gone(self, given: GivenRow, sheet: Sheet, before: Digests) -> None:
        """A row of something that is not in the plan any more: of interest only where the row was changed."""
        changed = [
            column.name
            for column in sheet.columns
            if column.name in given.cells
            and column.form != Form.FIXED
            and digest(said_in(column, given.cell(column.name).value)) != before.get(column.name, "-")
        ]
        if changed:
            self._remark(
                Sort.CONFLICT,
                given.at(changed[0]),
                f"{shown(given.key[0])} was changed in the sheet, and is not in the plan any more since the export",
                "nothing was written; export again to see what there is now",
            )

    def _welcome(self, sheet: Sheet, given: GivenRow, removed: Sequence[Digests]) -> None:
        """A row with an id that the plan does not know: a new item."""
        item_id = given.key[0]
        title = digest(said_in(sheet.columns[1], given.cell("title").value))
        assert sheet.kind is not None
        self._spoilt.add(item_id)
        if not _ID.match(item_id) or len(item_id) > 120:
            way = 'an id is lower-case words and codes joined by "-" or "."'
            return self._refuse(given.at("id"), Refused(f"{shown(item_id)} is not an id", way))
        if any(digests.get("title") == title for digests in removed):
            way = '"alignctl rename OLD NEW" gives an item another id, everywhere'
            return self._refuse(given.at("id"), Refused("the id of a row was changed", way))
        if self.kind_of(item_id) is not None or item_id in self._new:
            return self._refuse(given.at("id"), Refused(f"the id {shown(item_id)} is taken", "choose another"))
        value: dict[str, Any] = {"kind": sheet.kind, "id": item_id}
        if not self._fill(sheet, given, value, 1):
            return None
        self._spoilt.discard(item_id)
        self._new[item_id] = Newcomer(given.spot, item_id, sheet.kind, value)
        return None

    def _fill(self, sheet: Sheet, given: GivenRow, value: dict[str, Any], first: int) -> bool:
        """Put the cells of a new row into a mapping; whether all of them could be read."""
        whole = True
        for column in sheet.columns[first:]:
            if column.name == FILE or not given.cell(column.name).text:
                continue
            raw = self._read(column, given)
            if column.form == Form.FIXED:
                raw = Refused("this cell is not taken", "leave it empty")
            if isinstance(raw, Refused):
                self._refuse(given.at(column.name), raw)
                whole = False
                continue
            if isinstance(raw, list) and len(raw) == 1:
                raw = raw[0]
            inner = value
            for step in column.steps[:-1]:
                inner = inner.setdefault(step, {})
            inner[column.steps[-1]] = raw
        return whole

    # Entries of lists, and links

    def _compare_entries(self, filled: Filled) -> None:
        is_links = filled.sheet.name == LINKS
        opened = self._read_sheet(filled.sheet)
        if opened is None:
            return
        sheet, rows = opened
        before = self.memory.rows(sheet.name)
        now = self._entries_now(filled, rows)
        seen: set[Key] = set()
        for given in rows:
            item_id, number = given.key
            if not item_id:
                self._refuse(
                    given.spot, Refused("the row names no item", "write the id of its item in the first column")
                )
            elif not number:
                self._add(sheet, given, filled)
            elif given.key in seen:
                way = "leave the number (#) of the new one empty"
                self._refuse(given.spot, Refused(f"another row is number {number} of {shown(item_id)} too", way))
            elif given.key in before and given.key in now:
                row = now[given.key]
                self._settings(sheet, given, before[given.key], row, self._pointer(sheet, row))
            elif given.key in before:
                self._gone(given, sheet, before[given.key])
            elif is_links:
                self._detail(sheet, given, now)
            else:
                self._refuse(
                    given.at(NUMBER),
                    Refused(
                        f"{shown(item_id)} had no entry {number} when this was exported",
                        "leave the number (#) empty for a new entry",
                    ),
                )
            seen.add(given.key)
        for key in before:
            if key not in seen and key in now:
                what = f'the link to "{key[1].rpartition(" ")[2]}"' if is_links else f"entry {key[1]}"
                self._remark(
                    Sort.REMOVED,
                    Spot(sheet.name),
                    f'the row of {what} of "{key[0]}" was taken out, and it stays in the plan',
                    f'to take it out for good, delete it in "{now[key].source.path}"',
                )

    def _entries_now(self, filled: Filled, rows: Sequence[GivenRow]) -> dict[Key, SheetRow]:
        """The exported key of each row → the row as the plan has it now."""
        if filled.sheet.name == LINKS:
            return {row.key: row for row in filled.rows}
        names = filled.sheet.columns
        given = {row.key: {c.name: digest(said_in(c, row.cell(c.name).value)) for c in names} for row in rows}
        before, now = _by_item(self.memory.rows(filled.sheet.name)), _by_item({row.key: row for row in filled.rows})
        found: dict[Key, SheetRow] = {}
        for item_id, group in before.items():
            found |= find_entries(filled.sheet, group, given, list(now.get(item_id, {}).values()))
        return found

    def _pointer(self, sheet: Sheet, row: SheetRow) -> Pointer:
        if sheet.name != LINKS:
            return (*sheet.steps, int(row.key[1]) - 1)
        name, _, item_id = row.key[1].rpartition(" ")
        return (name, (link_ids(row.source.value[name]) or []).index(item_id))

    def _detail(self, sheet: Sheet, given: GivenRow, now: Mapping[Key, SheetRow]) -> None:
        """A new row on the sheet of links: what is to be said about a link that says nothing yet."""
        name, _, item_id = given.key[1].rpartition(" ")
        source = self.sources.get(given.key[0])
        raw = source.value.get(name) if source is not None else None
        ids = link_ids(raw) if raw is not None else None
        if source is None or ids is None or item_id not in ids:
            way = (
                f'write the id into the column "{name}" of the item first, and import again'
                if name
                else "name the field"
            )
            return self._refuse(given.spot, Refused(f"{shown(given.key[0])} has no such link", way))
        row = now.get(given.key) or SheetRow(source, given.key, {})
        return self._settings(sheet, given, {} if given.key not in now else None, row, (name, ids.index(item_id)))

    def _add(self, sheet: Sheet, given: GivenRow, filled: Filled) -> None:
        """A row without number: a new entry."""
        item_id = given.key[0]
        source, new = self.sources.get(item_id), self._new.get(item_id)
        kind = source.kind if source is not None else new.kind if new is not None else None
        if kind is None:
            if item_id in self._spoilt:
                return self._refuse(given.spot, Refused(f"{shown(item_id)} could not be added", "see its own row"))
            close = nearest(item_id, self.ids)
            way = f'did you mean "{close}"?' if close else "write the id of an item"
            return self._refuse(given.at(ITEM), Refused(f"there is no item {shown(item_id)}", way))
        if not sheet.steps or sheet.steps[0] not in bundled(kind)["properties"]:
            article = "an" if kind[0] in "aeiou" else "a"
            way = "leave the row out, or name another item"
            return self._refuse(
                given.at(ITEM), Refused(f"{shown(item_id)} is {article} {kind}, which has no such list", way)
            )
        entry: dict[str, Any] = {}
        if not self._fill(sheet, given, entry, 2):
            return None
        if not entry:
            return self._refuse(given.spot, Refused("the row says nothing", "fill it in, or delete it"))
        if new is not None:
            inner: Any = new.value
            for step in sheet.steps[:-1]:
                inner = inner.setdefault(step, {})
            inner.setdefault(sheet.steps[-1], []).append(entry)
            return None
        columns = sheet.columns[2:]
        says = [said_in(column, given.cell(column.name).value) for column in columns]
        twins = (row for row in filled.rows if row.key[0] == item_id)
        if says not in ([said_in(column, row.cell(column.name).value) for column in columns] for row in twins):
            self._wishes.append(Addition(given.spot, item_id, sheet.steps, entry))
        return None


def _formula(cell: Cell) -> Refused:
    way = "copy the cell and paste its value into it" if str(cell.value).startswith("=") else "write a value"
    return Refused(f"the cell holds a formula or an error, {shown(str(cell.value))}", way)


def _by_item(rows: Mapping[Key, T]) -> dict[str, dict[Key, T]]:
    groups: dict[str, dict[Key, T]] = {}
    for key, row in rows.items():
        groups.setdefault(key[0], {})[key] = row
    return groups
