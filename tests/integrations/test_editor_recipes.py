"""The hooks for pre-commit work as delivered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORPHAN = "kind: outcome\nid: lonely\ntitle: Customers get an answer\n"


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
