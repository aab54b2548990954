"""A review pack: sentences, lists, tables and charts in the order of a meeting's agenda. Nothing is drawn here.

All text is plain: whoever writes it out escapes it for where it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from alignctl.views.bowling import BowlingChart
from alignctl.views.picture import Mark, Tone


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences, behind a few words in heavier type. `soft` ones are remarks on how something was worked out."""

    text: str
    lead: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """An entry of a list: what it is about, in heavier type, then what there is to say."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list, numbered where people will refer to its entries."""

    entries: tuple[Point, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table; figures stand at its right."""

    title: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: text, behind a mark where it has one. The tone of a figure says whether it is good news or bad."""

    text: str
    mark: Mark | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first cell of a row names it."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A bowling chart: to be drawn, and as a table of the months of the period for what is made of text.

    `notes` are what stands below its rows: the measure, and what is done about it.
    """

    chart: BowlingChart
    grid: Grid
    notes: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a section about one thing: its name, how it stands, whose it is, and the rest."""

    title: str
    blocks: tuple[Paragraph | Points | Grid, ...]
    mark: Mark | None = None
    owner: str = ""


Block: TypeAlias = Paragraph | Points | Grid | Chart | Entry


@dataclass(frozen=True, slots=True)
class Section:
    """A point of the agenda; `key` names it in links. An annex is there to be looked up, and stands last."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    is_annex: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack. `scope` says what it is about, `lead` what matters most, `notes` how it was made."""

    title: str
    scope: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
