"""Readings out of a table: which column says what, and each row as a reading or with the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from alignctl.edit.checkin import Entry, Refused, read_value
from alignctl.exchange.tables import EMPTY, Cell, Row, UnreadableTable, plain
from alignctl.load.forms import help_day
from alignctl.load.wording import as_moment, shown
from alignctl.plan.dates import parse_period
from alignctl.plan.items import Kpi
from alignctl.plan.nearest import nearest
from alignctl.plan.plan import Plan

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kpi": ("kpi", "measure", "id"),
    "date": ("date", "day", "period"),
    "value": ("value", "actual"),
    "note": ("note", "comment"),
    "source": ("source",),
}
"""What each field's column is called where nobody says otherwise."""

_SEARCHED = 20
"""In how many rows the names of the columns are looked for: exports often begin with a title."""

_SLASHED = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")
_GROUPED = {
    "point": re.compile(r"[-+]?[0-9]{1,3}(?:[,'\u2019 \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?\Z"),
    "comma": re.compile(r"[-+]?[0-9]{1,3}(?:[.'\u2019 \u00a0\u202f][0-9]{3})+(?:,[0-9]+)?\Z"),
}

_GROUPS = {"point": r"[,'\u2019 \u00a0\u202f]", "comma": r"[.'\u2019 \u00a0\u202f]"}


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a table is to be read.

    `columns` maps a field to the names that its column may have, `measures` a name in the table to the id of a measure.
    `dates` is day-first or month-first, for days such as 3/4/2026; `decimal` is point or comma. Both are None where
    nobody said, and then what is not clear is refused. `kpi` is the measure that all rows are of.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    kpi: str | None = None


def read_rows(rows: Sequence[Row], plan: Plan, mapped: Mapped) -> tuple[tuple[int, Entry | Refused], ...]:
    """Every row below the header as a reading, or why it is none, with its number. Raises UnreadableTable."""
    header, places = _find_header(rows, mapped)
    names = _names(plan, mapped)
    return tuple((number, _read_row(cells, places, plan, names, mapped)) for number, cells in rows if number > header)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _find_header(rows: Sequence[Row], mapped: Mapped) -> tuple[int, dict[str, int]]:
    """The number of the row that names the columns, and where the column of each field is."""
    wanted = {name: [_key(text) for text in mapped.columns.get(name, usual)] for name, usual in COLUMNS.items()}
    required = ("date", "value") if mapped.kpi is not None else ("kpi", "date", "value")
    best: tuple[int, list[str]] = (-1, [])
    for number, cells in rows[:_SEARCHED]:
        says = [_key(cell.text) for cell in cells]
        places = {name: says.index(text) for name, texts in wanted.items() for text in reversed(texts) if text in says}
        if all(name in places for name in required):
            for twice in {says[place] for place in places.values() if says.count(says[place]) > 1}:
                raise UnreadableTable(f'two columns are called "{twice}"; rename one of them')
            return number, places
        if len(places) > best[0]:
            best = len(places), [name for name in required if name not in places]
    if not rows:
        raise UnreadableTable("the table is empty")
    missing = best[1][0]
    if missing in mapped.columns:
        called = " or ".join(f'"{text}"' for text in mapped.columns[missing])
        raise UnreadableTable(
            f'no column is called {called}, as "readings.columns.{missing}" in the configuration says'
        )
    way = ", or give --kpi if all rows are of one measure" if missing == "kpi" else ""
    raise UnreadableTable(
        f'no column is called "{COLUMNS[missing][0]}"; say in the configuration which one holds the {missing}, '
        f'"readings: {{columns: {{{missing}: its name}}}}"{way}'
    )


def _names(plan: Plan, mapped: Mapped) -> dict[str, str]:
    """What a measure may be called in a table → its id: by the configuration, by its title, by its id."""
    titles: dict[str, list[str]] = {}
    for kpi in plan.kpis:
        if kpi.retired is None:
            titles.setdefault(_key(kpi.title), []).append(kpi.id)
    names = {title: ids[0] for title, ids in titles.items() if len(ids) == 1}
    return {**names, **{_key(name): kpi_id for name, kpi_id in mapped.measures.items()}}


