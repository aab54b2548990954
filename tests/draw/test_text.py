"""Text measuring: agrees with the font, never lets a line grow too wide, never tears a character apart."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alignctl.draw.metrics import BOLD, REGULAR
from alignctl.draw.text import _break, _break_plain, clean_text, clusters, measure, runs_right_to_left, shorten, wrap

FONTS = Path(__file__).parents[2] / "alignctl" / "draw" / "fonts"
ANY_TEXT = st.text(max_size=120) | st.text(alphabet="ab -/\u0301\u200d👩🇩🇪語、é\u05d0", max_size=60)


@pytest.mark.parametrize(("table", "file"), [(REGULAR, "Arimo-Regular.ttf"), (BOLD, "Arimo-Bold.ttf")])
def test_table_has_the_widths_of_the_font(table: dict[int, str], file: str) -> None:
    font = TTFont(FONTS / file)
    names, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    listed = {char: width for width, chars in table.items() for char in chars}
    assert len(listed) == sum(len(chars) for chars in table.values())
    for char, width in listed.items():
        exact = widths[names[ord(char)]][0] * 100 / unit
        assert 0 <= width - exact < 1.01, char


@pytest.mark.parametrize("bold", [False, True])
def test_composed_letters_are_as_wide_as_in_the_font(bold: bool) -> None:
    font = TTFont(FONTS / ("Arimo-Bold.ttf" if bold else "Arimo-Regular.ttf"))
    names, widths = font.getBestCmap(), font["hmtx"]
    for code in range(0xC0, 0x250):
        char = chr(code)
        if code in names and unicodedata.category(char)[0] == "L":
            exact = widths[names[code]][0] / 2048 * 20
            assert measure(char, 20, bold=bold) >= exact - 0.05, char
            assert measure(char, 20, bold=bold) <= exact + 0.5, char


def test_known_widths() -> None:
    assert measure("", 12) == 0
    assert measure("WWWW", 10) == pytest.approx(38)
    assert measure("é", 10) == measure("e\u0301", 10) == measure("e", 10)
    assert measure("漢字", 10) == 20
    assert measure("👩‍👩‍👧‍👦", 10) == measure("🎉", 10) == measure("🇩🇪", 10)


@given(ANY_TEXT, st.integers(40, 300), st.booleans())
@example("0🇦 、", 40, False)
@settings(max_examples=300)
def test_no_line_is_wider_than_asked_for(text: str, width: int, bold: bool) -> None:
    for line in wrap(text, width, 13, bold=bold, max_lines=3):
        if len(list(clusters(line))) > 1:
            assert measure(line, 13, bold=bold) <= width + 1e-6
        assert line == line.strip(" ")
        assert line


@given(ANY_TEXT, st.integers(60, 300))
@settings(max_examples=300)
def test_nothing_is_lost_where_there_is_room(text: str, width: int) -> None:
    lines = wrap(text, width, 13, max_lines=1000)
    assert "".join(lines).replace(" ", "") == clean_text(text).replace(" ", "")


@given(
    st.text(alphabet=st.one_of(st.sampled_from(" -/|_²½aZé9.,"), st.characters(max_codepoint=0x2FF)), max_size=60),
    st.floats(5, 300),
    st.booleans(),
)
@settings(max_examples=300)
def test_plain_text_breaks_where_any_text_does(text: str, width: float, bold: bool) -> None:
    clean = clean_text(text)
    if measure(clean, 11, bold=bold) > width:
        assert _break_plain(clean, width, 11, bold) == _break(clean, width, 11, bold)


@given(ANY_TEXT)
def test_clusters_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_clean_text_may_stand_in_xml_and_stays_clean(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    escaped = cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert (ET.fromstring(f"<t>{escaped}</t>".encode()).text or "") == cleaned


@given(ANY_TEXT, st.integers(30, 200))
def test_shortened_text_fits(text: str, width: int) -> None:
    short = shorten(text, width, 12)
    assert measure(short, 12) <= width + 1e-6 or len(list(clusters(short))) <= 2


def test_breaks_where_people_would() -> None:
    assert wrap("one two-three", 60, 13) == ("one two-", "three")
    assert wrap("keep 12\u00a0%", 50, 13) == ("keep", "12\u00a0%")
    assert wrap("顧客満足。", 52, 13) == ("顧客満", "足。")
    assert wrap("a 👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 40, 13) == ("a 👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦")
    assert wrap("Donaudampfschiff", 60, 13)[0] == "Donauda"
    assert wrap("one two three four", 36, 13, max_lines=2) == ("one", "two…")


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", False), ("שלום", True), ("(2026) שלום", True), ("12", False), ("a שלום", False)]
)
def test_direction_is_that_of_the_first_letter(text: str, expected: bool) -> None:
    assert runs_right_to_left(text) is expected


def test_letters_cannot_be_turned_around() -> None:
    assert clean_text("abc\u202egpj.exe") == "abc\ufffdgpj.exe"
