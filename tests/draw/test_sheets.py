"""CSV and XLSX: nothing that a plan says becomes a formula, figures stay figures, and formats go on living."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.draw.bowling_sheet import charts_to_csv, charts_to_xlsx
from alignctl.draw.sheet import Book, harmless, is_dangerous, write_csv
from alignctl.draw.x_matrix_sheet import matrices_to_csv, matrices_to_xlsx
from tests.draw.view_cases import CASES, bowling_of, matrix_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAY = date(2026, 3, 3)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def part_of(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))


@given(st.text(max_size=20), st.sampled_from(["=", "+", "-", "@", "\t=", " =", "\r+", "＝", "\ufeff="]))
def test_what_could_be_a_formula_is_harmless(text: str, begin: str) -> None:
    assert not is_dangerous(harmless(begin + text))
    assert not is_dangerous(harmless(text))


@given(st.lists(st.one_of(st.text(max_size=12), st.floats(-1e9, 1e9), st.none()), min_size=1, max_size=5))
def test_csv_can_be_read_back(cells: list[str | float | None]) -> None:
    data = write_csv([f"c{n}" for n in range(len(cells))], [cells])
    (row,) = csv.reader(io.StringIO(data.decode("utf-8-sig").split("\r\n", 1)[1], newline=""))
    for cell, read in zip(cells, row, strict=True):
        if isinstance(cell, float):
            assert abs(float(read) - cell) <= abs(cell) * 1e-11
        else:
            assert not is_dangerous(read)


@pytest.mark.parametrize("name", CASES)
def test_no_cell_of_a_csv_begins_like_a_formula(name: str) -> None:
    for data in (matrices_to_csv([matrix_of(name)]), charts_to_csv([bowling_of(name)])):
        for row in rows_of(data):
            for column, cell in row.items():
                figures = ("start", "at least", "at most", "actual")
                assert column in figures or not is_dangerous(cell), cell


def test_ties_as_csv() -> None:
    rows = rows_of(matrices_to_csv([matrix_of("matrix")]))
    found = {(row["id"], row["other id"]): row["tie"] for row in rows}
    assert found["rewrite", "solved"] == "strong"
    assert found["rewrite", "docs"] == "owns"
    assert [row["other side"] for row in rows if row["id"] == "lonely" and row["tie"] == "none"] == [
        "Annual outcomes",
        "Measures",
        "Teams",
    ]


def test_months_as_csv() -> None:
    rows = [row for row in rows_of(charts_to_csv([bowling_of("matrix")])) if row["id"] == "solved"]
    assert [row["month"] for row in rows][:2] == ["2025-04", "2025-05"]
    october = next(row for row in rows if row["month"] == "2025-10")
    assert (october["actual"], october["state"], october["start"]) == ("63", "missed", "60")
    assert float(october["at least"]) == pytest.approx(64.0438356)
    assert "Pair them" in october["countermeasures"]


def test_a_matrix_goes_on_living_in_xlsx() -> None:
    data = matrices_to_xlsx([matrix_of("matrix")], "Plan", DAY)
    sheet = part_of(data, "xl/worksheets/sheet1.xml")
    lists = [e.findtext(f"{MAIN}formula1") for e in sheet.iter(f"{MAIN}dataValidation")]
    assert set(lists) == {'"●,○,△"', '"■,□"'}
    rules = [e.findtext(f"{MAIN}formula") or "" for e in sheet.iter(f"{MAIN}cfRule")]
    assert any("COUNTA(" in rule for rule in rules)
    assert {'"●"', '"○"', '"△"'} <= set(rules)
    strings = "".join(part_of(data, "xl/sharedStrings.xml").itertext())
    assert all(sign in strings for sign in "●○△■□")


def test_a_chart_goes_on_living_in_xlsx() -> None:
    chart = bowling_of("matrix")
    data = charts_to_xlsx([chart], "Plan", DAY)
    sheet = part_of(data, "xl/worksheets/sheet1.xml")
    rules = [e.findtext(f"{MAIN}formula") or "" for e in sheet.iter(f"{MAIN}cfRule")]
    assert sum("NOT(" in rule for rule in rules) == len(chart.rows)
    formulas = {e.text: v.text for c in sheet.iter(f"{MAIN}c") for e in c.iter(f"{MAIN}f") for v in c.iter(f"{MAIN}v")}
    assert len(formulas) == 2 * len(chart.rows)
    assert all(text is not None and text.startswith("SUMPRODUCT(") for text in formulas)
    numbers = [c for c in sheet.iter(f"{MAIN}c") if c.get("t") is None and c.find(f"{MAIN}v") is not None]
    assert len(numbers) > 30
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<x14:sparkline>") == len(chart.rows)


def test_countermeasures_stay_within_the_months_so_that_the_printed_page_can_be_read() -> None:
    data = charts_to_xlsx([bowling_of("matrix")], "Plan", DAY)
    sheet = part_of(data, "xl/worksheets/sheet1.xml")
    places = [e.get("ref") or "" for e in sheet.iter(f"{MAIN}mergeCell")]
    notes = [place for place in places if re.fullmatch(r"F(\d+):Q\1", place)]
    assert notes
    assert notes == places
    assert "(1) " in "".join(part_of(data, "xl/sharedStrings.xml").itertext())


@pytest.mark.parametrize("name", ["traps", "hostile"])
def test_text_never_is_a_formula_in_xlsx(name: str) -> None:
    for data in (
        matrices_to_xlsx([matrix_of(name)], "=1+1", DAY),
        charts_to_xlsx([bowling_of(name)], "=1+1", DAY),
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                root = ET.fromstring(archive.read(part))
                formulas = [e.text or "" for e in root.iter(f"{MAIN}f")]
                assert all(formula.startswith("SUMPRODUCT(") for formula in formulas)
                assert not re.search(rb"<hyperlink|externalLink", archive.read(part))
            assert b'quotePrefix="1"' in archive.read("xl/styles.xml") or name == "hostile"


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert matrices_to_xlsx([matrix_of("small")], "x", DAY) == matrices_to_xlsx([matrix_of("small")], "x", DAY)
    assert charts_to_xlsx([bowling_of("small")], "x", DAY) == charts_to_xlsx([bowling_of("small")], "x", DAY)


@pytest.mark.parametrize("title", ["", "a" * 80, "[x]:*?/\\y", "History", "'", "\ud7ff 🎉" * 12])
def test_any_title_makes_a_sheet_and_no_two_are_the_same(title: str) -> None:
    book = Book("x", DAY)
    names = [book.add_sheet(title).get_name() for _ in range(3)]
    assert len({name.lower() for name in names}) == 3
    assert all(0 < len(name) <= 31 for name in names)
    assert book.save().startswith(b"PK")
