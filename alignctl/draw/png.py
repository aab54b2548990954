"""An SVG as PNG, drawn by resvg with the font that comes with this package.

Text in the scripts of that font (Latin, Greek, Cyrillic, Hebrew) is the same on every machine, also where there are
no fonts at all; other scripts are drawn with the fonts of the machine.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from alignctl.draw.scripts import EAST_ASIAN, families_of
from alignctl.draw.text import clusters, is_covered

FONTS = Path(__file__).with_name("fonts")

_TEXT = re.compile(r"(<text[^>]*>)([^<]*)</text>")


class PngMissingError(Exception):
    """The library that draws PNG is not installed. The text says what to install."""


def draw_png(svg: str, *, scale: float = 2.0, other_scripts: bool | None = None, set_apart: bool = True) -> bytes:
    """Draw an SVG with fixed colours (`draw_svg(scene, theme="light")`) at a number of dots for each pixel.

    The fonts of the machine are searched where the text needs them, or as `other_scripts` says; `set_apart` names for
    each script those that are made for it. Raises PngMissingError without the library, ValueError for what is no SVG.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise PngMissingError(
            'drawing PNG needs resvg-py, which is not installed; "pip install resvg-py" adds it, or draw SVG'
        ) from error
    needed = needs_other_fonts(svg) if other_scripts is None else other_scripts
    if needed and set_apart:
        svg = set_scripts_apart(svg)
    image = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        background="#ffffff",
        font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
        font_family="Arimo",
        sans_serif_family="Arimo",
        skip_system_fonts=not needed,
        text_rendering="geometric_precision",
    )
    return bytes(image)


def needs_other_fonts(text: str) -> bool:
    """Whether a text holds characters that the font of this package has not."""
    return any(not is_covered(char) for char in text)


def set_scripts_apart(svg: str) -> str:
    """Put characters of other scripts into spans of their own, or resvg would draw their neighbours like them too.

    Beside East Asian characters, whose fonts have Latin letters as well, it would draw these with any such font, one
    with serifs perhaps: so there the whole line takes the one that was chosen.
    """

    def span(match: re.Match[str]) -> str:
        spans = []
        found = [(_families_of(cluster), cluster) for cluster in clusters(match[2])]
        base = EAST_ASIAN if any(families == EAST_ASIAN for families, _ in found) else ""
        for families, parts in groupby(found, lambda entry: entry[0] or base):
            text = "".join(cluster for _, cluster in parts)
            spans.append(f'<tspan font-family="{families}">{text}</tspan>' if families else text)
        return match[1] + "".join(spans) + "</text>"

    return _TEXT.sub(span, svg)


def _families_of(cluster: str) -> str:
    """The fonts for a character that may be made of several code points: those for the first that needs one."""
    return next((families for families in map(families_of, cluster) if families), "")
