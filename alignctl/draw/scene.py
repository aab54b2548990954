"""The whole picture with every place worked out: boxes, links, headings, regions, legend. Nothing in it is SVG.

All measures are pixels from the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.draw.layout import Point
from alignctl.draw.legend import LegendItem
from alignctl.draw.plates import Plate, Run
from alignctl.records import Record, record
from alignctl.views.picture import Edge, Picture, Region

MARGIN = 24.0
REGION_PAD = 16.0
REGION_HEAD = 46.0


@record
class PlacedPlate(Record):
    """A plate and its top left corner."""

    plate: Plate
    x: float
    y: float


@record
class PlacedEdge(Record):
    """A link as a Bézier curve (1 + 3n points) from the end without to the end with the arrow."""

    edge: Edge
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The ground of a region."""

    region: Region
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stripe:
    """The ground of a band that lies across the picture; every second one is tinted."""

    x: float
    y: float
    width: float
    height: float
    tinted: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything to be drawn, with places in pixels from the top left corner."""

    picture: Picture
    width: float
    height: float
    sideways: bool
    plates: tuple[PlacedPlate, ...]
    edges: tuple[PlacedEdge, ...]
    frames: tuple[Frame, ...]
    rules: tuple[Rule, ...]
    runs: tuple[Run, ...]
    legend: tuple[LegendItem, ...]
    engine: str
    stripes: tuple[Stripe, ...] = ()
