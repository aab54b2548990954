"""The hooks for pre-commit work as delivered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def commit_all(folder: Path, message: str, **env: str) -> subprocess.CompletedProcess[str]:
    subprocess.run(["git", "add", "-A", "-f"], cwd=folder, check=True)
    who = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run(
        [*who, "commit", "-qm", message],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A repository with the hooks, as it would be published; gives the id of its commit."""
    folder = tmp_path / "source"
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, tracked.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "examples/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    assert commit_all(folder, "hooks").returncode == 0
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True)
    return head.stdout.strip()


def test_the_hooks_run_under_the_real_pre_commit(tmp_path: Path, source: str) -> None:
    user = tmp_path / "user"
    (user / "plans").mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=user, check=True)
    (user / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    hooks = "[{id: alignctl-check}, {id: alignctl-format}]"
    (user / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {tmp_path / 'source'}\n    rev: {source}\n    hooks: {hooks}\n"
    )
    cache = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    install = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(install, cwd=user, env={**os.environ, **cache}, capture_output=True, check=True)

    (user / "plans" / "a.yaml").write_text("kind: outcome\nid: lonely\ntitle: Customers get an answer\n")
    broken = commit_all(user, "broken", **cache)
    assert broken.returncode == 1
    assert "LOS001" in broken.stdout + broken.stderr

    (user / "plans" / "a.yaml").write_text("kind: team\nid: support\ntitle: Support\n")
    (user / "plans" / "b.yaml").write_text("kind: team\nid: desk\npart_of: support\ntitle: Desk\n")
    untidy = commit_all(user, "untidy", **cache)
    assert untidy.returncode == 1
    assert "formatted plans/b.yaml" in untidy.stdout + untidy.stderr
    assert (user / "plans" / "b.yaml").read_text() == "kind: team\nid: desk\ntitle: Desk\npart_of: support\n"
    tidy = commit_all(user, "tidy", **cache)
    assert tidy.returncode == 0, tidy.stdout + tidy.stderr

    (user / "plans" / "a.yaml").unlink()
    gone = commit_all(user, "a file that others link to is taken away, and nothing else", **cache)
    assert gone.returncode == 1
    assert "REF001" in gone.stdout + gone.stderr
