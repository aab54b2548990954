"""Whether a site that was built before is the one that would be built now, without building it.

A site follows from what is read and from who reads it, so the digest of all that stands for it: the plan, pages that
people wrote, settings, theme, the commit, the day, and the programs by their content and versions. What is kept of a
build is that digest and the one of the folder that came out. Where the folder was touched since, or anything is not
known for certain, the site is built.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import alignctl
from alignctl.change.git import GitError, find_repository
from alignctl.config import Config
from alignctl.load.discovery import Refusal, find_files, read_inside
from alignctl.load.segments import Series
from alignctl.publish.crew import Crew
from alignctl.publish.source import folder_in_repository
from alignctl.resources import schema_directory

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FORMAT = hashlib.sha256(b"alignctl site 2").hexdigest()
_CHUNK = 200
_ELSEWHERE = (b"!ENV", b"!relative", b"INHERIT", b"python/")
"""What in mkdocs.yml names settings that stand elsewhere, or are worked out when they are read."""
_COMPILED = re.compile(r"(.*/)?__pycache__/[^/]*\.pyc(\.\d+)?")


class _UnknownError(Exception):
    """Something that the site follows from cannot be told from here."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a site is built of: the plan's configuration, MkDocs' settings, and what else the result depends on."""

    config: Config
    settings: MkDocsConfig
    environment: Mapping[str, str]
    facts: Sequence[str]


class Record:
    """What is kept of the last build into a folder, in a folder of the user."""

    def __init__(self, folder: Path, target: Path) -> None:
        self._series = Series(folder, hashlib.sha256(os.fsencode(target.resolve())).hexdigest()[:16], _FORMAT)
        self._target = target

    def holds(self, build: Build, inputs: str | None) -> bool:
        """Whether the folder is, to the byte, what this build would give; `inputs` is the digest of its inputs."""
        known = self._read()
        if known is None or not self._target.is_dir():
            return False
        was, output, companions = known
        if was != inputs or any(_digest_companion(build, path) != told for path, told in companions.items()):
            return False
        with suppress(OSError):
            return output == digest_folder(self._target)
        return False

    def keep(self, build: Build, companions: Mapping[str, str] | None, before: str | None, output: str) -> None:
        """Note what was built: `output` is the digest of the folder that came out.

        `before` is the digest of the inputs when the build began. `companions` are files besides plan files that the
        plan was read from, each with the SHA-256 of what was read; None where that is not known.
        """
        names = self._series.names()
        if companions is not None and before is not None and before == digest_inputs(build):
            lines = (before, output, json.dumps(dict(sorted(companions.items()))))
            self._series.write([line.encode() for line in lines], names)
        self._series.remove(names)

    def _read(self) -> tuple[str, str, dict[str, str]] | None:
        names = self._series.names()
        lines = self._series.read(names[-1]) if names else None
        if lines is None or len(lines) != 3:
            return None
        self._series.touch(names[-1])
        return lines[0].decode(), lines[1].decode(), json.loads(lines[2])


def digest_inputs(build: Build) -> str | None:
    """One digest of everything that the site follows from but the files that plan files name; None where that cannot be
    told from here.
    """
    try:
        return _digest_inputs(build)
    except (_UnknownError, OSError):  # a build says what cannot be read
        return None


def _digest_inputs(build: Build) -> str:
    settings, config = build.settings, build.config
    file = Path(settings.config_file_path)
    text = file.read_bytes()
    if any(word in text for word in _ELSEWHERE) or not _only_known(settings.markdown_extensions):
        raise _UnknownError
    if config.plugins:  # rules of others may ask for anything
        raise _UnknownError
    if file.parent.resolve() != config.root.resolve():  # the defaults, in a folder of this run
        text = text.replace(os.fsencode(file.parent), b".")
    found = hashlib.sha256()

    def add(*parts: object) -> None:
        for part in parts:
            data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
            found.update(b"%d " % len(data) + data)

    def add_files(folder: str, of_programs: bool) -> None:
        for name, kind in sorted(_scan(folder)):
            if kind != _FOLDER and not (of_programs and _COMPILED.fullmatch(name)):
                if kind == _OTHER and not Path(folder, name).is_file():
                    raise _UnknownError  # a link to a folder, whose files are not looked for here; a pipe
                add(name, _read(folder, name))
        add("")

    add(*build.facts, text, sys.version, *_installed())
    add(settings.theme.name, build.environment.get("SOURCE_DATE_EPOCH"), *_dot(build))
    add(config.root.resolve(), folder_in_repository(config.root), *_commit(config, build.environment))
    add(config.file, config.file.read_bytes() if config.file is not None else b"")
    for folder in (Path(alignctl.__file__).parent, schema_directory(), *settings.theme.dirs):
        add_files(f"{folder}", of_programs=True)
    add_files(settings.docs_dir, of_programs=False)
    paths = sorted({path for path, _ in find_files(config.root, config.plans)})
    for path in (*paths, *([config.baseline] if config.baseline else [])):
        data = read_inside(config.root, path)
        add(path, data.message if isinstance(data, Refusal) else data)
    return found.hexdigest()


