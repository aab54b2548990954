"""`alignctl due`: a list for people, data for programs, an exit code for pipelines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

PLAN = """\
kind: kpi
id: speed
title: "Speed <b>|\\e[31m"
owner: web
cadence: monthly
readings: [{date: 2026-01-31, value: 1}]
---
kind: initiative
id: work
title: Work
owner: docs
deliverables: {title: "*Draft*", due: 2026-07-05}
---
kind: team
id: web
title: Web
---
kind: team
id: docs
title: Docs
"""


@pytest.fixture
def plan(plan_of: Callable[[str, str], Path]) -> Path:
    return plan_of(PLAN, "Ours")


def test_a_list_for_people(plan: Path, run_alignctl) -> None:
    result = run_alignctl("due", cwd=plan)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "Ours, as of 2026-06-30 (alignctl.yaml)",
        "1 late, 1 due within 14 days",
        "",
        "122 days late 2026-02-28  reading Speed <b>|\\x1b[31m [speed]",
        "                          the monthly reading of 30 June 2026, and the ones",
        "                          missing since 28 February 2026 (Web)",
        "",
        "in 5 days     2026-07-05  deliverable Work [work]",
        "                          *Draft* (Docs)",
        "",
        '"alignctl checkin" asks for the readings and writes them down',
    ]


def test_data_for_programs(plan: Path, run_alignctl) -> None:
    answer = json.loads(run_alignctl("due", "--format", "json", "--within", "1w", cwd=plan).stdout)
    assert (answer["version"], answer["late"], answer["count"], answer["within_days"]) == (1, 1, 2, 7)
    assert answer["due"][0] == {
        "what": "reading",
        "item": "speed",
        "kind": "kpi",
        "title": "Speed <b>|\x1b[31m",
        "teams": ["web"],
        "text": "the monthly reading of 30 June 2026, and the ones missing since 28 February 2026",
        "due": "2026-02-28",
        "late": True,
        "days_late": 122,
        "about": "2026-06-30",
    }


def test_markdown_shows_what_a_plan_says_as_text(plan: Path, run_alignctl) -> None:
    result = run_alignctl("due", "--format", "markdown", cwd=plan)
    assert (
        "| **122 days late** | 2026-02-28 | reading: Speed &#60;b&#62;&#124;&#92;x1b&#91;31m (`speed`)<br>"
        in result.stdout
    )
    assert "<br>&#42;Draft&#42; | Docs |" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail"], 1),
        (["--fail", "--team", "docs"], 0),
        (["--team", "nobody"], 2),
        (["--within", "soon"], 2),
        (["--fail", "--today", "2026-02-01"], 0),
    ],
)
def test_the_exit_code_says_whether_something_is_late(
    arguments: list[str], code: int, plan: Path, run_alignctl
) -> None:
    assert run_alignctl("due", *arguments, cwd=plan).returncode == code


def test_an_empty_plan_is_nothing_to_do(tmp_path: Path, run_alignctl) -> None:
    assert run_alignctl("due", cwd=tmp_path).returncode == 3
