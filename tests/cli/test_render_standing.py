"""`alignctl render scoreboard` and `render assessment`, as a user runs them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PLAN = Path(__file__).parents[1] / "views" / "plans" / "assessed" / "plans"
BEGIN = {"svg": b"<svg ", "png": b"\x89PNG", "html": b"<!doctype html>", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PLAN, tmp_path / "plans")
    (tmp_path / "alignctl.yaml").write_text("language: 1\nname: Plan\ntoday: 2026-03-03\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("view", [["scoreboard"], ["assessment", "second"]], ids=" ".join)
@pytest.mark.parametrize("form", BEGIN)
def test_the_ending_of_the_file_says_which_format(run_alignctl: Run, folder: Path, view: list[str], form: str) -> None:
    done = run_alignctl("render", *view, "-o", f"out/picture.{form}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "out" / f"picture.{form}").read_bytes().startswith(BEGIN[form])


def test_a_picture_goes_to_standard_output_and_leads_to_pages(run_alignctl: Run, folder: Path) -> None:
    board = ET.fromstring(run_alignctl("render", "scoreboard", cwd=folder).stdout)
    assert board.findtext(f"{SVG}title") == "Plan scoreboard"
    assert {link.get("href") for link in board.iter(f"{SVG}a")} == {
        "strategies/near/",
        "hypotheses/waiting/",
        "kpis/papers/",
    }
    asked = ET.fromstring(run_alignctl("render", "assessment", "others", cwd=folder).stdout)
    assert asked.findtext(f"{SVG}title") == "Plan assessment: Others <i>asked</i>"
    assert [link.get("href") for link in asked.iter(f"{SVG}a")] == ["assessments/others/"]


def test_tables_hold_no_empty_column_for_the_bars(run_alignctl: Run, folder: Path) -> None:
    page = run_alignctl("render", "scoreboard", "-f", "html", cwd=folder).stdout
    assert '<th scope="col"><bdi dir="auto">Share</bdi></th></tr>' in page
    assert "<script>" not in page


def test_several_assessments_need_a_folder_or_a_whole_file(run_alignctl: Run, folder: Path) -> None:
    refused = run_alignctl("render", "assessment", cwd=folder)
    assert refused.returncode == 2
    assert "2 sheets are needed, one for each assessment" in refused.stderr
    assert run_alignctl("render", "assessment", "-o", "all", cwd=folder).returncode == 0
    names = sorted(path.name for path in (folder / "all").iterdir())
    assert names == ["assessment-others.svg", "assessment-second.svg", "index.html"]
    whole = run_alignctl("render", "assessment", "--period", "2026-02", "-f", "csv", cwd=folder).stdout
    rows = list(csv.DictReader(io.StringIO(whole.removeprefix("\ufeff"))))
    assert [(row["question"], row["mean"], row["outcome"]) for row in rows] == [
        ("shared", "3.2", ""),
        ("success", "", "6"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["assessment", "finds"], 2, '"finds" is no assessment but of kind kpi; try "alignctl list assessment"'),
        (["assessment", "secnd"], 2, 'did you mean "second"?'),
        (["assessment", "--period", "2024"], 3, "no assessment with answers fits"),
        (["assessment", "--status", "actve"], 2, 'did you mean "active"?'),
        (["scoreboard", "--strategy", "far"], 3, "nothing of the plan fits"),
        (["scoreboard", "--status", "at-rsk"], 2, 'did you mean "at-risk"?'),
    ],
)
def test_what_cannot_be_drawn_is_said(
    run_alignctl: Run, folder: Path, arguments: list[str], code: int, said: str
) -> None:
    done = run_alignctl("render", *arguments, cwd=folder)
    assert done.returncode == code
    assert said in " ".join(done.stderr.split())