def _digest_companion(build: Build, path: str) -> str | None:
    data = read_inside(build.config.root, path)
    return None if isinstance(data, Refusal) else hashlib.sha256(data).hexdigest()


def digest_folder(folder: Path, crew: Crew | None = None, written: Mapping[str, bytes] | None = None) -> str:
    """One digest of the names and contents of all files below a folder, and of what else there is. Raises OSError.

    `written` are the SHA-256 of files that were written just now, by name; these are not read again.
    """
    entries = sorted(_scan(f"{folder}"))
    told = os.fsencode("\0".join([kind + name for name, kind in entries]))
    files = [name for name, kind in entries if kind == _FILE]
    found = dict(written or {})
    names = [name for name in files if name not in found]
    chunks = [names[start : start + _CHUNK] for start in range(0, len(names), _CHUNK)]

    def digest(number: int) -> dict[str, bytes]:
        return {name: hashlib.sha256(_read(f"{folder}", name)).digest() for name in chunks[number]}

    for each in (crew or Crew()).share("Noting", len(chunks), digest):
        found |= each
    return hashlib.sha256(told + b"".join([found[name] for name in files])).hexdigest()


_FILE, _FOLDER, _OTHER = "-", "d", "?"
"""What stands below a folder: regular files, folders, and links and all else, which no build makes."""


def _scan(folder: str, below: str = "") -> Iterator[tuple[str, str]]:
    """The names of all that stands below a folder, in no special order, each with its kind. Raises OSError."""
    with os.scandir(f"{folder}/{below}") as listing:
        for entry in listing:
            name = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield name, _FOLDER
                yield from _scan(folder, f"{name}/")
            else:
                yield name, _FILE if entry.is_file(follow_symlinks=False) else _OTHER


def _read(folder: str, name: str) -> bytes:
    with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123, a third of the time
        return file.read()


def _only_known(extensions: Iterable[str]) -> bool:
    """Whether all come with Markdown itself: others may read files of their own."""
    from markdown import extensions as own

    folder = Path(next(iter(own.__path__)))
    return all((folder / f"{name.removeprefix('markdown.extensions.')}.py").is_file() for name in extensions)


def _installed() -> list[str]:
    """Every installed package with its version, by the folders of their metadata."""
    return sorted(
        entry.name
        for place in sys.path
        if Path(place).is_dir()
        for entry in Path(place).iterdir()
        if _is_package(entry)
    )


def _is_package(entry: Path) -> bool:
    return entry.name.endswith((".dist-info", ".egg-info"))


def _dot(build: Build) -> list[str]:
    """The installed Graphviz, which may draw the pictures."""
    path = shutil.which("dot", path=build.environment.get("PATH"))
    if path is None:
        return []
    status = Path(path).stat()
    return [path, str(status.st_size), str(status.st_mtime_ns)]


def _commit(config: Config, environment: Mapping[str, str]) -> list[str]:
    """The commit that history is told up to, how far back this clone knows it, and who goes by which name."""
    try:
        repository = find_repository(config.root, environment)
        head = repository.resolve("HEAD")
        shallow = Path(repository.run("rev-parse", "--path-format=absolute", "--git-path", "shallow").strip())
    except GitError:
        return ["no commit"]
    with suppress(GitError):
        repository.run("config", "--get-regexp", r"^mailmap\.")
        raise _UnknownError  # names stand in a file of the user
    names = repository.top / ".mailmap"
    told = [path.read_text("utf-8", "surrogateescape") for path in (shallow, names) if path.is_file()]
    return [head, str(repository.top), *told]
