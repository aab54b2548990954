"""The curve of a link between neighbouring layers.

Between two layers there is nothing but links, so such a link needs no way round anything: one bow, which never swings
back as the engine's own curves do where many links fan out. Longer links keep the way that the engine found for them.
"""

from __future__ import annotations

from alignctl.draw.layout import Graph, Layout, Point


def bend_link(graph: Graph, layout: Layout, position: int) -> tuple[Point, ...]:
    """The points of a link of a layout, from its first to its second end."""
    first, second = graph.links[position]
    nearer, farther = (first, second) if graph.nodes[first].layer < graph.nodes[second].layer else (second, first)
    layer = graph.nodes[nearer].layer
    if graph.nodes[farther].layer - layer != 1:
        return layout.curves[position]
    (x1, y1), (x2, y2) = layout.centres[nearer], layout.centres[farther]
    if graph.sideways:
        start = (x1 + graph.nodes[nearer].width / 2, y1)
        end = (x2 - graph.nodes[farther].width / 2, y2)
        bow = (end[0] - start[0]) / 2
        points = (start, (start[0] + bow, y1), (end[0] - bow, y2), end)
    else:
        start = (x1, y1 + graph.nodes[nearer].height / 2)
        end = (x2, y2 - graph.nodes[farther].height / 2)
        # Boxes of one layer differ in height: a link runs straight until it has left its layer, then bends.
        bow = graph.layer_gap / 2
        out = bow + (graph.layers[layer] - graph.nodes[nearer].height) / 2
        into = bow + (graph.layers[layer + 1] - graph.nodes[farther].height) / 2
        points = (start, (x1, start[1] + out), (x2, end[1] - into), end)
    return points if nearer == first else points[::-1]
