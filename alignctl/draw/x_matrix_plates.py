"""The cells of an X-matrix that hold titles: lying for rows, upright for columns. Pixels."""

from __future__ import annotations

from alignctl.draw.plates import KIND_WORDS, Run, Sign
from alignctl.draw.text import SLACK, clean_text, measure, runs_right_to_left, wrap
from alignctl.records import Record, record
from alignctl.views.x_matrix import Entry, Side

CELL = 30.0
"""How wide and high a crossing is, at the least."""

SIZE = 12.0
"""The size of titles."""

_STEP = 15.0
_PAD = 9.0
_SIGN = 13.0
_MAX_LINES = 4


@record
class TitlePlate(Record):
    """A measured title. Places are those of a lying cell, `length` along its text and `depth` across."""

    entry: Entry
    length: float
    depth: float
    runs: tuple[Run, ...]
    signs: tuple[Sign, ...]


def choose_length(sides: tuple[Side, ...], least: float, most: float) -> float:
    """How long cells are for most titles of these sides to take no more than two lines."""
    wide = [measure(clean_text(entry.title), SIZE) for side in sides for entry in side.entries]
    return min(most, max(least, max(wide, default=0.0) * SLACK / 1.8 + 2 * _PAD + _SIGN + 22))


def make_title_plate(entry: Entry, length: float) -> TitlePlate:
    """Set the title of an entry in lines, after a sign of how it is doing and its rank."""
    signs = []
    left = _PAD
    sign = entry.mark.glyph if entry.mark is not None else ""
    if sign:
        left += _SIGN + 6
    rank = str(entry.rank) if entry.rank is not None else ""
    rank_left = left
    if rank:
        left += measure(rank, 11, bold=True) * SLACK + 6
    room = (length - left - _PAD) / SLACK
    lines = wrap(entry.title, room, SIZE, max_lines=_MAX_LINES) or ("–",)
    depth = max(CELL, len(lines) * _STEP + 11)
    first = (depth - len(lines) * _STEP) / 2 + 11.5
    right = runs_right_to_left(entry.title)
    runs = [
        Run(length - _PAD if right else left, first + number * _STEP, line, SIZE, "title", right=right)
        for number, line in enumerate(lines)
    ]
    if sign and entry.mark is not None:
        signs.append(Sign(_PAD, first - 10.5, sign, f"tone-{entry.mark.tone}", _SIGN))
    if rank:
        runs.append(Run(rank_left, first, rank, 11, "rank", bold=True))
    return TitlePlate(entry, length, depth, tuple(runs), tuple(signs))


def describe_entry(entry: Entry, word: str) -> str:
    """The entry in one line, for screen readers and as a tooltip. `word` is what its side holds, or `item`."""
    if word == "item":
        word = KIND_WORDS.get(entry.kind, word)
    parts = [f"{word[:1].upper()}{word[1:]}: {clean_text(entry.title)}"]
    if entry.rank is not None:
        parts.append(f"rank {entry.rank}")
    if entry.owner:
        parts.append(f"owner: {clean_text(entry.owner)}")
    if entry.mark is not None:
        parts.append(clean_text(entry.mark.text))
    if entry.problems.worst:
        parts.append(entry.problems.text)
    return " – ".join(parts)
