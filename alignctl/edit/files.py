"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
