"""What all tests share: the top of the checkout, and running the command as a user does."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.forking import ForkServer

ROOT = Path(__file__).resolve().parent.parent

Run = Callable[..., "subprocess.CompletedProcess[str]"]

_AT_START = ("PYTHON", "LC_", "LANG")
"""What an interpreter reads when it starts; only a new one can show what that does."""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: the environment may keep the processes that tests start from doing so for good."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "alignctl", quiet=1)


@pytest.fixture(scope="session")
def fork_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    """Runs commands without starting Python each time; started when the first test asks."""
    server = ForkServer(tmp_path_factory.mktemp("forking"))
    yield server
    server.close()


@pytest.fixture
def run_alignctl(tmp_path_factory: pytest.TempPathFactory, fork_server: ForkServer) -> Run:
    """Run `alignctl` with arguments in a folder; returns the finished process with its output as text.

    What it keeps between runs lies in a folder of the tests.
    """
    kept = str(tmp_path_factory.getbasetemp() / "cache")

    def run(
        *arguments: str, cwd: Path, stdin: str | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH")}
        whole = {**clean, "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": kept, **(env or {})}
        if hasattr(os, "fork") and not any(name.startswith(_AT_START) for name in env or {}):
            return fork_server.run(list(arguments), cwd, stdin or "", whole)
        return subprocess.run(
            [sys.executable, "-m", "alignctl", *arguments],
            cwd=cwd,
            input=stdin or "",
            capture_output=True,
            encoding="utf-8",
            env=whole,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT
