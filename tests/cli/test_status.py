"""`alignctl status`: both denominators, scope, and what today changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SHOP = Path(__file__).resolve().parent / "answers" / "shop"


def status(run_alignctl: Any, *arguments: str) -> Any:
    result = run_alignctl("status", *arguments, "--format", "json", cwd=SHOP)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_attainment_is_never_shown_with_one_denominator(run_alignctl: Any) -> None:
    text = run_alignctl("status", "--today", "2026-01-01", cwd=SHOP).stdout
    assert "0 of 4  all measures" in text
    assert "the measures with a target and data" in text


def test_today_decides_what_is_known(run_alignctl: Any) -> None:
    before = status(run_alignctl, "--today", "2025-12-31")
    assert before["today"] == "2025-12-31"
    assert before["today_said_by"] == "--today"
    assert before["measures"]["total"] == 4  # the one retired in January still counts
    assert before["measures"]["by_state"]["no-data"] == 3
    assert before["measures"]["by_state"]["no-target"] == 1
    assert before["attainment"]["of_those_with_target_and_data"] == {"part": 0, "whole": 0, "ratio": None}


def test_a_strategy_narrows_to_what_leads_to_it(run_alignctl: Any) -> None:
    answer = status(run_alignctl, "--strategy", "stay")
    assert answer["measures"]["total"] == 2
    assert answer["line_of_sight"]["ratio"] == 1
    assert [entry["id"] for entry in answer["attention"]] == ["solved-first"]


def test_a_team_and_a_strategy_narrow_together(run_alignctl: Any) -> None:
    assert status(run_alignctl, "--strategy", "stay", "--team", "board")["measures"]["total"] == 2
    assert status(run_alignctl, "--team", "board")["measures"]["total"] == 3


def test_misuse_names_the_nearest(run_alignctl: Any) -> None:
    result = run_alignctl("status", "--strategy", "sty", cwd=SHOP)
    assert result.returncode == 2
    assert '--strategy names no strategy of the plan: "sty"; did you mean "stay"?' in result.stderr


def test_states_are_told_by_sign_and_word_as_well_as_by_colour(run_alignctl: Any) -> None:
    text = run_alignctl("status", cwd=SHOP).stdout
    for told in ("✔ attained", "▲ on pace", "◢ at risk", "✖ missed", "◷ stale", "◌ no data", "⊘ no target"):
        assert told in text


def test_a_plan_without_measures_says_so(run_alignctl: Any, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text("kind: team\nid: t\ntitle: T\n")
    result = run_alignctl("status", cwd=tmp_path)
    assert result.returncode == 0
    assert "Attainment: there is no measure to count" in result.stdout


def test_a_long_list_of_worries_is_cut(run_alignctl: Any, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    text = "---\n".join(
        f"kind: kpi\nid: k{n:02}\ntitle: K\ndirection: increase\ntargets: {{by: 2026-01-31, value: 9}}\n"
        "readings: [{date: 2026-01-31, value: 1}]\n"
        for n in range(20)
    )
    (tmp_path / "plans" / "a.yaml").write_text(text)
    cut = run_alignctl("status", "--today", "2026-02-28", cwd=tmp_path).stdout
    assert "20 measures need attention" in cut
    assert cut.rstrip().endswith("and 5 more (--all shows them)")
    assert "[k19]" in run_alignctl("status", "--all", "--today", "2026-02-28", cwd=tmp_path).stdout
