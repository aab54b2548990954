"""The words around a picture: title, headings of the bands and regions, notes at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from alignctl.draw.plates import Run
from alignctl.draw.scene import MARGIN, REGION_PAD, Frame, PlacedPlate, Rule, Stripe
from alignctl.draw.text import SLACK, wrap
from alignctl.views.picture import Picture

_COLUMN = 900.0
"""The widest that a sentence may run and still be read with ease."""


def set_head(title: str, subtitle: str, width: float, told: str = "") -> tuple[list[Run], float]:
    """The title, what is told below it and the subtitle, no wider than `width`, and the base line of the last."""
    y = MARGIN + 2
    runs: list[Run] = []
    width /= SLACK
    for line in wrap(title, width, 21, bold=True, max_lines=3):
        y += 17 if not runs else 26
        runs.append(Run(MARGIN, y, line, 21, "title", bold=True))
    for line in wrap(told, min(width, _COLUMN), 14, max_lines=4):
        y += 20 if runs[-1].size == 14 else 24
        runs.append(Run(MARGIN, y, line, 14, "line"))
    for line in wrap(subtitle, width, 13, max_lines=3):
        y += 21
        runs.append(Run(MARGIN, y, line, 13, "soft"))
    return runs, y


def set_region_head(frame: Frame) -> list[Run]:
    """The title of a region and the note below it, inside its frame."""
    width = (frame.width - 2 * REGION_PAD) / SLACK
    left = frame.x + REGION_PAD
    runs = [Run(left, frame.y + 21, wrap(frame.region.title, width, 13.5, max_lines=1)[0], 13.5, "alarm", bold=True)]
    if frame.region.note:
        runs.append(Run(left, frame.y + 38, wrap(frame.region.note, width, 11.5, max_lines=1)[0], 11.5, "soft"))
    return runs


def set_headings(
    picture: Picture,
    plates: Sequence[PlacedPlate],
    sideways: bool,
    y: float,
    width: float,
) -> tuple[list[Run], list[Rule]]:
    """A heading over (or beside) each band, with the number of its boxes."""
    runs: list[Run] = []
    rules: list[Rule] = []
    counts = Counter(box.in_band for box in picture.boxes)
    for kind, title in picture.bands:
        members = [placed for placed in plates if placed.plate.box.in_band == kind]
        if not members:
            continue
        if sideways:
            left = min(placed.x for placed in members)
            right = max(placed.x + placed.plate.width for placed in members)
            runs.append(Run(left, y + 4, f"{title} · {counts[kind]}", 13, "title", bold=True))
            rules.append(Rule(left, y + 12, right, y + 12))
        else:
            top = min(placed.y for placed in members)
            runs.append(Run(MARGIN, top + 18, title, 13, "title", bold=True))
            runs.append(Run(MARGIN, top + 35, str(counts[kind]), 13, "soft"))
            if len(runs) > 2:
                rules.append(Rule(MARGIN, top - 30, MARGIN + width, top - 30))
    return runs, rules


def set_stripes(
    picture: Picture, layers: Sequence[tuple[str, float, float]], left: float, gutter: float, width: float, pad: float
) -> tuple[list[Run], list[Stripe]]:
    """The ground and the heading of each band, from the band, top and bottom of every layer.

    Headings stand in a gutter at the left; a band that holds nothing says so.
    """
    runs: list[Run] = []
    stripes: list[Stripe] = []
    counts = Counter(box.in_band for box in picture.boxes)
    for position, (band, title) in enumerate(picture.bands):
        top = min(upper for key, upper, _ in layers if key == band) - pad
        bottom = max(lower for key, _, lower in layers if key == band) + pad
        stripes.append(Stripe(left, top, width, bottom - top, tinted=position % 2 == 0))
        lines = wrap(title, gutter - 24, 13, bold=True, max_lines=3)
        y = (top + bottom) / 2 + 4 - 8.5 * (len(lines) - (0 if counts[band] else 1))
        for line in lines:
            runs.append(Run(left + 12, y, line, 13, "title", bold=True))
            y += 17
        if counts[band]:
            runs.append(Run(left + 12, y, str(counts[band]), 13, "soft"))
        else:
            runs.append(Run(left + gutter, (top + bottom) / 2 + 4, "Nothing stands here", 13, "alarm"))
    return runs, stripes


def set_notes(picture: Picture, width: float, y: float) -> tuple[list[Run], float]:
    """What was left out, below `y`, and the base line of the last note."""
    return set_notes_of(picture.left_out, width, y)


def set_notes_of(notes: Sequence[str], width: float, y: float) -> tuple[list[Run], float]:
    """Sentences in lines no wider than `width`, below `y`, and the base line of the last."""
    runs: list[Run] = []
    if notes:
        y += 8
    for note in notes:
        for line in wrap(note, width / SLACK, 12, max_lines=4):
            y += 17
            runs.append(Run(MARGIN, y, line, 12, "soft"))
    return runs, y
