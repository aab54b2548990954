"""Writing files whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from alignctl.edit.locking import locked


class FileExists(Exception):
    """The file is there already and was left alone."""


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet; line feeds end its lines. Raises FileExists, OSError.

    The text is written to a temporary file beside it first, so that a reader never sees half of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _write_beside(path, text.encode())
    try:
        # A hard link fails where the name is taken, so nobody's file can be lost between a look and a write.
        os.link(temporary, path)
    except FileExistsError:
        raise FileExists(str(path)) from None
    except OSError:
        # Some file systems have no hard links.
        if path.exists() or path.is_symlink():
            raise FileExists(str(path)) from None
        temporary.replace(path)
        return
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, or make it, in one step. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _write_beside(path, content)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


class ChangedMeanwhile(Exception):
    """A file is not any more what it was when it was read; nothing was written. The message is its path."""


class NotRestored(Exception):
    """Writing several files failed, and so did putting the first ones back. The message names those files."""


def replace_files(changes: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Change several files, all or none: path → what was read, and what is to stand there.

    A link stays a link, and a file keeps its permissions. Raises ChangedMeanwhile where a file holds something else
    than was read, OSError where one cannot be written (those written before are put back), NotRestored. No other
    process that calls this writes in the same folders meanwhile.
    """
    targets = {Path(os.path.realpath(path)): contents for path, contents in sorted(changes.items())}
    with locked(path.parent for path in targets):
        _replace_files(targets)


def _replace_files(targets: Mapping[Path, tuple[bytes, bytes]]) -> None:
    prepared: dict[Path, Path] = {}
    written: list[Path] = []
    try:
        for path, (before, after) in targets.items():
            _check_unchanged(path, before)
            prepared[path] = _write_beside(path, after)
            prepared[path].chmod(stat.S_IMODE(path.stat().st_mode))
        for path, (before, _) in targets.items():
            _check_unchanged(path, before)
            prepared[path].replace(path)
            written.append(path)
    except BaseException as error:
        lost = [path for path in written if not _put_back(path, targets[path][0])]
        if lost:
            raise NotRestored(", ".join(map(str, lost))) from error
        raise
    finally:
        for temporary in prepared.values():
            temporary.unlink(missing_ok=True)


def _check_unchanged(path: Path, before: bytes) -> None:
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        raise ChangedMeanwhile(str(path)) from None
    if now != before:
        raise ChangedMeanwhile(str(path))


def _put_back(path: Path, before: bytes) -> bool:
    try:
        temporary = _write_beside(path, before)
        try:
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
