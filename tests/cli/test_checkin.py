"""`alignctl checkin`, as people and pipelines use it."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

from tests.repository import git

KPI = """\
kind: kpi
id: speed
title: "Speed \\e[31mred"
owner: web
level: outcome
direction: increase
unit: percent
range: {low: 0, high: 100}
cadence: monthly
baseline: {date: 2025-12-31, value: 50}
targets: {by: 2026-12-31, value: 62}
readings: speed.csv
---
kind: kpi
id: balance
title: Balance
owner: docs
cadence: monthly
readings:
  - {date: 2026-04-30, value: -2} # from the ledger
---
kind: team
id: web
title: Web
---
kind: team
id: docs
title: Docs
---
kind: outcome
id: answers
title: People get answers
owner: web
"""
CSV = "date,value,note,source,was\n2026-04-30,52,,,\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("today: 2026-06-30\n")
    (tmp_path / "plans" / "a.yaml").write_text(KPI)
    (tmp_path / "plans" / "speed.csv").write_text(CSV)
    return tmp_path


@pytest.fixture
def repository(plan: Path) -> Path:
    git(plan, "init", "-q")
    git(plan, "config", "user.name", "t")
    git(plan, "config", "user.email", "t@example.org")
    git(plan, "add", "-A")
    git(plan, "commit", "-qm", "start")
    return plan


def test_one_reading_is_added_and_what_changed_is_said(plan: Path, run_alignctl) -> None:
    result = run_alignctl("checkin", "speed", "57.5", "--note", "new\nform, now", cwd=plan)
    assert result.returncode == 0, result.stderr
    assert (plan / "plans" / "speed.csv").read_text() == CSV + '2026-06-30,57.5,"new form, now",,\n'
    assert result.stdout.splitlines() == [
        "Speed \\x1b[31mred [speed]",
        "  before  52 % on 30 April 2026",
        "  now     57.5 % on 30 June 2026",
        "  due     56 % on that day; target 62 % by 31 December 2026",
        "  state   ▲ on pace, was stale",
        "wrote plans/speed.csv",
    ]


def test_a_negative_value_is_no_option(plan: Path, run_alignctl) -> None:
    result = run_alignctl("checkin", "balance", "-3.5", "--date", "2026-05-31", cwd=plan)
    assert result.returncode == 0, result.stderr
    after = KPI.replace("# from the ledger\n", "# from the ledger\n  - {date: 2026-05-31, value: -3.5}\n")
    assert (plan / "plans" / "a.yaml").read_text() == after


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["speed", "101"], '101 percent is outside the range of "speed", 0 to 100; correct the value'),
        (["speed", "57,5"], '"57,5" is not a number; did you mean 57.5?'),
        (["speed", "57", "--date", "2026-07-01"], "2026-07-01 is in the future"),
        (["speed", "57", "--date", "1.7.2026"], "--date must be a day such as 2026-03-31"),
        (["speed", "57", "--date", "2026-04-30"], "52 percent; if that was wrong, add --correct"),
        (["speed", "57", "--correct"], "has no reading of 2026-06-30 to correct; the latest is of 2026-04-30"),
        (["speed"], 'type "alignctl checkin speed VALUE"'),
        (["spede", "5"], 'there is no measure "spede"; did you mean "speed"?'),
        (["answers", "5"], 'is of kind outcome, and only a kpi has readings; "alignctl checkin answers --says'),
        (["speed", "--says", "at-risk"], "--says is about an outcome"),
        (["answers", "--says", "at-risk", "--date", "2026-07-01"], "2026-07-01 is in the future"),
        (["speed", "57", "--team", "web"], "leave the id out"),
        ([], "there is no terminal to ask on"),
        (["--from", "-", "--note", "x"], "--note does not go with --from"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_changes_nothing(
    arguments: list[str], message: str, plan: Path, run_alignctl
) -> None:
    result = run_alignctl("checkin", *arguments, cwd=plan)
    assert result.returncode == 2
    assert message.lower() in " ".join(result.stderr.split()).lower()
    assert (plan / "plans" / "a.yaml").read_text() == KPI
    assert (plan / "plans" / "speed.csv").read_text() == CSV


def test_a_correction_says_what_was(plan: Path, run_alignctl) -> None:
    result = run_alignctl("checkin", "speed", "53", "--date", "2026-04-30", "--correct", cwd=plan)
    assert (plan / "plans" / "speed.csv").read_text() == CSV.replace("52,,,", "53,,,52")
    assert '52 % on 30 April 2026 (kept as "was")' in result.stdout
    again = run_alignctl("checkin", "speed", "53", "--date", "2026-04-30", cwd=plan)
    assert (again.returncode, again.stdout.startswith("nothing to do")) == (0, True)


def test_a_judgement_is_recorded(plan: Path, run_alignctl) -> None:
    result = run_alignctl("checkin", "answers", "--says", "at-risk", "--note", "late: 3", cwd=plan)
    assert result.returncode == 0, result.stderr
    added = 'checkins:\n  - {date: 2026-06-30, says: at-risk, note: "late: 3"}\n'
    assert (plan / "plans" / "a.yaml").read_text() == KPI + added
    again = run_alignctl("checkin", "answers", "--says", "at-risk", "--note", "late: 3", cwd=plan)
    assert "nothing to do" in again.stdout


def test_lines_are_taken_and_the_others_told(plan: Path, run_alignctl) -> None:
    lines = 'kpi,value,date,note\n# spring\nspeed,53,2026-05-31,"a, b"\n\n'
    lines += "speed,x\nspeed,101\nbalance,1\nspeed,52,2026-04-30\n"
    result = run_alignctl("checkin", "--from", "-", cwd=plan, stdin=lines + "sped,1\nspeed\nspeed,1,2,3,4\n")
    assert result.returncode == 1
    assert "2 readings written, 1 known already, 5 refused" in result.stdout
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [f"line {n}" for n in (5, 6, 9, 10, 11)]
    assert (plan / "plans" / "speed.csv").read_text() == CSV + '2026-05-31,53,"a, b",,\n'
    assert "  - {date: 2026-06-30, value: 1}\n" in (plan / "plans" / "a.yaml").read_text()
    assert run_alignctl("checkin", "--from", "-", cwd=plan, stdin="speed,53,2026-05-31").returncode == 0


def test_a_dry_run_writes_nothing(plan: Path, run_alignctl) -> None:
    result = run_alignctl("checkin", "speed", "57.5", "--dry-run", cwd=plan)
    assert "would change plans/speed.csv" in result.stdout
    assert (plan / "plans" / "speed.csv").read_text() == CSV


def test_a_commit_holds_the_reading_and_nothing_else(repository: Path, run_alignctl) -> None:
    (repository / "mine.txt").write_text("not yet")
    git(repository, "add", "mine.txt")
    result = run_alignctl("checkin", "speed", "57.5", "--commit", cwd=repository)
    assert "committed plans/speed.csv" in result.stdout
    shown = git(repository, "show", "--format=%B", "--name-only", "HEAD").split()
    assert shown == ["Check", "in", "speed:", "57.5", "on", "2026-06-30", "plans/speed.csv"]
    assert git(repository, "status", "--short") == "A  mine.txt"


def test_changes_that_were_there_before_are_not_committed(repository: Path, run_alignctl) -> None:
    (repository / "plans" / "speed.csv").write_text(CSV + "2026-05-31,53,,,\n")
    result = run_alignctl("checkin", "speed", "57.5", "--commit", cwd=repository)
    assert result.returncode == 0
    assert "had changes before that are not committed" in result.stderr
    assert git(repository, "log", "--format=%s") == "start"


def test_without_a_repository_the_reading_is_written_all_the_same(plan: Path, run_alignctl) -> None:
    ceiling = {"GIT_CEILING_DIRECTORIES": str(plan.parent)}
    result = run_alignctl("checkin", "speed", "57.5", "--commit", cwd=plan, env=ceiling)
    assert result.returncode == 0
    assert "not committed: " in result.stderr
    assert (plan / "plans" / "speed.csv").read_text() == CSV + "2026-06-30,57.5,,,\n"


def on_terminal(plan: Path, answers: list[str], *arguments: str) -> tuple[str, int]:
    """Run the command on a terminal; each answer is typed when the prompt before it has been shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(plan)
        os.environ |= {"COLUMNS": "200", "NO_COLOR": "1"}
        os.execv(sys.executable, [sys.executable, "-m", "alignctl", "checkin", *arguments])
    shown, asked = "", 0
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data.decode()
        new = shown[asked:]
        if answers and (new.rstrip(" ").endswith(":") and ("value on" in new or "git?" in new)):
            asked = len(shown)
            os.write(terminal, answers.pop(0).encode() + b"\n")
    return shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_the_walk_asks_for_what_is_due_and_offers_the_commit(repository: Path) -> None:
    shown, code = on_terminal(repository, ["", "abc", "101", "57.5 2026-06-15 new form", "y"])
    assert code == 0, shown
    assert "2 readings due" in shown
    assert "last -2 on 30 April 2026" in shown
    assert "last 52 % on 30 April 2026; due 56 % on that day" in shown
    assert '"abc" is not a number' in shown
    assert 'is outside the range of "speed"' in shown
    assert "state   ▲ on pace, was stale" in shown
    assert (repository / "plans" / "speed.csv").read_text() == CSV + "2026-06-15,57.5,new form,,\n"
    assert git(repository, "log", "-1", "--format=%B").strip() == "Check in speed: 57.5 on 2026-06-15"
    assert "\x1b[31m" not in shown


def test_the_walk_keeps_to_a_team_and_to_no_commit(repository: Path) -> None:
    shown, code = on_terminal(repository, ["-4"], "--team", "docs", "--no-commit")
    assert code == 0, shown
    assert "1 reading due" in shown
    assert "commit this" not in shown
    assert "  - {date: 2026-06-30, value: -4}\n" in (repository / "plans" / "a.yaml").read_text()
    assert git(repository, "log", "--format=%s") == "start"
    shown, code = on_terminal(repository, [], "--team", "docs")
    assert (code, "no reading is due" in shown) == (0, True)


def test_a_walk_that_is_broken_off_keeps_what_was_written(repository: Path) -> None:
    shown, code = on_terminal(repository, ["-4", "q", "n"])
    assert code == 0, shown
    assert "value: -4}" in (repository / "plans" / "a.yaml").read_text()
    assert git(repository, "log", "--format=%s") == "start"
