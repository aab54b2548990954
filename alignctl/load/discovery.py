"""Which files a plan is made of, and reading them without trusting them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from alignctl.records import Record, record

MAX_BYTES = 10_000_000
"""The largest file that is read. A plan file of a thousand items has about a megabyte."""

SUFFIXES = (".yaml", ".yml")

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@record
class Refusal(Record):
    """Why a file was not read, and what to do. `unsafe` where its nature is the reason, not its absence."""

    message: str
    help: str
    unsafe: bool = True


def find_files(root: Path, folders: tuple[str, ...]) -> Iterator[tuple[str, Refusal | None]]:
    """The plan files under folders of a root, as paths relative to it with forward slashes, in no special order.

    Hidden files and folders are left out. An entry that cannot be used comes with the reason.
    """
    for folder in folders:
        start = os.path.normpath(folder).replace(os.sep, "/")
        place = root / start
        if not _is_inside(root, place):
            yield start, Refusal("the plan folder lies outside the root", "name a folder below the root")
        elif place.is_file():
            yield start, None
        elif place.is_dir():
            yield from _walk(root, "" if start == "." else start + "/")


def _walk(root: Path, prefix: str) -> Iterator[tuple[str, Refusal | None]]:
    try:
        with os.scandir(root / prefix) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield prefix.rstrip("/"), _from_error(error)
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        path = prefix + name
        is_plan_file = name.lower().endswith(SUFFIXES)
        if not _is_text(name):
            if is_plan_file:
                shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                yield shown, Refusal("the name of this file is not UTF-8 text", "rename the file")
        elif entry.is_dir(follow_symlinks=False):
            if is_plan_file:
                yield path, Refusal("this is a folder, but it has the name of a plan file", "rename the folder")
            yield from _walk(root, path + "/")
        elif entry.is_symlink() and (root / path).is_dir():
            yield path, Refusal("a symbolic link to a folder is not followed", "put the files themselves here")
        elif is_plan_file:
            outside = entry.is_symlink() and not _is_inside(root, root / path)
            yield path, _outside() if outside else None


def read_file(root: Path, path: str) -> bytes | Refusal:
    """The bytes of a file below the root, or why they were not read. Waits for nothing, reads no more than allowed."""
    try:
        handle = os.open(f"{root}{os.sep}{path}", _FLAGS)
    except (OSError, ValueError) as error:
        return _from_error(error)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Refusal("this is not a regular file", "remove it, or give it another name")
        if status.st_size > MAX_BYTES:
            return too_large()
        data = os.read(handle, status.st_size + 1)
        if len(data) == status.st_size:
            return data
        return _read_on(handle, data)
    except OSError as error:
        return _from_error(error)
    finally:
        os.close(handle)


def _read_on(handle: int, data: bytes) -> bytes | Refusal:
    """Read what is left of a file that gave less than its size at once, or is growing."""
    parts = [data]
    size = len(data)
    while parts[-1] and size <= MAX_BYTES:
        parts.append(os.read(handle, min(1 << 20, MAX_BYTES + 1 - size)))
        size += len(parts[-1])
    return too_large() if size > MAX_BYTES else b"".join(parts)


def read_inside(root: Path, path: str) -> bytes | Refusal:
    """Like `read_file`, for a path that a plan names: refuses a link that leads out of the root."""
    if not _is_inside(root, root / path):
        return _outside()
    return read_file(root, path)


def _is_inside(root: Path, place: Path) -> bool:
    return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _outside() -> Refusal:
    return Refusal("a symbolic link leads out of the root", "put the file itself here")


def too_large() -> Refusal:
    """The refusal of a file that is larger than `MAX_BYTES`."""
    return Refusal(f"the file is larger than {MAX_BYTES // 1_000_000} MB", "split it into several files")


def _from_error(error: OSError | ValueError) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal("there is no such file", "check the name", unsafe=False)
    if isinstance(error, PermissionError):
        return Refusal("no permission to read this", "make it readable for the user who runs this", unsafe=False)
    if isinstance(error, IsADirectoryError):
        return Refusal("this is a folder, not a file", "name a file", unsafe=False)
    reason = str(getattr(error, "strerror", None) or error).lower()
    return Refusal(f"this cannot be read: {reason}", "check the file", unsafe=False)
