"""What an X-matrix is drawn from: title cells, grids, signs, empty lanes, each with its place.

All measures are pixels from the top left corner. Nothing here is SVG.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alignctl.draw.plates import Run
from alignctl.draw.x_matrix_plates import TitlePlate
from alignctl.records import Record, record
from alignctl.views.picture import Tone
from alignctl.views.x_matrix import Gap, XMatrix


@record
class PlacedTitle(Record):
    """A title cell and its box; `upright` text is read from the bottom up. `side` is one of `SIDES` or `teams`."""

    plate: TitlePlate
    side: str
    x: float
    y: float
    width: float
    height: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A corner: where its lines stand. The first and the last line are its edges."""

    rows: str
    columns: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]


@record
class PlacedSign(Record):
    """A sign in the middle of a crossing; `says` is what it means, in words."""

    name: str
    x: float
    y: float
    row: str
    column: str
    says: str


@dataclass(frozen=True, slots=True)
class Lane:
    """An empty row or column of a corner, marked as such."""

    upright: bool

    gap: Gap
    x: float
    y: float
    width: float
    height: float
    says: str
    word: Run | None


@dataclass(frozen=True, slots=True)
class Centre:
    """The square with the X, and what stands in its four triangles; `kinds` says which colour each has."""

    x: float
    y: float
    width: float
    height: float
    runs: tuple[tuple[str, Run], ...]
    kinds: Mapping[str, str]


@record
class LegendSign(Record):
    """A line of the legend: a sign (or an empty lane) and its meaning."""

    sort: str
    name: str
    tone: Tone
    x: float
    y: float
    run: Run


@dataclass(frozen=True, slots=True)
class MatrixScene:
    """Everything to be drawn."""

    matrix: XMatrix
    width: float
    height: float
    centre: Centre
    titles: tuple[PlacedTitle, ...]
    grids: tuple[Grid, ...]
    signs: tuple[PlacedSign, ...]
    lanes: tuple[Lane, ...]
    runs: tuple[Run, ...]
    upright_runs: tuple[Run, ...]
    legend: tuple[LegendSign, ...]
