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
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import alignctl
from alignctl.change.git import GitError, find_repository
from alignctl.config import Config
from alignctl.load.discovery import Refusal, find_files, read_inside
from alignctl.load.segments import Series
from alignctl.publish.crew import Crew
from alignctl.resources import schema_directory

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_FORMAT = hashlib.sha256(b"alignctl site 1").hexdigest()
_CHUNK = 200
_ELSEWHERE = (b"!ENV", b"!relative", b"INHERIT")
"""What in mkdocs.yml names settings that stand elsewhere."""


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

    def holds(self, build: Build, before: str | None) -> bool:
        """Whether the folder is, to the byte, what this build would give. `before` is the digest without companions."""
        known = self._read()
        if known is None or not self._target.is_dir():
            return False
        inputs, output, companions = known
        now = digest_inputs(build, companions) if companions else before
        return inputs == now and output == digest_folder(self._target)

    def keep(self, build: Build, companions: Sequence[str] | None, before: str | None, output: str) -> None:
        """Note what was built: `output` is the digest of the folder that came out.

        `before` is the digest of the inputs without companions when the build began. `companions` are files besides
        plan files that the plan was read from; None where that is not known.
        """
        names = self._series.names()
        if companions is not None and before is not None and before == digest_inputs(build, ()):
            inputs = digest_inputs(build, companions) if companions else before
            lines = (f"{inputs}", output, json.dumps(list(companions)))
            self._series.write([line.encode() for line in lines], names)
        self._series.remove(names)

    def _read(self) -> tuple[str, str, list[str]] | None:
        names = self._series.names()
        lines = self._series.read(names[-1]) if names else None
        if lines is None or len(lines) != 3:
            return None
        self._series.touch(names[-1])
        return lines[0].decode(), lines[1].decode(), json.loads(lines[2])


def digest_inputs(build: Build, companions: Sequence[str]) -> str | None:
    """One digest of everything that the site follows from; None where that cannot be told from here."""
    settings, config = build.settings, build.config
    file = Path(settings.config_file_path)
    text = file.read_bytes()
    if any(word in text for word in _ELSEWHERE) or not _only_known(settings.markdown_extensions):
        return None
    found = hashlib.sha256()

    def add(*parts: object) -> None:
        for part in parts:
            data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
            found.update(b"%d " % len(data) + data)

    add(*build.facts, text.replace(os.fsencode(file.parent), b"."), sys.version, *_installed())
    add(settings.theme.name, build.environment.get("SOURCE_DATE_EPOCH"), config.root.resolve(), *_dot(build))
    add(*_commit(config, build.environment))
    if config.file is not None:
        add(config.file.read_bytes())
    for folder in (Path(alignctl.__file__).parent, schema_directory(), *settings.theme.dirs, settings.docs_dir):
        for name, content in _contents(Path(f"{folder}")):
            if not name.endswith(".pyc"):
                add(name, content)
    paths = sorted({path for path, _ in find_files(config.root, config.plans)} | set(companions))
    for path in (*paths, *([config.baseline] if config.baseline else [])):
        data = read_inside(config.root, path)
        add(path, data.message if isinstance(data, Refusal) else data)
    return found.hexdigest()


def digest_folder(folder: Path, crew: Crew | None = None) -> str:
    """One digest of the names and contents of all files below a folder."""
    names = sorted(_names(folder))
    chunks = [names[start : start + _CHUNK] for start in range(0, len(names), _CHUNK)]

    def digest(number: int) -> bytes:
        return b"".join([hashlib.sha256(_read(folder, name)).digest() for name in chunks[number]])

    told = os.fsencode("\0".join(names))
    return hashlib.sha256(told + b"".join((crew or Crew()).share("Noting", len(chunks), digest))).hexdigest()


def _names(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        yield from (os.path.relpath(os.path.join(place, name), folder) for name in files)  # noqa: PTH118, of texts


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in sorted(_names(folder)):
        yield name, _read(folder, name)


def _read(folder: Path, name: str) -> bytes:
    with open(f"{folder}{os.sep}{name}", "rb", buffering=0) as file:  # noqa: PTH123, a third of the time
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
    names = repository.top / ".mailmap"
    told = [path.read_text("utf-8", "surrogateescape") for path in (shallow, names) if path.is_file()]
    return [head, str(repository.top), *told]
