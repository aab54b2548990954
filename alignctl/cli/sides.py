"""The two plans of a comparison, as a person names them: a revision, a folder, the index, or what lies here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from alignctl.change.file_moves import FindMoves, find_moves, no_moves
from alignctl.change.git import GitError, Repository, find_repository
from alignctl.change.revision import Snapshot, left_out_files, load_by, prefix_of, present, read_commit, read_index
from alignctl.cli.cache import find_cache
from alignctl.config import Config, ConfigError, find_config
from alignctl.garbage import collection_paused, pass_over_what_is_kept
from alignctl.load.load import Loaded

T = TypeVar("T")

HERE = "the working tree"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both plans of a comparison, and how to ask which files were renamed in between."""

    base: Snapshot
    head: Snapshot
    find_moves: FindMoves = no_moves


@collection_paused()
def open_sides(ctx: click.Context, config: Config, base: str | None, head: str | None, staged: bool) -> Sides:
    """Read both plans. Without a base: where this work parted from its upstream or main branch.

    Raises click.UsageError, with the remedy, where one cannot be had.
    """
    if staged and head is not None:
        raise click.UsageError("--staged compares the index; do not name a HEAD as well")
    parted = None
    if base is not None and head is None and ".." in base and not Path(base).exists():
        first, dots, second = base.partition("..." if "..." in base else "..")
        if dots == "..." and first and second:
            commit = _git(lambda: find_repository(config.root, os.environ).merge_base(first, second))
            parted = commit, f"where {second} parted from {first}"
        base, head = first or None, second or "HEAD"
    try:
        if base is not None and _is_folder(config, base):
            return Sides(_read_folder(ctx, base), _head(ctx, config, head, staged))
        repository = _git(lambda: find_repository(config.root, os.environ))
        newer = _head(ctx, config, head, staged)
        commit, name = parted or _git(lambda: settle_base(repository, base, staged))
        older = _git(lambda: read_commit(repository, commit, name, config, newer.loaded, find_cache(ctx, config)))
        pass_over_what_is_kept()
        return Sides(older, newer, _moves(config, repository, commit, head))
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error


def settle_base(repository: Repository, base: str | None, staged: bool = False) -> tuple[str, str]:
    """The commit to compare with, and its name for people. Raises GitError."""
    if base is not None:
        return repository.resolve(base), base
    if staged:
        return repository.resolve("HEAD"), "HEAD"
    target = os.environ.get("GITHUB_BASE_REF") or os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    if not target:
        return repository.default_base()
    # GitLab names the commit itself, which also holds in the pipeline of a fork, whose own branches may be old. The
    # first of the two is there only where the pipeline runs on the merged result.
    for known in ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        commit = os.environ.get(known)
        if commit and repository.knows(commit):
            return repository.merge_base(commit, "HEAD"), f"where this work parted from {target}"
    return repository.merge_base(f"origin/{target}", "HEAD"), f"where this work parted from origin/{target}"


def read_base(ctx: click.Context, config: Config, revision: str, known: Loaded) -> Snapshot:
    """The plan where this work parted from a revision, for a plan that was loaded already.

    What others have done to that branch since is no part of this change. Raises click.UsageError with the remedy.
    """
    repository = _git(lambda: find_repository(config.root, os.environ))
    commit = _git(lambda: repository.merge_base(revision, "HEAD"))
    return _git(lambda: read_commit(repository, commit, revision, config, known, find_cache(ctx, config)))


def moves_since(config: Config, revision: str) -> FindMoves:
    """How to ask which files were renamed since this work parted from a revision."""

    def find() -> Mapping[str, str]:
        repository = _git(lambda: find_repository(config.root, os.environ))
        commit = _git(lambda: repository.merge_base(revision, "HEAD"))
        return find_moves(repository, commit, None, prefix_of(repository, config))

    return find


def _moves(config: Config, repository: Repository, commit: str, head: str | None) -> FindMoves:
    if head is not None and _is_folder(config, head):
        return no_moves

    def find() -> Mapping[str, str]:
        newer = _git(lambda: repository.resolve(head)) if head is not None else None
        return find_moves(repository, commit, newer, prefix_of(repository, config))

    return find


def _head(ctx: click.Context, config: Config, head: str | None, staged: bool) -> Snapshot:
    cache = find_cache(ctx, config)
    if staged:
        repository = _git(lambda: find_repository(config.root, os.environ))
        return _git(lambda: read_index(repository, config, load_by(config, cache), cache))
    if head is None:
        return present(load_by(config, cache, files_left_out(config)), config, HERE)
    if _is_folder(config, head):
        return _read_folder(ctx, head)
    repository = _git(lambda: find_repository(config.root, os.environ))
    commit = _git(lambda: repository.resolve(head))
    return _git(lambda: read_commit(repository, commit, head, config, load_by(config, cache), cache))


def files_left_out(config: Config) -> Mapping[str, bytes]:
    """The plan's files that a sparse checkout does not have on the disk; none where there is no repository."""
    try:
        repository = find_repository(config.root, os.environ)
    except GitError:
        return {}
    return _git(lambda: left_out_files(repository, config))


def _read_folder(ctx: click.Context, folder: str) -> Snapshot:
    """The plan that lies in a folder, with its own configuration. Raises ConfigError."""
    config = find_config(Path(folder))
    return present(load_by(config, find_cache(ctx, config)), config, folder)


def _is_folder(config: Config, name: str) -> bool:
    """Whether a name means a folder: a revision of the same name goes first, unless it is written as a path."""
    if not Path(name).is_dir():
        return False
    if name.startswith((".", "/", "~")) or os.sep in name:
        return True
    try:
        find_repository(config.root, os.environ).resolve(name)
    except GitError:
        return True
    return False


def _git(action: Callable[[], T]) -> T:
    """What git gives, or its refusal as a usage error."""
    try:
        return action()
    except GitError as error:
        raise click.UsageError(f"{error}") from error
