"""How a box looks from near: its size, its outline and where each line of its text stands.

A plate is measured before the layout and placed after it, so sizes never depend on fonts of the machine. Pixels.
"""

from __future__ import annotations

from functools import lru_cache

from alignctl.draw import glyphs
from alignctl.draw.text import SLACK, clean_text, measure, runs_right_to_left, shorten, wrap
from alignctl.records import Record, record
from alignctl.views.picture import Box, Tone

WIDTH = 236.0

KIND_WORDS = {
    "strategy": "Strategy",
    "outcome": "Outcome",
    "kpi": "KPI",
    "hypothesis": "Hypothesis",
    "initiative": "Initiative",
}

_INSETS = {"strategy": 20.0, "hypothesis": 25.0}
_INSET = 16.0
_EDGE = 4.0
_HEAD, _TITLE, _LINE = 11.0, 13.5, 11.5
_TOP, _BOTTOM = 21.0, 12.0
_TITLE_STEP, _LINE_STEP = 17.0, 15.0
_MAX_TITLE_LINES = 5


@record
class Run(Record):
    """One line of text: its left end (or right end, for text read from the right), its base line, its size."""

    x: float
    y: float
    text: str
    size: float
    style: str
    bold: bool = False
    right: bool = False

    @property
    def width(self) -> float:
        return measure(self.text, self.size, bold=self.bold)


@record
class Sign(Record):
    """A glyph: its name, its top left corner, the class that colours it."""

    x: float
    y: float
    name: str
    style: str
    size: float = glyphs.SIZE


@record
class Plate(Record):
    """A measured box; places are relative to its top left corner."""

    box: Box
    width: float
    height: float
    outline: str
    fold: str
    runs: tuple[Run, ...]
    signs: tuple[Sign, ...]


def make_plate(box: Box) -> Plate:
    """Measure a box and set its text: kind and owner, the title, how it is doing, a note."""
    inset = _INSETS.get(box.kind, _INSET)
    room = (WIDTH - inset - _EDGE) / SLACK - inset
    runs: list[Run] = []
    signs = [Sign(inset, _TOP - 11, box.kind, "kind")]
    head_room = (WIDTH - 2 * inset - 20 - _add_problems(box, WIDTH - inset, runs, signs)) / SLACK
    head = KIND_WORDS.get(box.kind, box.kind)
    owner = clean_text(box.owner)
    if owner and measure(f"{head} · {owner}", _HEAD) <= head_room:
        head, owner = f"{head} · {owner}", ""
    runs.append(Run(inset + 20, _TOP, shorten(head, head_room, _HEAD), _HEAD, "soft"))

    y = _TOP + 2
    right = runs_right_to_left(box.title)
    for line in wrap(box.title, room, _TITLE, bold=True, max_lines=_MAX_TITLE_LINES):
        y += _TITLE_STEP
        runs.append(Run(WIDTH - inset if right else inset, y, line, _TITLE, "title", bold=True, right=right))
    if owner:
        y += _LINE_STEP + 1
        runs.append(Run(inset, y, shorten(owner, room, _HEAD), _HEAD, "soft"))
    for mark in (box.mark, box.traits):
        if mark is None:
            continue
        signs.append(Sign(inset, y + 7, mark.glyph, f"tone-{mark.tone}", 13))
        y += 2
        for line in wrap(mark.text, room - 18, _LINE, max_lines=2):
            y += _LINE_STEP + 1
            runs.append(Run(inset + 18, y, line, _LINE, "line"))
    if box.note:
        y += 1
        for line in wrap(box.note, room, _HEAD, max_lines=2):
            y += _LINE_STEP
            runs.append(Run(inset, y, line, _HEAD, "soft"))
    height = round(y + _BOTTOM)
    outline, fold = outline_of(box.kind, WIDTH, height)
    return Plate(box, WIDTH, height, outline, fold, tuple(runs), tuple(signs))


def describe(box: Box) -> str:
    """The box in one line, for screen readers and as a tooltip."""
    parts = [f"{KIND_WORDS.get(box.kind, box.kind)}: {clean_text(box.title)}"]
    if box.owner:
        parts.append(f"owner: {clean_text(box.owner)}")
    parts += [clean_text(mark.text) for mark in (box.mark, box.traits) if mark is not None]
    if box.note:
        parts.append(clean_text(box.note))
    if box.problems.worst:
        parts.append(box.problems.text)
    return " – ".join(parts)


def _add_problems(box: Box, right: float, runs: list[Run], signs: list[Sign]) -> float:
    """Put a sign and a count for each severity at the right end of the head; returns the room they take."""
    start = right
    counts = (("advice", box.problems.advice), ("warning", box.problems.warnings), ("error", box.problems.errors))
    for severity, count in counts:
        if count:
            text = str(count)
            width = measure(text, _HEAD, bold=True)
            runs.append(Run(right - width, _TOP, text, _HEAD, f"count-{severity}", bold=True))
            right -= width + 2 + 13
            signs.append(Sign(right, _TOP - 10.5, severity, severity_tone(severity), 13))
            right -= 6
    return start - right


def severity_tone(severity: str) -> str:
    """The class of the sign of a severity."""
    tones = {"error": Tone.BAD, "warning": Tone.WATCH, "advice": Tone.UNKNOWN}
    return f"tone-{tones[severity]}"


@lru_cache(maxsize=1024)
def outline_of(kind: str, w: float, h: float) -> tuple[str, str]:
    """The path of a kind's shape and, where it has a fold, that of the fold. The middle of each side is on it."""
    if kind == "hypothesis":
        return f"M14 0H{w - 14:g}L{w:g} {h / 2:g}L{w - 14:g} {h:g}H14L0 {h / 2:g}z", ""
    if kind == "initiative":
        return f"M0 0H{w - 13:g}L{w:g} 13V{h:g}H0z", f"M{w - 13:g} 0V13H{w:g}"
    radius = {"strategy": 24.0, "outcome": 11.0}.get(kind, 0.0)
    if not radius:
        return f"M0 0H{w:g}V{h:g}H0z", ""
    arc = f"A{radius:g} {radius:g} 0 0 1 "
    return (
        f"M{radius:g} 0H{w - radius:g}{arc}{w:g} {radius:g}V{h - radius:g}{arc}{w - radius:g} {h:g}"
        f"H{radius:g}{arc}0 {h - radius:g}V{radius:g}{arc}{radius:g} 0z"
    ), ""
