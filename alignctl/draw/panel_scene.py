"""Every place in a panel: tables one below the other, or lanes of cards side by side. Pixels; nothing here is SVG."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alignctl.draw.headings import set_head, set_notes_of
from alignctl.draw.legend import LegendItem, make_legend
from alignctl.draw.panel_cell import MARKS_SIZE, PAD, SIGN, STEP, Bar, Piece, SetCell, set_cell, set_line, set_marks
from alignctl.draw.plates import Run, Sign
from alignctl.draw.scene import MARGIN
from alignctl.draw.text import SLACK, clean_text, measure, runs_right_to_left, shorten, wrap
from alignctl.records import Record, record
from alignctl.views.panel import Cell, Column, Line, Panel, Row, Table
from alignctl.views.picture import LegendEntry

WIDTH = 1240.0
"""How wide tables are: what fits a sheet of A3 across, or a wide screen, with text that can be read."""

LANE = 344.0
"""How wide a card is."""

_READABLE = 860.0
_MOST_COLUMNS = 5
_SCREEN = 900.0
_GAP = 16.0
_UPRIGHT_WIDTH = 40.0
_LEAST_UPRIGHT, _MOST_UPRIGHT = 90.0, 200.0
_TITLE_COLUMN = 330.0
_HEAD = 26.0
_GROUP = 30.0
_CARD_GAP = 10.0


@record
class Tile(Record):
    """A cell, a card or a heading with its ground. `sort` is its class; `says` is what it means in words."""

    sort: str
    x: float
    y: float
    width: float
    height: float
    pieces: tuple[Piece, ...] = ()
    bars: tuple[Bar, ...] = ()
    says: str = ""
    item: str = ""


@record
class UprightHead(Record):
    """The heading of an upright column, read from the bottom up; places are those of a lying cell."""

    column: Column
    x: float
    y: float
    width: float
    height: float
    runs: tuple[Run, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class PanelScene:
    """Everything to be drawn. `lines` are thin straight lines as (x1, y1, x2, y2)."""

    panel: Panel
    width: float
    height: float
    tiles: tuple[Tile, ...]
    heads: tuple[UprightHead, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    runs: tuple[Run, ...]
    signs: tuple[Sign, ...]
    legend: tuple[LegendItem, ...]


def arrange_panel(panel: Panel) -> PanelScene:
    """Work out every place of a panel."""
    return _Setter(panel).set()


class _Setter:
    """Sets one panel from top to bottom."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.tiles: list[Tile] = []
        self.heads: list[UprightHead] = []
        self.lines: list[tuple[float, float, float, float]] = []
        self.runs: list[Run] = []
        self.signs: list[Sign] = []
        self.cards = [[_card(table, row) for row in table.rows] for table in panel.tables] if panel.lanes else []
        self.columns = _share_columns([sum(card.height for card in cards) for cards in self.cards])
        if panel.lanes:
            wide = sum(self.columns) * (LANE + _GAP) - _GAP
        else:
            wide = max((sum(_widths(table.columns)) for table in panel.tables), default=WIDTH)
        self.end = MARGIN + max(wide, 640.0)

    def set(self) -> PanelScene:
        y = self._set_title()
        y = self._set_lanes(y) if self.panel.lanes else self._set_tables(y)
        legend, y = self._set_legend(y + 16)
        notes, y = set_notes_of((*self.panel.notes, *self.panel.left_out), (self.end - MARGIN) / SLACK, y - 8)
        return PanelScene(
            self.panel,
            self.end + MARGIN,
            y + MARGIN,
            tuple(self.tiles),
            tuple(self.heads),
            tuple(self.lines),
            (*self.runs, *notes),
            tuple(self.signs),
            legend,
        )

    def _set_title(self) -> float:
        runs, y = set_head(self.panel.title, self.panel.subtitle, self.end - MARGIN)
        if self.panel.href:
            titles = tuple(run for run in runs if run.style == "title")
            link = Piece(titles, (), self.panel.href, clean_text(self.panel.title))
            self.tiles.append(Tile("heading", 0, 0, self.end, titles[-1].y + 4 if titles else y, (link,)))
            runs = [run for run in runs if run.style != "title"]
        self.runs += runs
        width = (self.end - MARGIN) / SLACK
        for sentence in self.panel.lead:
            y += 6
            right = runs_right_to_left(sentence)
            for line in wrap(sentence, min(width, _READABLE), 13.5, max_lines=6):
                y += 19
                self.runs.append(Run(self.end if right else MARGIN, y, line, 13.5, "line", right=right))
        return y + 18

    def _set_tables(self, y: float) -> float:
        before: tuple[Column, ...] | None = None
        for table in self.panel.tables:
            same = before == table.columns
            widths = _widths(table.columns)
            width = sum(widths)
            y = self._set_heading(table, MARGIN, width, y + (0 if before is None or same else 14))
            if table.rows and not same:
                y = self._set_columns(table.columns, y)
                before = table.columns
            for row in table.rows:
                y = self._set_row(table, row, widths, y)
            y = self._set_empty(table, MARGIN, width, y)
        return y

    def _set_lanes(self, top: float) -> float:
        """Lanes side by side; the longest flow into several columns, read from top to bottom, then to the right."""
        widths = [columns * (LANE + _GAP) - _GAP for columns in self.columns]
        lefts = [MARGIN + sum(widths[:number]) + number * _GAP for number in range(len(widths))]
        lanes = list(zip(self.panel.tables, lefts, widths, strict=True))
        start = bottom = max(self._set_heading(table, x, width, top) for table, x, width in lanes) + 8
        self.tiles = [replace(tile, height=start - 8 - top) for tile in self.tiles]
        for (table, x, width), cards, columns in zip(lanes, self.cards, self.columns, strict=True):
            for number, column in enumerate(_flow(cards, columns)):
                y = start
                for card in column:
                    self.tiles.append(replace(card, x=x + number * (LANE + _GAP), y=y))
                    y += card.height + _CARD_GAP
                bottom = max(bottom, y)
            bottom = max(bottom, self._set_empty(table, x, width, start))
        return bottom

    def _set_heading(self, table: Table, x: float, width: float, y: float) -> float:
        """The name of a group, how many it holds, and a note."""
        if not table.title:
            return y
        line = Line(table.title, "title", table.glyph, table.tone)
        piece, height = set_line(line, width, 6)
        pieces = [piece]
        if table.note:
            note, height = set_line(Line(table.note, "soft"), width, height - 2)
            pieces.append(note)
        height = max(_GROUP, height + 3)
        self.tiles.append(Tile("group", x, y, width, height, tuple(pieces), says=clean_text(table.title)))
        return y + height

    def _set_empty(self, table: Table, x: float, width: float, y: float) -> float:
        if table.rows or not table.empty:
            return y
        piece, height = set_line(Line(table.empty, "soft"), width, PAD)
        self.tiles.append(Tile("empty", x, y, width, height + 4, (piece,), says=clean_text(table.empty)))
        return y + height + 4

    def _set_columns(self, columns: tuple[Column, ...], y: float) -> float:
        widths = _widths(columns)
        upright = any(column.upright for column in columns)
        height = _head_height(columns) if upright else _HEAD
        x = MARGIN
        for column, width in zip(columns, widths, strict=True):
            if column.upright:
                self.heads.append(_upright_head(column, x, y, width, height))
            elif column.title:
                text = shorten(column.title, (width - 2 * PAD) / SLACK, 12, bold=True)
                self.runs.append(Run(x + PAD, y + height - 9, text, 12, "title", bold=True))
            x += width
        self.lines.append((MARGIN, y + height, x, y + height))
        return y + height

    def _set_row(self, table: Table, row: Row, widths: list[float], y: float) -> float:
        # Marks stand in the middle of their cell, so they are set when its height is known.
        cells = [
            SetCell((), (), MARKS_SIZE) if cell.marks else set_cell(cell, width)
            for cell, width in zip(row.cells, widths, strict=True)
        ]
        height = max([cell.height for cell in cells])
        name = row.cells[0].text
        x = MARGIN
        for column, cell, made, width in zip(table.columns, row.cells, cells, widths, strict=True):
            tone = cell.tone or row.tone or column.tone
            sort, pieces, says = "cell", made.pieces, ""
            if cell.marks:
                words = cell.text
                sort, pieces = "cross", set_marks(cell, width, height)
                says = clean_text(f"{name} – {column.title}: {words}") if words else ""
            sort = f"{sort} {tone}" if tone else sort
            self.tiles.append(Tile(sort, x, y, width, height, pieces, made.bars, says, row.id))
            x += width
        y += height
        self.lines.append((MARGIN, y, x, y))
        return y

    def _set_legend(self, y: float) -> tuple[tuple[LegendItem, ...], float]:
        entries: list[LegendEntry] = list(self.panel.legend)
        return make_legend(entries, MARGIN, y, self.end - MARGIN) if entries else ((), y)


