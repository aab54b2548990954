"""Stories: real git repositories, built commit by commit from a script, and what the command says about them."""

from __future__ import annotations

import atexit
import re
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.repository import ALONE, git

HERE = Path(__file__).parent
STORIES = sorted(path.parent for path in HERE.glob("*/story.yaml"))

_ID = re.compile(r"\b[0-9a-f]{7}\b|\b[0-9a-f]{40}\b")


class Told:
    """A repository that a story made: its folder, and what its commits are called in the expected output."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True)
        self.names: dict[str, str] = {}
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, **more: str) -> str:
        return git(self.top, *arguments, **more)

    def play(self, step: Mapping[str, Any]) -> None:
        """Do one step of a story: on a branch, write, edit, move and remove files, then commit or merge."""
        author, day = step.get("by", "Ada Ashby"), f"{step['day']}T12:00:00+0000"
        who = {
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "someone@example.org",
            "GIT_AUTHOR_DATE": day,
            "GIT_COMMITTER_NAME": step.get("committed_by", author),
            "GIT_COMMITTER_EMAIL": "someone@example.org",
            "GIT_COMMITTER_DATE": day,
        }
        if "branch" in step:
            known = self.git("branch", "--list", step["branch"])
            self.git("switch", "-q", *(() if known else ("-c",)), step["branch"])
        if "merge" in step:
            self.git("merge", "-q", "--no-ff", "--no-commit", step["merge"], **who)
        self._change_files(step)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", step["says"], **who)
        self.names[self.git("rev-parse", "HEAD")] = str(len(self.names) + 1)
        for tag in step.get("tags", ()):
            self.git("tag", tag)

    def _change_files(self, step: Mapping[str, Any]) -> None:
        for old, new in step.get("move", {}).items():
            (self.top / new).parent.mkdir(parents=True, exist_ok=True)
            (self.top / old).rename(self.top / new)
        for path in step.get("remove", ()):
            (self.top / path).unlink()
        for path, text in step.get("write", {}).items():
            (self.top / path).parent.mkdir(parents=True, exist_ok=True)
            (self.top / path).write_text(text, "utf-8")
        for path, pairs in step.get("edit", {}).items():
            text = (self.top / path).read_text("utf-8")
            for old, new in pairs.items():
                assert old in text, f"{path} holds no {old!r}"
                text = text.replace(old, new)
            (self.top / path).write_text(text, "utf-8")

    def named(self, text: str) -> str:
        """An output with `<2>` in the place of the id of the second commit, and without the folder it ran in."""

        def name(match: re.Match[str]) -> str:
            found = [number for commit, number in self.names.items() if commit.startswith(match[0])]
            return f"<{found[0]}>" if len(found) == 1 else match[0]

        return _ID.sub(name, text).replace(str(self.top), "<folder>")

    def commit(self, number: str) -> str:
        """The id of a commit by its number in the story."""
        return next(commit for commit, known in self.names.items() if known == number)


def tell(story: Path, top: Path) -> Told:
    """The repository of a story, put into a folder. It is told once; each test that wants it gets a copy."""
    first = _first_told(story)
    shutil.copytree(first.top, top, symlinks=True)
    told = copy(first)
    told.top, told.names = top, dict(first.names)
    return told


@cache
def _first_told(story: Path) -> Told:
    """Build the repository of a story. Steps of the file `beginning.yaml` that it names come first."""
    script = yaml.safe_load((story / "story.yaml").read_text("utf-8"))
    folder = Path(tempfile.mkdtemp(prefix="story-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    told = Told(folder / "repo")
    steps = list(script["steps"])
    if "begins_as" in script:
        steps = [*yaml.safe_load((HERE / script["begins_as"]).read_text("utf-8"))["steps"], *steps]
    for step in steps:
        told.play(step)
    return told


def transcript(told: Told, run: Any, commands: list[str]) -> str:
    """What each command prints, as a person would see it: output, then errors, then an exit code that is not 0."""
    parts = []
    for command in commands:
        words = [re.sub(r"<(\d+)>", lambda m: told.commit(m[1])[:7], word) for word in shlex.split(command)]
        done = run(*words[1:], cwd=told.top, env={**ALONE, "COLUMNS": "120"})
        errors = [line for line in done.stderr.splitlines() if line and not line.startswith(("Usage:", "Try "))]
        said = "".join([done.stdout, *(f"! {line}\n" for line in errors)])
        code = f"exit {done.returncode}\n" if done.returncode else ""
        parts.append(f"$ {command}\n{told.named(said)}{code}")
    return "\n".join(parts)
