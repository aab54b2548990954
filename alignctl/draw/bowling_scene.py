"""Every place in a bowling chart: titles at the left, twelve months of plan over actual, a small chart at the right.

All measures are pixels from the top left corner. Nothing here is SVG.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alignctl.draw.headings import set_head, set_notes_of
from alignctl.draw.plates import Run, Sign
from alignctl.draw.scene import MARGIN
from alignctl.draw.text import SLACK, clean_text, measure, runs_right_to_left, shorten, wrap
from alignctl.records import Record, record
from alignctl.views.bowling import STATES, BowlingChart, Cell, Group, Row, describe_cell
from alignctl.views.bowling_notes import Note

SIGNS = {"met": "tick", "missed": "cross", "unjudged": "aimless", "late": "ring", "awaited": "dots"}
"""The glyph of each state that has one."""

TONES = {"met": "good", "missed": "bad", "unjudged": "unknown", "late": "watch", "awaited": "plain"}

SPARK_WIDTH = 116.0

_TITLE_WIDTH = 268.0
_LABEL_WIDTH = 52.0
_SIZE = 12.0
_STEP = 15.0
_PAD = 8.0
_HEAD_HEIGHT = 42.0
_GROUP_HEIGHT = 27.0
_LEAST_ROW = 54.0
_SIGN = 12.0
_MAX_TITLE_LINES = 4


@record
class Tile(Record):
    """A cell with a ground of its own. `sort` is its class; `says` is what it means in words; `href` makes a link."""

    sort: str
    x: float
    y: float
    width: float
    height: float
    runs: tuple[Run, ...]
    signs: tuple[Sign, ...] = ()
    says: str = ""
    href: str = ""


@record
class SparkPlace(Record):
    """Where the small chart of a row stands."""

    row: Row
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BowlingScene:
    """Everything to be drawn. `lines` are thin straight lines as (x1, y1, x2, y2)."""

    chart: BowlingChart
    width: float
    height: float
    tiles: tuple[Tile, ...]
    sparks: tuple[SparkPlace, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    runs: tuple[Run, ...]
    legend: tuple[Tile, ...]


def arrange_bowling(chart: BowlingChart) -> BowlingScene:
    """Work out every place of a chart."""
    return _Setter(chart).set()


class _Setter:
    """Sets one chart from top to bottom."""

    def __init__(self, chart: BowlingChart) -> None:
        self.chart = chart
        wide = max((measure(cell.plan, _SIZE) for row in chart.rows for cell in row.cells), default=0.0)
        actual = [self._actual_width(cell) for row in chart.rows for cell in row.cells]
        self.column = max(56.0, wide * SLACK + 12, max(actual, default=0.0))
        starts = [measure(row.start_text, _SIZE) * SLACK + 14 for row in chart.rows]
        self.start_width = max(60.0, max(starts, default=0.0))
        self.left = MARGIN + _TITLE_WIDTH + self.start_width + _LABEL_WIDTH
        self.right = self.left + len(chart.months) * self.column
        self.end = self.right + SPARK_WIDTH
        self.tiles: list[Tile] = []
        self.sparks: list[SparkPlace] = []
        self.lines: list[tuple[float, float, float, float]] = []
        self.runs: list[Run] = []

    @staticmethod
    def _actual_width(cell: Cell) -> float:
        notes = measure(_note_text(cell), 11, bold=True) * SLACK + 4 if cell.notes else 0.0
        return measure(cell.actual, _SIZE, bold=True) * SLACK + _SIGN + 15 + notes

    def set(self) -> BowlingScene:
        y = self._set_title()
        y = self._set_head(y)
        for group in self.chart.groups:
            y = self._set_group(group, y)
            for row in group.rows:
                y = self._set_row(row, y)
        y = self._set_tally(y)
        legend, y = self._set_legend(y + 20)
        notes, y = set_notes_of(self.chart.left_out, (self.end - MARGIN) / SLACK, y - 6)
        return BowlingScene(
            self.chart,
            self.end + MARGIN,
            y + MARGIN,
            tuple(self.tiles),
            tuple(self.sparks),
            tuple(self.lines),
            (*self.runs, *notes),
            legend,
        )

    def _set_title(self) -> float:
        runs, y = set_head(self.chart.title, self.chart.subtitle, self.end - MARGIN)
        self.runs += runs
        return y + 16

    def _set_head(self, y: float) -> float:
        base = y + _HEAD_HEIGHT - 9
        self.runs.append(Run(MARGIN + _PAD, base, "Measure", _SIZE, "title", bold=True))
        self._end_at(MARGIN + _TITLE_WIDTH + self.start_width - _PAD, base, "Start", bold=True)
        year = 0
        for position, month in enumerate(self.chart.months):
            x = self.left + position * self.column
            middle = x + self.column / 2
            now = month.first <= self.chart.today <= month.last
            if month.first.year != year:
                year = month.first.year
                self._centre_at(middle, base - 18, str(year), style="soft")
            self._centre_at(middle, base, month.label, bold=True, style="now" if now else "title")
            if now:
                self.lines.append((x + 6, base + 4.5, x + self.column - 6, base + 4.5))
        self._centre_at(self.right + SPARK_WIDTH / 2, base, "Course", bold=True)
        return y + _HEAD_HEIGHT

    def _set_group(self, group: Group, y: float) -> float:
        width = self.end - MARGIN
        right = runs_right_to_left(group.title)
        text = shorten(group.title, (width - 2 * _PAD) / SLACK, 13, bold=True)
        run = Run(width - _PAD if right else _PAD, 18, text, 13, "title", bold=True, right=right)
        self.tiles.append(Tile("group", MARGIN, y, width, _GROUP_HEIGHT, (run,), says=group.title, href=group.href))
        return y + _GROUP_HEIGHT

    def _set_row(self, row: Row, y: float) -> float:
        head = self._title_tile(row, y)
        height = head.height
        self.tiles.append(head)
        plan_base, actual_base = y + height / 2 - 7, y + height / 2 + 15
        if row.start_text:
            self._end_at(MARGIN + _TITLE_WIDTH + self.start_width - _PAD, plan_base + 11, row.start_text)
        label = MARGIN + _TITLE_WIDTH + self.start_width + 4
        self.runs.append(Run(label, plan_base, "plan", 11, "soft"))
        self.runs.append(Run(label, actual_base, "actual", 11, "soft"))
        for position, cell in enumerate(row.cells):
            x = self.left + position * self.column
            says = describe_cell(row, cell, self.chart.months[position])
            self.tiles.append(self._cell_tile(cell, x, y, height, says))
        self.sparks.append(SparkPlace(row, self.right + 8, y + 8, SPARK_WIDTH - 16, height - 16))
        y += height
        for note in row.notes:
            y = self._set_note(note, y)
        y += 5 if row.notes else 0
        self.lines.append((MARGIN, y, self.end, y))
        return y

    def _title_tile(self, row: Row, y: float) -> Tile:
        room = (_TITLE_WIDTH - 2 * _PAD) / SLACK
        right = runs_right_to_left(row.title)
        lines = wrap(row.title, room, 12.5, bold=True, max_lines=_MAX_TITLE_LINES) or ("–",)
        more = " · ".join(clean_text(part) for part in (row.unit, row.owner) if part)
        below = ([(more, 0.0, "soft")] if more else []) + ([(row.mark.word, 17.0, "line")] if row.mark else [])
        height = max(_LEAST_ROW, (len(lines) + len(below)) * _STEP + 13)
        base = (height - (len(lines) + len(below)) * _STEP) / 2 + 11.5
        runs = []
        for line in lines:
            x = _TITLE_WIDTH - _PAD if right else _PAD
            runs.append(Run(x, base, line, 12.5, "title", bold=True, right=right))
            base += _STEP
        signs = []
        for text, indent, style in below:
            runs.append(Run(_PAD + indent, base, shorten(text, room - indent, 11), 11, style))
            if style == "line" and row.mark is not None:
                signs.append(Sign(_PAD, base - 10, row.mark.glyph, f"tone-{row.mark.tone}", _SIGN))
            base += _STEP
        says = " – ".join([f"Measure: {clean_text(row.title)}", *([more] if more else [])])
        return Tile("measure", MARGIN, y, _TITLE_WIDTH, height, tuple(runs), tuple(signs), says, row.href)

    def _cell_tile(self, cell: Cell, x: float, y: float, height: float, says: str) -> Tile:
        runs, signs = [], []
        plan_base, actual_base = height / 2 - 7, height / 2 + 15
        if cell.plan:
            wide = measure(cell.plan, _SIZE)
            runs.append(Run(self.column - 6 - wide, plan_base, cell.plan, _SIZE, "soft"))
        sign = SIGNS.get(cell.state)
        if sign is not None:
            signs.append(Sign(5, actual_base - 10.5, sign, f"tone-{TONES[cell.state]}", _SIGN))
        if cell.actual:
            wide = measure(cell.actual, _SIZE, bold=True)
            runs.append(Run(self.column - 6 - wide, actual_base, cell.actual, _SIZE, "title", bold=True))
        elif cell.state == "not-due":
            runs.append(Run(self.column / 2 - 2, actual_base, "·", _SIZE, "soft"))
        if cell.notes:
            runs.append(Run(5 + _SIGN + 2, actual_base, _note_text(cell), 11, "alarm", bold=True))
        return Tile(f"month {cell.state}", x, y, self.column, height, tuple(runs), tuple(signs), says)

    def _set_note(self, note: Note, y: float) -> float:
        """Lines that begin under the month they are about, or further left where there is no room for them."""
        text = f"{note.number}  {note.text}" if note.number is not None else note.text
        text = f"{text} · under way" if note.state == "open" else text
        room = (self.end - self.left - 18) / SLACK
        lines = wrap(text, room, _SIZE, max_lines=3)
        widest = max(measure(line, _SIZE) for line in lines) * SLACK
        x = max(self.left + 18, min(self.left + note.month * self.column + 18, self.end - widest))
        glyph, tone = {
            "done": ("tick", "good"),
            "overdue": ("clock", "watch"),
            "open": ("play", "plain"),
            "lacking": ("warning", "bad"),
        }[note.state]
        runs = [
            Run(x, y + 13 + number * _STEP, line, _SIZE, "alarm" if note.state == "lacking" else "line")
            for number, line in enumerate(lines)
        ]
        self.runs += runs
        height = len(lines) * _STEP + 3
        self.tiles.append(Tile("note", x - 18, y + 2, 14, 14, (), (Sign(0, 0, glyph, f"tone-{tone}", 13),), note.text))
        return y + height

    def _set_tally(self, y: float) -> float:
        base = y + 20
        self.runs.append(Run(MARGIN + _PAD, base, "Met, of those that could be judged", _SIZE, "title", bold=True))
        for position in range(len(self.chart.months)):
            met, judged = self.chart.tally(position)
            text = f"{met} of {judged}" if judged else "–"
            self._centre_at(self.left + (position + 0.5) * self.column, base, text, style="title")
        return y + 32

    def _set_legend(self, y: float) -> tuple[tuple[Tile, ...], float]:
        entries = [
            (f"month {state}", SIGNS.get(state, ""), TONES.get(state, ""), STATES[state]) for state in self.chart.states
        ]
        if any(note.number is not None for row in self.chart.rows for note in row.notes):
            entries.append(("number", "", "", "number of the countermeasure below"))
        entries.append(("line actual", "", "", "readings"))
        if any(row.spark.due for row in self.chart.rows):
            entries.append(("line due", "", "", "plan"))
        if any(row.spark.limits for row in self.chart.rows):
            entries.append(("line limit", "", "", "limit to keep"))
        tiles = []
        x = MARGIN
        for sort, sign, tone, text in entries:
            wide = 32 + measure(text, _SIZE) * SLACK
            if x > MARGIN and x + wide > self.end:
                x, y = MARGIN, y + 24
            runs = [Run(30, 12.5, text, _SIZE, "line")]
            if sort == "number":
                runs.append(Run(8, 12.5, "1", 11, "alarm", bold=True))
            if sort == "month not-due":
                runs.append(Run(10, 12.5, "·", _SIZE, "soft"))
            signs = (Sign(6, 2.5, sign, f"tone-{tone}", _SIGN),) if sign else ()
            tiles.append(Tile(sort, x, y, 24, 17, tuple(runs), signs))
            x += wide + 20
        return tuple(tiles), y + 30

    def _centre_at(self, x: float, y: float, text: str, *, bold: bool = False, style: str = "title") -> None:
        wide = measure(text, _SIZE, bold=bold)
        self.runs.append(Run(x - wide / 2, y, text, _SIZE, style, bold=bold))

    def _end_at(self, x: float, y: float, text: str, *, bold: bool = False) -> None:
        wide = measure(text, _SIZE, bold=bold)
        self.runs.append(Run(x - wide, y, text, _SIZE, "title", bold=bold))


def _note_text(cell: Cell) -> str:
    return ",".join(str(number) for number in cell.notes)


def values_of(row: Row) -> Iterable[float]:
    """All values that the small chart of a row has to make room for."""
    yield from (value for _, value in (*row.spark.readings, *row.spark.due))
    for _, _, low, high in row.spark.limits:
        yield from (edge for edge in (low, high) if edge is not None)
