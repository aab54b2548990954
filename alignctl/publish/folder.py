"""Replacing a folder of made files whole or not at all, and never one that holds anything else."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from alignctl.publish.plan_json import FORMAT, PLAN_JSON


class NotOursError(Exception):
    """The folder holds something that this program did not make."""


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write into an empty folder, then put that in the place of `folder`.

    Where `fill` fails, `folder` stays as it was. Raises NotOursError where `folder` is a file, or holds files and no
    plan.json of ours; OSError.
    """
    folder = folder.absolute()
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}."))
    try:
        fresh, old = work / "new", work / "old"
        fresh.mkdir()
        fill(fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


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


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by their path below a folder, with line feeds, in UTF-8. Raises OSError."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
