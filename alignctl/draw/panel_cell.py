"""The cells of a panel: paragraphs broken into lines, each with its glyph, and how high they make the cell. Pixels."""

from __future__ import annotations

from alignctl.draw.plates import Run, Sign
from alignctl.draw.text import SLACK, clean_text, runs_right_to_left, wrap
from alignctl.records import Record, record
from alignctl.views.panel import Cell, Line, Span, Stretch

PAD = 8.0
SIGN = 12.0
STEP = 15.0
SPAN_HEIGHT = 16.0
MARK = 13.0
MARKS_SIZE = 36.0
"""How wide and high a cell of four marks is, at the least."""

_STYLES = {"title": (12.5, 5), "line": (12.0, 9), "soft": (11.5, 4), "alarm": (12.0, 5)}
"""The size of each style, and the most lines of a paragraph in it."""

_PLACES = tuple((x, y) for y in (-MARK - 1.5, 1.5) for x in (-MARK - 1.5, 1.5))
"""Where the four marks stand, from the middle of their cell."""

_GAP = 3.0


@record
class Piece(Record):
    """A paragraph with its place: its lines, its glyph, and where it leads."""

    runs: tuple[Run, ...]
    signs: tuple[Sign, ...] = ()
    href: str = ""
    says: str = ""


@record
class Bar(Record):
    """A scale from 0 to 1 with an interval on it, and the share that it is around; or, without, a bar of parts."""

    x: float
    y: float
    width: float
    span: Span | None
    parts: tuple[Stretch, ...] = ()


@record
class SetCell(Record):
    """A cell before it is placed; places are relative to its top left corner."""

    pieces: tuple[Piece, ...]
    bars: tuple[Bar, ...]
    height: float


def set_cell(cell: Cell, width: float, *, top: float = PAD) -> SetCell:
    """Set the text of a cell into a width, below `top`."""
    pieces: list[Piece] = []
    bars: list[Bar] = []
    y = top
    if cell.marks:
        return SetCell(set_marks(cell, width), (), MARKS_SIZE)
    for line in cell.lines:
        piece, y = set_line(line, width, y)
        pieces.append(piece)
    if cell.span is not None or cell.bar:
        bars.append(Bar(PAD + 1, y + 3, width - 2 * PAD - 2, cell.span, cell.bar))
        y += SPAN_HEIGHT
    return SetCell(tuple(pieces), tuple(bars), y + PAD - _GAP if cell.lines or bars else 2 * PAD)


def set_line(line: Line, width: float, y: float) -> tuple[Piece, float]:
    """Set one paragraph below `y`, and the y below it."""
    style = line.style
    size, most = _STYLES[style]
    bold = style == "title"
    indent = SIGN + 5 if line.glyph else 0.0
    text = clean_text(line.text)
    right = runs_right_to_left(text)
    x = width - PAD if right else PAD + indent
    signs = (Sign(PAD, y + 1.5, line.glyph, f"tone-{line.tone}", SIGN),) if line.glyph else ()
    runs = []
    for row in wrap(text, (width - 2 * PAD - indent) / SLACK, size, bold=bold, max_lines=most) or ("–",):
        y += STEP
        runs.append(Run(x, y - 3.5, row, size, style, bold, right))
    return Piece(tuple(runs), signs, line.href, text), y + _GAP


def set_marks(cell: Cell, width: float, height: float = MARKS_SIZE) -> tuple[Piece, ...]:
    """Marks in four places, two above two, in the middle of the cell: a place means the same in every cell."""
    left, top = width / 2, height / 2
    return tuple(
        [
            Piece((), (Sign(left + x, top + y, mark.glyph, f"tone-{mark.tone}", MARK),), says=mark.word)
            for mark, (x, y) in zip(cell.marks, _PLACES, strict=False)
            if mark is not None
        ]
    )
