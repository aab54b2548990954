"""A picture as Mermaid text, for places that draw it themselves (forges, wikis, editors).

Everything from a plan is written with Mermaid's entity codes (`#34;`), so no title can end its label, and no id of a
plan becomes a name: boxes are called n1, n2 and so on.
"""

from __future__ import annotations

import re

from alignctl.draw import glyphs
from alignctl.draw.groups import groups_of
from alignctl.draw.href import safe_href
from alignctl.draw.palette import LIGHT
from alignctl.draw.plates import KIND_WORDS
from alignctl.draw.text import clean_text
from alignctl.views.picture import Box, Edge, Picture

_BRACKETS = {
    "strategy": ("([", "])"),
    "outcome": ("(", ")"),
    "kpi": ("[", "]"),
    "hypothesis": ("{{", "}}"),
    "initiative": ("[[", "]]"),
}
_SPECIAL = re.compile(r"[^\w\s.,·–—%+'!?()…-]")
_LABELS = {
    "signals": "early sign",
    "early-sign": "early sign",
    "guards": "guards",
    "sustains": "keeps",
    "segment_of": "part",
    "leads-to": "indirectly",
}


def draw_mermaid(picture: Picture) -> str:
    """The picture as a Mermaid flow chart."""
    names = {box.id: f"n{number}" for number, box in enumerate(picture.boxes, 1)}
    rising = not any(edge.points_down for edge in picture.edges)
    lines = [
        f"flowchart {'BT' if picture.striped else 'RL' if rising and picture.edges else 'LR'}",
        f"  accTitle: {_plain(picture.title)}",
        f"  accDescr: {_plain(picture.alt)}",
    ]
    for group in groups_of(picture):
        if group.title:
            lines.append(f'  subgraph {group.key}["{escape_label(group.title)}"]')
            lines += [f"    {_write_box(names[box.id], box)}" for box in group.boxes]
            lines.append("  end")
        else:
            lines += [f"  {_write_box(names[box.id], box)}" for box in group.boxes]
    lines += [f"  {_write_cause(edge, names) if rising else _write_edge(edge, names)}" for edge in picture.edges]
    for box in picture.boxes:
        href = safe_href(box.href)
        if href:
            lines.append(f'  click {names[box.id]} href "{href.replace(";", "%3B")}"')
    focus = ",".join(names[box.id] for box in picture.boxes if box.focus)
    if focus:
        lines.append(f"  style {focus} stroke-width:4px")
    for kind in _BRACKETS:
        members = ",".join(names[box.id] for box in picture.boxes if box.kind == kind)
        if members:
            ink = LIGHT["strategy-ink"] if kind == "strategy" else LIGHT["ink"]
            lines.append(f"  classDef {kind} fill:{LIGHT[kind]},stroke:{LIGHT[f'{kind}-line']},color:{ink}")
            lines.append(f"  class {members} {kind}")
    return "\n".join(lines) + "\n"


def escape_label(text: str) -> str:
    """Text for a quoted label: all but letters, digits and harmless signs as entity codes."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", clean_text(text))


def _write_box(name: str, box: Box) -> str:
    parts = [f"{glyphs.TEXT.get(box.kind, '')} {KIND_WORDS.get(box.kind, box.kind)}"]
    if box.owner:
        parts[0] += f" · {box.owner}"
    label = [escape_label(parts[0]), f"<b>{escape_label(box.title)}</b>"]
    for mark in (box.mark, box.traits):
        if mark is not None:
            label.append(escape_label(f"{glyphs.TEXT.get(mark.glyph, '')} {mark.text}"))
    if box.note:
        label.append(escape_label(box.note))
    if box.problems.worst:
        label.append(escape_label(f"{glyphs.TEXT[box.problems.worst]} {box.problems.text}"))
    begin, end = _BRACKETS.get(box.kind, ("[", "]"))
    return f'{name}{begin}"{"<br>".join(label)}"{end}'


def _write_edge(edge: Edge, names: dict[str, str]) -> str:
    """Mermaid orders layers by the direction of links, so all run away from the strategies; only those of the cascade
    have heads, for those of the work point the other way.
    """
    label = _LABELS.get(edge.relation, "untested" if edge.tested is False else "")
    if edge.points_down:
        line = "==>" if edge.strength == "strong" else "-->"
    elif edge.tested is False or edge.relation in ("signals", "leads-to"):
        line = "-.-"
    else:
        line = "===" if edge.strength == "strong" else "---"
    return f"{names[edge.upper]} {line}{f'|{label}|' if label else ''} {names[edge.lower]}"


def _write_cause(edge: Edge, names: dict[str, str]) -> str:
    """A link of a picture in which all lead one way: from the cause to the effect, with its head there."""
    label = _LABELS.get(edge.relation, "untested" if edge.tested is False else "")
    if edge.tested is False or edge.relation in ("signals", "early-sign", "leads-to"):
        line = "-.->"
    else:
        line = "==>" if edge.strength == "strong" else "-->"
    return f"{names[edge.lower]} {line}{f'|{label}|' if label else ''} {names[edge.upper]}"


def _plain(text: str) -> str:
    """Text for a line of its own, where entity codes do not count."""
    return re.sub(r"[#;{}<>\"`]", " ", clean_text(text))
