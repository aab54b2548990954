"""Reading a git repository: names of revisions, and the bytes of many files in one go. Nothing is written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


class GitError(Exception):
    """Git cannot give what was asked for; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision or of the index: its path from the top of the repository, and the name of its content."""

    path: str
    object_id: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a revision or the index holds: its files, and the folders that are repositories of their own (submodules).

    Both are sorted by path; links are left out. `left_out` are files that a sparse checkout does not have on the disk.
    """

    blobs: tuple[Blob, ...]
    modules: tuple[str, ...] = ()
    left_out: tuple[Blob, ...] = ()


_SAFE = (
    # A repository of somebody else's must not start programs of its choosing.
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never",
    "-c", "core.quotePath=false", "--literal-pathspecs", "--no-replace-objects",
)  # fmt: skip
_LINK, _MODULE = "120000", "160000"
_PARTIAL_REMEDY = "; fetch them (git fetch --refetch --no-filter; actions/checkout: without filter)"
_SKIPPED = "S"
"""How `git ls-files -t` marks what a sparse checkout leaves out."""


class Repository:
    """A git repository with a work tree, by its top folder. `environment` is what git runs in."""

    def __init__(self, top: Path, environment: Mapping[str, str]) -> None:
        self.top = top
        self._environment = clean_environment(environment)

    def resolve(self, revision: str) -> str:
        """The id of the commit that a revision names. Raises GitError with the remedy."""
        if revision.startswith("-") or not revision.strip():
            raise GitError(f'"{revision}" is no revision')
        found = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found is None:
            raise GitError(f'git knows no revision "{revision}"{self.shallow_hint() or "; git fetch may bring it"}')
        return found.strip()

    def merge_base(self, one: str, other: str) -> str:
        """The commit from which two lines of work parted. Raises GitError with the remedy."""
        found = self._try("merge-base", self.resolve(one), self.resolve(other))
        if found is None:
            hint = self.shallow_hint() or "; they have no common history"
            raise GitError(f'no common ancestor of "{one}" and "{other}" is known here{hint}')
        return found.strip()

    def default_base(self) -> tuple[str, str]:
        """What a change is compared with if nobody says otherwise: the commit, and its name for people.

        It is where the current work parted from its upstream branch, else from the main branch (first of `origin`).
        Raises GitError where there is none.
        """
        for name in ("@{upstream}", "origin/HEAD", "origin/main", "origin/master", "main", "master"):
            if self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") is None:
                continue
            shown = (self._try("rev-parse", "--abbrev-ref", name) or name).strip()
            return self.merge_base(name, "HEAD"), f"where this work parted from {shown}"
        raise GitError(
            "there is no upstream and no main branch to compare with; name a base, such as HEAD~1 or a tag"
            + self.shallow_hint()
        )

    def blobs_of(self, commit: str, folders: Iterable[str]) -> tuple[Blob, ...]:
        """The files of a commit below these folders (`""` is the top), sorted. Links and submodules are left out."""
        return self.list_commit(commit, folders).blobs

    def list_commit(self, commit: str, folders: Iterable[str]) -> Listing:
        """What a commit holds below these folders."""
        text = self.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *pathspecs(folders))
        entries = (entry.split("\t", 1) for entry in text.split("\0") if entry)
        rows = [(*head.split(" "), path) for head, path in entries]
        blobs = [Blob(path, oid) for mode, _, oid, path in rows if mode not in (_LINK, _MODULE)]
        return Listing(_sorted(blobs), tuple(sorted(path for mode, *_, path in rows if mode == _MODULE)))

    def list_index(self, folders: Iterable[str]) -> Listing:
        """What the index holds below these folders. Raises GitError while a merge is unfinished there."""
        text = self.run("ls-files", "--stage", "-t", "-z", "--full-name", "--", *pathspecs(folders))
        blobs, modules, left_out = [], [], []
        for entry in filter(None, text.split("\0")):
            head, path = entry.split("\t", 1)
            tag, mode, object_id, stage = head.split(" ")
            if stage != "0":
                raise GitError(f'"{path}" is in the middle of a merge; finish the merge first')
            if mode == _MODULE:
                modules.append(path)
            elif mode != _LINK:
                blobs.append(Blob(path, object_id))
                if tag == _SKIPPED:
                    left_out.append(blobs[-1])
        return Listing(_sorted(blobs), tuple(sorted(modules)), _sorted(left_out))

    def is_sparse(self) -> bool:
        """Whether only a part of the files is meant to be on the disk."""
        return (self._try("config", "--type=bool", "--get", "core.sparseCheckout") or "").strip() == "true"

    def read(self, blobs: Iterable[Blob]) -> dict[str, bytes]:
        """The content of these files by path, from one `git cat-file --batch`. Raises GitError."""
        wanted = list(blobs)
        names = "".join(f"{blob.object_id}\n" for blob in wanted).encode()
        result = subprocess.run(
            self._command("cat-file", "--batch"),
            cwd=self.top,
            env=self._environment,
            input=names,
            capture_output=True,
            check=False,
        )
        if result.returncode:
            if b"promisor" in result.stderr:
                raise GitError(f"this clone was made without the contents of earlier files{_PARTIAL_REMEDY}")
            raise GitError(f"git cat-file failed: {_last_line(result.stderr)}")
        contents: dict[str, bytes] = {}
        at = 0
        for blob in wanted:
            end = result.stdout.index(b"\n", at)
            header = result.stdout[at:end].split(b" ")
            if len(header) != 3:
                raise GitError(f'the content of "{blob.path}" is not in this clone{self.shallow_hint()}')
            size = int(header[2])
            contents[blob.path] = result.stdout[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return contents

    def knows(self, revision: str) -> bool:
        """Whether a revision of this name is here."""
        return self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is not None

    def is_shallow(self) -> bool:
        """Whether this clone holds the latest commits alone."""
        return (self._try("rev-parse", "--is-shallow-repository") or "").strip() == "true"

    def shallow_hint(self) -> str:
        """What to do about a shallow clone, to be put after a message; empty in a whole one."""
        if not self.is_shallow():
            return ""
        return (
            "; this clone is shallow: fetch the whole history (actions/checkout: fetch-depth: 0; git fetch --unshallow)"
        )

    def _command(self, *arguments: str) -> list[str]:
        return ["git", *_SAFE, *arguments]

    def run(self, *arguments: str) -> str:
        """What a command of git prints. Raises GitError with what git says."""
        result = subprocess.run(
            self._command(*arguments), cwd=self.top, env=self._environment, capture_output=True, check=False
        )
        if result.returncode:
            raise GitError(f"git {arguments[0]} failed: {_last_line(result.stderr)}")
        return result.stdout.decode("utf-8", "surrogateescape")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command of git that is asked and answers through pipes until it is ended."""
        return subprocess.Popen(
            self._command(*arguments),
            cwd=self.top,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _try(self, *arguments: str) -> str | None:
        try:
            return self.run(*arguments)
        except GitError:
            return None


def find_repository(start: Path, environment: Mapping[str, str]) -> Repository:
    """The repository around a folder. Raises GitError where there is none, or no git."""
    clean = clean_environment(environment)
    try:
        result = subprocess.run(
            ["git", *_SAFE, "rev-parse", "--show-toplevel"], cwd=start, env=clean, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed here; install it to compare with another revision") from None
    if result.returncode:
        message = _last_line(result.stderr)
        if "dubious ownership" in message or b"safe.directory" in result.stderr:
            raise GitError(f"git does not trust this folder: {message}")
        if "must be run in a work tree" in message:
            raise GitError(f"{start} is a git repository without a working tree; clone it, and run this in the clone")
        raise GitError(f"{start} is in no git repository; run this inside one")
    return Repository(Path(os.fsdecode(result.stdout.rstrip(b"\n"))), environment)


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without what would point git at another repository, and with messages in English."""
    kept = {k: v for k, v in environment.items() if not k.startswith("GIT_") or k == "GIT_CEILING_DIRECTORIES"}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def pathspecs(folders: Iterable[str]) -> list[str]:
    """Folders and files as git wants them named; none at all for the whole repository."""
    paths = sorted({folder.strip("/") for folder in folders})
    return [] if "" in paths or "." in paths else paths


def _sorted(blobs: Iterable[Blob]) -> tuple[Blob, ...]:
    return tuple(sorted(blobs, key=lambda blob: blob.path))


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "no reason given"
