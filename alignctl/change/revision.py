"""A plan as it was: read from git objects, from the index, or from a folder."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from alignctl.change.git import Blob, Listing, Repository
from alignctl.config import FILE_NAME, Config, ConfigError, read_config_text
from alignctl.load.discovery import SUFFIXES, Refusal
from alignctl.load.load import Loaded, OpenCache, ReadCsv, load_plan, load_sources
from alignctl.plan.plan import Plan

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
LFS_REMEDY = "fetch it (git lfs pull; actions/checkout: lfs: true)"
NOT_READ = frozenset({"SCH001", "SCH007"})
"""Findings that say that a file could not be read, all or in part."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan at a revision: what was loaded, the configuration that was in force there, and its name for people.

    `config` is its own where there was one that can be read; `config_error` says why it cannot. `unread` maps files
    that could not be read, all or in part, to the reason. `files` are other files that policy needs, by path.
    """

    name: str
    loaded: Loaded
    config: Config
    config_error: str | None = None
    unread: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is no plan at all."""
        return not self.loaded.sources and not self.loaded.diagnostics and not self.unread


def read_commit(
    repository: Repository,
    commit: str,
    name: str,
    config: Config,
    known: Loaded | None = None,
    cache: OpenCache | None = None,
) -> Snapshot:
    """The plan of a commit.

    `config` says where the plan lies, and how to read it where the commit has no configuration. Files that are the same
    in `known`, a plan with the same root, are not read again; their items are the very same objects. `cache` holds
    documents by content, whatever revision they are of. Raises GitError.
    """
    listing = repository.list_commit(commit, [prefix_of(repository, config)])
    return _read(repository, listing, name, config, known, cache)


def read_index(
    repository: Repository, config: Config, known: Loaded | None = None, cache: OpenCache | None = None
) -> Snapshot:
    """The plan as it is staged for the next commit; `known` and `cache` as for a commit. Raises GitError."""
    listing = repository.list_index([prefix_of(repository, config)])
    return _read(repository, listing, "the index", config, known, cache)


def load_by(
    config: Config, cache: OpenCache | None = None, overlay: Mapping[str, bytes] = MappingProxyType({})
) -> Loaded:
    """Load the plan that a configuration speaks of; `overlay` as for `load_plan`."""
    starts = config.fiscal_year_starts
    return load_plan(config.root, config.plans, fiscal_year_starts=starts, overlay=overlay, cache=cache)


def left_out_files(repository: Repository, config: Config) -> dict[str, bytes]:
    """The plan's files that a sparse checkout does not have on the disk, as they are staged; none in a full checkout.

    They did not change and are not gone: nobody looks at them here, that is all. Raises GitError.
    """
    if not repository.is_sparse():
        return {}
    prefix = prefix_of(repository, config)
    start = f"{prefix}/" if prefix else ""
    wanted = [
        blob
        for blob in repository.list_index([prefix]).left_out
        if _is_needed(path := blob.path.removeprefix(start), config) and not (config.root / path).exists()
    ]
    found = {path.removeprefix(start): data for path, data in repository.read(wanted).items()}
    return {path: data for path, data in found.items() if not data.startswith(LFS_POINTER)}


def present(loaded: Loaded, config: Config, name: str) -> Snapshot:
    """A plan that was loaded from files, as a snapshot."""
    return Snapshot(name, loaded, config, None, _unread(loaded), _policy_files(config))


def _policy_files(config: Config) -> dict[str, bytes]:
    files = {}
    for name in (config.file.name if config.file is not None else None, config.baseline):
        if name is not None and (config.root / name).is_file():
            files[name] = (config.root / name).read_bytes()
    return files


