"""Runs `alignctl` for the tests, each time in a process of its own that need not start Python anew.

A server imports what most commands need and runs nothing. For each request it forks; the child gets the folder, the
environment and the files that stand for its input and output, and is then like a process started by hand. What depends
on how an interpreter starts (`PYTHON…`, the locale) is left to real ones: see `conftest.py`.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

_AHEAD = (
    "jsonschema",
    "jsonschema_rs",
    "alignctl.cli.check",
    "alignctl.cli.opening",
    "alignctl.cli.terminal",
    "alignctl.examination",
    "alignctl.load.explain",
    "alignctl.load.load",
    "alignctl.report.full",
    "alignctl.report.json",
)


class ForkServer:
    """The server's handle: started when first asked, ended with the tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[str] | None = None

    def run(self, arguments: list[str], cwd: Path, stdin: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run to the end; the output is text in UTF-8."""
        if self._server is None:
            command = [sys.executable, __file__]
            self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        names = [str(self._folder / name) for name in ("stdin", "stdout", "stderr")]
        Path(names[0]).write_bytes(stdin.encode())
        request = {"arguments": arguments, "cwd": str(cwd), "env": env, "files": names}
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        # As pipes of text do it: line ends become line feeds.
        out, err = (Path(name).read_text("utf-8") for name in names[1:])
        return subprocess.CompletedProcess([sys.executable, "-m", "alignctl", *arguments], code, out, err)

    def close(self) -> None:
        """End the server, if there is one."""
        if self._server is not None and self._server.stdin is not None:
            self._server.stdin.close()
            self._server.wait(timeout=10)


def _serve() -> None:
    for name in _AHEAD:
        __import__(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(request: dict[str, Any]) -> NoReturn:
    """Be the process that was asked for."""
    code: object = 1
    try:
        os.environ.clear()
        os.environ.update(request["env"])
        time.tzset()
        os.chdir(request["cwd"])
        read, *written = request["files"]
        os.dup2(os.open(read, os.O_RDONLY), 0)
        for number, name in enumerate(written, 1):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        sys.argv = ["alignctl", *request["arguments"]]
        from alignctl.cli.main import run

        run()
        code = 0
    except SystemExit as error:
        code = 0 if error.code is None else error.code
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    _serve()
