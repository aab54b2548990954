"""The neighbourhood of a change as Mermaid text, for comments in a forge.

A sign and a word mark what was added, removed and changed, and so does the border: no reader has to tell colours apart.
"""

from __future__ import annotations

from alignctl.draw import glyphs
from alignctl.draw.mermaid import escape_label
from alignctl.draw.plates import KIND_WORDS
from alignctl.views.touched import ADDED, CHANGED, REMOVED, Touched, TouchedBox, TouchedLink

_WORDS = {ADDED: "+ new", REMOVED: "− ends", CHANGED: "± changed"}
_STYLES = {
    ADDED: "fill:#dafbe1,stroke:#1a7f37,stroke-width:3px,color:#1f2328",
    REMOVED: "fill:#ffebe9,stroke:#cf222e,stroke-width:3px,stroke-dasharray:6 4,color:#1f2328",
    CHANGED: "fill:#fff8c5,stroke:#9a6700,stroke-width:3px,color:#1f2328",
}
_LONGEST = 80


def draw_change(touched: Touched) -> str:
    """The picture as a Mermaid flow chart; empty where there is nothing to show."""
    if not touched.boxes:
        return ""
    names = {box.id: f"n{number}" for number, box in enumerate(touched.boxes, 1)}
    lines = ["flowchart LR", "  accTitle: What the change touches"]
    lines += [f"  {_box(names[box.id], box)}" for box in touched.boxes]
    lines += [f"  {_link(names, link)}" for link in touched.links]
    for state, style in _STYLES.items():
        members = ",".join(names[box.id] for box in touched.boxes if box.state == state)
        if members:
            lines += [f"  classDef {state} {style}", f"  class {members} {state}"]
    return "\n".join(lines) + "\n"


def _box(name: str, box: TouchedBox) -> str:
    title = box.title if len(box.title) <= _LONGEST else box.title[: _LONGEST - 1].rstrip() + "…"
    kind = f"{glyphs.TEXT.get(box.kind, '')} {KIND_WORDS.get(box.kind, box.kind)}"
    parts = [escape_label(kind), f"<b>{escape_label(title)}</b>"]
    if box.state in _WORDS:
        parts.append(escape_label(_WORDS[box.state]))
    return f'{name}["{"<br>".join(parts)}"]'


def _link(names: dict[str, str], link: TouchedLink) -> str:
    """From what is nearer to the strategies, as in all pictures."""
    line = {ADDED: "==>|new|", REMOVED: "-.->|dropped|"}.get(link.state, "-->")
    return f"{names[link.upper]} {line} {names[link.lower]}"