def _read(
    repository: Repository,
    listing: Listing,
    name: str,
    config: Config,
    known: Loaded | None,
    cache: OpenCache | None,
) -> Snapshot:
    prefix = prefix_of(repository, config)
    start = f"{prefix}/" if prefix else ""
    ids = {blob.path.removeprefix(start): blob for blob in listing.blobs if blob.path.startswith(start)}
    modules = [path.removeprefix(start) for path in listing.modules if path.startswith(start)]
    contents = _Contents(repository, ids, modules, known)
    names = [found for found in config_names(config) if found in ids]
    contents.fetch([*names, *(path for path in ids if _is_needed(path, config))])
    own = {found: contents.files[found] for found in names}
    there, problem = config_there(own, config)
    contents.fetch(path for path in ids if _is_needed(path, there))

    def read_csv(path: str) -> bytes | Refusal:
        contents.fetch([path])
        data = contents.files.get(path)
        if data is None:
            return Refusal(f'there is no file "{path}" in {name}', "write the file beside the plan file")
        if data.startswith(LFS_POINTER):
            return Refusal(f'"{path}" lies in LFS, and only the pointer is here', LFS_REMEDY)
        return data

    found_files = {path: data for path, data in contents.files.items() if is_plan_file(path, there)}
    pointers = {path for path, data in found_files.items() if data.startswith(LFS_POINTER)}
    plan_files = {path: data for path, data in found_files.items() if path not in pointers}
    usable = known if known is not None and known.plan.fiscal_year_starts == there.fiscal_year_starts else None
    loaded = _load(plan_files, contents.same, usable, read_csv, there.fiscal_year_starts, cache)
    unread = _unread(loaded)
    unread |= dict.fromkeys(pointers, f"lies in LFS, and only the pointer is here; {LFS_REMEDY}")
    unread |= {
        path: f'is a submodule, and what changed in it is not told here; run "alignctl diff" in "{path}"'
        for path in modules
        if any(_overlap(path, folder) for folder in there.plans)
    }
    policy = {path: data for path, data in contents.files.items() if path in own or path == there.baseline}
    return Snapshot(name, loaded, there, problem, unread, policy)


class _Contents:
    """The files of a revision, each read at most once: many at a time, or one that a plan file turns out to name.

    `same` are those that are the same in a plan that was loaded already. What lies in a submodule is taken for the
    same: it is not looked at.
    """

    def __init__(
        self, repository: Repository, ids: Mapping[str, Blob], modules: Iterable[str], known: Loaded | None
    ) -> None:
        self._repository = repository
        self._ids = ids
        self._here = known.sources if known is not None else {}
        self.same = same_files(ids, known) if known is not None else {}
        self.same |= {p: data for p, data in self._here.items() if any(_below(p, module) for module in modules)}
        self.files = dict(self.same)

    def fetch(self, paths: Iterable[str]) -> None:
        """Read those of these files that are there and were not read yet. Raises GitError."""
        wanted = {self._ids[path]: path for path in paths if path in self._ids and path not in self.files}
        if not wanted:
            return
        read = self._repository.read(wanted)
        for blob, path in wanted.items():
            self.files[path] = read[blob.path]
            if read[blob.path].startswith(LFS_POINTER) and path in self._here:
                self._settle_pointer(path, read[blob.path])

    def _settle_pointer(self, path: str, pointer: bytes) -> None:
        """Take the file that lies here for the one that a pointer names, if it is that very one."""
        digest = hashlib.sha256(self._here[path], usedforsecurity=False).hexdigest()
        if f"oid sha256:{digest}\n".encode() in pointer:
            self.same[path] = self.files[path] = self._here[path]


