"""From files to a plan, with everything that is wrong on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignctl.diagnostics import Diagnostic, Label, Location
from alignctl.garbage import collection_paused
from alignctl.load import discovery, schema
from alignctl.load.build import Builder
from alignctl.load.discovery import Refusal
from alignctl.load.problems import PLACEHOLDER, report
from alignctl.load.reader import Document, Reader
from alignctl.plan.items import KINDS, Item, Origin
from alignctl.plan.plan import Placeholder, Plan
from alignctl.records import Record, record

if TYPE_CHECKING:
    from alignctl.load.cache import DocumentCache, Kept
    from alignctl.load.explain import Problem
    from alignctl.load.repairs import Renamings
    from alignctl.load.spans import ScalarTexts

_FILE_FIELDS = ("readings", "responses")
_SALVAGE = r"(?m)^(id|kind):[ \t]+([\"']?)([a-z0-9][a-z0-9.-]*)\2[ \t]*(?:#.*)?\r?$"

ReadCsv = Callable[[str], bytes | Refusal]
"""Gives the bytes of a CSV file by its path relative to the root, or says why not."""

OpenCache = Callable[[int], "DocumentCache | None"]
"""Gives what is kept of a plan with so many files; None where nothing is to be kept."""


@record
class Loaded(Record):
    """A plan and how it came about.

    `sources` maps the path of every file that was read, plan files and CSV files, to the very bytes that were read.
    `documents` counts the documents that were seen, whether or not they could be used.
    """

    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, bytes]
    documents: int


def load_plan(
    root: Path,
    folders: tuple[str, ...] = ("plans",),
    *,
    fiscal_year_starts: int = 1,
    overlay: Mapping[str, bytes] | None = None,
    cache: OpenCache | None = None,
) -> Loaded:
    """Load all plan files under the folders of a root.

    `overlay` maps paths relative to the root to bytes that stand in for a file, whether or not it exists; nothing is
    added to the cache then, for such bytes come and go.
    """
    overlay = dict(overlay or {})
    files: dict[str, bytes] = {}
    refusals: dict[str, Refusal] = {}
    for path, refusal in discovery.find_files(root, folders):
        if path in overlay:
            continue
        content = refusal if refusal is not None else discovery.read_file(root, path)
        if isinstance(content, Refusal):
            refusals[path] = content
        else:
            files[path] = content
    files |= {path: data for path, data in overlay.items() if path.lower().endswith(discovery.SUFFIXES)}

    def read_csv(path: str) -> bytes | Refusal:
        return overlay[path] if path in overlay else discovery.read_inside(root, path)

    loaded = load_sources(files, read_csv, fiscal_year_starts=fiscal_year_starts, cache=cache, keep=not overlay)
    if not refusals:
        return loaded
    refused = [
        report("SCH007" if refusal.unsafe else "SCH001", refusal.message, Location(path), help=refusal.help)
        for path, refusal in refusals.items()
    ]
    diagnostics = _sort([*refused, *loaded.diagnostics])
    return Loaded(loaded.plan, diagnostics, loaded.sources, loaded.documents + len(refused))


def load_sources(
    files: Mapping[str, bytes],
    read_csv: ReadCsv,
    *,
    fiscal_year_starts: int = 1,
    cache: OpenCache | None = None,
    keep: bool = True,
) -> Loaded:
    """Make a plan of plan files that were read already, such as blobs of a git commit.

    Files that the cache knows by their content are not composed again; the others are added to it, if `keep`.
    """
    with collection_paused():
        kept = cache(len(files)) if cache is not None else None
        if kept is None:
            return _load(files, _Run(read_csv, fiscal_year_starts))
        try:
            loaded = _load(files, _Run(read_csv, fiscal_year_starts, kept, keep))
        except (AttributeError, LookupError, TypeError, ValueError):
            # What was kept makes no items, so it is not ours. A bug of ours comes up again without it.
            kept.discard()
            return _load(files, _Run(read_csv, fiscal_year_starts))
        kept.save()
        return loaded


def _load(files: Mapping[str, bytes], run: _Run) -> Loaded:
    for path in sorted(files):
        run.load(path, files[path])
    return run.finish(files)


def _sort(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda entry: entry.sort_key))


class _Run:
    """One load: gathers items, placeholders and findings."""

    def __init__(
        self, read_csv: ReadCsv, fiscal_year_starts: int, cache: DocumentCache | None = None, keep: bool = False
    ) -> None:
        self._read_csv = read_csv
        self._cache = cache
        self._keeps = keep
        self._fiscal_year_starts = fiscal_year_starts
        self._reader = Reader()
        self._builder = Builder(fiscal_year_starts)
        self._items: list[Item] = []
        self._placeholders: list[Placeholder] = []
        self._findings: list[Diagnostic] = []
        self._csv: dict[str, bytes] = {}
        self._documents = 0
        self._renamings: Renamings | None = None
        self._texts: tuple[bytes, ScalarTexts] | None = None

    def finish(self, files: Mapping[str, bytes]) -> Loaded:
        plan = Plan(self._items, self._placeholders, self._fiscal_year_starts)
        if self._renamings is not None:
            self._renamings.settle(self._findings, plan.ids)
        return Loaded(plan, _sort(self._findings), {**files, **self._csv}, self._documents)

    def load(self, path: str, data: bytes) -> None:
        """Load the documents of one file."""
        if len(data) > discovery.MAX_BYTES:
            message = f"the file is larger than {discovery.MAX_BYTES // 1_000_000} MB"
            self._findings.append(report("SCH007", message, Location(path), help="split it into several files"))
            self._documents += 1
            return
        if self._cache is None:
            self._read(path, data)
            return
        name = self._cache.name_of(data)
        kept = self._cache.find(name)
        if kept is not None:
            self._take(path, kept)
            return
        found = len(self._findings)
        documents = self._read(path, data)
        if self._keeps and len(self._findings) == found:
            self._cache.keep(name, [part for entry in documents for part in (entry.number, entry.value)])

    def _take(self, path: str, kept: Kept) -> None:
        """Make items of documents that were kept, with which nothing was wrong."""
        for number, value in zip(kept[::2], kept[1::2], strict=True):
            self._documents += 1
            self._build(Origin(path, number), value["kind"], value["id"], value, frozenset())

    def _read(self, path: str, data: bytes) -> list[Document]:
        documents = self._reader.read(path, data)
        for document in documents:
            self._documents += 1
            self._load_document(Origin(path, document.number), document, data)
        return documents

    # What only faulty files need is imported for them.

    def _texts_in(self, data: bytes) -> ScalarTexts:
        from alignctl.load.spans import ScalarTexts

        if self._texts is None or self._texts[0] is not data:
            self._texts = data, ScalarTexts(data)
        return self._texts[1]

    def _note_renaming(self, own: bool, was: str, now: str) -> None:
        from alignctl.load.repairs import Renamings

        if self._renamings is None:
            self._renamings = Renamings()
        self._renamings.note(len(self._findings), own, was, now)

    def _load_document(self, origin: Origin, document: Document, data: bytes) -> None:
        value = document.value
        if not isinstance(value, dict):
            self._give_up(origin, document)
            return
        item_id, kind = value.get("id"), value.get("kind")
        if isinstance(item_id, float):
            item_id = self._texts_in(data).find(document.number, ("id",))
        if document.findings:
            self._findings += [replace(finding, item=_as_id(item_id)) for finding in document.findings]
        if not isinstance(kind, str) or kind not in KINDS:
            self._reject_kind(origin, item_id, document)
            return
        broken: frozenset[str] = frozenset()
        if document.flawed or not schema.screen(kind).is_valid(value):
            from alignctl.load.explain import explain

            written = partial(self._texts_in(data).find, document.number)
            problems = [entry for entry in explain(kind, value, written) if entry.pointer not in document.flawed]
            self._report(origin, item_id, problems)
            spoilt = {pointer[0] for pointer in document.flawed if pointer}
            spoilt |= {entry.pointer[0] for entry in problems if entry.pointer}
            spoilt |= {entry.spoils for entry in problems if entry.spoils and len(entry.pointer) < 2}
            known = schema.bundled(kind)["properties"]
            broken = frozenset(str(name) for name in spoilt if name in known or str(name).startswith("x-"))
        if "id" in broken or not isinstance(item_id, str):
            self._keep_id(origin, item_id, kind)
        else:
            self._build(origin, kind, item_id, value, broken)

    def _build(self, origin: Origin, kind: str, item_id: str, value: dict[str, Any], broken: frozenset[str]) -> None:
        fields = {name: value[name] for name in value if name not in broken} if broken else value
        extra: dict[str, Any] = {}
        for name in _FILE_FIELDS:
            if isinstance(fields.get(name), str):
                rows = self._read_rows(origin, item_id, name, fields[name])
                if rows is None:
                    broken |= {name}
                else:
                    extra |= {name: rows, f"{name}_file": fields[name]}
                fields = {key: entry for key, entry in fields.items() if key != name}
        if broken:
            fields = {"title": item_id, **fields, "id": item_id}
        try:
            item = self._builder.build(kind, fields, origin, broken, extra)
        except ValueError:
            from alignctl.load.explain import no_such_day
            from alignctl.load.moments import impossible_days

            impossible = dict(impossible_days(kind, fields))
            self._report(origin, item_id, [no_such_day(pointer, text) for pointer, text in impossible.items()])
            lost = frozenset(str(pointer[0]) for pointer in impossible)
            fields = {name: entry for name, entry in fields.items() if name not in lost}
            item = self._builder.build(kind, fields, origin, broken | lost, extra)
        self._items.append(item)

    def _read_rows(self, origin: Origin, item_id: str, field: str, name: str) -> tuple[Any, ...] | None:
        from alignctl.load.readings import PARSERS, resolve_name

        here = Location(origin.path, origin.document, (field,))
        path = resolve_name(origin.path, name)
        data = path if isinstance(path, Refusal) else self._csv.get(path) or self._read_csv(path)
        if isinstance(data, Refusal):
            message = data.message if '"' in data.message else f'"{name}" cannot be used: {data.message}'
            self._findings.append(report("SCH008", message, here, item=item_id, help=data.help))
            return None
        assert isinstance(path, str)
        self._csv[path] = data
        rows, faults = PARSERS[field](data)
        for fault in faults:
            place = Location(path, 0, fault.pointer, span=fault.span)
            label = Label(here, "named here")
            fix = None
            if fault.repair is not None:
                fix = fault.repair.at(place)
                if fault.repair.id_was is not None:
                    self._note_renaming(False, fault.repair.id_was, fault.repair.text)
            self._findings.append(
                report("SCH008", fault.message, place, item=item_id, help=fault.help, labels=(label,), fix=fix)
            )
        return None if faults else rows

    def _reject_kind(self, origin: Origin, item_id: object, document: Document) -> None:
        """Report a document of no known kind, and keep its id."""
        from alignctl.load.explain import missing_kind

        problem = missing_kind(document.value)
        if problem.pointer not in document.flawed:
            self._report(origin, item_id, [problem])
        self._keep_id(origin, item_id, None)

    def _give_up(self, origin: Origin, document: Document) -> None:
        """Report a document that holds no item, and keep its id if it can be made out."""
        if not document.findings:
            from alignctl.load.explain import not_an_item

            self._report(origin, None, [not_an_item(document.value)])
            return
        found: dict[str, str] = {}
        for match in re.finditer(_SALVAGE, document.text or ""):
            found.setdefault(match[1], match[3])
        item_id = found.get("id")
        self._findings += [replace(finding, item=item_id) for finding in document.findings]
        kind = found.get("kind")
        self._keep_id(origin, item_id, kind if kind in KINDS else None)

    def _keep_id(self, origin: Origin, item_id: object, kind: str | None) -> None:
        """Let links to a document that gives no item resolve all the same."""
        known = _as_id(item_id)
        if known is not None:
            self._placeholders.append(Placeholder(known, kind, origin))

    def _report(self, origin: Origin, item_id: object, problems: list[Problem]) -> None:
        about = _as_id(item_id)
        for entry in problems:
            place = Location(origin.path, origin.document, entry.pointer, entry.part)
            fix = entry.repair.at(place) if entry.repair is not None else None
            if entry.repair is not None and entry.repair.id_was is not None:
                own = entry.pointer == ("id",)
                self._note_renaming(own, entry.repair.id_was, entry.repair.text)
            self._findings.append(report(entry.code, entry.message, place, item=about, help=entry.help, fix=fix))


def _as_id(value: object) -> str | None:
    """What stands for an id, be it malformed; None where nothing does."""
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "" or PLACEHOLDER in str(value):
        return None
    return str(value)
