"""Git repositories for tests: the same whatever the machine, its users and the environment have set."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
"""What keeps git from reading what is not in the repository."""

IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}

_SETTINGS = ("protocol.file.allow=always", "init.defaultBranch=main", "gc.auto=0", "core.fsync=none")
_QUICK = {"GIT_TEMPLATE_DIR": ""}  # no samples of hooks, which would be copied with each repository


def git(folder: Path, *arguments: str, **more: str) -> str:
    """What git prints, run in a folder; `more` are variables of its environment. A failure is raised."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *(word for setting in _SETTINGS for word in ("-c", setting)), *arguments],
        cwd=folder,
        env={**clean, **ALONE, **IDENTITY, **_QUICK, **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


class Repo:
    """A git repository for one test."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, **more: str) -> str:
        return git(self.top, *arguments, **more)

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            target = self.top / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def commit(self, files: dict[str, str], message: str = "change") -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")
