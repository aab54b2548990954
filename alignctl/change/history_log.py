"""The commits that touched a plan, newest first, each with the files that it changed. Read from `git log`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import UTC, date, datetime

from alignctl.change.git import GitError, Repository, pathspecs
from alignctl.change.moment import day_of_seconds
from alignctl.records import Record, record

PAGE = 200
"""How many commits one `git log` is asked for. Most readers want the latest few."""

_FIELDS = 5
_COMMIT = re.compile(r"[0-9a-f]{40,64}\Z")
_NO_FILE = ("000000", "120000", "160000")  # nothing, a link, a submodule
_FORMAT = "--format=%H%x00%P%x00%ct%x00%aN%x00%s%x00"


@record
class Touch(Record):
    """What a commit did to one file: the names of its content before and after, None where there was or is no file."""

    path: str
    old: str | None
    new: str | None


@record
class Commit(Record):
    """A commit: when it was made, who wrote it, and the first line of its message.

    These texts are whatever somebody typed. `touches` are against the first parent.
    """

    id: str
    parents: tuple[str, ...]
    seconds: int
    author: str
    subject: str
    touches: tuple[Touch, ...] = field(default=())

    @property
    def short(self) -> str:
        """The beginning of its id."""
        return self.id[:7]

    @property
    def day(self) -> date:
        """The day (UTC) on which it was committed, which for a merge is the day of the merge."""
        return day_of_seconds(self.seconds)

    @property
    def time(self) -> str:
        """The time (UTC) of the same, as ISO 8601; of a time beyond all calendars, its day."""
        try:
            return datetime.fromtimestamp(self.seconds, UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            return self.day.isoformat()


def commits_back_from(
    repository: Repository, start: str, paths: Iterable[str], before: tuple[str, ...] = ()
) -> Iterator[Commit]:
    """The commits up to `start` that touched these files and folders, the newest first, by first parents.

    A change comes into a plan when its branch is merged; until then it was a proposal. So a merge is told once, as
    what it did to the branch it was merged into, and what was tried and dropped on the way is not told.
    Commits that `before` leads to are left out. Raises GitError.
    """
    specs = pathspecs(paths)
    while True:
        text = repository.run(
            "log", f"--max-count={PAGE}", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames",
            "--no-show-signature", "--encoding=UTF-8", _FORMAT, start, *(f"^{commit}" for commit in before), "--",
            *specs,
        )  # fmt: skip
        page = tuple(_read_log(text))
        yield from page
        if len(page) < PAGE or not page[-1].parents:
            return
        start = page[-1].parents[0]


def authors_merged(repository: Repository, commit: Commit, paths: Iterable[str]) -> tuple[str, ...]:
    """Who wrote what a merge brought in, sorted; empty for a commit that merges nothing. Raises GitError."""
    if len(commit.parents) < 2:
        return ()
    text = repository.run(
        "log", "-z", "--no-merges", "--no-show-signature", "--encoding=UTF-8", "--format=%aN",
        commit.id, f"^{commit.parents[0]}", "--", *pathspecs(paths),
    )  # fmt: skip
    return tuple(sorted({_readable(name.strip("\n")) for name in text.split("\0")} - {""}))


def is_cut_off(repository: Repository, commit: Commit) -> bool:
    """Whether a commit only seems to have no parent, because the clone ends there."""
    return not commit.parents and repository.is_shallow()


def _read_log(text: str) -> Iterator[Commit]:
    """Take apart what `git log -z --raw` prints. NUL is the one character that neither names nor messages hold."""
    tokens = text.split("\0")
    at = 0
    while at < len(tokens):
        if not _COMMIT.match(tokens[at]):
            at += 1
            continue
        if len(tokens) < at + _FIELDS:
            raise GitError("git log broke off; run it again")
        commit, parents, seconds, author, subject = tokens[at : at + _FIELDS]
        at += _FIELDS
        touches = []
        while at < len(tokens) and not _COMMIT.match(tokens[at]):
            entry = tokens[at].lstrip("\n")
            at += 1
            if entry.startswith(":"):
                old_mode, new_mode, old, new, _ = entry[1:].split(" ", 4)
                before, after = None if old_mode in _NO_FILE else old, None if new_mode in _NO_FILE else new
                touches.append(Touch(tokens[at], before, after))
                at += 1
        yield Commit(
            commit, tuple(parents.split()), int(seconds), _readable(author), _readable(subject), tuple(touches)
        )


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
