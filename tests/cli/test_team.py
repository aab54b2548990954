"""`alignctl team`: what a team works on and how that contributes, as text and as JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alignctl.views.team_survey import SECTIONS

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HERE = Path(__file__).parent
PLANS = HERE.parent / "views" / "plans"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PLANS / "panels" / "plans", tmp_path / "plans")
    (tmp_path / "alignctl.yaml").write_text("language: 1\nname: Plan\ntoday: 2026-03-03\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("team", ["booking", "product", "idle"])
def test_text(run_alignctl: Run, folder: Path, team: str) -> None:
    """After a change that is meant: `COLUMNS=80 alignctl team ID > tests/cli/teams/ID.txt` in a folder as above."""
    done = run_alignctl("team", team, cwd=folder)
    assert done.returncode == 0
    assert done.stdout == (HERE / "teams" / f"{team}.txt").read_text("utf-8")
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_json(run_alignctl: Run, folder: Path) -> None:
    done = run_alignctl("team", "booking", "--format", "json", cwd=folder)
    answer = json.loads(done.stdout)
    assert answer["team"]["title"] == "Booking"
    assert [key for key in answer if isinstance(answer[key], list)] == list(SECTIONS)
    work = answer["work"][0]
    assert work["id"] == "waiting-list"
    assert work["role"] == "owns"
    assert work["strategies"] == ["first"]
    assert work["contributes"].endswith('which serves the strategy "Front desks have time".')
    assert answer["work"][1]["missing"] == "leads to no strategy"
    assert [entry["late"] for entry in answer["due"]] == [True, True]


def test_long_lists_are_cut_unless_all_is_asked_for(run_alignctl: Run, folder: Path) -> None:
    more = "".join(
        f"---\nkind: initiative\nid: work-{n}\ntitle: Work {n}\nowner: booking\nstatus: active\ntests: running\n"
        for n in range(12)
    )
    (folder / "plans" / "more.yaml").write_text(more.removeprefix("---\n"), "utf-8")
    short = run_alignctl("team", "booking", cwd=folder).stdout
    assert "  and 6 more (--all shows them)" in short
    whole = run_alignctl("team", "booking", "--all", cwd=folder).stdout
    assert "more (--all" not in whole
    assert all(f"[work-{n}]" in whole for n in range(12))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["boking"], 2, 'did you mean "booking"?'),
        (["turn-up"], 2, 'ID names no team of the plan: "turn-up"'),
        ([], 2, "Missing argument"),
    ],
)
def test_misuse_says_the_way_out(run_alignctl: Run, folder: Path, arguments: list[str], code: int, words: str) -> None:
    done = run_alignctl("team", *arguments, cwd=folder)
    assert done.returncode == code
    assert words in " ".join(done.stderr.split())


def test_an_empty_plan_is_nothing_to_show(run_alignctl: Run, folder: Path) -> None:
    (folder / "plans" / "plan.yaml").unlink()
    done = run_alignctl("team", "booking", cwd=folder)
    assert done.returncode == 3
    assert "the plan is empty" in done.stderr


def test_what_a_terminal_would_obey_is_written_out(run_alignctl: Run, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-03-03\n", "utf-8")
    team = 'kind: team\nid: t\ntitle: "T\\e[31m"\npurpose: "\\u202Eturned"\n'
    text = f'{team}---\nkind: initiative\nid: i\nowner: t\nstatus: active\ntitle: "I\\a"\n'
    (tmp_path / "plans" / "p.yaml").write_text(text, "utf-8")
    done = run_alignctl("team", "t", cwd=tmp_path)
    assert done.returncode == 0
    assert not set("\x1b\x07\u202e") & set(done.stdout)
    assert "T\\x1b[31m" in done.stdout
