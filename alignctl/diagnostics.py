"""What is wrong with a plan, and where: values that travel from loading and linting to the reports.

A rule never sees a line number. It names a place in a document (`Location.pointer`); `alignctl.load.spans` turns
places into spans when a finding is about to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum

from alignctl.records import OrderedRecord, Record, record

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


@record
class Span(OrderedRecord):
    """A stretch of a text file. Lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@record
class Location(Record):
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


@record
class Label(Record):
    """A second place that helps to understand a finding, and what is there."""

    location: Location
    text: str


@record
class Replacement(Record):
    """Write `text` as the value (or the key, where the location says so) at a place, or into a cell of a CSV file.

    The quotes that stand there are kept, and quotes are added where `text` would be read as something else. With
    `as_is`, the text goes into the file just as it stands; then a location with a span means that very stretch.
    """

    location: Location
    text: str
    as_is: bool = False


@record
class Removal(Record):
    """Take an entry out of a list; its comment stays."""

    location: Location


@record
class Insertion(Record):
    """Give the mapping at a place one more field. `text` is the value as YAML on one line."""

    location: Location
    field: str
    text: str


@record
class Ordering(Record):
    """Put the entries of a list, or the rows of a CSV file, in another order: entry `order[i]` comes i-th."""

    location: Location
    order: tuple[int, ...]


Edit = Replacement | Removal | Insertion | Ordering
"""One change of a file. It names a place in a document; `alignctl.edit.placing` finds the stretch of text."""


@record
class Fix(Record):
    """What mends a finding: all edits, or none. `title` says what it does; `safe` that it is what was meant."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@record
class SetAside(Record):
    """Why a finding does not count: `how` is `suppressed` (by a comment) or `baselined` (known before)."""

    how: str
    reason: str | None = None


@record
class Diagnostic(Record):
    """One finding. `help` says what to type instead; `item` is the id of the item it is about, where there is one.

    A finding that is `set_aside` does not count, but is never dropped: reports say how many there are. `fix` is there
    where the tool can mend it.
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
    fix: Fix | None = None

    @property
    def fixable(self) -> str | None:
        """How it can be mended: `safe` (`--fix`), `unsafe` (`--unsafe-fixes`), or None: by a person."""
        return None if self.fix is None else "safe" if self.fix.safe else "unsafe"

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


@record
class Summary(Record):
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
