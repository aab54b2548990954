"""What stands in the files of a plan through time: each content is read and parsed once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field

from alignctl.change.git import Blob
from alignctl.change.history_blobs import BlobReader
from alignctl.change.revision import NOT_READ, reusable_files, same_files
from alignctl.load.discovery import Refusal
from alignctl.load.load import Loaded, load_sources
from alignctl.load.readings import resolve_name
from alignctl.plan.items import Item
from alignctl.plan.plan import Placeholder
from alignctl.records import Record, record

Files = Mapping[str, str]
"""The files of a revision, by path below the plan's root: the name that git gives to the content of each."""


@record
class FileItems(Record):
    """What one file held at one time.

    `unread` says why it could not be read, all or in part. `tables` are the CSV files it names, each with the name of
    its content at that time; None where there was none.
    """

    path: str
    items: tuple[Item, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    unread: str | None = None
    tables: tuple[tuple[str, str | None], ...] = field(default=())

    @property
    def is_flawed(self) -> bool:
        """Whether something in it could not be read."""
        return self.unread is not None or bool(self.placeholders) or any(item.broken for item in self.items)


class ParsedFiles:
    """Files by path and content. A year may begin in another month at another time, so each calendar has its own."""

    def __init__(self, blobs: BlobReader, fiscal_year_starts: int) -> None:
        self._blobs = blobs
        self.fiscal_year_starts = fiscal_year_starts
        self._known: dict[tuple[str, str], list[FileItems]] = {}

    def get(self, path: str, files: Files) -> FileItems:
        """What a file held at a time. Raises GitError where its content is not in this clone."""
        versions = self._known.setdefault((path, files[path]), [])
        for known in versions:
            if all(files.get(table) == content for table, content in known.tables):
                return known
        made = self._parse(path, files)
        versions.append(made)
        return made

    def text(self, path: str, files: Files) -> bytes | None:
        """The bytes of a file; None where they cannot be used."""
        data = self._blobs.read(files[path], path)
        return None if isinstance(data, Refusal) else data

    def unparsed(self, path: str, files: Files) -> bytes | None:
        """The bytes of a file that was never parsed; None for one that was, or whose bytes cannot be used."""
        return None if self._known.get((path, files[path])) else self.text(path, files)

    def take_over(self, files: Files, loaded: Loaded) -> None:
        """Keep what was loaded from files with the same content, so that it is not read again."""
        if loaded.plan.fiscal_year_starts != self.fiscal_year_starts:
            return
        same = same_files({path: Blob(path, content) for path, content in files.items()}, loaded)
        sound = reusable_files({path: same[path] for path in same if path in files}, same, loaded)
        by_path: dict[str, list[Item]] = {path: [] for path in sound}
        for item in loaded.plan.items:
            if item.origin.path in by_path:
                by_path[item.origin.path].append(item)
        for path, items in by_path.items():
            tables = {table for item in items if (table := table_of(item)) is not None}
            held = tuple(sorted((table, files.get(table)) for table in tables))
            self._known[path, files[path]] = [FileItems(path, tuple(items), tables=held)]

    def _parse(self, path: str, files: Files) -> FileItems:
        data = self._blobs.read(files[path], path)
        if isinstance(data, Refusal):
            return FileItems(path, unread=data.message)
        tables: dict[str, str | None] = {}

        def read_table(table: str) -> bytes | Refusal:
            tables[table] = files.get(table)
            if table not in files:
                return Refusal(f'there is no file "{table}"', "write the file beside the plan file")
            return self._blobs.read(files[table], table)

        loaded = load_sources({path: data}, read_table, fiscal_year_starts=self.fiscal_year_starts)
        why = next((d.message for d in loaded.diagnostics if d.code in NOT_READ and d.location.path == path), None)
        return FileItems(path, loaded.plan.items, loaded.plan.placeholders, why, tuple(sorted(tables.items())))


class Index:
    """The items of all files of a revision, found by id while files come and go.

    Few of them are ever asked for, so a file is only looked over for what might be an id until somebody asks for that.
    """

    def __init__(self, parsed: ParsedFiles, files: Files, paths: Iterable[str]) -> None:
        self._parsed = parsed
        self._items: dict[str, list[Item]] = {}
        self._placeholders: dict[str, list[Placeholder]] = {}
        self._naming: dict[str, set[str]] = {}
        self._waiting: dict[str, bytes] = {}
        self._perhaps: dict[str, set[str]] = {}
        for path in paths:
            self.put(path, files)

    def put(self, path: str, files: Files) -> None:
        """Put in a file, to be parsed when it is needed."""
        text = self._parsed.unparsed(path, files)
        if text is None:
            self.add(self._parsed.get(path, files))
            return
        self._waiting[path] = text
        for found in _PERHAPS_ID.findall(text):
            self._perhaps.setdefault(found.decode("utf-8", "replace"), set()).add(path)

    def take(self, path: str, files: Files) -> None:
        """Take a file out."""
        if self._waiting.pop(path, None) is None:
            self.drop(self._parsed.get(path, files))

    def add(self, held: FileItems) -> None:
        """Put in what a file holds."""
        for item in held.items:
            self._items.setdefault(item.id, []).append(item)
        for entry in held.placeholders:
            self._placeholders.setdefault(entry.id, []).append(entry)
        for table, _ in held.tables:
            self._naming.setdefault(table, set()).add(held.path)

    def drop(self, held: FileItems) -> None:
        """Take out what a file held."""
        if self._waiting.pop(held.path, None) is not None:
            return
        for item in held.items:
            self._items[item.id].remove(item)
        for entry in held.placeholders:
            self._placeholders[entry.id].remove(entry)
        for table, _ in held.tables:
            self._naming[table].discard(held.path)

    def find(
        self, ids: Iterable[str], files: Files, elsewhere: Collection[str] = ()
    ) -> tuple[list[Item], list[Placeholder]]:
        """All items with these ids, and what is known of those that could not be read.

        Those that are `elsewhere` need not be here.
        """
        wanted = sorted(ids)
        for each in wanted:
            self._open(self._perhaps.get(each, ()), files)
        lost = (i for i in wanted if i not in elsewhere and not self._items.get(i) and not self._placeholders.get(i))
        if any(True for _ in lost):
            self._open(tuple(self._waiting), files)  # it may be written in a way that no quick look finds
        items = [item for each in wanted for item in self._items.get(each, ())]
        return items, [entry for each in wanted for entry in self._placeholders.get(each, ())]

    def files_naming(self, tables: Iterable[str], files: Files) -> set[str]:
        """The plan files that name one of these CSV files."""
        asked = tuple(tables)
        for name in {posixpath.basename(table).encode("utf-8", "surrogateescape") for table in asked}:
            self._open([path for path, text in self._waiting.items() if name in text], files)
        return {path for table in asked for path in self._naming.get(table, ())}

    def tables_elsewhere(self, files: Files) -> set[str]:
        """The CSV files that are named and may lie in other folders than the plan files."""
        self._open([path for path, text in self._waiting.items() if b".." in text], files)
        return set(self._naming)

    def _open(self, paths: Iterable[str], files: Files) -> None:
        for path in sorted(paths):
            if self._waiting.pop(path, None) is not None:
                self.add(self._parsed.get(path, files))


_PERHAPS_ID = re.compile(rb"""\bid["']?\s*:\s*["']?([^\s"',}\]]+)""")


def table_of(item: Item) -> str | None:
    """The CSV file that an item names, by its path below the root."""
    name = getattr(item, "readings_file", None) or getattr(item, "responses_file", None)
    path = resolve_name(item.origin.path, name) if name is not None else None
    return path if isinstance(path, str) else None
