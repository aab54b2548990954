"""The X-matrix as a picture: complete, inside its lines, safe, and as it was agreed to look."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from alignctl.draw.palette import DARK
from alignctl.draw.png import draw_png
from alignctl.draw.text import measure
from alignctl.draw.x_matrix import draw_x_matrix
from alignctl.draw.x_matrix_places import MatrixScene
from alignctl.draw.x_matrix_scene import arrange_x_matrix
from alignctl.draw.x_matrix_table import draw_matrix_tables
from alignctl.views.x_matrix_layout import SIDES
from tests.draw.view_cases import CASES, EXPECTED, matrix_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=[(name, layout) for name in CASES for layout in ("classic", "hoshin-2")])
def scene(request: pytest.FixtureRequest) -> MatrixScene:
    name, layout = request.param
    return arrange_x_matrix(matrix_of(name, layout))


@pytest.mark.parametrize("name", CASES)
def test_looks_as_agreed(name: str) -> None:
    """After a change that is meant, run `python tests/draw/write_expected_views.py` and look at the pictures."""
    expected = (EXPECTED / f"{name}-x-matrix.svg").read_text("utf-8")
    assert draw_x_matrix(arrange_x_matrix(matrix_of(name))) == expected


def test_every_item_has_one_cell_and_every_team_a_row_and_a_column(scene: MatrixScene) -> None:
    matrix = scene.matrix
    items = sorted(entry.id for side in matrix.sides.values() for entry in side.entries)
    assert sorted(placed.plate.entry.id for placed in scene.titles if placed.side != "teams") == items
    for upright in (True, False):
        drawn = [p.plate.entry.id for p in scene.titles if p.side == "teams" and p.upright is upright]
        assert drawn == [team.id for team in matrix.teams.entries]


def test_cells_neither_overlap_nor_leave_the_picture(scene: MatrixScene) -> None:
    centre = (scene.centre.x, scene.centre.y, scene.centre.width, scene.centre.height)
    boxes = [centre, *((p.x, p.y, p.width, p.height) for p in scene.titles)]
    for x, y, width, height in boxes:
        assert x >= 0
        assert y >= 0
        assert x + width <= scene.width
        assert y + height <= scene.height
    for (x, y, w, h), (left, top, wide, high) in combinations(boxes, 2):
        apart = x + w <= left + 0.01 or left + wide <= x + 0.01 or y + h <= top + 0.01 or top + high <= y + 0.01
        assert apart


def test_text_stays_inside_its_cell_and_can_be_read(scene: MatrixScene) -> None:
    for placed in scene.titles:
        for run in placed.plate.runs:
            wide = measure(run.text, run.size, bold=run.bold)
            start = run.x - wide if run.right else run.x
            assert start >= 0
            assert start + wide <= placed.plate.length
            assert run.size <= run.y <= placed.plate.depth
            assert run.size >= 11
    for run in (*scene.runs, *(item.run for item in scene.legend)):
        assert run.x + measure(run.text, run.size, bold=run.bold) <= scene.width
        assert run.size >= 11


def test_the_sign_of_every_tie_stands_where_row_and_column_cross(scene: MatrixScene) -> None:
    rows = {p.plate.entry.id: (p.y, p.y + p.height) for p in scene.titles if not p.upright}
    columns = {p.plate.entry.id: (p.x, p.x + p.width) for p in scene.titles if p.upright}
    for sign in scene.signs:
        assert rows[sign.row][0] < sign.y < rows[sign.row][1]
        assert columns[sign.column][0] < sign.x < columns[sign.column][1]
    matrix = scene.matrix
    assert len(scene.signs) == len(matrix.crossings) + len(matrix.parts)


def test_first_in_a_list_is_nearest_to_the_centre(scene: MatrixScene) -> None:
    centre = (scene.centre.x + scene.centre.width / 2, scene.centre.y + scene.centre.height / 2)
    for name in SIDES:
        ways = [
            abs(p.x + p.width / 2 - centre[0]) + abs(p.y + p.height / 2 - centre[1])
            for p in scene.titles
            if p.side == name
        ]
        assert ways == sorted(ways)


def test_what_is_empty_is_marked_in_every_corner(scene: MatrixScene) -> None:
    gaps = {(lane.gap.item, lane.gap.side) for lane in scene.lanes}
    assert gaps == {(gap.item, gap.side) for gap in scene.matrix.gaps}
    for one, other in combinations([lane.word for lane in scene.lanes if lane.word is not None], 2):
        assert (one.x, one.y) != (other.x, other.y)


def test_nothing_in_a_plan_becomes_markup() -> None:
    text = draw_x_matrix(arrange_x_matrix(matrix_of("traps"))) + draw_x_matrix(arrange_x_matrix(matrix_of("hostile")))
    for part in text.replace("</svg>\n<svg", "</svg>\0<svg").split("\0"):
        root = ET.fromstring(part)
        assert {e.tag.removeprefix(SVG) for e in root.iter()} == {
            "svg", "title", "desc", "style", "rect", "path", "g", "a", "text",
        }  # fmt: skip
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert "\u202e" not in text


def test_says_in_words_what_it_shows(scene: MatrixScene) -> None:
    root = ET.fromstring(draw_x_matrix(scene))
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc") == scene.matrix.alt.replace("\n", " ")
    links = [element.get("href") for element in root.iter(f"{SVG}a")]
    assert len(links) == len(scene.titles)
    assert all(element.findtext(f"{SVG}title") for element in root.iter(f"{SVG}a"))


def test_fixed_themes_need_no_custom_properties_and_make_png() -> None:
    scene = arrange_x_matrix(matrix_of("matrix"))
    dark = draw_x_matrix(scene, theme="dark")
    assert "var(" not in dark
    assert DARK["kpi"] in dark
    assert draw_png(draw_x_matrix(scene, theme="light"), scale=1).startswith(b"\x89PNG")


def test_the_tables_say_the_same() -> None:
    matrix = matrix_of("matrix")
    html = draw_matrix_tables(matrix)
    root = ET.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")
    tables = list(root.iter("table"))
    assert [table.findtext("caption") for table in tables] == [
        "Tactics and Annual outcomes",
        "Tactics and Measures",
        "Long-term strategies and Annual outcomes",
        "Long-term strategies and Measures",
        "Owners and those who take part",
    ]
    cells = [text for cell in root.iter("td") if (text := "".join(cell.itertext()))]
    ties = [cell for cell in cells if cell.split()[-1] in ("strong", "medium", "weak")]
    assert len(ties) == len(matrix.crossings)
    assert len(cells) == len(matrix.crossings) + len(matrix.parts)
    assert all(head.get("scope") for head in root.iter("th"))
    assert html.count("no measure") == 1
    assert html.count("no team") == 2


def test_tables_are_safe() -> None:
    html = draw_matrix_tables(matrix_of("traps"))
    assert "<script>" not in html
    assert "<b>team" not in html
    assert "&lt;script&gt;" in html
