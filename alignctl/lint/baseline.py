"""A baseline lets a plan that exists adopt the tool: what was found on that day is known, and only new findings count.

Entries are keyed by rule, item and field, never by line, and count how many findings have that key.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from alignctl.diagnostics import Diagnostic
from alignctl.records import Record, record

VERSION = 1

Key = tuple[str, str, str]


class BaselineError(Exception):
    """The file is no baseline; the message says why."""


@record
class Baseline(Record):
    """How many findings of each key are known."""

    entries: tuple[tuple[Key, int], ...] = ()

    @property
    def counts(self) -> dict[Key, int]:
        return dict(self.entries)


def key_of(diagnostic: Diagnostic) -> Key:
    """Rule, item (the file, where there is no item) and field of a finding."""
    field = next((str(part) for part in diagnostic.location.pointer), "")
    return diagnostic.code, diagnostic.item or diagnostic.location.path, field


def make_baseline(diagnostics: Iterable[Diagnostic]) -> Baseline:
    """A baseline of these findings. What is wrong with the syntax is never part of one."""
    counts = Counter(key_of(d) for d in diagnostics if not d.code.startswith("SCH"))
    return Baseline(tuple(sorted(counts.items())))


def rename_item(baseline: Baseline, old: str, new: str) -> Baseline:
    """The same baseline, with what is known about an item known under its new id."""
    counts: Counter[Key] = Counter()
    for (code, item, field), count in baseline.entries:
        counts[code, new if item == old else item, field] += count
    return Baseline(tuple(sorted(counts.items())))


def write_baseline(baseline: Baseline) -> str:
    """The text of a baseline file: one entry a line, sorted, so that a change of it reads well in a pull request."""
    entries = [
        json.dumps({"code": code, "item": item, "field": field, "count": count}, ensure_ascii=False)
        for (code, item, field), count in baseline.entries
    ]
    body = ",\n    ".join(entries)
    inside = f"\n    {body}\n  " if entries else ""
    return f'{{\n  "version": {VERSION},\n  "entries": [{inside}]\n}}\n'


def read_baseline(text: str) -> Baseline:
    """Read what `write_baseline` wrote. Raises BaselineError."""
    try:
        document: Any = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BaselineError(f"is not valid JSON: {error}") from error
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise BaselineError(f'is no baseline of version {VERSION}; "alignctl check --write-baseline" makes one')
    counts: Counter[Key] = Counter()
    entries = document.get("entries")
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], 1):
        values = [entry.get(name) for name in ("code", "item", "field")] if isinstance(entry, dict) else [None]
        count = entry.get("count", 1) if isinstance(entry, dict) else None
        if not all(isinstance(v, str) for v in values) or type(count) is not int or count < 1:
            raise BaselineError(f'entry {number} needs "code", "item" and "field" as texts, and "count" from 1')
        counts[(values[0], values[1], values[2])] += count  # type: ignore[index]
    return Baseline(tuple(sorted(counts.items())))
