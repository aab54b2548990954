"""Write down what a reviewer of each example is shown, beside the example and in the page that tells of it.

`python examples/reviews/record.py`; what changes then belongs into the same commit as its cause.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from build import HERE, build, names

PAGE = HERE.parent.parent / "site" / "worked-reviews.md"
BLOCK = re.compile(r"(?P<mark><!-- session: (?P<name>[\w/-]+) -->\n)```console\n.*?```\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown at one point of an example: in a terminal, and as the comment on the pull request."""

    example: str
    review: str
    session: str
    comment: str


def show(name: str, folder: Path) -> Iterator[Shown]:
    """Build an example in a folder, and run what a reviewer runs at each point that its history names."""
    for step in build(name, folder):
        if step.review is None:
            continue
        sizes = _run(["git", "diff", "--shortstat", "main"], folder)
        command = ["alignctl", "diff", "--today", step.day]
        told = _run(command, folder)
        comment = _run([*command, "--format", "markdown"], folder)
        session = f"$ git diff --shortstat main\n{sizes.stdout}$ {' '.join(command)}\n{told.stdout}"
        session += f"$ echo $?\n{told.returncode}\n"
        yield Shown(name, step.review, session, comment.stdout)


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "GITHUB_BASE_REF")}
    program = [sys.executable, "-m", "alignctl"] if command[0] == "alignctl" else ["git", "--no-pager"]
    return subprocess.run(
        [*program, *command[1:]], cwd=folder, env={**kept, "LC_ALL": "C.UTF-8"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def with_sessions(page: str, sessions: dict[str, str]) -> str:
    """A page with its marked blocks replaced by what is shown now. Raises KeyError for a mark of nothing shown."""
    return BLOCK.sub(lambda m: f"{m['mark']}```console\n{sessions[m['name']]}```\n", page)


def main() -> None:
    """Record everything."""
    sessions = {}
    for name in names():
        with tempfile.TemporaryDirectory() as temporary:
            for shown in show(name, Path(temporary) / name):
                expected = HERE / name / "expected"
                expected.mkdir(exist_ok=True)
                (expected / f"{shown.review}.txt").write_text(shown.session, "utf-8")
                (expected / f"{shown.review}.md").write_text(shown.comment, "utf-8")
                sessions[f"{name}/{shown.review}"] = shown.session
    PAGE.write_text(with_sessions(PAGE.read_text("utf-8"), sessions), "utf-8")


if __name__ == "__main__":
    main()
