"""A plan as it was: read from git objects, from the index, or from a folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from alignctl.change.git import Blob, Repository
from alignctl.config import Config, ConfigError, read_config_text
from alignctl.load.discovery import SUFFIXES, Refusal
from alignctl.load.load import Loaded, load_sources

_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan at a revision: what was loaded, the configuration that was in force there, and its name for people.

    `config` is the base's own where it could be read, and `config_error` says why not. `pointers` are files whose
    content lies in LFS and was not fetched.
    """

    name: str
    loaded: Loaded
    config: Config
    config_error: str | None = None
    pointers: tuple[str, ...] = ()


def read_commit(repository: Repository, commit: str, name: str, config: Config) -> Snapshot:
    """The plan of a commit. `config` says where the plan lies now, and holds where the commit has no configuration."""
    prefix = _prefix(repository, config)
    found = repository.blobs_of(commit, [prefix])
    return _snapshot(repository.read(_relevant(found)), prefix, name, config)


def read_index(repository: Repository, config: Config) -> Snapshot:
    """The plan as it is staged for the next commit."""
    prefix = _prefix(repository, config)
    found = repository.staged_blobs([prefix])
    return _snapshot(repository.read(_relevant(found)), prefix, "the index", config)


def _relevant(blobs: Iterable[Blob]) -> list[Blob]:
    names = (*SUFFIXES, ".csv", "pyproject.toml", ".json")
    return [blob for blob in blobs if blob.path.lower().endswith(names)]


def _prefix(repository: Repository, config: Config) -> str:
    """Where the plan's root lies in the repository, without slashes around it; empty at its top."""
    inside = config.root.resolve().relative_to(repository.top.resolve()).as_posix()
    return "" if inside == "." else inside


def _snapshot(contents: Mapping[str, bytes], prefix: str, name: str, config: Config) -> Snapshot:
    start = f"{prefix}/" if prefix else ""
    files = {path.removeprefix(start): data for path, data in contents.items() if path.startswith(start)}
    there, problem = _config_there(files, config)
    plan_files = {
        path: data
        for path, data in files.items()
        if path.lower().endswith(SUFFIXES) and any(_below(path, folder) for folder in there.plans)
    }
    pointers = tuple(sorted(path for path, data in files.items() if data.startswith(_LFS)))

    def read_csv(path: str) -> bytes | Refusal:
        data = files.get(path)
        if data is None:
            return Refusal(f'there is no file "{path}" at {name}', "write the file beside the plan file")
        return data

    loaded = load_sources(plan_files, read_csv, fiscal_year_starts=there.fiscal_year_starts)
    return Snapshot(name, loaded, there, problem, pointers)


def _config_there(files: Mapping[str, bytes], config: Config) -> tuple[Config, str | None]:
    for name in ("alignctl.yaml", "pyproject.toml"):
        if name in files:
            try:
                read = read_config_text(files[name], Path(config.root) / name)
            except ConfigError as error:
                return config, f"{error}"
            if read is not None:
                return read, None
    return config, None


def _below(path: str, folder: str) -> bool:
    folder = posixpath.normpath(folder)
    inside = folder == "." or path.startswith(f"{folder}/")
    return inside and not any(part.startswith(".") for part in path.split("/"))
