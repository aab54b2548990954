"""How a link is drawn: which line, which head. What each stands for is said in the legend."""

from __future__ import annotations

import math
from collections.abc import Sequence

from alignctl.draw.layout import Point

_HEADS = {"guards": "bar", "sustains": "bar", "segment_of": "ring", "part_of": "ring"}
_LENGTH, _HALF = 8.5, 4.2


def edge_classes(relation: str, kind: str, strength: str | None, tested: bool | None) -> str:
    """The classes of a line: who it comes from, what it says, how strong and how sure it is."""
    classes = [f"from-{kind}", relation.replace("_", "-")]
    if strength in ("strong", "weak"):
        classes.append(strength)
    if tested is False:
        classes.append("untested")
    return " ".join(classes)


def arrow_head(relation: str, points: Sequence[Point]) -> tuple[tuple[Point, ...], str]:
    """The corners of the head at the end of a curve, and its form: `arrow`, `bar` (keeps) or `ring` (part of)."""
    tip = points[-1]
    back = next((p for p in reversed(points[:-1]) if math.dist(p, tip) > 0.5), (tip[0] - 1, tip[1]))
    length = math.dist(back, tip)
    ux, uy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length

    def place(along: float, across: float) -> Point:
        return (tip[0] - ux * along - uy * across, tip[1] - uy * along + ux * across)

    form = _HEADS.get(relation, "arrow")
    if form == "bar":
        return (place(2, 6), place(5, 6), place(5, -6), place(2, -6)), form
    if form == "ring":
        return (place(0, 0), place(4.5, 4), place(9, 0), place(4.5, -4)), form
    return (place(0, 0), place(_LENGTH, _HALF), place(_LENGTH, -_HALF)), form
