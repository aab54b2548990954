"""`alignctl export` and `alignctl import` at their edges; what an import changes is in tests/exchange."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.workbook_edits import edit

PLAN = """\
kind: team
id: web
title: Web
"""


@pytest.fixture
def plan(plan_of: Callable[[str, str], Path]) -> Path:
    return plan_of(PLAN, "Shop")


def test_a_workbook_that_is_there_is_not_replaced_without_a_word(plan: Path, run_alignctl) -> None:
    first = run_alignctl("export", cwd=plan)
    assert (first.returncode, first.stdout) == (0, "wrote plan.xlsx: 1 item, 0 rows of lists\n")
    data = (plan / "plan.xlsx").read_bytes()
    (plan / "plans" / "a.yaml").write_text(PLAN.replace("Web", "Site"))
    again = run_alignctl("export", cwd=plan)
    assert again.returncode == 2
    assert '"plan.xlsx" is there already and was left alone' in again.stderr
    assert (plan / "plan.xlsx").read_bytes() == data
    assert run_alignctl("export", "--force", cwd=plan).returncode == 0
    assert (plan / "plan.xlsx").read_bytes() != data


def test_what_cannot_be_read_is_left_out_and_said(plan: Path, run_alignctl) -> None:
    (plan / "plans" / "b.yaml").write_text(
        "kind: [team]\nid: x\n---\nkind: team\nid: y\n---\nkind: team\nid: y\n---\n- z\n"
    )
    result = run_alignctl("export", cwd=plan)
    assert result.returncode == 0
    assert [line for line in result.stderr.splitlines() if line.startswith("left out")] == [
        'left out: 2 documents have the id "y"; "alignctl check" says what is wrong',
        'left out: document 1 of "plans/b.yaml" is no item that can be used; "alignctl check" says what is wrong',
        'left out: document 4 of "plans/b.yaml" is no item that can be used; "alignctl check" says what is wrong',
    ]
    book = openpyxl.load_workbook(io.BytesIO((plan / "plan.xlsx").read_bytes()))
    assert [row[0].value for row in book["Teams"].iter_rows(min_row=2)] == ["web"]


def test_an_empty_plan_gives_no_workbook(plan: Path, run_alignctl) -> None:
    (plan / "plans" / "a.yaml").unlink()
    result = run_alignctl("export", cwd=plan)
    assert result.returncode == 3
    assert not (plan / "plan.xlsx").exists()


def test_a_new_item_replaces_no_file_and_then_nothing_is_written(plan: Path, run_alignctl) -> None:
    run_alignctl("export", cwd=plan)
    steps = [
        {"sheet": "Teams", "row": {"id": "web"}, "set": {"title": "Site"}},
        {"sheet": "Teams", "add": {"id": "shop", "title": "Shop"}},
    ]
    (plan / "plan.xlsx").write_bytes(edit((plan / "plan.xlsx").read_bytes(), steps))
    (plan / "plans" / "teams" / "shop.yaml").mkdir(parents=True)
    result = run_alignctl("import", "plan.xlsx", cwd=plan)
    assert result.returncode == 2
    assert '"plans/teams/shop.yaml" is there already' in result.stderr
    assert (plan / "plans" / "a.yaml").read_text() == PLAN
    (plan / "plans" / "teams" / "shop.yaml").rmdir()
    result = run_alignctl("import", "plan.xlsx", cwd=plan)
    assert result.returncode == 0
    assert (plan / "plans" / "a.yaml").read_text() == PLAN.replace("Web", "Site")
    assert (plan / "plans" / "teams" / "shop.yaml").read_text() == "kind: team\nid: shop\ntitle: Shop\n"


def test_what_is_no_exported_workbook_is_refused(plan: Path, run_alignctl) -> None:
    (plan / "a.csv").write_text("id,title\n")
    for name, reason in (("a.csv", "is no XLSX workbook"), ("b.xlsx", "cannot be read")):
        result = run_alignctl("import", name, cwd=plan)
        assert result.returncode == 2
        assert reason in result.stderr


def test_what_an_import_wrote_is_committed_and_nothing_else(plan: Path, run_alignctl) -> None:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=plan, capture_output=True, text=True, check=True).stdout

    assert run_alignctl("export", cwd=plan).returncode == 0
    git("init", "-q")
    git("config", "user.name", "t")
    git("config", "user.email", "t@example.org")
    git("add", "plans", "alignctl.yaml")
    git("commit", "-qm", "start")
    book = openpyxl.load_workbook(plan / "plan.xlsx")
    sheet = book["Teams"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("title") + 1).value = "Site"
    sheet.cell(3, heads.index("id") + 1).value = "shop"
    sheet.cell(3, heads.index("title") + 1).value = "Shop"
    book.save(plan / "plan.xlsx")
    result = run_alignctl("import", "plan.xlsx", "--commit", cwd=plan)
    assert "committed plans/a.yaml, plans/teams/shop.yaml" in result.stdout, result.stdout + result.stderr
    assert git("log", "-1", "--format=%s") == "Take over 2 changes from plan.xlsx\n"
    assert git("show", "--format=", "--name-only").split() == ["plans/a.yaml", "plans/teams/shop.yaml"]
    assert git("status", "--short") == "?? plan.xlsx\n"
