"""The commands that a page shows run, one after the other, in a folder of their own; pages say in which kind.

`<!-- run: empty -->` begins in an empty folder, `<!-- run: init -->` in what `alignctl init` writes. A block of YAML
that begins with `# path` is what a person would write into that file.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alignctl.cli.main import alignctl

SITE = Path(__file__).resolve().parent.parent / "site"
RUN = re.compile(r"^<!-- run: (empty|init) -->$", re.MULTILINE)
BLOCK = re.compile(r"^```(console|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(path for path in SITE.rglob("*.md") if RUN.search(path.read_text("utf-8")))
NOON = "1793361600"  # 30 October 2026, the day that the pages speak of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without anything around it, on the day that the pages speak of."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada Ashby")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@example.org")
    inner = tmp_path / "here"
    inner.mkdir()
    monkeypatch.chdir(inner)
    return inner


def steps(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a page, and the files it says to write, in order."""
    for kind, body in BLOCK.findall(text):
        if kind == "yaml" and body.startswith("# ") and body.splitlines()[0].endswith(".yaml"):
            yield "write", body
        elif kind == "console":
            yield from (("run", line[2:]) for line in body.splitlines() if line.startswith("$ "))


def run(command: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run one command as a shell would; alignctl in this process, since starting it anew takes the most time."""
    words = shlex.split(command.replace("ADDRESS", str(home / "published.git")), comments=True)
    if words[0] == "cd":
        os.chdir(words[1])
    elif words[0] == "alignctl":
        try:
            result = alignctl.main(words[1:], prog_name="alignctl", standalone_mode=False)
        except Exception as error:
            raise AssertionError(f"{command}: {error}: {getattr(error, 'message', '')}") from error
        assert not result, f"{command}: exit {result}\n{capsys.readouterr()}"
    else:
        program = [sys.executable, "-m", "mkdocs", *words[1:]] if words[0] == "mkdocs" else words
        done = subprocess.run(program, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_the_page_shows_runs(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = page.read_text("utf-8")
    found = RUN.search(text)
    assert found is not None
    if found[1] == "init":
        run("alignctl init .", folder.parent, capsys)
    subprocess.run(["git", "init", "-q", "--bare", str(folder.parent / "published.git")], check=True)
    count = 0
    for kind, body in steps(text):
        count += 1
        if kind == "run":
            run(body, folder.parent, capsys)
        else:
            Path(body.splitlines()[0][2:]).parent.mkdir(parents=True, exist_ok=True)
            Path(body.splitlines()[0][2:]).write_text(body, "utf-8")
    assert count > 3
    if page.name == "start.md":
        assert_published(folder.parent)


def assert_published(home: Path) -> None:
    """The tutorial ends with a site that others can read, and a plan without an error."""
    shown = subprocess.run(
        ["git", "--git-dir", str(home / "published.git"), "show", "gh-pages:hypotheses/greeter/index.html"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "A face at the door" in shown
    assert "Running" in shown


def test_the_guides_are_run() -> None:
    assert {"start.md", "adopt.md", "experiment.md", "hoshin.md", "okrs.md"} <= {page.name for page in PAGES}
    assert shutil.which("git")
