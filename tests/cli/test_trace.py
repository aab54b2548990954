"""`alignctl trace`: what is misuse, what is bounded, what every terminal can show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

SHOP = Path(__file__).resolve().parent / "answers" / "shop"


def test_an_unknown_id_is_misuse_and_the_nearest_is_named(run_alignctl: Any) -> None:
    result = run_alignctl("trace", "pilto", cwd=SHOP)
    assert result.returncode == 2
    assert 'there is no item "pilto" in the plan; did you mean "pilot"?' in result.stderr
    assert result.stdout == ""


def test_a_document_that_cannot_be_read_is_misuse_that_says_where_to_look(run_alignctl: Any) -> None:
    result = run_alignctl("trace", "half-written", cwd=SHOP)
    assert result.returncode == 2
    assert '"half-written" could not be read; "alignctl check plans/broken.yaml" says what is wrong' in result.stderr


def test_up_and_down_show_one_way_only(run_alignctl: Any) -> None:
    up = run_alignctl("trace", "solved-first", "--up", cwd=SHOP).stdout
    down = run_alignctl("trace", "solved-first", "--down", cwd=SHOP).stdout
    assert "Leads to" in up
    assert "Led to by" not in up
    assert "call-back" not in up
    assert "Leads to" not in down
    assert "[call-back]" in down
    assert "serves the strategy" not in down
    answer = json.loads(run_alignctl("trace", "solved-first", "--up", "--format", "json", cwd=SHOP).stdout)
    assert answer["down"] is None
    assert answer["sentences"]["down"] == []
    assert answer["up"]["children"][0]["id"] == "first-time"


def test_a_large_plan_is_cut_and_says_how_much_is_left_out(run_alignctl: Any, tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (tmp_path / "plans").mkdir()
    documents = ["kind: strategy\nid: top\ntitle: Top\nwhy: Because\n"]
    documents += [f"kind: outcome\nid: goal-{n:03}\ntitle: Goal {n}\nsupports: top\n" for n in range(57)]
    (tmp_path / "plans" / "plan.yaml").write_text("---\n".join(documents))
    cut = run_alignctl("trace", "top", cwd=tmp_path)
    assert cut.returncode == 0
    assert "└─ and 37 more (--all shows them)" in cut.stdout
    assert "[goal-056]" not in cut.stdout
    whole = run_alignctl("trace", "top", "--all", cwd=tmp_path)
    assert "[goal-056]" in whole.stdout
    assert "--all" not in whole.stdout
    answer = json.loads(run_alignctl("trace", "top", "--format", "json", cwd=tmp_path).stdout)
    assert (len(answer["down"]["children"]), answer["down"]["hidden"]) == (20, 37)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_chain_of_thousands_is_no_trouble(form: str, run_alignctl: Any, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    chain = [f"kind: kpi\nid: k{n}\ntitle: K\ndrives: k{n + 1}\n" for n in range(3000)]
    (tmp_path / "plans" / "plan.yaml").write_text("---\n".join(chain))
    result = run_alignctl("trace", "k0", "--all", "--format", form, cwd=tmp_path)
    assert result.returncode == 0
    assert "fault of alignctl" not in result.stderr


def test_a_narrow_encoding_gets_a_tree_in_ascii(run_alignctl: Any) -> None:
    result = run_alignctl("trace", "stay", cwd=SHOP, env={"PYTHONIOENCODING": "ascii"})
    assert result.returncode == 0
    assert result.stdout.isascii()
    assert "`- supported by (strong) Customers get an answer" in result.stdout
    assert "\\u25" not in result.stdout


@pytest.mark.parametrize("width", ["40", "60", "200"])
@pytest.mark.parametrize(
    "command", [["trace", "stay"], ["trace", "support"], ["status"], ["show", "solved-first"], ["list"]]
)
def test_no_line_is_wider_than_the_window(command: list[str], width: str, run_alignctl: Any) -> None:
    result = run_alignctl(*command, cwd=SHOP, env={"COLUMNS": width})
    assert result.returncode == 0
    assert [line for line in result.stdout.splitlines() if len(line) > int(width)] == []


def test_colours_come_when_forced_and_go_when_unwanted(run_alignctl: Any) -> None:
    plain = run_alignctl("trace", "pilot", cwd=SHOP)
    forced = run_alignctl("trace", "pilot", cwd=SHOP, env={"FORCE_COLOR": "1"})
    refused = run_alignctl("trace", "pilot", cwd=SHOP, env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert "\x1b[" in forced.stdout
    assert "\x1b[" not in plain.stdout
    assert refused.stdout == plain.stdout


@pytest.mark.parametrize("command", [["trace", "x"], ["list"], ["show", "x"], ["status"]])
def test_an_empty_plan_is_nothing_to_show(command: list[str], run_alignctl: Any, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    result = run_alignctl(*command, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.startswith("the plan is empty: no item in plans below ")


@pytest.mark.parametrize("command", [["trace", "stay"], ["list"], ["show", "stay"], ["status"]])
def test_the_answer_does_not_depend_on_files_or_hash_seeds(
    command: list[str], run_alignctl: Any, tmp_path: Path
) -> None:
    shutil.copytree(SHOP, tmp_path / "one")
    shutil.copytree(SHOP, tmp_path / "two")
    documents = (SHOP / "plans" / "plan.yaml").read_text("utf-8").split("---\n")
    (tmp_path / "two" / "plans" / "plan.yaml").unlink()
    for number, document in enumerate(reversed(documents)):
        (tmp_path / "two" / "plans" / f"{number:02}.yaml").write_text(document, "utf-8")
    one = run_alignctl(*command, cwd=tmp_path / "one", env={"PYTHONHASHSEED": "1"}).stdout
    two = run_alignctl(
        *command, cwd=tmp_path / "two", env={"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    ).stdout
    places = ("plans/", "KPI, ", "strategy, ")
    keep = [line for line in one.splitlines() if not line.startswith(places)]
    assert keep == [line for line in two.splitlines() if not line.startswith(places)]
    assert keep
