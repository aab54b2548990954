"""Boxes and links of a layout at their final places."""

from __future__ import annotations

from collections.abc import Sequence

from alignctl.draw.blocks import Block
from alignctl.draw.curves import bend_link
from alignctl.draw.layout import Layout
from alignctl.draw.ports import spread_heads
from alignctl.draw.scene import PlacedEdge, PlacedPlate
from alignctl.views.picture import Picture


def place_plates(block: Block, layout: Layout, dx: float, dy: float) -> list[PlacedPlate]:
    """The plates of a block, moved by (dx, dy)."""
    return [
        PlacedPlate(plate, x - plate.width / 2 + dx, y - plate.height / 2 + dy)
        for plate, (x, y) in zip(block.plates, layout.centres, strict=True)
    ]


def place_edges(block: Block, layout: Layout, dx: float, dy: float) -> list[PlacedEdge]:
    """The links inside a block, moved by (dx, dy), each running towards its head."""
    kinds = {plate.box.id: plate.box.kind for plate in block.plates}
    placed = []
    for position, edge in enumerate(block.edges):
        moved = tuple((x + dx, y + dy) for x, y in bend_link(block.graph, layout, position))
        placed.append(PlacedEdge(edge, kinds[edge.lower], moved if edge.points_down else moved[::-1]))
    return placed


def bridge_edges(
    picture: Picture, plates: Sequence[PlacedPlate], placed: Sequence[PlacedEdge], sideways: bool
) -> list[PlacedEdge]:
    """Links from one region to another, which the engine has not seen: one curve through the gap between layers."""
    known = {(entry.edge.lower, entry.edge.upper) for entry in placed}
    by_id = {entry.plate.box.id: entry for entry in plates}
    bridges = []
    for edge in picture.edges:
        if (edge.lower, edge.upper) in known:
            continue
        lower, upper = by_id[edge.lower], by_id[edge.upper]
        if sideways:
            start = (upper.x + upper.plate.width, upper.y + upper.plate.height / 2)
            end = (lower.x, lower.y + lower.plate.height / 2)
            bend = max((end[0] - start[0]) / 2, 40.0)
            points = (start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end)
        else:
            start = (upper.x + upper.plate.width / 2, upper.y + upper.plate.height)
            end = (lower.x + lower.plate.width / 2, lower.y)
            bend = max((end[1] - start[1]) / 2, 40.0)
            points = (start, (start[0], start[1] + bend), (end[0], end[1] - bend), end)
        bridges.append(PlacedEdge(edge, lower.plate.box.kind, points if edge.points_down else points[::-1]))
    return bridges


def set_ends(edges: Sequence[PlacedEdge], plates: Sequence[PlacedPlate], sideways: bool) -> list[PlacedEdge]:
    """The same links with heads set apart where they would lie on each other."""
    boxes = {p.plate.box.id: (p.plate.box.kind, p.x, p.y, p.plate.width, p.plate.height) for p in plates}
    ends = [(e.edge.upper, e.edge.lower) if e.edge.points_down else (e.edge.lower, e.edge.upper) for e in edges]
    curves = spread_heads([e.points for e in edges], ends, boxes, sideways=sideways)
    return [PlacedEdge(entry.edge, entry.kind, curve) for entry, curve in zip(edges, curves, strict=True)]
