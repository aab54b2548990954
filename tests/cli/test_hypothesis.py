"""`alignctl hypothesis`: new, start, decide and rivals, as a user meets them."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TODAY = "2026-06-30"
PLAN = """\
{kind: team, id: web, title: Web}
---
{kind: strategy, id: answers, title: Answers, why: They ask, owner: web}
---
{kind: outcome, id: found, title: People find answers, owner: web, supports: answers}
---
kind: kpi
id: solved
title: Questions solved
owner: web
level: outcome
direction: increase
unit: percent
measures: found
baseline: {date: 2025-12-31, value: 50}
readings:
  - {date: 2026-02-28, value: 52}
  - {date: 2026-05-31, value: 58}
"""
BET = """\
kind: hypothesis
id: films  # the first one
title: Films show it
owner: web
status: proposed
change: showing short films
because: People asked for them
moves: {id: solved, to: 60}

# the time box
start: 2026-04-01
end: 2026-06-26
"""
OLD = """\
kind: hypothesis
id: posters
title: Posters show it
owner: web
status: decided
change: showing posters with short instructions
because: A guess
moves: [{id: solved, from: 50, to: 55}]
start: 2026-01-01
end: 2026-02-27
result: {date: 2026-03-01, decision: stop, observed: [{kpi: solved, value: 52}], learned: Nobody looks at walls}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "alignctl.yaml").write_text(f"language: 1\ntoday: {TODAY}\n", "utf-8")
    (tmp_path / "plans" / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "plans" / "bet.yaml").write_text(BET, "utf-8")
    (tmp_path / "plans" / "old.yaml").write_text(OLD, "utf-8")
    return tmp_path


def bet_in(folder: Path) -> str:
    return (folder / "plans" / "bet.yaml").read_bytes().decode()


def test_start_sets_the_status_and_where_the_measure_sets_out_and_nothing_else(folder: Path, run_alignctl: Run) -> None:
    done = run_alignctl("hypothesis", "start", "films", "--date", "2026-04-01", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    changed = BET.replace("proposed", "running").replace("{id: solved, to: 60}", "{id: solved, to: 60, from: 52}")
    assert bet_in(folder) == changed
    assert "as measured by moving" in done.stdout
    assert "the decision is due when the time box ends: 2026-06-26" in done.stdout
    again = run_alignctl("hypothesis", "start", "films", cwd=folder)
    assert again.returncode == 2
    assert '"films" runs already; "alignctl hypothesis decide films" ends it' in again.stderr


def test_of_a_part_of_the_people_nobody_guesses_where_it_stands(folder: Path, run_alignctl: Run) -> None:
    (folder / "plans" / "bet.yaml").write_text(BET + "population: Two clinics\n", "utf-8")
    assert run_alignctl("hypothesis", "start", "films", "--date", "2026-04-01", cwd=folder).returncode == 0
    assert "from:" not in bet_in(folder)
    (folder / "plans" / "bet.yaml").write_text(BET + "population: Two clinics\n", "utf-8")
    given = ("--from", "solved=40", "--date", "2026-04-01")
    assert run_alignctl("hypothesis", "start", "films", *given, cwd=folder).returncode == 0
    assert "from: 40" in bet_in(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BET.replace(", to: 60", ""), 'it expects no value: give "moves" a KPI with "to"'),
        (BET.replace("end: 2026-06-26\n", ""), 'it has no time box: give it an "end"'),
        (BET.replace("because: People asked for them\n", ""), "it gives no reason"),
        (BET.replace("2026-06-26", "2026-03-26").replace("2026-04-01", "2026-02-01"), "ended on 2026-03-26"),
        (BET.replace("proposed", "abandoned"), '"films" was given up; "alignctl hypothesis new --follows films"'),
        (BET.replace("2026-06-26", "June"), '"end" of "films" has errors; "alignctl check plans/bet.yaml" says which'),
    ],
)
def test_what_cannot_turn_out_wrong_is_not_started(folder: Path, run_alignctl: Run, text: str, words: str) -> None:
    (folder / "plans" / "bet.yaml").write_text(text, "utf-8")
    done = run_alignctl("hypothesis", "start", "films", "--date", "2026-04-01", cwd=folder)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert bet_in(folder) == text


