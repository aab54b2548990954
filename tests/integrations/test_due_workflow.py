"""The scheduled workflow works as delivered: its script runs here as a runner would run it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / "integrations" / "github-due.yml"
LATE = "kind: kpi\nid: speed\ntitle: Speed\nowner: web\ncadence: monthly\nreadings: [{date: 2026-01-31, value: 1}]\n"


def steps() -> dict[str, dict[str, Any]]:
    (job,) = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"].values()
    return {step["name"]: step for step in job["steps"] if "name" in step}


@pytest.fixture
def plan(tmp_path: Path, command_in_scripts: str) -> Path:
    folder = tmp_path / "repository"
    (folder / "plans").mkdir(parents=True)
    (folder / "alignctl.yaml").write_text("today: 2026-06-30\n")
    (folder / "plans" / "a.yaml").write_text(LATE + "---\nkind: team\nid: web\ntitle: Web | $(touch owned)\n")
    tool = tmp_path / "bin"
    tool.mkdir()
    (tool / "alignctl").write_text(f'#!/bin/sh\nexec {command_in_scripts} "$@"\n')
    (tool / "alignctl").chmod(0o755)
    return folder


def run(plan: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], str]:
    step = steps()["List what is due"]
    summary = plan.parent / "summary.md"
    env = {
        "PATH": f"{plan.parent / 'bin'}:{os.environ['PATH']}",
        "HOME": str(plan.parent),
        "GITHUB_STEP_SUMMARY": str(summary),
        **step["env"],
        **given,
    }
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    result = subprocess.run(command, cwd=plan, env=env, capture_output=True, text=True, check=False)
    return result, summary.read_text() if summary.exists() else ""


def test_what_is_late_fails_the_run_and_stands_in_the_summary(plan: Path) -> None:
    result, summary = run(plan)
    assert result.returncode == 1, result.stderr
    assert "1 late" in result.stdout
    assert "**" in summary
    assert "reading: Speed (`speed`)" in summary
    assert "Web &#124; &#36;&#40;touch owned&#41;" in summary
    assert not (plan / "owned").exists()


def test_a_plan_up_to_date_passes(plan: Path) -> None:
    (plan / "plans" / "a.yaml").write_text(LATE.replace("01-31", "06-30") + "---\nkind: team\nid: web\ntitle: Web\n")
    result, summary = run(plan, ALIGNCTL_TEAM="web")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 late" in summary


def test_settings_reach_the_script_through_the_environment_alone(plan: Path) -> None:
    result, _ = run(plan, ALIGNCTL_TEAM="$(touch owned)")
    assert result.returncode == 2
    assert not (plan / "owned").exists()
    assert all("${{" not in step.get("run", "") for step in steps().values())
