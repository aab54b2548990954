"""What a view made of tables shows: the values that every such view returns and every drawing of tables takes.

A panel holds tables one below the other, or side by side as lanes of cards; the cells of a card stand one below the
other. Its records are the same as plain values, for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from alignctl.plan.plan import Plan
from alignctl.records import Record, record
from alignctl.views.picture import LegendEntry, Mark, Tone

Value = str | float | None
"""What a cell of a spreadsheet holds."""


@dataclass(frozen=True, slots=True)
class PanelSource:
    """What panels are made from: a plan, the day, the marks of items and the pages they have, by id."""

    plan: Plan
    today: date
    marks: Mapping[str, Mark]
    href: Callable[[str], str]


@record
class Line(Record):
    """A paragraph in a cell: `style` is `title`, `line`, `soft` or `alarm`; a glyph stands before it."""

    text: str
    style: str = "line"
    glyph: str = ""
    tone: Tone = Tone.PLAIN
    href: str = ""


@record
class Span(Record):
    """A share with the interval around it, all between 0 and 1; `share` is None where there is only the interval.

    `says` is the same in words, for readers of tables; empty: the interval in percent.
    """

    low: float
    share: float | None
    high: float
    says: str = ""


@record
class Stretch(Record):
    """A part of a bar: its share of the whole bar, from 0 to 1, and its tone."""

    share: float
    tone: Tone


@record
class Cell(Record):
    """Paragraphs, then a span or a bar; or marks in four places, two above two. `tone` colours the ground.

    What a bar shows is said by a paragraph, of this cell or of one beside it.
    """

    lines: tuple[Line, ...] = ()
    span: Span | None = None
    bar: tuple[Stretch, ...] = ()
    marks: tuple[Mark | None, ...] = ()
    tone: str = ""

    @property
    def text(self) -> str:
        """The words of the cell, for searching."""
        return " ".join([line.text for line in self.lines] + [mark.word for mark in self.marks if mark is not None])


@record
class Column(Record):
    """A column: its heading, and its share of the width beside the others. `upright` ones are as wide as a mark."""

    title: str
    share: float = 1.0
    upright: bool = False
    href: str = ""
    glyph: str = ""
    tone: str = ""
    says: str = ""


@record
class Row(Record):
    """One item: its id and its cells, the first of which names it."""

    id: str
    cells: tuple[Cell, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading. `key` names the group; `empty` is said where there is no row."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""
    glyph: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Records:
    """Plain values with a header above them, for a sheet of its own in a workbook."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A view, ready to be drawn. `name` is a file name without ending; `left_out` says what is not shown. `href` is the
    page of what the whole is about.

    `lanes`: the tables stand side by side, and rows are cards. `lead` says the most important in sentences, `notes` say
    how to read it. `records`, with `header` above them, are the same as plain values, and `figures` what was worked out
    from them.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    tables: tuple[Table, ...]
    lanes: bool = False
    lead: tuple[str, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    href: str = ""
    header: tuple[str, ...] = ()
    records: tuple[tuple[Value, ...], ...] = ()
    figures: Records | None = None


@dataclass(frozen=True, slots=True)
class PanelSet:
    """The panels of a plan. `view` is a file name; `of` names the panel that begins each strategy, team or outcome.

    `marked` has the ids of what the view marks, by the word that it has for them.
    """

    view: str
    title: str
    panels: tuple[Panel, ...]
    of: Mapping[str, str] = field(default_factory=dict)
    marked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def line_of_mark(mark: Mark) -> Line:
    """A mark as a paragraph."""
    return Line(mark.text, "line", mark.glyph, mark.tone)


def legend_of_lines(tables: tuple[Table, ...], meanings: Iterable[tuple[str, str, Tone]]) -> tuple[LegendEntry, ...]:
    """Of these meanings (a glyph, what it means, its tone) those whose glyph stands before a line, in their order."""
    used = {line.glyph for table in tables for row in table.rows for cell in row.cells for line in cell.lines}
    return tuple(LegendEntry("mark", glyph, text, tone) for glyph, text, tone in meanings if glyph in used)
