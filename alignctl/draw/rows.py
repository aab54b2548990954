"""Boxes without any link, set in rows like cards: there is nothing for an engine to work out."""

from __future__ import annotations

import math

from alignctl.draw.layout import Graph, Layout, Point

ROWS = "rows"
"""What stands for the engine in such a layout."""

_FEW = 6
_GAP = 24.0


def suits_rows(graph: Graph) -> bool:
    """Whether a graph has no links and too many boxes for one row or column."""
    return graph.sideways and not graph.links and len(graph.nodes) > _FEW


def set_in_rows(graph: Graph) -> Layout:
    """Give each layer as many columns as it needs for the whole to be about as high as wide; read row by row."""
    rows = max(4, math.ceil(math.sqrt(len(graph.nodes))))
    centres: dict[int, Point] = {}
    x = 0.0
    for layer, depth in enumerate(graph.layers):
        members = [index for index, node in enumerate(graph.nodes) if node.layer == layer]
        columns = max(1, math.ceil(len(members) / rows))
        y = 0.0
        for start in range(0, len(members), columns):
            row = members[start : start + columns]
            height = max(graph.nodes[index].height for index in row)
            for column, index in enumerate(row):
                left = x + column * (depth + _GAP)
                centres[index] = (left + depth / 2, y + graph.nodes[index].height / 2)
            y += height + graph.node_gap
        x += columns * (depth + _GAP) - _GAP + graph.layer_gap / 2
    return Layout(tuple(centres[index] for index in range(len(graph.nodes))), (), ROWS)
