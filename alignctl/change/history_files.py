"""What stands in the files of a plan through time: each content is read and parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    """The items of many files, found by id while files come and go."""

    def __init__(self, held: Iterable[FileItems]) -> None:
        self._items: dict[str, list[Item]] = {}
        self._placeholders: dict[str, list[Placeholder]] = {}
        self._naming: dict[str, set[str]] = {}
        for each in held:
            self.add(each)

    def add(self, held: FileItems) -> None:
        """Put in what a file holds."""
        for item in held.items:
            self._items.setdefault(item.id, []).append(item)
        for entry in held.placeholders:
            self._placeholders.setdefault(entry.id, []).append(entry)
        for table, _ in held.tables:
            self._naming.setdefault(table, set()).add(held.path)

    def drop(self, held: FileItems) -> None:
        """Take out what `add` put in."""
        for item in held.items:
            self._items[item.id].remove(item)
        for entry in held.placeholders:
            self._placeholders[entry.id].remove(entry)
        for table, _ in held.tables:
            self._naming[table].discard(held.path)

    def items(self, ids: Iterable[str]) -> Iterator[Item]:
        """All items with these ids."""
        for each in ids:
            yield from self._items.get(each, ())

    def placeholders(self, ids: Iterable[str]) -> Iterator[Placeholder]:
        """What is known of items with these ids that could not be read."""
        for each in ids:
            yield from self._placeholders.get(each, ())

    def files_naming(self, tables: Iterable[str]) -> set[str]:
        """The plan files that name one of these CSV files."""
        return {path for table in tables for path in self._naming.get(table, ())}


def table_of(item: Item) -> str | None:
    """The CSV file that an item names, by its path below the root."""
    name = getattr(item, "readings_file", None) or getattr(item, "responses_file", None)
    path = resolve_name(item.origin.path, name) if name is not None else None
    return path if isinstance(path, str) else None