def _card(table: Table, row: Row) -> Tile:
    """The cells of a row one below the other, each but the first after the heading of its column."""
    height = PAD - 2
    pieces: list[Piece] = []
    bars: list[Bar] = []
    for position, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if not cell.lines and cell.span is None:
            continue
        if position:
            head, height = set_line(Line(column.title, "soft"), LANE, height)
            pieces.append(head)
            height -= 2
        made = set_cell(cell, LANE, top=height)
        pieces += made.pieces
        bars += made.bars
        height = made.height - PAD + 6
    return Tile(f"card {row.tone}".strip(), 0, 0, LANE, height + 2, tuple(pieces), tuple(bars), "", row.id)


def _share_columns(heights: list[float]) -> list[int]:
    """How many columns each lane gets: one, and the longest more, as long as they are too high for a screen."""
    columns = [1] * len(heights)
    while sum(columns) < _MOST_COLUMNS:
        longest = max(range(len(heights)), key=lambda i: (heights[i] / columns[i], -i), default=None)
        if longest is None or heights[longest] / columns[longest] < _SCREEN:
            break
        columns[longest] += 1
    return columns


def _flow(cards: list[Tile], columns: int) -> list[list[Tile]]:
    """Cards in their order in columns of about the same height."""
    room = sum(card.height for card in cards) / columns
    flowed: list[list[Tile]] = [[] for _ in range(columns)]
    used = 0.0
    for card in cards:
        flowed[min(columns - 1, int((used + card.height / 2) / room))].append(card)
        used += card.height
    return flowed


