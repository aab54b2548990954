"""The files that a cache is made of, each written whole and never changed.

A segment holds lines under a line with their digest, so that one that is torn, cut off or of other makers reads as
none. Nothing here is worth a word to anybody: what cannot be read counts as not there, what cannot be written is not
written.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from alignctl.records import Record, record

MAX_SEGMENT = 256_000_000
"""The largest segment that is read or written, in bytes."""

MAX_FOLDER = 256_000_000
"""What all segments together may take, in bytes; what was used longest ago goes first."""

_SUFFIX = ".cache"
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n# Documents of plans, kept by alignctl; safe to delete.\n"
_ALWAYS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ = _ALWAYS | os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
_WRITE = _ALWAYS | os.O_WRONLY | os.O_CREAT | os.O_TRUNC


@record
class Series(Record):
    """The segments of one plan, as one set of makers wrote them. `key` says who they are; no other can read them."""

    folder: Path
    plan: str
    key: str

    @property
    def _start(self) -> str:
        return f"{self.plan}-{self.key[:16]}-"

    def names(self) -> list[str]:
        """The segments that are there, the oldest first."""
        start = self._start
        try:
            return sorted(n for n in os.listdir(self.folder) if n.startswith(start) and n.endswith(_SUFFIX))  # noqa: PTH208, faster
        except OSError:
            return []

    def read(self, name: str) -> list[bytes] | None:
        """The lines of a segment; None where it is not there or not whole, or somebody else could have written it."""
        data = _read_own(self.folder / name)
        if data is None or data[64:65] != b"\n":
            return None
        body = data[65:]
        if self._digest(body) != data[:64]:
            return None
        return body.split(b"\n") if body else []

    def write(self, lines: Iterable[bytes], after: Iterable[str]) -> bool:
        """Write a segment that comes after others; says whether it is there now."""
        body = b"\n".join(lines)
        if len(body) > MAX_SEGMENT:
            return False
        digest = self._digest(body)
        number = max((_number(name) for name in after), default=0) + 1
        name = f"{self._start}{number:06}-{digest[:16].decode()}{_SUFFIX}"
        try:
            _make_folder(self.folder)
            _write_whole(self.folder / name, digest + b"\n" + body)
        except OSError:
            return False
        _keep_within(self.folder, MAX_FOLDER)
        return True

    def touch(self, name: str) -> None:
        """Say that a segment was of use just now."""
        with suppress(OSError):
            os.utime(self.folder / name)

    def remove(self, names: Iterable[str]) -> None:
        """Remove segments."""
        for name in names:
            with suppress(OSError):
                (self.folder / name).unlink()

    def _digest(self, body: bytes) -> bytes:
        found = hashlib.sha256(self.key.encode())
        found.update(body)
        return found.hexdigest().encode()


def _number(name: str) -> int:
    digits = name.split("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _read_own(path: Path) -> bytes | None:
    """The bytes of a regular file that belongs to this user and that nobody else may write."""
    try:
        handle = os.open(path, _READ)
    except OSError:
        return None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_SEGMENT + 65:
            return None
        if hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o022):
            return None
        with open(handle, "rb", buffering=0, closefd=False) as file:
            return file.readall()
    except OSError:
        return None
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_whole(folder / _TAG, _TAG_TEXT)


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name and give it its own; not flushed, since a torn segment is known by its digest."""
    name = f"{path.parent}{os.sep}.{os.getpid()}-{path.name}"
    handle = os.open(name, _WRITE, 0o600)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123, of a handle
            file.write(data)
        os.replace(name, path)  # noqa: PTH105, of a text
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108, of a text
        raise


def _keep_within(folder: Path, most: int) -> None:
    """Remove the files used longest ago, of whatever plan, until the rest takes no more than `most` bytes."""
    found = []
    with suppress(OSError), os.scandir(folder) as listing:
        for entry in listing:
            with suppress(OSError):
                if entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found.append((status.st_mtime_ns, entry.name, status.st_size))
    total = sum(size for *_, size in found)
    for _, name, size in sorted(found):
        if total <= most:
            return
        with suppress(OSError):
            (folder / name).unlink()
        total -= size
