"""PNG: drawn at the size asked for, with text, also where a machine has no fonts."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable

import pytest

from alignctl.draw.arrange import arrange
from alignctl.draw.png import PngMissingError, draw_png, needs_other_fonts
from alignctl.draw.scene import Scene
from alignctl.draw.svg import draw_svg
from alignctl.views.picture import Picture

LABEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="25" font-size="16">{}</text></svg>'
)


def read_size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def read_dark_dots(png: bytes) -> int:
    """How many bytes of the pixels are dark, after undoing the simple filters of PNG."""
    width, _ = read_size(png)
    data, position = b"", 8
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += length + 12
    raw, step = zlib.decompress(data), 4
    stride = width * step
    before, dark = bytearray(stride), 0
    for start in range(0, len(raw), stride + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = line[i - step] if i >= step else 0
            up, corner = before[i], before[i - step] if i >= step else 0
            guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
            line[i] = (line[i] + guess) & 255
        dark += sum(1 for i in range(0, stride, step) if line[i] < 100)
        before = line
    return dark


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def test_has_the_size_of_the_picture_times_the_scale(picture: Picture, scene: Scene) -> None:
    svg = draw_svg(scene, theme="light")
    assert read_size(draw_png(svg)) == (scene.width * 2, scene.height * 2)


def test_text_is_drawn_without_any_font_of_the_machine() -> None:
    assert read_dark_dots(draw_png(LABEL.format("Alignment"), other_scripts=False)) > 200
    assert read_dark_dots(draw_png(LABEL.format(""), other_scripts=False)) == 0


def test_the_fonts_of_the_machine_do_not_matter_for_latin_text(make_picture: Callable[[str], Picture]) -> None:
    (scene,) = arrange([make_picture("small")])
    assert isinstance(scene, Scene)
    svg = draw_svg(scene, theme="light")
    assert not needs_other_fonts(svg)
    assert draw_png(svg, other_scripts=True) == draw_png(svg, other_scripts=False)


def test_other_scripts_do_not_change_how_their_neighbours_look() -> None:
    alone = read_dark_dots(draw_png(LABEL.format("Alignment"), other_scripts=True))
    beside = read_dark_dots(draw_png(LABEL.format("Alignment 漢"), other_scripts=True))
    assert needs_other_fonts("漢")
    assert beside >= alone


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PngMissingError, match="pip install"):
        draw_png(LABEL.format("x"))
