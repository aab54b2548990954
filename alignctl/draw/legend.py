"""The legend: a sample and a meaning for everything that occurs in a picture, set in rows."""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.draw.plates import Run
from alignctl.draw.text import SLACK, measure
from alignctl.records import Record, record
from alignctl.views.picture import LegendEntry

SAMPLE_WIDTH = 30.0
SAMPLE_HEIGHT = 18.0

_SIZE = 11.5
_ROW = 25.0
_GAP = 24.0


@record
class LegendItem(Record):
    """An entry, the top left corner of its sample, and its text."""

    entry: LegendEntry
    x: float
    y: float
    run: Run


def make_legend(
    entries: Sequence[LegendEntry], left: float, top: float, width: float
) -> tuple[tuple[LegendItem, ...], float]:
    """Set entries in rows no wider than `width`, each sort of sample in rows of its own; also returns the bottom."""
    items: list[LegendItem] = []
    x, y = left, top
    for position, entry in enumerate(entries):
        sample = SAMPLE_WIDTH if entry.sample in ("kind", "edge", "context", "focus") else 18.0
        wide = sample + 7 + measure(entry.text, _SIZE) * SLACK
        fresh = position > 0 and entry.sample != entries[position - 1].sample
        if position and (fresh or x + wide > left + width):
            x, y = left, y + _ROW
        items.append(LegendItem(entry, x, y, Run(x + sample + 7, y + 13, entry.text, _SIZE, "line")))
        x += wide + _GAP
    return tuple(items), y + _ROW if items else top
