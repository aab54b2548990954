"""The cache as a user meets it: when it is used, where it lies, how to switch it off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alignctl.cli.cache import cache_folder

Run = Callable[..., subprocess.CompletedProcess[str]]

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    root = tmp_path / "plan"
    (root / "plans").mkdir(parents=True)
    (root / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    for number in range(100):
        text = f"kind: team\nid: team-{number}\ntitle: Team {number}\npart_of: team-{number + 1}\n"
        (root / "plans" / f"{number:03}.yaml").write_text(text)
    return root


@pytest.fixture
def cached(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def kept(cached: dict[str, str]) -> dict[str, bytes]:
    folder = Path(cached["XDG_CACHE_HOME"]) / "alignctl" / "documents"
    return {path.name: path.read_bytes() for path in folder.glob("*.cache")} if folder.exists() else {}


@pytest.mark.parametrize("form", ["full", "json", "sarif"])
def test_second_check_says_the_same(form: str, plan: Path, cached: dict[str, str], run_alignctl: Run) -> None:
    runs = [run_alignctl("check", "-f", form, cwd=plan, env=cached) for _ in range(2)]
    runs.append(run_alignctl("check", "-f", form, "--no-cache", cwd=plan, env=cached))
    assert len(kept(cached)) == 1
    assert len({(run.stdout, run.stderr, run.returncode) for run in runs}) == 1
    assert runs[0].returncode == 1


def test_a_change_is_seen_and_kept(plan: Path, cached: dict[str, str], run_alignctl: Run) -> None:
    run_alignctl("check", cwd=plan, env=cached)
    (plan / "plans" / "050.yaml").write_text("kind: team\nid: team-50\ntitle: [\n")
    broken = run_alignctl("check", "-f", "concise", cwd=plan, env=cached)
    assert "plans/050.yaml" in broken.stdout
    assert "SCH001" in broken.stdout
    (plan / "plans" / "050.yaml").write_text("kind: team\nid: team-50\ntitle: Mended\n")
    assert run_alignctl("show", "team-50", cwd=plan, env=cached).stdout.startswith("Mended")
    assert len(kept(cached)) == 2


def test_switched_off_nothing_is_kept(plan: Path, cached: dict[str, str], run_alignctl: Run) -> None:
    for command in (("check", "--no-cache"), ("list", "--no-cache"), ("status", "--no-cache")):
        assert run_alignctl(*command, cwd=plan, env=cached).returncode in (0, 1)
    (plan / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\ncache: false\n")
    run_alignctl("check", cwd=plan, env=cached)
    assert kept(cached) == {}
    settings = json.loads(run_alignctl("config", "--format", "json", cwd=plan, env=cached).stdout)["settings"]
    assert settings["cache"] == {"value": False, "from": "alignctl.yaml"}
    (plan / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\ncache: off\n")
    wrong = run_alignctl("check", cwd=plan, env=cached)
    assert wrong.returncode == 2
    assert '"cache" must be one of true, false' in wrong.stderr


def test_standard_input_is_never_kept(plan: Path, cached: dict[str, str], run_alignctl: Run) -> None:
    arguments = ("check", "-", "--stdin-filename", "plans/new.yaml")
    text = "kind: team\nid: new\ntitle: Unsaved\n"
    assert run_alignctl(*arguments, cwd=plan, stdin=text, env=cached).returncode == 0
    assert kept(cached) == {}
    run_alignctl("check", cwd=plan, env=cached)
    before = kept(cached)
    run_alignctl(*arguments, cwd=plan, stdin=text, env=cached)
    assert kept(cached) == before != {}


def test_of_nothing_nothing_is_kept(plan: Path, cached: dict[str, str], run_alignctl: Run) -> None:
    for path in (plan / "plans").iterdir():
        path.unlink()
    run_alignctl("check", cwd=plan, env=cached)
    assert kept(cached) == {}


@pytest.mark.parametrize("where", [".cache", "plans/.cache", "../.cache"])
def test_a_cache_that_could_come_with_the_plan_is_neither_read_nor_written(
    where: str, plan: Path, run_alignctl: Run
) -> None:
    """`..` is the top of the work tree here, so a branch could bring this folder along."""
    subprocess.run(["git", "init", "-q", str(plan.parent)], check=True, env={**os.environ, **GIT})
    folder = plan / where
    run_alignctl("check", cwd=plan, env={"XDG_CACHE_HOME": str(folder.resolve())})
    assert not folder.exists()


def test_a_link_that_leads_into_the_plan_does_not_help(plan: Path, tmp_path: Path, run_alignctl: Run) -> None:
    (plan / "inside").mkdir()
    (tmp_path / "outside").symlink_to(plan / "inside")
    run_alignctl("check", cwd=plan, env={"XDG_CACHE_HOME": str(tmp_path / "outside")})
    assert list((plan / "inside").iterdir()) == []


def test_without_a_home_there_is_none(plan: Path, run_alignctl: Run) -> None:
    result = run_alignctl("check", cwd=plan, env={"XDG_CACHE_HOME": "", "HOME": "nowhere"})
    assert result.returncode == 1
    assert result.stderr == ""
    assert {path.name for path in plan.iterdir()} == {"alignctl.yaml", "plans"}


@pytest.mark.skipif(sys.platform == "win32", reason="paths are those of POSIX")
@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"XDG_CACHE_HOME": "/elsewhere"}, "linux", "/elsewhere/alignctl"),
        ({"XDG_CACHE_HOME": "/elsewhere"}, "darwin", "/elsewhere/alignctl"),
        ({"XDG_CACHE_HOME": "relative"}, "linux", "/home/me/.cache/alignctl"),
        ({"XDG_CACHE_HOME": ""}, "linux", "/home/me/.cache/alignctl"),
        ({}, "linux", "/home/me/.cache/alignctl"),
        ({}, "darwin", "/home/me/Library/Caches/alignctl"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/alignctl"),
        ({"LOCALAPPDATA": "/local"}, "linux", "/home/me/.cache/alignctl"),
    ],
)
def test_where_it_lies(
    environment: dict[str, str], platform: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert cache_folder(environment, platform) == Path(expected)
