"""Replacing a folder of made files whole or not at all, and never one that holds anything else."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from alignctl.publish.plan_json import FORMAT, PLAN_JSON
from alignctl.publish.workplace import NEW, OLD, work_folder

T = TypeVar("T")

_HERE = -100
_RENAME_EXCHANGE = 2
"""What Linux calls the present folder, and the exchange of two names, in `renameat2`."""


class NotOursError(Exception):
    """The folder holds something that this program did not make."""


def replace_folder(folder: Path, fill: Callable[[Path], T]) -> T:
    """Let `fill` write into an empty folder, then put that in the place of `folder`; what `fill` gives.

    Where `fill` fails, `folder` stays as it was. What processes left that were killed at this is removed. Raises
    NotOursError where `folder` is a file, or holds files and no plan.json of ours; OSError.
    """
    folder = folder.absolute()
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(folder) as work:
        fresh, old = work / NEW, work / OLD
        fresh.mkdir()
        result = fill(fresh)
        if not (folder.exists() and _exchange(fresh, folder)):
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
    return result


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, so that a process that is killed leaves either; False where the
    system cannot do it.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):  # another C library
        return False
    done: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0


def check_folder(folder: Path) -> None:
    """Raise NotOursError unless the folder is missing, empty, or one that was made here before."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotOursError(f'"{folder}" is no folder; name another place')
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        with (folder / PLAN_JSON).open("rb") as file:
            ours = f'"{FORMAT}"'.encode() in file.read(200)
    except OSError:
        ours = False
    if not ours:
        raise NotOursError(f'"{folder}" holds files that alignctl did not make; name an empty or a new folder')


def write_files(folder: Path, files: Iterable[tuple[str, str | Path]]) -> None:
    """Write files by their path below a folder, with line feeds, in UTF-8; a path stands for a file to be copied.

    Raises OSError.
    """
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_bytes(content.encode("utf-8"))
