"""What all pictures in SVG share: how they begin, and how a line of text and a sign are written.

The root is a `graphics-document`, so that screen readers reach the links in it (`img` would hide them and is the
second choice for programs that know no graphics roles).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from alignctl.draw import glyphs
from alignctl.draw.markup import attribute, content, escape, number
from alignctl.draw.palette import DARK, LIGHT, ROOT, resolve_rules, theme_rules
from alignctl.draw.plates import Run, Sign

_RLI, _PDI = "\u2067", "\u2069"


class Titled(Protocol):
    """What a picture says about itself."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def alt(self) -> str: ...


def open_document(
    shown: Titled, width: float, height: float, rules: str, theme: str, *, look: str = "", engine: str | None = None
) -> list[str]:
    """The first lines of a document: its size, what it says about itself, its rules and its ground.

    `look` is the ending of the class that `rules` speak of. `auto` follows the reader's choice of light or dark and
    prints light; `light` and `dark` have fixed colours written in, for programs that know no custom properties.
    Where `rules` is empty they must come from the page.
    """
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", shown.name)
    wide, high = number(width), number(height)
    size = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    role = f'role="graphics-document img" aria-labelledby="{name}-title {name}-desc"'
    looks = f"{ROOT} {ROOT}-{look}" if look else ROOT
    drawn_by = "" if engine is None else f' data-engine="{attribute(engine)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{looks}" {size} {role}{drawn_by} style="max-width:none">',
        f'<title id="{name}-title">{content(shown.title)}</title>',
        f'<desc id="{name}-desc">{content(shown.alt)}</desc>',
    ]
    if rules:
        coloured = theme_rules(rules) if theme == "auto" else resolve_rules(rules, DARK if theme == "dark" else LIGHT)
        lines.append(f"<style>\n{coloured}\n</style>")
    lines.append(f'<rect class="ground" width="{wide}" height="{high}"/>')
    return lines


def draw_run(run: Run, *, upright: bool = False) -> str:
    """A line of text; `upright` runs from the bottom to the top."""
    x, y = number(run.x), number(run.y)
    place = f'transform="translate({x} {y}) rotate(-90)"' if upright else f'x="{x}" y="{y}"'
    weight = ' font-weight="700"' if run.bold else ""
    end = ' text-anchor="end"' if run.right else ""
    text = escape(f"{_RLI}{run.text}{_PDI}" if run.right else run.text)
    return f'<text class="{run.style}" {place} font-size="{number(run.size)}"{weight}{end}>{text}</text>'


def draw_sign(sign: Sign, style: str, *, upright: bool = False) -> str:
    """A sign; in an upright cell it is turned back, so that an arrow up points up."""
    scale = sign.size / glyphs.SIZE
    turn = " rotate(90)" if upright else ""
    shrink = "" if scale == 1 else f" scale({scale:.3f})"
    left = sign.x + sign.size if upright else sign.x
    place = f"translate({number(left)} {number(sign.y)}){turn}{shrink}"
    return f'<g class="sign {style}" transform="{place}">{_draw_glyph(sign.name)}</g>'


@lru_cache(maxsize=64)
def _draw_glyph(name: str) -> str:
    return "".join(f'<path class="{form}" d="{path}"/>' for form, path in glyphs.GLYPHS.get(name, ()))
