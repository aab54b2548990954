"""Hidden folders in which something is made beside the place where it will stand, and the end of those that were left.

A process that is killed leaves its work folder behind. Whether one is still of use cannot be told by a process id: the
process may live on another machine, or see ids of its own in a container. So whoever works holds a lock on a file in
the folder, the mark. A lock goes away with the process, and with all that it forked, however they ended. The mark
says under which running kernel and on which mount it was made: there a lock that can be had is proof. Elsewhere
(another machine at a shared disk, or this one before it was started anew) locks may not be seen, so a folder must have
been left for a day too, by the clock of the disk. A folder without a mark is never touched.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARK = "alignctl-work"
"""The file in a work folder that is locked while somebody works there."""

NEW, OLD = "new", "old"
"""In a work folder: what is being made, and what stood in its place, while the two are changed."""

_DAY = 86_400
_KERNEL = "/proc/sys/kernel/random/boot_id"
_OPEN = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A hidden folder beside `folder` that is gone afterwards, like those that others left there. Raises OSError."""
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_prefix(folder)))
    mark = _claim(work, folder)
    try:
        if mark is not None:
            _sweep(folder, os.fstat(mark).st_mtime, work.name)
        yield work
    finally:
        _remove(work, mark)


def remove_leftovers(folder: Path) -> None:
    """Remove the work folders beside `folder` that nobody works in any more, as far as a lock alone tells.

    Where `folder` was on its way to be replaced, it is put back.
    """
    _sweep(folder, None, "")


def _sweep(folder: Path, now: float | None, own: str) -> None:
    """The same; with the time by the clock of the disk also what was left long ago, and without one's own."""
    name = re.compile(re.escape(_prefix(folder)) + "[a-z0-9_]{8}")
    try:
        with os.scandir(folder.parent) as listing:
            found = sorted(entry.name for entry in listing if name.fullmatch(entry.name) and entry.name != own)
    except OSError:
        return
    for entry in found:
        work = folder.parent / entry
        with suppress(OSError):
            mark = _take_over(work, folder, now)
            if mark is not None:
                if not os.path.lexists(folder) and (work / OLD).is_dir():
                    (work / OLD).rename(folder)
                _remove(work, mark)


def _prefix(folder: Path) -> str:
    return f".{folder.name[:40]}."


def _claim(work: Path, folder: Path) -> int | None:
    """The open and locked mark of a new folder; None where the system or the disk knows no locks.

    It gets its name when it is locked, so that nobody ever sees a mark without the lock.
    """
    unnamed = work / f".{MARK}"
    try:
        mark = os.open(unnamed, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        return None
    try:
        if _lock(mark):
            os.write(mark, _describe(mark, folder))
            unnamed.rename(work / MARK)
            return mark
    except OSError:
        pass
    os.close(mark)
    unnamed.unlink(missing_ok=True)
    return None


def _take_over(work: Path, folder: Path, now: float | None) -> int | None:
    """The open and locked mark of a folder that was left; None where that is not certain. Raises OSError."""
    mark = os.open(work / MARK, _OPEN)
    try:
        status = os.fstat(mark)
        own = stat.S_ISREG(status.st_mode) and _is_own(status) and _is_own(work.lstat()) and not work.is_symlink()
        if own and _is_left(os.read(mark, 1000), mark, folder, now) and _lock(mark):
            there = (work / MARK).lstat()  # another process may have removed it meanwhile
            if (there.st_dev, there.st_ino) == (status.st_dev, status.st_ino):
                return mark
    except BaseException:
        os.close(mark)
        raise
    os.close(mark)
    return None


def _is_left(told: bytes, mark: int, folder: Path, now: float | None) -> bool:
    """Whether what a mark says is of work for this folder that a lock alone tells of, or of work of long ago."""
    here = _describe(mark, folder)
    if told.partition(b"\n")[0] != here.partition(b"\n")[0]:
        return False
    return (told == here and b"kernel" in here) or (now is not None and now - os.fstat(mark).st_mtime > _DAY)


def _describe(mark: int, folder: Path) -> bytes:
    """For what a folder is used, and where a lock on its mark is seen."""
    try:
        kernel = f"kernel {Path(_KERNEL).read_text('ascii').strip()} device {os.fstat(mark).st_dev}\n"
    except (OSError, UnicodeError):
        kernel = ""
    return os.fsencode(f"alignctl works here on {folder.name}\n{kernel}")


def _is_own(status: os.stat_result) -> bool:
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def _remove(work: Path, mark: int | None) -> None:
    """Remove a work folder: the mark last, so that what cannot be removed, or was not yet, can be found again."""
    with suppress(OSError):
        for entry in list(work.iterdir()):
            if entry.name == MARK:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        if all(entry.name == MARK for entry in work.iterdir()):
            (work / MARK).unlink(missing_ok=True)
    if mark is not None:
        os.close(mark)  # a network disk keeps a file that is open under another name, in this very folder
    with suppress(OSError):
        work.rmdir()


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        del handle
        return False  # there, the files of a process that ended may be open elsewhere still

else:
    import fcntl

    def _lock(handle: int) -> bool:
        """Lock a file for this process and its forks; False where another has it. Raises OSError where none can."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
