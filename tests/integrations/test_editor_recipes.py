"""The recipes for forges and editors work as delivered: their scripts run here as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ORPHAN = "kind: outcome\nid: lonely\ntitle: Customers get an answer\n"


def script_steps() -> dict[str, dict[str, Any]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    return {step["name"]: step for step in action["runs"]["steps"]}


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The environment of a job, with the tool at the place where the action installs it."""
    tool = tmp_path / "temp" / "alignctl" / "bin"
    tool.mkdir(parents=True)
    (tool / "alignctl").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m alignctl "$@"\n')
    (tool / "alignctl").chmod(0o755)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }


def run_check(runner: dict[str, str], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the check step: bash as the runner calls it, each input through the variable that the step names."""
    step = script_steps()["Check the plan"]
    names = {re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)[1]: name for name, value in step["env"].items()}
    env = {**runner, **dict.fromkeys(step["env"], ""), **{names[k.replace("_", "-")]: v for k, v in inputs.items()}}
    script = folder.parent / "step.sh"
    script.write_text(step["run"])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in a folder of a larger repository."""
    folder = tmp_path / "repository" / "docs"
    (folder / "plans").mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (folder / "plans" / "a.yaml").write_text(ORPHAN)
    return folder


def test_the_action_annotates_sums_up_and_fails(runner: dict[str, str], plan: Path) -> None:
    result = run_check(runner, plan)
    assert result.returncode == 1, result.stderr
    assert "::error file=docs/plans/a.yaml,line=2" in result.stdout
    assert Path(runner["GITHUB_OUTPUT"]).read_text() == "exit-code=1\n"
    assert "## Plan check" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text()


def test_the_action_writes_sarif_and_takes_its_inputs(runner: dict[str, str], plan: Path) -> None:
    (plan / "plans" / "a.yaml").write_text("kind: team\nid: support\ntitle: Support\n")
    clean = run_check(runner, plan, sarif_file="out/plan.sarif", profile="strict", fail_on="advice")
    assert clean.returncode == 0, clean.stdout + clean.stderr
    assert json.loads((plan / "out" / "plan.sarif").read_text())["version"] == "2.1.0"
    assert "profile strict" in clean.stdout


def test_inputs_cannot_become_commands(runner: dict[str, str], plan: Path) -> None:
    result = run_check(runner, plan, profile="$(touch owned); touch owned")
    assert result.returncode == 2
    assert not (plan / "owned").exists()
    for step in script_steps().values():
        assert "${{" not in step["run"]


def test_the_action_installs_itself(tmp_path: Path) -> None:
    step = script_steps()["Install alignctl"]
    assert step["env"]["ALIGNCTL_SOURCE"] == "${{ github.action_path }}"
    log = tmp_path / "log"
    fake = tmp_path / "python"
    fake.write_text(
        f'#!/bin/sh\necho "$@" >> {log}\n[ "$2" = venv ] && mkdir -p "$3/bin" && cp "$0" "$3/bin/python"\nexit 0\n'
    )
    fake.chmod(0o755)
    env = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(tmp_path),
        "ALIGNCTL_PYTHON": str(fake),
        "ALIGNCTL_SOURCE": str(ROOT),
    }
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=env, check=True)
    assert f"pip install --quiet --disable-pip-version-check {ROOT}" in log.read_text()


def test_the_gitlab_job_writes_both_reports_and_fails(runner: dict[str, str], plan: Path) -> None:
    job = yaml.safe_load((ROOT / "integrations" / "gitlab-ci.yml").read_text("utf-8"))["alignctl"]
    tool = Path(runner["RUNNER_TEMP"]) / "alignctl" / "bin"
    env = {"PATH": f"{tool}:{os.environ['PATH']}", "HOME": runner["HOME"], "ALIGNCTL_OPTIONS": ""}
    result = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])],
        cwd=plan, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    reports = job["artifacts"]["reports"]
    entries = json.loads((plan / reports["codequality"]).read_text())
    assert {e["location"]["path"] for e in entries} == {"docs/plans/a.yaml"}
    assert len({e["fingerprint"] for e in entries}) == len(entries)
    assert 'failures="' in (plan / reports["junit"]).read_text()
    assert "LOS001" in result.stdout


def test_the_problem_matcher_reads_what_concise_prints(tmp_path: Path, run_alignctl) -> None:
    run_alignctl("init", cwd=tmp_path)
    tasks = json.loads((tmp_path / ".vscode" / "tasks.json").read_text())
    (tmp_path / "plans" / "a.yaml").write_text(ORPHAN)
    task = tasks["tasks"][0]
    _, *arguments = shlex.split(task["command"])
    output = run_alignctl(*arguments, cwd=tmp_path).stdout
    pattern = task["problemMatcher"]["pattern"]
    found = [m for line in output.splitlines() if (m := re.match(pattern["regexp"], line))]
    assert {m[pattern["code"]] for m in found} >= {"LOS001", "LOS003"}
    assert {m[pattern["file"]] for m in found} == {"plans/a.yaml"}


def test_the_hook_runs_under_the_real_pre_commit(tmp_path: Path) -> None:
    source = tmp_path / "source"
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, tracked.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "examples/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    for folder in (source, tmp_path / "user"):
        folder.mkdir(exist_ok=True)
        subprocess.run([*git, "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A", "-f"], cwd=source, check=True)
    subprocess.run([*git, "commit", "-qm", "x"], cwd=source, check=True)
    user = tmp_path / "user"
    (user / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (user / "plans").mkdir()
    (user / "plans" / "a.yaml").write_text(ORPHAN)
    subprocess.run(["git", "add", "-A"], cwd=user, check=True)
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    run = [sys.executable, "-m", "pre_commit", "try-repo", str(source), "alignctl-check", "--all-files"]
    broken = subprocess.run(run, cwd=user, env=env, capture_output=True, text=True, check=False)
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert "LOS001" in broken.stdout
    (user / "plans" / "a.yaml").write_text("kind: team\nid: support\ntitle: Support\n")
    mended = subprocess.run(run, cwd=user, env=env, capture_output=True, text=True, check=False)
    assert mended.returncode == 0, mended.stdout + mended.stderr
