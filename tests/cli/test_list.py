"""`alignctl list`: kinds as people type them, conditions, and what they may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alignctl.cli.list import STATUSES

SHOP = Path(__file__).resolve().parent / "answers" / "shop"


def ids(run_alignctl: Any, *arguments: str) -> list[str]:
    result = run_alignctl("list", *arguments, "--format", "json", cwd=SHOP)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["version"] == 1
    assert answer["count"] == len(answer["items"])
    return [item["id"] for item in answer["items"]]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("strategy", ["stay"]),
        ("strategies", ["stay"]),
        ("Hypotheses", ["call-back"]),
        ("KPI", ["calls", "old-count", "solved-first", "wait"]),
        ("kpis", ["calls", "old-count", "solved-first", "wait"]),
        ("assessments", []),
    ],
)
def test_a_kind_is_known_in_singular_and_plural(kind: str, found: list[str], run_alignctl: Any) -> None:
    assert ids(run_alignctl, kind) == found


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--status", "retired"], ["old-count"]),
        (["--status", "at-risk"], ["solved-first"]),
        (["--status", "At risk", "--status", "stale"], ["calls", "solved-first"]),
        (["--status", "running"], ["call-back"]),
        (["--tag", "service"], ["first-time"]),
        (["--tag", "nothing", "--tag", "customers"], ["first-time"]),
        (["team", "--team", "board"], []),
        (["outcome", "kpi", "--team", "board"], ["adrift", "first-time", "calls", "old-count", "solved-first", "wait"]),
        (["outcome", "--team", "support"], ["first-time"]),
    ],
)
def test_conditions_narrow_the_list(arguments: list[str], found: list[str], run_alignctl: Any) -> None:
    assert ids(run_alignctl, *arguments) == found


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kpsi"], 'there is no kind "kpsi"; did you mean "kpi"?'),
        (["wish"], "kinds: strategy, outcome, kpi, hypothesis, initiative, team, commitment, assessment"),
        (["--status", "runing"], '--status knows no "runing"; did you mean "running"?'),
        (["--team", "suport"], '--team names no team of the plan: "suport"; did you mean "support"?'),
        (["--team", "stay"], '--team names no team of the plan: "stay"'),
    ],
)
def test_misuse_says_what_to_type(arguments: list[str], message: str, run_alignctl: Any) -> None:
    result = run_alignctl("list", *arguments, cwd=SHOP)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


def test_where_nothing_fits_the_list_is_empty_and_says_so(run_alignctl: Any) -> None:
    result = run_alignctl("list", "assessment", cwd=SHOP)
    assert (result.returncode, result.stdout) == (0, "")
    assert "no item fits" in result.stderr


def test_every_status_that_a_schema_allows_can_be_asked_for(root: Path) -> None:
    allowed = set()
    for path in sorted((root / "schemas").glob("*.schema.json")):
        allowed |= set(json.loads(path.read_text("utf-8")).get("properties", {}).get("status", {}).get("enum", []))
    assert allowed == STATUSES


def test_a_pipe_gets_one_line_an_item_in_full(run_alignctl: Any, tmp_path: Path) -> None:
    title = "A title that goes on and on, " * 6
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(f"kind: team\nid: t\ntitle: {title}end\n")
    result = run_alignctl("list", cwd=tmp_path, env={"COLUMNS": ""})
    assert result.stdout.splitlines() == ["1 team", f"  t  {title}end"]
