"""A picture as DOT text that stands on its own: readable, editable, drawn by any Graphviz."""

from __future__ import annotations

from typing import Any

from alignctl.draw import glyphs
from alignctl.draw.groups import groups_of
from alignctl.draw.href import safe_href
from alignctl.draw.palette import LIGHT
from alignctl.draw.plates import KIND_WORDS, describe
from alignctl.draw.text import clean_text, wrap
from alignctl.views.picture import Box, Edge, Picture

_SHAPES = {
    "strategy": {"shape": "box", "style": "rounded,filled", "fontcolor": "#ffffff"},
    "outcome": {"shape": "box", "style": "rounded,filled"},
    "kpi": {"shape": "box", "style": "filled"},
    "hypothesis": {"shape": "hexagon", "style": "filled", "margin": "0.02,0.02"},
    "initiative": {"shape": "note", "style": "filled"},
}
_STYLES = {"signals": "dotted", "early-sign": "dotted", "leads-to": "dashed", "by-measures": "bold"}


def draw_dot(picture: Picture) -> str:
    """The picture in DOT. Names of nodes are the ids of items, quoted; labels hold kind, title, status and problems."""
    import graphviz  # type: ignore[import-untyped]

    graph: Any = graphviz.Digraph(name=picture.name)
    graph.attr(
        "graph", rankdir="TB" if picture.striped else "LR", label=_quote(picture.title), labelloc="t", fontsize="20"
    )
    graph.attr("graph", fontname="Helvetica", nodesep="0.2", ranksep="0.8", tooltip=_quote(picture.alt))
    graph.attr("node", fontname="Helvetica", fontsize="12", color=LIGHT["line"])
    graph.attr("edge", fontname="Helvetica", color=LIGHT["line"])
    for group in groups_of(picture):
        if group.title:
            with graph.subgraph(name=f"cluster_{group.key}") as part:
                line = LIGHT["apart-line"] if group.apart else LIGHT["rule"]
                part.attr(label=_quote(group.title), style="dashed", color=line)
                for box in group.boxes:
                    _add_box(part, box)
        else:
            for box in group.boxes:
                _add_box(graph, box)
    for edge in picture.edges:
        _add_edge(graph, edge)
    source: str = graph.source
    return source


def _add_box(graph: Any, box: Box) -> None:
    title = wrap(box.title, 200, 13.5, bold=True, max_lines=6)
    head = f"{glyphs.TEXT.get(box.kind, '')} {KIND_WORDS.get(box.kind, box.kind)}"
    lines = [f"{head} · {box.owner}" if box.owner else head, *title]
    lines += [f"{glyphs.TEXT.get(m.glyph, '')} {m.text}".strip() for m in (box.mark, box.traits) if m is not None]
    if box.note:
        lines.append(box.note)
    if box.problems.worst:
        lines.append(f"{glyphs.TEXT[box.problems.worst]} {box.problems.text}")
    attributes = dict(_SHAPES.get(box.kind, {"shape": "box"}))
    if box.context:
        attributes["style"] += ",dashed"
    if box.kind in LIGHT:
        attributes |= {"fillcolor": LIGHT[box.kind], "color": LIGHT[f"{box.kind}-line"]}
    if box.focus:
        attributes |= {"peripheries": "2", "penwidth": "2.4"}
    href = safe_href(box.href)
    if href:
        attributes["URL"] = _quote(href)
    label = "\\n".join(_quote(line) for line in lines)
    graph.node(_name(box.id), label=label, tooltip=_quote(describe(box)), **attributes)


def _add_edge(graph: Any, edge: Edge) -> None:
    attributes = {"tooltip": edge.relation.replace("_", " ")}
    style = "dashed" if edge.tested is False else _STYLES.get(edge.relation)
    if style:
        attributes["style"] = style
    if edge.strength in ("strong", "weak"):
        attributes["penwidth"] = "2.4" if edge.strength == "strong" else "0.7"
    if not edge.points_down:
        attributes["dir"] = "back"
    if edge.relation in ("guards", "sustains"):
        attributes["arrowtail"] = "tee"
    graph.edge(_name(edge.upper), _name(edge.lower), **attributes)


def _name(item_id: str) -> str:
    """An id as the name of a node: a colon would begin a port."""
    return _quote(item_id.replace(":", "_"))


def _quote(text: str) -> str:
    """Text in which nothing is left for DOT to read as an escape."""
    import graphviz

    quoted: str = graphviz.escape(clean_text(text))
    return quoted
