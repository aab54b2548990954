"""Work in several processes: forks share units of work, and what each unit gives comes back in order.

A fork sees what its parent has loaded, and shares the memory of it. Where the system has no fork, or there is nothing
to share, one process does it all; the result is the same.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

Tell = Callable[[str, int, int], None]
"""Is told what is done, how much of it, and of how much."""

_WIDTH = 4
_MOST = 16_000
"""As many unit numbers fit into a pipe at once."""


class CrewError(Exception):
    """A process of the crew was ended from outside."""


def tell_nobody(what: str, done: int, of: int) -> None:
    """For work that nobody watches."""
    del what, done, of


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes work, in which folder they leave what they made, and who is told how far they are."""

    processes: int = 1
    folder: Path | None = None
    tell: Tell = tell_nobody

    def share(self, what: str, units: int, work: Callable[[int], T]) -> list[T]:
        """What `work` gives for each number below `units`. Raises what it raises; CrewError where a fork was ended."""
        if self.processes < 2 or units < 2 or units > _MOST or self.folder is None or not hasattr(os, "fork"):
            return [result for _, result in self._work(what, units, work, iter(range(units)))]
        reading, writing = os.pipe()
        for number in range(units):
            os.write(writing, number.to_bytes(_WIDTH, "big"))
        os.close(writing)
        forks: dict[int, Path] = {}
        try:
            for place in range(1, self.processes):
                result = self.folder / f"results-{place}"
                pid = os.fork()
                if not pid:
                    self._work_as_fork(units, work, reading, result)
                forks[pid] = result
            found = dict(self._work(what, units, work, _take(reading)))
            while forks:
                pid, status = os.wait()
                path = forks.pop(pid, None)
                if path is not None:
                    found |= _read(path, status)
        finally:
            os.close(reading)
            _end(forks)
        return [found[number] for number in range(units)]

    def _work(self, what: str, units: int, work: Callable[[int], T], numbers: Iterator[int]) -> Iterator[tuple[int, T]]:
        for number in numbers:
            self.tell(what, number, units)
            yield number, work(number)
        self.tell(what, units, units)

    def _work_as_fork(self, units: int, work: Callable[[int], T], reading: int, result: Path) -> None:
        """Never returns: a fork must not run what its parent has yet to do."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its forks
            parent = os.getppid()
            quiet = Crew(folder=self.folder)
            found = {}
            for number, made in quiet._work("", units, work, _take(reading)):
                found[number] = made
                if os.getppid() != parent:
                    os._exit(1)
            result.write_bytes(pickle.dumps((None, found)))
            status = 0
        except BaseException as error:
            error.add_note(traceback.format_exc())  # where it was, which a pickled error does not say
            with contextlib.suppress(Exception):
                result.write_bytes(pickle.dumps((error, {})))
        finally:
            os._exit(status)


def _take(reading: int) -> Iterator[int]:
    """Numbers that nobody has taken yet: a read of a pipe gives each to one process only."""
    while number := os.read(reading, _WIDTH):
        yield int.from_bytes(number, "big")


def _read(path: Path, status: int) -> dict[int, T]:
    try:
        failed, found = pickle.loads(path.read_bytes())  # noqa: S301 - written by a fork of this very process
    except (OSError, EOFError, TypeError, pickle.UnpicklingError):  # an error may not be what can be pickled
        raise CrewError(f"a process that made pages was ended from outside (status {status})") from None
    if failed is not None:
        raise failed
    path.unlink()
    result: dict[int, T] = found
    return result


def _end(forks: dict[int, Path]) -> None:
    for pid in forks:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
