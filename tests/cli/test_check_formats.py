"""Where reports of `alignctl check` go, in which format, and what only a terminal is given."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

SLIPS = """\
kind: team
id: support
titel: Support
---
kind: outcome
id: lonely
title: Customers get an answer
who: customers
owner: suport
"""
FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(SLIPS)
    (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    return tmp_path


def in_terminal(folder: Path, *arguments: str, **env: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")}
    command = [sys.executable, "-m", "alignctl", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env={**kept, "TERM": "xterm", **env}
    )
    os.close(theirs)
    output = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 60)
        try:
            data = os.read(ours, 65536) if ready else b""
        except OSError:  # how Linux says that the other side is closed
            data = b""
        if not data:
            break
        output += data
    process.wait()
    os.close(ours)
    return output.decode()


def test_every_format_goes_to_its_own_place_in_one_run(plan: Path, run_alignctl) -> None:
    alone = {form: run_alignctl("check", "-f", form, cwd=plan).stdout for form in FORMATS}
    options = [option for form in FORMATS for option in ("-f", form, "-o", f"out/{form}.txt")]
    together = run_alignctl("check", *options, "-f", "concise", cwd=plan)
    assert together.returncode == 1
    assert together.stdout == alone["concise"]
    assert {form: (plan / "out" / f"{form}.txt").read_text("utf-8") for form in FORMATS} == alone
    for form in ("json", "sarif", "gitlab"):
        json.loads(alone[form])
    ElementTree.fromstring(alone["junit"])


def test_auto_is_for_people_and_in_github_actions_for_the_forge(plan: Path, run_alignctl) -> None:
    full = run_alignctl("check", "-f", "full", cwd=plan).stdout
    env = {"GITHUB_ACTIONS": ""}
    assert run_alignctl("check", cwd=plan, env=env).stdout == full
    assert run_alignctl("check", "-f", "auto", cwd=plan, env=env).stdout == full
    forge = run_alignctl("check", "-f", "auto", cwd=plan, env={"GITHUB_ACTIONS": "true"}).stdout
    assert forge == run_alignctl("check", "-f", "github", cwd=plan).stdout != full


def test_the_summary_of_a_job_lists_what_annotations_have_no_room_for(plan: Path, run_alignctl) -> None:
    outcomes = [f"kind: outcome\nid: o-{n}\ntitle: Customers stay\nwho: customers\nowner: support\n" for n in range(40)]
    (plan / "plans" / "b.yaml").write_text("---\n".join(outcomes))
    place = plan / "summary.md"
    place.write_text("before\n")
    result = run_alignctl("check", "-f", "github", cwd=plan, env={"GITHUB_STEP_SUMMARY": str(place)})
    found = json.loads(run_alignctl("check", "-f", "json", cwd=plan).stdout)["findings"]
    lines = result.stdout.splitlines()
    for command in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{command} ") for line in lines) <= 10
    shown = sum(line.startswith("::") for line in lines) - 1
    assert f"{len(found) - shown} more findings; the job summary lists all of them" in result.stdout
    text = place.read_text("utf-8")
    assert text.startswith("before\n")
    rows = [line for line in text.splitlines() if line.startswith(("| ⛔", "| ⚠", "| 💡"))]
    assert len(rows) == len(found)
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), key="⛔⚠💡".index)


def test_what_is_told_beside_results_goes_to_standard_error(plan: Path, run_alignctl) -> None:
    env = {"GITHUB_STEP_SUMMARY": str(plan / "plans")}
    unwritable = run_alignctl("check", "-f", "github", cwd=plan, env=env)
    assert unwritable.returncode == 1
    assert unwritable.stderr.startswith("the job summary cannot be written")
    fixed = run_alignctl("check", "--fix", "-f", "json", cwd=plan)
    assert fixed.stderr.startswith("fixed 2 findings in 1 file")
    assert json.loads(fixed.stdout)["findings"]
    nothing = run_alignctl("check", "--timing", "-f", "json", cwd=plan)
    assert nothing.stderr
    assert json.loads(nothing.stdout)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-f", "json", "-f", "full"], "only one report can go to standard output"),
        (["-f", "json", "-o", "a", "-o", "b"], "2 times --output goes with as many --format; there are 1"),
        (["--statistics", "-f", "json"], "--statistics is text for people and does not go with --format json"),
        (["-f", "yaml"], "'yaml' is not one of 'auto', 'full'"),
        (["-f", "json", "-o", "plans"], 'the report cannot be written to "plans"'),
    ],
)
def test_what_does_not_fit_together_is_refused(arguments: list[str], says: str, plan: Path, run_alignctl) -> None:
    result = run_alignctl("check", *arguments, cwd=plan)
    assert result.returncode == 2
    assert says in result.stderr


def test_statistics_count_by_rule_the_most_first(plan: Path, run_alignctl) -> None:
    findings = json.loads(run_alignctl("check", "-f", "json", cwd=plan).stdout)["findings"]
    for env in ({}, {"GITHUB_ACTIONS": "true"}):
        result = run_alignctl("check", "--statistics", cwd=plan, env=env)
        assert result.returncode == 1
        head, _, foot = result.stdout.partition("\n\n")
        rows = [line.split() for line in head.splitlines()]
        assert sum(int(row[0]) for row in rows) == len(findings)
        assert [int(row[0]) for row in rows] == sorted((int(row[0]) for row in rows), reverse=True)
        assert {(row[1], row[2], row[3]) for row in rows} == {(f["severity"], f["code"], f["name"]) for f in findings}
        assert "documents in" in foot


@pytest.mark.parametrize(
    ("env", "options", "coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({}, ["--color", "never"], False),
    ],
)
def test_colours_in_a_terminal(env: dict[str, str], options: list[str], coloured: bool, plan: Path) -> None:
    assert ("\x1b[" in in_terminal(plan, "check", *options, **env)) is coloured


@pytest.mark.parametrize(
    ("env", "coloured"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False)]
)
def test_colours_in_a_pipe(env: dict[str, str], coloured: bool, plan: Path, run_alignctl) -> None:
    assert ("\x1b[" in run_alignctl("check", cwd=plan, env=env).stdout) is coloured


def test_a_terminal_gets_links_to_the_pages_of_rules_and_nothing_else_does(plan: Path, run_alignctl) -> None:
    link = "\x1b]8;;https://plan.example/rules/unknown-field/\x1b\\"
    for form in ("full", "concise"):
        assert "\x1b]8" not in in_terminal(plan, "check", "-f", form)
    (plan / "mkdocs.yml").write_text("site_url: https://plan.example/\nplugins: [alignctl]\n")
    for form in ("full", "concise"):
        shown = in_terminal(plan, "check", "-f", form)
        assert link in shown
        assert shown.count("\x1b]8;;https") == shown.count("\x1b]8;;\x1b\\")
        assert "\x1b]8" not in in_terminal(plan, "check", "-f", form, NO_COLOR="1")
        for env in ({}, {"FORCE_COLOR": "1"}):  # a build log shows colours, and would show a link as it is written
            assert "\x1b]8" not in run_alignctl("check", "-f", form, "--color", "always", cwd=plan, env=env).stdout
    in_terminal(plan, "check", "-f", "full", "-o", "report.txt", "--color", "always")
    assert "\x1b" not in (plan / "report.txt").read_text()
    for form in ("json", "sarif", "github", "gitlab", "junit", "markdown"):
        assert "https://plan.example/rules/unknown-field/" in run_alignctl("check", "-f", form, cwd=plan).stdout