def _widths(columns: tuple[Column, ...]) -> list[float]:
    """Upright columns are as wide as their marks; the first beside them has room for a title, others share the rest."""
    if any(column.upright for column in columns):
        return [_UPRIGHT_WIDTH if column.upright else _TITLE_COLUMN * column.share for column in columns]
    whole = sum(column.share for column in columns)
    return [WIDTH * column.share / whole for column in columns]


def _head_height(columns: tuple[Column, ...]) -> float:
    """As high as the longest upright title, which may take two lines where it is very long."""
    longest = max(measure(clean_text(c.title), 12) * SLACK + (SIGN + 8 if c.glyph else 4) for c in columns if c.upright)
    return min(_MOST_UPRIGHT, max(_LEAST_UPRIGHT, longest + PAD + 6))


def _upright_head(column: Column, x: float, y: float, width: float, height: float) -> UprightHead:
    """Two lines of a title that begin at the bottom, a glyph below them."""
    room = (height - PAD - (SIGN + 8 if column.glyph else 4)) / SLACK
    lines = wrap(column.title, room, 12, max_lines=2) or ("–",)
    start = 4 + (SIGN + 4 if column.glyph else 0.0)
    first = width / 2 + 4 - (len(lines) - 1) * STEP / 2
    right = runs_right_to_left(column.title)
    runs = tuple(
        Run(start + measure(line, 12) if right else start, first + number * STEP, line, 12, "title", right=right)
        for number, line in enumerate(lines)
    )
    signs = (Sign(4, width / 2 - SIGN / 2, column.glyph, "tone-bad", SIGN),) if column.glyph else ()
    return UprightHead(column, x, y, width, height, runs, signs)


def words_of(cell: Cell) -> str:
    """What a cell says, for readers who cannot see its marks."""
    return ", ".join(mark.word for mark in cell.marks if mark is not None) or cell.text