def test_decide_sets_seen_beside_expected_and_writes_the_result(folder: Path, run_alignctl: Run) -> None:
    done = run_alignctl(
        "hypothesis", "decide", "films", "--decision", "continue", "--learned", "They: like it", cwd=folder
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("solved: expected 60 percent; seen 58 percent, not reached\n")
    assert "next: alignctl hypothesis new --follows films" in done.stdout
    result = (
        "result:\n  date: 2026-06-30\n  decision: continue\n  observed:\n    - {kpi: solved, value: 58}\n"
        '  learned: "They: like it"\n'
    )
    assert bet_in(folder) == BET.replace("proposed", "decided") + result
    again = run_alignctl("hypothesis", "decide", "films", "--decision", "stop", "--learned", "x", cwd=folder)
    assert again.returncode == 2
    assert "was decided already on 2026-06-30: continue" in again.stderr


def test_a_decision_against_the_figures_needs_a_reason(folder: Path, run_alignctl: Run) -> None:
    words = ("hypothesis", "decide", "films", "--decision", "adopt", "--learned", "It helps")
    refused = run_alignctl(*words, cwd=folder)
    assert refused.returncode == 2
    assert "the figures speak against adopt; say with --reason what weighed more than they do" in refused.stderr
    assert bet_in(folder) == BET
    with_figures = run_alignctl(*words, "--observed", "solved=61", "--dry-run", cwd=folder)
    assert with_figures.returncode == 0
    assert "+  decision: adopt" in with_figures.stdout
    assert bet_in(folder) == BET
    with_reason = run_alignctl(*words, "--reason", "Cheap to keep", cwd=folder)
    assert with_reason.returncode == 0
    assert "  reason: Cheap to keep\n" in bet_in(folder)
    checked = run_alignctl("check", "--select", "HYP", cwd=folder)
    assert "HYP010" not in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "what was decided? --decision takes adopt, continue, pivot, stop, inconclusive"),
        (["--decision", "pivott"], 'did you mean "pivot"?'),
        (["--decision", "stop"], "what was learned? --learned takes a sentence"),
        (["--decision", "stop", "--learned", "x", "--observed", "solvd=1"], 'did you mean "solved"?'),
        (["--decision", "stop", "--learned", "x", "--observed", "solved"], "--observed takes KPI=VALUE"),
        (["--decision", "stop", "--learned", "x", "--observed", "solved=lots"], "--observed solved:"),
        (["--decision", "stop", "--learned", "x", "--date", "2026-07-01"], "is in the future: today is 2026-06-30"),
        (["--decision", "stop", "--learned", "x", "--date", "2026-03-01"], "it cannot be decided before"),
    ],
)
def test_misuse_says_the_way_out(folder: Path, run_alignctl: Run, arguments: list[str], words: str) -> None:
    done = run_alignctl("hypothesis", "decide", "films", *arguments, cwd=folder)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert bet_in(folder) == BET


