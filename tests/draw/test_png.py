"""PNG: drawn at the size asked for, with text, also where a machine has no fonts."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from collections.abc import Callable

import pytest

from alignctl.draw.arrange import arrange
from alignctl.draw.bowling import bowling_rules
from alignctl.draw.chart import chart_rules
from alignctl.draw.coverage import find_missing, other_characters
from alignctl.draw.panel import panel_rules
from alignctl.draw.png import PngMissingError, draw_png, needs_other_fonts, set_scripts_apart
from alignctl.draw.scene import Scene
from alignctl.draw.scripts import EAST_ASIAN, families_of, font_to_install
from alignctl.draw.stylesheet import picture_rules
from alignctl.draw.svg import draw_svg
from alignctl.draw.x_matrix import x_matrix_rules
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


def test_what_no_font_has_is_found_by_drawing_it() -> None:
    chars = other_characters("Alignment ⸮ 漢字 ع 😀 e\u0301 \ufe0f\u200d שלום")
    assert chars == {"⸮", "漢", "字", "ع", "😀"}
    assert set(find_missing(chars, machine_fonts=False)) == chars
    assert find_missing({"A", "ж", "ש"}, machine_fonts=False) == ()


def test_a_line_with_east_asian_characters_is_of_one_font() -> None:
    assert set_scripts_apart("<text>A &amp; b</text>") == "<text>A &amp; b</text>"
    assert set_scripts_apart("<text>A 漢 b</text>") == f'<text><tspan font-family="{EAST_ASIAN}">A 漢 b</tspan></text>'
    assert set_scripts_apart("<text>A ع b</text>").startswith('<text>A <tspan font-family="Noto Sans Arabic')


@pytest.mark.parametrize(
    ("char", "first", "install"),
    [
        ("A", "", "Noto Sans Latin"),
        ("漢", "Noto Sans CJK JP", "Noto Sans CJK"),
        ("한", "Noto Sans CJK JP", "Noto Sans CJK"),
        ("ع", "Noto Sans Arabic", "Noto Sans Arabic"),
        ("ह", "Noto Sans Devanagari", "Noto Sans Devanagari"),
        ("😀", "Noto Emoji", "Noto Emoji"),
        ("⸮", "'Noto Sans Symbols 2'", "Noto Sans Symbols 2"),
    ],
)
def test_each_script_has_fonts_made_for_it(char: str, first: str, install: str) -> None:
    assert families_of(char).partition(",")[0] == first
    assert font_to_install(char) == install


def test_the_rules_of_all_pictures_are_such_as_the_library_knows() -> None:
    """Selectors that it does not know, such as `:not()`, it passes over without a word; `:hover` may be."""
    rules = [picture_rules(static=True), x_matrix_rules(), bowling_rules(), panel_rules(), chart_rules()]
    known = re.compile(r"[^{}:]+(?::(?:hover|focus-visible)[^{}:]*)*")
    for line in "\n".join(rules).splitlines():
        assert known.fullmatch(line.partition("{")[0]), line


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PngMissingError, match="pip install"):
        draw_png(LABEL.format("x"))