def _read_row(
    cells: Sequence[Cell], places: Mapping[str, int], plan: Plan, names: Mapping[str, str], mapped: Mapped
) -> Entry | Refused:
    def cell(name: str) -> Cell:
        return cells[places[name]] if name in places and places[name] < len(cells) else EMPTY

    kpi = _read_kpi(cell("kpi"), plan, names, mapped)
    if isinstance(kpi, Refused):
        return kpi
    day = _read_day(cell("date"), mapped.dates, plan.fiscal_year_starts)
    if isinstance(day, Refused):
        return day
    value = _read_number(cell("value"), kpi, mapped.decimal)
    if isinstance(value, Refused):
        return value
    return Entry(kpi.id, day, value, cell("note").text or None, cell("source").text or None)


def _read_kpi(cell: Cell, plan: Plan, names: Mapping[str, str], mapped: Mapped) -> Kpi | Refused:
    text = mapped.kpi or cell.text
    if not text:
        return Refused("the row names no measure", "write its id or title")
    kpi = plan.find(text, Kpi) or plan.find(names.get(_key(text), ""), Kpi)
    if kpi is None:
        close = nearest(text, [entry.id for entry in plan.kpis])
        guess = f'did you mean "{close}"? If not, say' if close else "say"
        return Refused(
            f"there is no measure {shown(text)}",
            f'{guess} in the configuration which it is: "readings: {{measures: {{{shown(text)}: its id}}}}"',
        )
    return kpi


def _read_day(cell: Cell, order: str | None, fiscal_year_starts: int) -> date | Refused:
    """The day of a reading; of a period, its last."""
    if isinstance(cell.value, date):
        return cell.value
    text = cell.text
    if not text:
        return Refused("the row has no date", "write the day that the value is about")
    if isinstance(cell.value, float) and not 1900 <= cell.value <= 2999:
        return Refused(f'"{text}" is a number, not a day', "give the cells of this column a date format")
    match = _SLASHED.match(text)
    if match is not None and order is not None:
        first, second, year = match.groups()
        month, day = (second, first) if order == "day-first" else (first, second)
        text = f"{year}-{int(month):02}-{int(day):02}"
    try:
        return parse_period(text, fiscal_year_starts).last
    except ValueError:
        guess = as_moment(text)
    if guess is not None:
        return parse_period(guess, fiscal_year_starts).last
    if match is not None and order is None:
        return Refused(
            f"{shown(text)} may be one of two days",
            'say in the configuration which comes first: "readings: {dates: day-first}" or "month-first"',
        )
    return Refused(f"{shown(cell.text)} is not a day", help_day(cell.text))


def _read_number(cell: Cell, kpi: Kpi, decimal: str | None) -> str | Refused:
    if isinstance(cell.value, float):
        return plain(cell.value * 100 if cell.percent and kpi.unit == "percent" else cell.value)
    if isinstance(cell.value, date):
        return Refused(f'the value is a date, "{cell.text}"', "give the cells of this column a number format")
    text = cell.text
    if not text:
        return Refused("the row has no value", "take the row out if nothing was measured")
    bare = text.removesuffix("%").rstrip() if kpi.unit == "percent" else text
    if decimal is not None and _GROUPED[decimal].match(bare):
        bare = re.sub(_GROUPS[decimal], "", bare)
    if decimal == "comma":
        if "." in bare:
            return Refused(f"{shown(text)} is not a number with a decimal comma", "write it as 64,5")
        bare = bare.replace(",", ".")
    value = read_value(bare)
    if isinstance(value, Refused) and decimal is None and re.fullmatch(r"[-+]?[0-9][0-9.,' \u00a0]*", bare):
        return Refused(
            value.message,
            "write a plain number, or say in the configuration what stands before decimals: "
            '"readings: {decimal: comma}" or "point"',
        )
    return value
