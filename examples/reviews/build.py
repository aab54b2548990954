"""Build the git repository of an example: `python examples/reviews/build.py lowered-target /tmp/lowered-target`.

Authors, days and texts are those of `history.yaml`, so the same example gives the same commits everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Step:
    """A commit: `folder` holds the files it writes, `gone` are those it removes; `review` names what is shown then."""

    folder: Path
    branch: str
    author: str
    day: str
    message: str
    gone: tuple[str, ...] = ()
    review: str | None = None


def names() -> list[str]:
    """The examples there are."""
    return sorted(path.parent.name for path in HERE.glob("*/history.yaml"))


def read_history(name: str) -> tuple[Step, ...]:
    """The commits of an example, oldest first."""
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / name / "history.yaml").read_text("utf-8"))
    return tuple(
        Step(
            HERE / name / "history" / entry["folder"],
            entry["branch"],
            entry["author"],
            str(entry["date"]),
            entry["message"],
            tuple(entry.get("gone", ())),
            entry.get("review"),
        )
        for entry in entries
    )


def build(name: str, folder: Path) -> Iterator[Step]:
    """Make the repository, one commit a step; its branch is checked out when a step is given."""
    folder.mkdir(parents=True)
    _git(folder, "init", "-q", "-b", "main")
    branch = "main"
    for step in read_history(name):
        if step.branch != branch:
            _git(folder, "switch", "-q", "-c", step.branch)
            branch = step.branch
        for path in step.gone:
            (folder / path).unlink()
        shutil.copytree(step.folder, folder, dirs_exist_ok=True)
        _git(folder, "add", "--all")
        address = step.author.lower().replace(" ", ".") + "@example.org"
        _git(folder, "commit", "-q", "-m", step.message, name=step.author, address=address, day=step.day)
        yield step


def _git(folder: Path, *arguments: str, name: str = "", address: str = "", day: str = "2026-01-01") -> None:
    """Git without the settings of the person who runs this, in the name of the person of the story."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment[f"GIT_{role}_NAME"] = name
        environment[f"GIT_{role}_EMAIL"] = address
        environment[f"GIT_{role}_DATE"] = f"{day}T10:00:00+0000"
    subprocess.run(["git", "-c", "core.autocrlf=false", *arguments], cwd=folder, env=environment, check=True)


def main() -> None:
    """Build one example for a person to look at."""
    if len(sys.argv) != 3 or sys.argv[1] not in names():
        sys.exit(f"usage: build.py NAME FOLDER, where NAME is one of {', '.join(names())}")
    target = Path(sys.argv[2])
    if target.exists():
        sys.exit(f"{target} is there already; name a folder that is not")
    for step in build(sys.argv[1], target):
        print(f"{step.day}  {step.branch:<20} {step.message}")
    print(f"\nlook at it: cd {target} && alignctl diff --today {step.day}")


if __name__ == "__main__":
    main()
