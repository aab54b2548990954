"""What changed between two plans, as values: one change an entry, each with the item, old and new, and what follows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.records import Record, record


class ChangeKind(StrEnum):
    """What was done to the plan."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RETIRED = "retired"
    REVIVED = "revived"
    FIELD = "field-changed"
    LINK_ADDED = "link-added"
    LINK_DROPPED = "link-dropped"
    READING_ADDED = "reading-added"
    READING_CORRECTED = "reading-corrected"
    READING_REMOVED = "reading-removed"
    TARGET_SET = "target-set"
    TARGET_MOVED = "target-moved"
    TARGET_DROPPED = "target-dropped"
    EXPECTATION_MOVED = "expectation-moved"
    DECIDED = "decision-made"
    DECISION_CHANGED = "decision-changed"
    DECISION_WITHDRAWN = "decision-withdrawn"
    LESSON = "lesson-written"
    RECORD_ADDED = "record-added"
    RECORD_CHANGED = "record-changed"
    RECORD_REMOVED = "record-removed"


class Effect(StrEnum):
    """What a change does for the people behind the plan."""

    EASIER = "easier"
    HARDER = "harder"
    LATER = "later"
    SOONER = "sooner"
    UNLINKED = "unlinked"
    LINKED = "linked"
    DECIDED = "decided"
    LEARNED = "learned"
    ADDED = "added"
    REMOVED = "removed"
    WORDED = "worded"
    OTHER = "other"


@record
class Change(Record):
    """One change. `item` is the id in the newer plan, or in the older one where the item is gone.

    `field` is the top field (empty: the whole item) and `at` the path in the newer item. `old` and `new` are plain
    data, None where there was or is nothing. `text` says it in words that follow the item's name after a colon, without
    full stop. `key` tells what in the field it is about: the day of a reading or target, the id that a link names.
    `consequences` say what follows elsewhere in the plan.
    """

    kind: ChangeKind
    item: str
    item_kind: str
    title: str
    field: str
    at: Pointer
    old: Any
    new: Any
    text: str
    effect: Effect = Effect.OTHER
    key: str | date | None = None
    consequences: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By item, then field, then place in it."""
        at = tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in self.at)
        return (self.item, self.field, at, self.kind, str(self.key or ""), self.text)


@record
class NotCompared(Record):
    """What could not be compared, and why: an item, one of its fields, or a file (`item` is None)."""

    what: str
    why: str
    item: str | None = None


@record
class Consequence(Record):
    """Something in the graph that was true of an item and is no more (`lost`), or became true.

    `fact` is its name for programs; `text` says it as a sentence without full stop.
    """

    item: str
    fact: str
    lost: bool
    text: str
