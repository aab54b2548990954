"""Where links touch their boxes: arrow heads that share a side are set apart, so that each can be told from the next.

The engine leads every link to the middle of a side. Links that leave a side stay together, like branches of a tree;
each that arrives gets a place of its own, in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alignctl.draw.layout import Point

_STEP = 11.0
_NEAR = 1.5
_CORNERS = {"strategy": 26.0, "outcome": 13.0, "hypothesis": 18.0, "initiative": 17.0}
_SLANT = 14.0

Box = tuple[str, float, float, float, float]
"""Kind, left, top, width and height of a box."""


def spread_heads(
    curves: Sequence[tuple[Point, ...]], ends: Sequence[tuple[str, str]], boxes: Mapping[str, Box], *, sideways: bool
) -> list[tuple[Point, ...]]:
    """Move the ends of curves along the sides they touch. `ends` names the box at the start and at the head of each."""
    slots: dict[tuple[str, str], list[tuple[float, int, bool]]] = {}
    for index, (curve, (tail, head)) in enumerate(zip(curves, ends, strict=True)):
        for box_id, at_head in ((tail, False), (head, True)):
            side = _side_of(boxes[box_id], curve[-1] if at_head else curve[0], sideways)
            if side:
                far = boxes[tail if at_head else head]
                across = far[2] + far[4] / 2 if sideways else far[1] + far[3] / 2
                slots.setdefault((box_id, side), []).append((across, index, at_head))
    moved = [list(curve) for curve in curves]
    for (box_id, side), users in sorted(slots.items()):
        heads = sorted(user for user in users if user[2])
        tails = [user for user in users if not user[2]]
        groups: list[tuple[float, list[tuple[float, int, bool]]]] = [(user[0], [user]) for user in heads]
        if tails:
            groups.append((sum(user[0] for user in tails) / len(tails), tails))
        groups.sort(key=lambda group: (group[0], group[1][0][1]))
        offsets = _offsets(boxes[box_id], len(groups), sideways)
        for offset, (_, members) in zip(offsets, groups, strict=True):
            for _, index, at_head in members:
                _shift(moved[index], at_head, offset, boxes[box_id], side, sideways)
    return [tuple(curve) for curve in moved]


def _side_of(box: Box, end: Point, sideways: bool) -> str:
    _, left, top, width, height = box
    if sideways:
        near, far, value = left, left + width, end[0]
    else:
        near, far, value = top, top + height, end[1]
    if abs(value - near) < _NEAR:
        return "near"
    return "far" if abs(value - far) < _NEAR else ""


def _offsets(box: Box, count: int, sideways: bool) -> list[float]:
    """Distances from the middle of a side, evenly spread, clear of the corners."""
    kind, _, _, width, height = box
    room = max((height if sideways else width) - 2 * _CORNERS.get(kind, 7.0), 0.0)
    step = min(_STEP, room / (count - 1)) if count > 1 else 0.0
    return [(index - (count - 1) / 2) * step for index in range(count)]


def _shift(curve: list[Point], at_head: bool, offset: float, box: Box, side: str, sideways: bool) -> None:
    end, handle = (-1, -2) if at_head else (0, 1)
    # The sides of a hypothesis slant: away from the middle its border lies further in.
    kind, _, _, _, height = box
    inward = _SLANT * abs(offset) / (height / 2) if kind == "hypothesis" and sideways else 0.0
    inward = inward if side == "near" else -inward
    dx, dy = (inward, offset) if sideways else (offset, inward)
    curve[end] = (curve[end][0] + dx, curve[end][1] + dy)
    curve[handle] = (curve[handle][0], curve[handle][1] + dy) if sideways else (curve[handle][0] + dx, curve[handle][1])
