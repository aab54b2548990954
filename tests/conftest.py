"""What all tests share: the top of the checkout, and running the command as a user does."""

from __future__ import annotations

import compileall
import gc
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.forking import ForkServers

ROOT = Path(__file__).resolve().parent.parent

# How long a case takes says more of the machine than of the code. The profile for CI draws the same cases each time.
settings.register_profile("no-clock", settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None)
settings.load_profile("no-clock")

Run = Callable[..., "subprocess.CompletedProcess[str]"]

_NOT_HANDED_ON = ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "GIT_")
"""What somebody who runs the tests may have set, and what a hook of git sets."""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: the environment may keep the processes that tests start from doing so for good."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "alignctl", quiet=1)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, None, None]:
    """Look for no garbage among what stays: thousands of tests are gone through each time, and are there to the end."""
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    return result


@pytest.fixture(scope="session")
def fork_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServers]:
    """Run commands without starting Python each time; started when the first test asks."""
    servers = ForkServers(tmp_path_factory.mktemp("forking"))
    yield servers
    servers.close()


@pytest.fixture(scope="session")
def command_in_scripts(fork_servers: ForkServers) -> str:
    """What a shell runs in place of `python -m alignctl`."""
    return (
        fork_servers.plain.command("alignctl") if hasattr(os, "fork") else f"{shlex.quote(sys.executable)} -m alignctl"
    )


def _run(servers: ForkServers, program: str, kept: Path) -> Run:
    """A function that runs a program as `python -m` would."""

    def run(
        *arguments: str, cwd: Path, stdin: str | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_HANDED_ON)}
        fixed = {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": str(kept)}
        whole = {**clean, **fixed, **(env or {})}
        server = servers.serving(env or {})
        if server is not None:
            return server.run(program, list(arguments), cwd, stdin or "", whole)
        return subprocess.run(
            [sys.executable, "-m", program, *arguments],
            cwd=cwd,
            input=stdin or "",
            capture_output=True,
            encoding="utf-8",
            env=whole,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def run_alignctl(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Run:
    """Run `alignctl` with arguments in a folder; returns the finished process with its output as text.

    What it keeps between runs lies in a folder of the tests; its window has 80 columns.
    """
    return _run(fork_servers, "alignctl", tmp_path_factory.getbasetemp() / "cache")


@pytest.fixture(scope="session")
def run_mkdocs(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Run:
    """Run `mkdocs` in the same way."""
    return _run(fork_servers, "mkdocs", tmp_path_factory.getbasetemp() / "cache")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT
