"""Locks on folders, so that between a last look at a file and its replacement no other alignctl writes there.

A lock is on the folder itself where the system can do that: nothing is left behind, and it goes away with the process
that held it, however that ended. Windows locks a file that goes away with it too.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ATTEMPTS, PAUSE = 200, 0.05
"""How often a lock is tried for that another process holds, and the seconds between: a write takes milliseconds."""


class Locked(OSError):
    """Another process kept a folder locked all the while; `filename` is the folder."""


@contextmanager
def locked(folders: Iterable[Path]) -> Iterator[None]:
    """Hold the locks of these folders. Raises Locked.

    A folder whose file system knows no locks is not locked: what was read is compared before a write all the same.
    """
    with ExitStack() as held:
        # In one order everywhere: two processes that want the same two folders cannot wait for each other.
        for folder in sorted(set(folders)):
            held.enter_context(_locked(folder))
        yield


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        handle = os.open(folder / ".alignctl.lock", os.O_CREAT | os.O_RDWR | os.O_TEMPORARY)
        try:
            _try_often(folder, lambda: msvcrt.locking(handle, msvcrt.LK_NBLCK, 1), PermissionError)
            yield
        finally:
            os.close(handle)

else:
    import fcntl

    @contextmanager
    def _locked(folder: Path) -> Iterator[None]:
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            yield  # what cannot be done in this folder, writing says
            return
        try:
            _try_often(folder, lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB), BlockingIOError)
            yield
        finally:
            os.close(handle)


def _try_often(folder: Path, lock: Callable[[], object], busy: type[OSError]) -> None:
    for attempt in range(ATTEMPTS):
        try:
            lock()
        except busy:
            if attempt + 1 == ATTEMPTS:
                raise Locked(None, "another alignctl is writing there", str(folder)) from None
            time.sleep(PAUSE)
        except OSError:
            return
        else:
            return
