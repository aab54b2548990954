"""Readings out of tables: every row is a reading, or is told with its number and the reason."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.edit.checkin import Entry, Refused
from alignctl.exchange import tables
from alignctl.exchange.readings import Mapped, read_rows
from alignctl.exchange.tables import Cell, UnreadableTable, read_table
from alignctl.load.load import load_sources

PLAN = load_sources(
    {
        "plans/a.yaml": b"kind: kpi\nid: speed\ntitle: Speed of  Reply\nunit: percent\n"
        b"---\nkind: kpi\nid: cost\ntitle: Cost\nunit: EUR\n---\nkind: kpi\nid: cost-2\ntitle: Cost\n"
    },
    lambda _: b"",
).plan


def read(data: bytes, mapped: Mapped | None = None) -> list[tuple[int, object]]:
    rows = read_rows(read_table(data, "r.csv"), PLAN, mapped or Mapped())
    return [
        (number, (e.kpi, e.day.isoformat(), e.value, e.note) if isinstance(e, Entry) else e.message)
        for number, e in rows
    ]


def test_rows_are_readings_or_say_why_not() -> None:
    data = "\r\n".join(
        [
            'KPI,Date,Value,Note\r\nspeed,2026-01-31,64.50,"a\r\nb"',
            "",
            ",,,",
            "sped,2026-01-31,1",
            "speed,,1",
            "speed,2026-02-30,1",
            "speed,2026-01-31,",
            "speed,2026-01-31,n/a",
            ",2026-01-31,1",
            "speed of reply,2026-02,65 %",
            "cost,2026-Q1,5 %",
            "Cost,2026-01-31,5",
        ]
    ).encode("utf-8-sig")
    assert read(data) == [
        (2, ("speed", "2026-01-31", "64.50", "a b")),
        (6, 'there is no measure "sped"'),
        (7, "the row has no date"),
        (8, '"2026-02-30" is not a day'),
        (9, "the row has no value"),
        (10, '"n/a" is not a number'),
        (11, "the row names no measure"),
        (12, ("speed", "2026-02-28", "65", None)),
        (13, '"5 %" is not a number'),
        (14, 'there is no measure "Cost"'),
    ]


@pytest.mark.parametrize(
    ("decimal", "text", "value"),
    [
        ("comma", "64,5", "64.5"),
        ("comma", "1.234,5", "1234.5"),
        ("comma", "1.234", "1234"),
        ("comma", "64.5", '"64.5" is not a number with a decimal comma'),
        ("point", "1,234.5", "1234.5"),
        ("point", "64,5", '"64,5" is not a number'),
        (None, "1,234", '"1,234" is not a number'),
        (None, "1234.5", "1234.5"),
    ],
)
def test_the_decimal_sign_is_said_and_not_guessed(decimal: str | None, text: str, value: str) -> None:
    ((_, found),) = read(f"kpi;date;value\nspeed;2026-01-31;{text}\n".encode(), Mapped(decimal=decimal))
    assert (found[2] if isinstance(found, tuple) else found) == value


@pytest.mark.parametrize(
    ("dates", "text", "day"),
    [
        (None, "2026-03-04", "2026-03-04"),
        (None, "31.3.2026", "2026-03-31"),
        (None, "2026/3/4", "2026-03-04"),
        (None, "31/3/2026", "2026-03-31"),
        (None, "3/4/2026", '"3/4/2026" may be one of two days'),
        ("day-first", "3/4/2026", "2026-04-03"),
        ("month-first", "3/4/2026", "2026-03-04"),
        ("month-first", "31/3/2026", '"31/3/2026" is not a day'),
        (None, "March 2026", "2026-03-31"),
        (None, "FY2026-Q1", "2026-03-31"),
        (None, "2026", "2026-12-31"),
        (None, "someday", '"someday" is not a day'),
    ],
)
def test_days_and_periods_are_read_and_never_guessed(dates: str | None, text: str, day: str) -> None:
    ((_, found),) = read(f"kpi,date,value\nspeed,{text},1\n".encode(), Mapped(dates=dates))
    assert (found[1] if isinstance(found, tuple) else found) == day


def test_columns_and_measures_have_the_names_that_the_configuration_gives() -> None:
    data = b"Export of today\n\nFCR;Tag;Ist;Wer\nFCR %;2026-01-31;7;x\n"
    mapped = Mapped({"kpi": ("fcr",), "date": ("Tag",), "value": ("Soll", "Ist"), "note": ("Wer",)}, {"fcr %": "speed"})
    assert read(data, mapped) == [(4, ("speed", "2026-01-31", "7", "x"))]
    assert read(b"Day,Actual\n2026-01-31,7\n", Mapped(kpi="cost")) == [(2, ("cost", "2026-01-31", "7", None))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the table is empty"),
        (b"date,value\n2026-01-31,1\n", 'no column is called "kpi"'),
        (b"kpi,date,value,Value\nspeed,2026-01-31,1,2\n", 'two columns are called "value"'),
        (b"kpi,date,value\n\xff", "is not UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Excel file"),
        (b"PK\x03\x04rubbish", "is damaged"),
        (b"\0\0\0", "is no CSV file"),
        (b'kpi,date,value\nspeed,2026-01-31,"1\n', "cannot be read at line 2"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableTable, match=message):
        read(data)


def workbook(*rows: list[object], percent: str = "", sheets: tuple[str, ...] = ("Data",)) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if percent:
            sheet[percent].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_days_numbers_and_what_percent_cells_show() -> None:
    data = workbook(
        ["Readings"],
        ["kpi", "date", "value", "note"],
        ["speed", datetime(2026, 1, 31, 12), 0.645, "=1+1"],
        ["cost", date(2026, 2, 28), 64.3 + 0.1, 5],
        ["speed", 46000, 1],
        ["speed", date(2026, 2, 28), "=1+2"],
        ["cost", date(2026, 2, 28), date(2026, 2, 28)],
        [None, None, None],
        [True, date(2026, 2, 28), True],
        percent="C3",
    )
    assert read(data) == [
        (3, ("speed", "2026-01-31", "64.5", None)),
        (4, ("cost", "2026-02-28", "64.4", "5")),
        (5, '"46000" is a number, not a day'),
        (6, "the row has no value"),
        (7, 'the value is a date, "2026-02-28"'),
        (9, 'there is no measure "True"'),
    ]


def test_a_workbook_of_several_sheets_needs_a_name() -> None:
    data = workbook(["kpi"], sheets=("A", "B"))
    with pytest.raises(UnreadableTable, match="has the sheets A, B; say which with --sheet"):
        read_table(data, "r.xlsx")
    with pytest.raises(UnreadableTable, match='has no sheet "C"; it has A, B'):
        read_table(data, "r.xlsx", "C")
    assert read_table(data, "r.xlsx", "B") == ((1, (Cell("kpi"),)),)


def test_a_workbook_that_unpacks_to_too_much_or_lies_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(["kpi"])
    monkeypatch.setattr(tables, "MAX_UNPACKED", 100)
    with pytest.raises(UnreadableTable, match="unpacks to more"):
        read_table(data, "r.xlsx")
    monkeypatch.undo()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "no workbook")
    with pytest.raises(UnreadableTable, match="cannot be read as a workbook"):
        read_table(out.getvalue(), "r.xlsx")


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    with pytest.raises(UnreadableTable, match="more than 3 rows"):
        read_table(b"a\nb\nc\nd\n", "r.csv")


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_are_refused(data: bytes) -> None:
    try:
        rows = read_rows(read_table(data, "r"), PLAN, Mapped(kpi="speed"))
    except UnreadableTable:
        rows = ()
    assert all(isinstance(entry, Entry | Refused) for _, entry in rows)


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_cells_are_a_reading_or_are_refused(kpi: str, day: str, value: str) -> None:
    rows = ((1, (Cell("kpi"), Cell("date"), Cell("value"))), (2, (Cell(kpi), Cell(day), Cell(value))))
    for decimal in (None, "point", "comma"):
        ((_, entry),) = read_rows(rows, PLAN, Mapped(decimal=decimal, dates="day-first"))
        assert isinstance(entry, Entry | Refused)