@pytest.mark.parametrize(
    "text",
    [
        BET.replace("status: proposed\n", ""),
        BET.replace("\n", "\r\n"),
        BET.replace("{id: solved, to: 60}", "\n  - id: solved  # the one\n    to: 60"),
        BET.rstrip("\n"),
        BET.replace("because: People asked for them", "because: |\n  People asked\n  for them"),
        f"{OLD}---\n{BET}",
    ],
    ids=["no status", "windows lines", "block list", "no last line break", "block text", "second document"],
)
def test_both_keep_what_they_do_not_change(folder: Path, run_alignctl: Run, text: str) -> None:
    (folder / "plans" / "old.yaml").unlink()
    (folder / "plans" / "bet.yaml").write_bytes(text.encode())
    kept = [line for line in text.splitlines() if not line.startswith(("status", "moves"))]
    assert run_alignctl("hypothesis", "start", "films", "--date", "2026-04-01", cwd=folder).returncode == 0
    assert all(line in bet_in(folder).splitlines() for line in kept)
    done = run_alignctl("hypothesis", "decide", "films", "--decision", "stop", "--learned", "No", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(line in bet_in(folder).splitlines() for line in kept)
    assert ("\r\n" in bet_in(folder)) == ("\r\n" in text)
    assert bet_in(folder).count("\n") == bet_in(folder).count("\r\n") or "\r\n" not in text
    assert run_alignctl("check", "--select", "SCH", cwd=folder).returncode == 0


def test_an_item_on_one_line_is_left_alone_and_the_way_by_hand_is_said(folder: Path, run_alignctl: Run) -> None:
    line = "{kind: hypothesis, id: films, title: Films, change: films, moves: {id: solved, to: 60}, end: 2026-06-26}\n"
    (folder / "plans" / "bet.yaml").write_text(line, "utf-8")
    done = run_alignctl("hypothesis", "decide", "films", "--decision", "stop", "--learned", "No", cwd=folder)
    assert done.returncode == 2
    assert 'do it by hand: write status: decided, and a "result" with its date' in " ".join(done.stderr.split())
    assert bet_in(folder) == line


def test_new_reads_the_bet_back_with_what_was_tried_before_and_its_rivals(folder: Path, run_alignctl: Run) -> None:
    settings = {"change": "showing one poster", "moves": "solved", "to": "65", "because": "Two asked", "owner": "web"}
    done = run_alignctl(
        "hypothesis",
        "new",
        "--title",
        "One poster with short instructions",
        "--follows",
        "posters",
        *(part for name, value in settings.items() for part in ("--set", f"{name}={value}")),
        cwd=folder,
    )
    assert (done.returncode, done.stderr) == (0, "")
    (made,) = (folder / "plans" / "hypotheses").glob("*.yaml")
    assert "follows: posters\n" in made.read_text("utf-8")
    told = " ".join(done.stdout.split())
    assert "We hypothesize that by showing one poster" in told
    assert "tried before: Posters show it [posters], stop: Nobody looks at walls" in told
    assert "rivals, which aim at the same KPI: Films show it [films], proposed" in told
    unknown = run_alignctl("hypothesis", "new", "--title", "X", "--follows", "poster", cwd=folder)
    assert unknown.returncode == 2
    assert 'did you mean "posters"?' in unknown.stderr


def test_rivals_stand_side_by_side(folder: Path, run_alignctl: Run) -> None:
    (folder / "plans" / "bet.yaml").write_text(BET + "rivals: posters\n", "utf-8")
    done = run_alignctl("hypothesis", "rivals", "films", cwd=folder)
    assert done.returncode == 0
    heads, *rows = [line for line in done.stdout.splitlines() if line]
    column = heads.index("Posters")
    assert heads.index("Films") < column
    told = {row[:10].strip(): (row[10:column].strip(), row[column:].strip()) for row in rows if row[:10].strip()}
    assert told["because"][0] == "People asked for them"
    assert told["stands"] == ("proposed", "")
    assert told["decided"] == ("", "stop, 2026-03-01")
    assert told["seen"][1] == '52 percent of "solved"'
    assert told["learned"][1].startswith("Nobody looks at walls")
    narrow = run_alignctl("hypothesis", "rivals", "films", cwd=folder, env={"COLUMNS": "60"}).stdout
    first, second = narrow.split("\n\n")
    assert "Posters" not in first
    assert "Nobody looks at walls" in second
    alone = run_alignctl("hypothesis", "rivals", "solved", cwd=folder)
    assert alone.returncode == 2
    assert '"solved" is no hypothesis but of kind kpi' in alone.stderr


def test_on_a_terminal_it_asks_for_what_a_decision_needs(folder: Path) -> None:
    answers = ["adopt", "They help those who watch", "Cheap to keep"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "alignctl", "hypothesis", "decide", "films"])
    said = b""
    for prompt, answer in zip((b"inconclusive): ", b"not know before? ", b"more than they do? "), answers, strict=True):
        while prompt not in said:
            said += os.read(terminal, 4096)
        said = b""
        os.write(terminal, f"{answer}\n".encode())
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert "  reason: Cheap to keep\n" in bet_in(folder)
    assert "  learned: They help those who watch\n" in bet_in(folder)


@pytest.mark.parametrize("decision", ["continue", "stop"])
def test_every_decision_offers_the_bet_that_follows(folder: Path, run_alignctl: Run, decision: str) -> None:
    done = run_alignctl(
        "hypothesis", "decide", "films", "--decision", decision, "--learned", "They like it", cwd=folder
    )
    assert done.stdout.splitlines()[-1].endswith(": alignctl hypothesis new --follows films")