def _load(
    files: Mapping[str, bytes],
    same: Mapping[str, bytes],
    known: Loaded | None,
    read_csv: ReadCsv,
    starts: int,
    cache: OpenCache | None,
) -> Loaded:
    """Load plan files; what `known` holds of files that did not change is taken over."""
    reused = reusable_files(files, same, known) if known is not None else frozenset()
    rest = {path: data for path, data in files.items() if path not in reused}
    fresh = load_sources(rest, read_csv, fiscal_year_starts=starts, cache=cache)
    if not reused or known is None:
        return fresh
    kept = [item for item in known.plan.items if item.origin.path in reused]
    csv = {path: data for path, data in known.sources.items() if path in same and path.lower().endswith(".csv")}
    plan = Plan([*kept, *fresh.plan.items], fresh.plan.placeholders, starts)
    sources = {**{p: files[p] for p in reused}, **csv, **fresh.sources}
    return Loaded(plan, fresh.diagnostics, sources, fresh.documents + len(kept))


def reusable_files(files: Mapping[str, bytes], same: Mapping[str, bytes], known: Loaded) -> frozenset[str]:
    """Files that did not change, hold nothing that is wrong, and name no table that changed."""
    from alignctl.load.readings import resolve_name

    suspect = {d.location.path for d in known.diagnostics} | {p.origin.path for p in known.plan.placeholders}
    suspect |= {label.location.path for d in known.diagnostics for label in d.labels}
    for item in known.plan.items:
        table = getattr(item, "readings_file", None) or getattr(item, "responses_file", None)
        if table is not None and resolve_name(item.origin.path, table) not in same:
            suspect.add(item.origin.path)
    return frozenset(path for path in files if path in same and path not in suspect)


def same_files(blobs: Mapping[str, Blob], known: Loaded) -> dict[str, bytes]:
    """The files of a loaded plan whose content is that of a blob, told by the name git gives to content."""
    same = {}
    for path, data in known.sources.items():
        blob = blobs.get(path)
        if blob is not None:
            digest = hashlib.sha256 if len(blob.object_id) == 64 else hashlib.sha1
            if digest(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == blob.object_id:
                same[path] = data
    return same


def _overlap(one: str, other: str) -> bool:
    return any(_below(f"{a}/x", b) for a, b in ((one, other), (other, one)))


def _unread(loaded: Loaded) -> dict[str, str]:
    return {d.location.path: d.message for d in reversed(loaded.diagnostics) if d.code in NOT_READ}


def prefix_of(repository: Repository, config: Config) -> str:
    """Where the plan's root lies in the repository, without slashes around it; empty at its top."""
    inside = config.root.resolve().relative_to(repository.top.resolve()).as_posix()
    return "" if inside == "." else inside


def config_names(config: Config) -> tuple[str, ...]:
    """The files that may hold the configuration, below the root; the first that is there counts."""
    own = (config.file.name,) if config.file is not None else ()
    return tuple(dict.fromkeys((*own, FILE_NAME, "pyproject.toml")))


def config_there(files: Mapping[str, bytes], config: Config) -> tuple[Config, str | None]:
    """The configuration of a revision. Where it has none, defaults judge; the plan still lies where it lies now."""
    for name in config_names(config):
        if name in files:
            try:
                read = read_config_text(files[name], Path(config.root) / name)
            except ConfigError as error:
                return config, f"{error}"
            if read is not None:
                return read, None
    bare = Config(config.root, plans=config.plans, fiscal_year_starts=config.fiscal_year_starts)
    return replace(bare, name=config.name, repository=config.repository, branch=config.branch), None


def _is_needed(path: str, config: Config) -> bool:
    """Whether a file is surely or likely read: tables that lie elsewhere are, when a plan file names them."""
    if path.lower().endswith(".csv"):
        return any(_below(path, folder) for folder in config.plans)
    return is_plan_file(path, config) or path == config.baseline


def is_plan_file(path: str, config: Config) -> bool:
    """Whether a file, by its path below the root, is one that the configuration speaks of."""
    return path.lower().endswith(SUFFIXES) and any(_below(path, folder) for folder in config.plans)


def _below(path: str, folder: str) -> bool:
    folder = posixpath.normpath(folder)
    inside = folder == "." or path.startswith(f"{folder}/")
    return inside and not any(part.startswith(".") for part in path.split("/"))
