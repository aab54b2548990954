"""The bowling chart as a picture: complete, inside its cells, safe, and as it was agreed to look."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from alignctl.draw.bowling import draw_bowling
from alignctl.draw.bowling_scene import BowlingScene, arrange_bowling
from alignctl.draw.bowling_table import draw_bowling_table
from alignctl.draw.png import draw_png
from alignctl.draw.text import measure
from tests.draw.view_cases import CASES, EXPECTED, bowling_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=CASES)
def scene(request: pytest.FixtureRequest) -> BowlingScene:
    return arrange_bowling(bowling_of(request.param))


@pytest.mark.parametrize("name", CASES)
def test_looks_as_agreed(name: str) -> None:
    """After a change that is meant, run `python tests/draw/write_expected_views.py` and look at the pictures."""
    expected = (EXPECTED / f"{name}-bowling.svg").read_text("utf-8")
    assert draw_bowling(arrange_bowling(bowling_of(name))) == expected


def test_every_measure_once_with_twelve_months(scene: BowlingScene) -> None:
    count = len(scene.chart.rows)
    sorts = [tile.sort.partition(" ")[0] for tile in scene.tiles]
    assert sorts.count("measure") == count == len(scene.sparks)
    assert sorts.count("month") == 12 * count
    assert sorts.count("group") == len(scene.chart.groups)
    assert sorts.count("note") == sum(len(row.notes) for row in scene.chart.rows)


def test_cells_neither_overlap_nor_leave_the_picture(scene: BowlingScene) -> None:
    for tile in scene.tiles:
        assert tile.x >= 0
        assert tile.x + tile.width <= scene.width
        assert tile.y + tile.height <= scene.height
    for a, b in combinations(scene.tiles, 2):
        beside = a.x + a.width <= b.x + 0.01 or b.x + b.width <= a.x + 0.01
        assert beside or a.y + a.height <= b.y + 0.01 or b.y + b.height <= a.y + 0.01


def test_text_stays_inside_and_can_be_read(scene: BowlingScene) -> None:
    for tile in scene.tiles:
        for run in tile.runs:
            wide = measure(run.text, run.size, bold=run.bold)
            start = run.x - wide if run.right else run.x
            assert start >= 0, run.text
            assert start + wide <= tile.width, run.text
            assert run.size - 1 <= run.y <= tile.height
            assert run.size >= 11
        for sign in tile.signs:
            texts = [run for run in tile.runs if abs(run.y - sign.y - 10.5) < 2]
            assert all(run.x >= sign.x + sign.size for run in texts)
    for run in scene.runs:
        assert run.size >= 11
        assert run.x >= 0
        assert run.x + measure(run.text, run.size, bold=run.bold) <= scene.width


def test_notes_stand_below_their_row_and_not_left_of_the_months(scene: BowlingScene) -> None:
    first_month = min(tile.x for tile in scene.tiles if tile.sort.startswith("month"))
    for tile in scene.tiles:
        if tile.sort == "note":
            assert tile.x >= first_month


def test_met_and_missed_differ_by_glyph(scene: BowlingScene) -> None:
    glyphs = {t.sort: t.signs[0].name for t in scene.tiles if t.sort in ("month met", "month missed")}
    assert set(glyphs.items()) <= {("month met", "tick"), ("month missed", "cross")}
    assert {tile.sort.removeprefix("month ") for tile in scene.legend} >= set(scene.chart.states)


def test_nothing_in_a_plan_becomes_markup(scene: BowlingScene) -> None:
    text = draw_bowling(scene)
    root = ET.fromstring(text)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "g", "a", "text", "circle"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert "javascript:" not in "".join(element.get("href") or "" for element in root.iter())
    assert root.findtext(f"{SVG}desc") == scene.chart.alt
    measures = [e for e in root.iter(f"{SVG}a") if e.get("class") == "measure"]
    assert [e.get("href") for e in measures] == [f"items/{row.id}/" for row in scene.chart.rows]


def test_limits_are_bands_with_edges() -> None:
    root = ET.fromstring(draw_bowling(arrange_bowling(bowling_of("matrix"))))
    classes = [element.get("class") for element in root.iter()]
    assert classes.count("band") == 24 + 1  # two measures with limits, and the legend
    assert classes.count("limit") == 12 + 2 * 12 + 1
    assert classes.count("due") == 2 + 1


def test_fixed_themes_need_no_custom_properties_and_make_png() -> None:
    scene = arrange_bowling(bowling_of("matrix"))
    assert "var(" not in draw_bowling(scene, theme="dark")
    assert draw_png(draw_bowling(scene, theme="light"), scale=1).startswith(b"\x89PNG")


def test_the_table_says_the_same() -> None:
    chart = bowling_of("matrix")
    html = draw_bowling_table(chart)
    root = ET.fromstring(html.replace("<br>", "<br/>"))
    text = "".join(root.itertext())
    for part in ("✖ 63 missed (1)", "✔ 67 met", "◌ no reading, though one was due", "≤ 8", "2 of 3"):
        assert part in text, part
    assert text.count("no countermeasure for") == 3
    heads = [head for head in root.iter("th") if head.get("scope") == "row"]
    assert len(heads) == len(chart.rows) + 1


def test_the_table_is_safe() -> None:
    html = draw_bowling_table(bowling_of("traps"))
    assert "<img" not in html
    assert "&lt;img" in html
