"""Runs `alignctl` and `mkdocs` for the tests, each time in a process of its own that need not start Python anew.

A server imports what commands need and checks one plan, so that what a process makes once (constructors, validators,
patterns) is there. For each request it forks; the child gets the folder, the environment and the files that stand for
its input and output, and is then like a process started by hand. There is a server for each hash seed and locale that
tests ask for twice; what else an interpreter reads when it starts is left to real ones, and what is imported when to
`test_startup.py`.

Scripts that tests run ask the same server: `ForkServer.command` is what stands for `python -m alignctl` there.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, NoReturn

_ELSEWHERE = (
    "graphviz",
    "jsonschema",
    "jsonschema_rs",
    "mkdocs.commands.build",
    "mkdocs.contrib.search",
    "nh3",
    "openpyxl",
    "pygraphviz",
    "resvg_py",
    "xlsxwriter",
)
"""What commands import of others when they need it."""

_AT_START = ("PYTHON", "LC_", "LANG")
"""What an interpreter reads when it starts."""

_FAULTY = "kind: kpi\nid: k\ntitle: K\nlevel: output\nunit: 5\n"


class ForkServers:
    """The servers, by what of an environment an interpreter reads when it starts."""

    def __init__(self, folder: Path) -> None:
        self.plain = ForkServer(folder)
        self._folder = folder
        self._others: dict[tuple[tuple[str, str], ...], ForkServer] = {}

    def serving(self, env: Mapping[str, str]) -> ForkServer | None:
        """The server for what a test adds to the environment; None where only a new interpreter will do."""
        read = tuple(sorted((name, value) for name, value in env.items() if name.startswith(_AT_START)))
        if not hasattr(os, "fork"):
            return None
        if not read:
            return self.plain
        if any(name[:6] == "PYTHON" and name != "PYTHONHASHSEED" for name, _ in read):
            return None
        if read in self._others:
            return self._others[read]
        folder = self._folder / str(len(self._others))
        folder.mkdir()
        self._others[read] = ForkServer(folder, dict(read))
        return None

    def close(self) -> None:
        """End all of them."""
        for server in (self.plain, *self._others.values()):
            server.close()


class ForkServer:
    """A server's handle: started when first asked, ended with the tests."""

    def __init__(self, folder: Path, env: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._env = {**os.environ, **(env or {})}
        self._server: subprocess.Popen[bytes] | None = None

    def run(
        self, program: str, arguments: list[str], cwd: Path, stdin: str, env: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end; the output is text in UTF-8."""
        server = self._start()
        names = [str(self._folder / name) for name in ("stdin", "stdout", "stderr")]
        Path(names[0]).write_bytes(stdin.encode())
        request = {"program": program, "arguments": arguments, "cwd": str(cwd), "env": env, "files": names}
        assert server.stdin is not None
        assert server.stdout is not None
        data = json.dumps(request).encode()
        server.stdin.write(b"%8d" % len(data) + data)
        server.stdin.flush()
        code = int(server.stdout.readline())
        # As pipes of text do it: line ends become line feeds.
        out, err = (Path(name).read_text("utf-8") for name in names[1:])
        return subprocess.CompletedProcess([sys.executable, "-m", program, *arguments], code, out, err)

    def command(self, program: str) -> str:
        """What a shell runs in place of `python -m program`."""
        self._start()
        asking = Path(__file__).with_name("asking.py")
        return shlex.join([sys.executable, "-I", "-S", str(asking), str(self._socket), program])

    @property
    def _socket(self) -> Path:
        return self._folder / "socket"

    def _start(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            command = [sys.executable, "-P", __file__, str(self._socket)]
            self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._env)
            assert self._server.stdout is not None
            assert self._server.stdout.readline() == b"ready\n"
        return self._server

    def close(self) -> None:
        """End the server, if there is one."""
        if self._server is not None and self._server.stdin is not None:
            self._server.stdin.close()
            self._server.wait(timeout=10)


def _serve(place: str) -> None:
    _import_ahead()
    _warm_up()
    gc.freeze()  # a child that looks for garbage would copy the memory of its parent
    with socket.socket(socket.AF_UNIX) as listening:
        # The path may be longer than the name of a socket can be.
        with chdir(Path(place).parent):
            listening.bind(Path(place).name)
        listening.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([0, listening], [], [])
            if 0 in ready:
                size = os.read(0, 8)
                if not size:
                    return
                data = b""
                while len(data) < int(size):
                    data += os.read(0, int(size) - len(data))
                print(_run(json.loads(data)), flush=True)
            if listening in ready:
                asking, _ = listening.accept()
                with asking:
                    if os.fork() == 0:
                        _answer(asking)
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _import_ahead() -> None:
    import alignctl

    own = (module.name for module in pkgutil.walk_packages(alignctl.__path__, "alignctl."))
    for name in (*own, *_ELSEWHERE):
        # What cannot be imported fails in the commands that need it; the package's own `__main__` would run one.
        with suppress(Exception):
            if name != "alignctl.__main__":
                importlib.import_module(name)


def _warm_up() -> None:
    """Check a plan that has faults, in a folder that is gone afterwards."""
    from alignctl.cli.main import alignctl as command

    with tempfile.TemporaryDirectory() as folder, chdir(folder), Path(os.devnull).open("w") as nowhere:
        os.environ["XDG_CACHE_HOME"] = folder
        with redirect_stdout(nowhere), redirect_stderr(nowhere), suppress(Exception):
            command.main(["init"], standalone_mode=False)
            Path("plans", "faulty.yaml").write_text(_FAULTY, "utf-8")
            for form in ("full", "sarif"):
                command.main(["check", "--format", form], standalone_mode=False)
    assert threading.active_count() == 1, "a thread would be missing in each child"


def _run(request: dict[str, Any], files: list[int] | None = None) -> int:
    """The exit code of a child that does what was asked, with these files or those that it names."""
    child = os.fork()
    if child == 0:
        _become(request, files)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _answer(asking: socket.socket) -> NoReturn:
    """Do in a process of its own what a script asked for, so that others can ask meanwhile."""
    try:
        data, files, _, _ = socket.recv_fds(asking, 1 << 16, 3)
        while not data.endswith(b"\n"):
            data += asking.recv(1 << 16)
        asking.sendall(str(_run(json.loads(data), files)).encode())
    finally:
        os._exit(0)


def _become(request: dict[str, Any], files: list[int] | None) -> NoReturn:
    """Be the process that was asked for."""
    code: object = 1
    try:
        os.environ.clear()
        os.environ.update(request["env"])
        time.tzset()
        os.chdir(request["cwd"])
        if files is None:
            read, *written = request["files"]
            opened = [os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) for name in written]
            files = [os.open(read, os.O_RDONLY), *opened]
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        sys.argv = [request["program"], *request["arguments"]]
        runpy.run_module(request["program"], run_name="__main__", alter_sys=False)
        code = 0
    except SystemExit as error:
        code = 0 if error.code is None else error.code
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    _serve(sys.argv[1])
