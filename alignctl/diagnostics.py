"""What is wrong with a plan, and where: values that travel from loading and linting to the reports.

A rule never sees a line number. It names a place in a document (`Location.pointer`); `alignctl.load.spans` turns
places into spans when a finding is about to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

Pointer = tuple[str | int, ...]


class Severity(IntEnum):
    """How much a finding weighs; comparisons follow the weight."""

    ADVICE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that is printed and configured: `advice`, `warning` or `error`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text file. Lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a plan file: document number (from 0) and the path of keys and indexes inside it.

    `path` is relative to the root, with forward slashes. `part` says which side of a mapping entry is meant: its
    `value` or its `key`. An empty pointer is the whole document. `span` is set where it is known already (a
    syntax error) or once it has been looked up.
    """

    path: str
    document: int = 0
    pointer: Pointer = ()
    part: str = "value"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that helps to understand a finding, and what is there."""

    location: Location
    text: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Why a finding does not count: `how` is `suppressed` (by a comment) or `baselined` (known before)."""

    how: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `help` says what to type instead; `item` is the id of the item it is about, where there is one.

    A finding that is `set_aside` does not count, but is never dropped: reports say how many there are.
    """

    code: str
    name: str
    severity: Severity
    message: str
    location: Location
    item: str | None = None
    help: str | None = None
    labels: tuple[Label, ...] = ()
    set_aside: SetAside | None = None

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By file, then place, then code: the order in which findings are reported."""
        span = self.location.span
        place = (span.line, span.column) if span else (0, 0)
        pointer = tuple(str(part) for part in self.location.pointer)
        return (self.location.path, *place, self.location.document, pointer, self.code, self.item or "", self.message)


def count_by_severity(diagnostics: tuple[Diagnostic, ...]) -> dict[Severity, int]:
    """How many findings there are of each severity; every severity is a key."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Summary:
    """What a check did. `as_of` is the day and who said it; `not_judged` maps codes to ids; `shown` is after PATH."""

    documents: int
    files: int
    profile: str
    as_of: str
    all_found: tuple[Diagnostic, ...]
    shown: tuple[Diagnostic, ...]
    not_judged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    set_aside: tuple[Diagnostic, ...] = ()

    def aside(self, how: str) -> int:
        """How many findings were `suppressed`, or `baselined`."""
        return sum(1 for d in self.set_aside if d.set_aside is not None and d.set_aside.how == how)

    @property
    def elsewhere(self) -> int:
        """How many findings lie outside the paths that were asked for."""
        return len(self.all_found) - len(self.shown)
