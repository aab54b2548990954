"""Where documents are kept between runs, and when not."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.config import Config

if TYPE_CHECKING:
    from alignctl.load.cache import DocumentCache
    from alignctl.load.load import OpenCache


def find_cache(ctx: click.Context, config: Config) -> OpenCache | None:
    """What opens the documents kept of a plan; None where `--no-cache` or the configuration says so.

    All loads of a plan in one run share its cache.
    """
    if not config.cache or ctx.meta.get("alignctl.no_cache"):
        return None
    known: dict[Path, DocumentCache | None] = ctx.meta.setdefault("alignctl.caches", {})

    def open_for(count: int) -> DocumentCache | None:
        if not count:
            return None
        if config.root not in known:
            known[config.root] = _open(config.root)
        return known[config.root]

    return open_for


def find_folder(ctx: click.Context, config: Config) -> Path | None:
    """The user's folder for what can be made again; None where nothing of this plan is to be kept."""
    if not config.cache or ctx.meta.get("alignctl.no_cache"):
        return None
    return _folder_for(config.root)


def _folder_for(root: Path) -> Path | None:
    folder = cache_folder(os.environ, sys.platform)
    return None if folder is None or _comes_with_the_plan(folder, root) else folder


def _open(root: Path) -> DocumentCache | None:
    folder = _folder_for(root)
    if folder is None:
        return None
    from alignctl.load.cache import DocumentCache
    from alignctl.load.makers import describe_makers

    return DocumentCache(folder / "documents", root, describe_makers())


def cache_folder(environment: Mapping[str, str], platform: str) -> Path | None:
    """The user's folder for what alignctl can make again; None where the system names none.

    By the XDG base directory specification, which ignores paths that are not absolute, and by the habits of macOS and
    Windows.
    """
    named = environment.get("XDG_CACHE_HOME", "")
    if not named and platform == "win32":
        named = environment.get("LOCALAPPDATA", "")
    if not Path(named).is_absolute():
        named = str(Path("~", *(("Library", "Caches") if platform == "darwin" else (".cache",))))
    place = Path(os.path.expanduser(named))  # noqa: PTH111, raises nothing where there is no home
    return place / "alignctl" if place.is_absolute() else None


def _comes_with_the_plan(folder: Path, root: Path) -> bool:
    """Whether a folder lies in the work tree of a plan, so that whoever changes the plan could bring it along."""
    root = root.resolve()
    top = next((place for place in (root, *root.parents) if (place / ".git").exists()), root)
    return folder.resolve().is_relative_to(top)
