"""The plan as it was: what `--at` names, and the plan that stood there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from alignctl.change.git import GitError, Repository, find_repository
from alignctl.change.revision import Snapshot, read_commit
from alignctl.diagnostics import Location
from alignctl.load.load import Loaded
from alignctl.load.problems import report
from alignctl.plan.dates import parse_day
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.config import Config
    from alignctl.load.load import OpenCache


@record
class Moment(Record):
    """A commit of the past, the day (UTC) on which it was committed, and the day that was asked for, if one was."""

    commit: str
    day: date
    asked: date | None = None

    @property
    def short(self) -> str:
        """The beginning of the commit's id."""
        return self.commit[:7]

    def __str__(self) -> str:
        return f"revision {self.short} of {self.day.isoformat()}"


@record
class Past(Record):
    """The plan as it was at a moment."""

    moment: Moment
    snapshot: Snapshot


def read_past(config: Config, named: str, environment: Mapping[str, str], cache: OpenCache | None = None) -> Past:
    """The plan at a revision, or at the end of a day. `config` says where the plan lies, `cache` holds documents that
    were read before. Raises GitError.

    A file that lies in LFS and is not here becomes a finding, so that nobody takes the plan for whole.
    """
    repository = find_repository(config.root, environment)
    moment = find_moment(repository, named)
    snapshot = read_commit(repository, moment.commit, f"{moment}", config, cache=cache)
    return Past(moment, _tell_what_is_missing(snapshot))


def find_moment(repository: Repository, named: str) -> Moment:
    """The commit that a revision names, or else the last one of the current branch at the end of a day (UTC).

    The current branch is followed by first parents: what stood on another branch that day was not the plan yet.
    Raises GitError with the remedy.
    """
    day = _day_of(named)
    if day is not None and not repository.knows(named):
        last = int(datetime.combine(day, time.max, UTC).timestamp())
        found = repository.run("rev-list", "-1", "--first-parent", f"--min-age={last}", repository.resolve("HEAD"))
        commit = found.strip()
        if not commit:
            hint = repository.shallow_hint() or "; name a later day"
            raise GitError(f"the current branch has no commit up to the end of {named}{hint}")
        return Moment(commit, _committed_on(repository, commit), day)
    commit = repository.resolve(named)
    return Moment(commit, _committed_on(repository, commit))


def _day_of(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


def _committed_on(repository: Repository, commit: str) -> date:
    seconds = repository.run("show", "--no-patch", "--no-notes", "--format=%ct", commit, "--").strip()
    return day_of_seconds(int(seconds))


def day_of_seconds(seconds: int) -> date:
    """The day (UTC) of a time as git counts it; the last or first day there is, where it lies beyond."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max if seconds > 0 else date.min


def _tell_what_is_missing(snapshot: Snapshot) -> Snapshot:
    loaded = snapshot.loaded
    told = {found.location.path for found in loaded.diagnostics}
    missing = [
        report("SCH001", f"the file {reason.partition(';')[0]}", Location(path), help=reason.partition("; ")[2] or None)
        for path, reason in snapshot.unread.items()
        if path not in told
    ]
    if not missing:
        return snapshot
    found = tuple(sorted((*loaded.diagnostics, *missing), key=lambda entry: entry.sort_key))
    whole = Loaded(loaded.plan, found, loaded.sources, loaded.documents + len(missing))
    return Snapshot(snapshot.name, whole, snapshot.config, snapshot.config_error, snapshot.unread, snapshot.files)
