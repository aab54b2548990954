"""`alignctl readings import`: a table comes in once, and every row is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

PLAN = """\
kind: kpi
id: speed
title: Speed
range: {low: 0, high: 100}
readings: [{date: 2026-01-31, value: 60}]
---
kind: kpi
id: cost
title: Cost
readings: cost.csv
"""
TABLE = """\
Measure;Stand;Ist
Speed;28.2.2026;61,5
Kosten;31.3.2026;1.250
speed;31.1.2026;60
speed;31.3.2026;161
speed;2027;1
"""
CONFIG = """\
today: 2026-06-30
readings:
  columns: {date: Stand, value: [Soll, Ist]}
  measures: {Kosten: cost}
  decimal: comma
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text(CONFIG)
    (tmp_path / "plans" / "a.yaml").write_text(PLAN)
    (tmp_path / "plans" / "cost.csv").write_text("date,value\n")
    (tmp_path / "table.csv").write_text(TABLE)
    return tmp_path


def test_a_table_comes_in_and_every_row_is_accounted_for(plan: Path, run_alignctl) -> None:
    result = run_alignctl("readings", "import", "table.csv", cwd=plan)
    assert result.returncode == 1
    assert "5 rows: 2 written, 1 in the plan already, 2 refused" in result.stdout
    assert [line.split(";")[0] for line in result.stderr.splitlines()] == [
        'row 5: 161 is outside the range of "speed", 0 to 100',
        "row 6: 2027-12-31 is in the future: today is 2026-06-30",
    ]
    assert (plan / "plans" / "cost.csv").read_text() == "date,value\n2026-03-31,1250\n"
    added = "readings: [{date: 2026-01-31, value: 60}, {date: 2026-02-28, value: 61.5}]"
    assert (plan / "plans" / "a.yaml").read_text() == PLAN.replace("readings: [{date: 2026-01-31, value: 60}]", added)


def test_importing_twice_adds_nothing(plan: Path, run_alignctl) -> None:
    (plan / "table.csv").write_text(TABLE.rpartition("speed;31.3")[0])
    assert run_alignctl("readings", "import", "table.csv", cwd=plan).returncode == 0
    files = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    result = run_alignctl("readings", "import", "-", cwd=plan, stdin=(plan / "table.csv").read_text())
    assert (result.returncode, result.stdout) == (0, "3 rows: 0 written, 3 in the plan already, 0 refused\n")
    assert {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()} == files


def test_a_dry_run_shows_the_effect_and_writes_nothing(plan: Path, run_alignctl) -> None:
    result = run_alignctl("readings", "import", "table.csv", "--dry-run", cwd=plan)
    assert "+2026-03-31,1250\n" in result.stdout
    assert "5 rows: 2 would be written" in result.stdout
    assert (plan / "plans" / "a.yaml").read_text() == PLAN
    assert (plan / "plans" / "cost.csv").read_text() == "date,value\n"


def test_a_workbook_comes_in_too(plan: Path, run_alignctl) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Stand", "Ist"])
    book.active.append(["2026-02-28", 61.5])
    book.save(plan / "table.xlsx")
    result = run_alignctl("readings", "import", "table.xlsx", "--kpi", "speed", cwd=plan)
    assert result.returncode == 0, result.stderr
    assert "{date: 2026-02-28, value: 61.5}]" in (plan / "plans" / "a.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv"], '"none.csv" cannot be read'),
        (["table.csv", "--kpi", "sped"], 'did you mean "speed"?'),
        (["table.csv", "--sheet", "A"], "is no workbook"),
        (["alignctl.yaml"], "no column is called"),
    ],
)
def test_what_cannot_be_read_is_misuse(arguments: list[str], message: str, plan: Path, run_alignctl) -> None:
    result = run_alignctl("readings", "import", *arguments, cwd=plan)
    assert result.returncode == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("readings: {colums: {}}", '"readings" has no "colums"; did you mean "columns"?'),
        ("readings: {columns: {when: A}}", 'in "columns" must be one of kpi, date, value, note, source'),
        ("readings: {decimal: dot}", 'in "decimal" must be one of point, comma'),
        ("readings: yes", '"readings" must hold columns'),
    ],
)
def test_a_wrong_map_is_told(settings: str, message: str, plan: Path, run_alignctl) -> None:
    (plan / "alignctl.yaml").write_text(settings + "\n")
    result = run_alignctl("readings", "import", "table.csv", cwd=plan)
    assert result.returncode == 2
    assert message in result.stderr
