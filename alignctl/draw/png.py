"""An SVG as PNG, drawn by resvg with the font that comes with this package.

Text in the scripts of that font (Latin, Greek, Cyrillic, Hebrew) is the same on every machine, also where there are
no fonts at all; other scripts are drawn with the fonts of the machine.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from alignctl.draw.text import is_covered

FONTS = Path(__file__).with_name("fonts")

_TEXT = re.compile(r"(<text[^>]*>)([^<]*)</text>")
_OTHER_FONTS = (
    "Noto Sans CJK JP, Noto Sans CJK SC, Hiragino Sans, PingFang SC, Yu Gothic, Microsoft YaHei, Noto Sans Arabic, "
    "Noto Sans, DejaVu Sans, Segoe UI, Geeza Pro"
)


class PngMissingError(Exception):
    """The library that draws PNG is not installed. The text says what to install."""


def draw_png(svg: str, *, scale: float = 2.0, other_scripts: bool | None = None) -> bytes:
    """Draw an SVG with fixed colours (`draw_svg(scene, theme="light")`) at a number of dots for each pixel.

    The fonts of the machine are searched where the text needs them, or as `other_scripts` says. Raises
    PngMissingError without the library, ValueError for what is no SVG.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise PngMissingError(
            'drawing PNG needs resvg-py, which is not installed; "pip install resvg-py" adds it, or draw SVG'
        ) from error
    needed = needs_other_fonts(svg) if other_scripts is None else other_scripts
    if needed:
        svg = _set_scripts_apart(svg)
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


def _set_scripts_apart(svg: str) -> str:
    """Put characters of other scripts into spans of their own, or resvg would draw their neighbours like them too."""

    def span(match: re.Match[str]) -> str:
        spans = []
        for covered, chars in groupby(match[2], is_covered):
            text = "".join(chars)
            spans.append(text if covered else f'<tspan font-family="{_OTHER_FONTS}">{text}</tspan>')
        return match[1] + "".join(spans) + "</text>"

    return _TEXT.sub(span, svg)
