"""Views made of tables as pictures and tables: complete, inside their cells, safe, and as they were agreed to look."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.draw.chart import chart_rules
from alignctl.draw.glyphs import GLYPHS, TEXT
from alignctl.draw.panel import draw_panel, draw_panel_scene
from alignctl.draw.panel_cell import set_cell
from alignctl.draw.panel_scene import PanelScene, arrange_panel
from alignctl.draw.panel_table import draw_panel_tables
from alignctl.draw.png import draw_png
from alignctl.draw.stylesheet import picture_rules
from alignctl.draw.text import measure
from alignctl.views.panel import Cell, Line, Panel, Span
from tests.draw.panel_cases import CASES, EXPECTED, panels_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def scene(request: pytest.FixtureRequest) -> PanelScene:
    plan, view = request.param
    return arrange_panel(panels_of(plan, view)[0])


@pytest.mark.parametrize(("plan", "view"), CASES)
def test_looks_as_agreed(plan: str, view: str) -> None:
    """After a change that is meant, run `python tests/draw/write_expected_views.py` and look at the pictures."""
    expected = (EXPECTED / f"{plan}-{view}.svg").read_text("utf-8")
    assert draw_panel(panels_of(plan, view)[0]) == expected


def test_every_row_stands_once_with_all_its_cells(scene: PanelScene) -> None:
    shown = [tile.item for tile in scene.tiles if tile.sort.split()[0] in ("cell", "cross", "card")]
    wanted = [
        row.id for table in scene.panel.tables for row in table.rows for _ in ([0] if scene.panel.lanes else row.cells)
    ]
    assert sorted(shown) == sorted(wanted)
    groups = [tile.says for tile in scene.tiles if tile.sort == "group"]
    assert len(groups) == sum(bool(table.title) for table in scene.panel.tables)


def test_tiles_neither_overlap_nor_leave_the_picture(scene: PanelScene) -> None:
    boxes = [(t.x, t.y, t.width, t.height) for t in scene.tiles] + [(h.x, h.y, h.width, h.height) for h in scene.heads]
    for x, y, width, height in boxes:
        assert x >= 0
        assert y >= 0
        assert x + width <= scene.width
        assert y + height <= scene.height
    for a, b in combinations(boxes, 2):
        beside = a[0] + a[2] <= b[0] + 0.01 or b[0] + b[2] <= a[0] + 0.01
        assert beside or a[1] + a[3] <= b[1] + 0.01 or b[1] + b[3] <= a[1] + 0.01


def test_text_stays_inside_and_can_be_read(scene: PanelScene) -> None:
    for tile in scene.tiles:
        for piece in tile.pieces:
            for run in piece.runs:
                wide = measure(run.text, run.size, bold=run.bold)
                start = run.x - wide if run.right else run.x
                assert start >= 0, run.text
                assert start + wide <= tile.width, run.text
                assert run.size - 1 <= run.y <= tile.height
                assert run.size >= 11
            for sign in piece.signs:
                assert all(run.right or run.x >= sign.x + sign.size for run in piece.runs)
                assert sign.y + sign.size <= tile.height
        for bar in tile.bars:
            assert 0 < bar.x < bar.x + bar.width < tile.width
            assert bar.y + 12 <= tile.height
    for head in scene.heads:
        for run in head.runs:
            wide = measure(run.text, run.size)
            start = run.x - wide if run.right else run.x
            assert start >= 0
            assert start + wide <= head.height
            assert run.size >= 11
            assert run.size - 1 <= run.y <= head.width
    for run in scene.runs:
        wide = measure(run.text, run.size, bold=run.bold)
        assert run.size >= 11
        assert (run.x - wide if run.right else run.x) >= 0
        assert (run.x if run.right else run.x + wide) <= scene.width


def test_lines_of_a_cell_do_not_run_into_each_other(scene: PanelScene) -> None:
    for tile in scene.tiles:
        bases = sorted(run.y for piece in tile.pieces for run in piece.runs)
        assert all(below - above >= 11 for above, below in pairwise(bases)), tile.item


def test_nothing_in_a_plan_becomes_markup(scene: PanelScene) -> None:
    text = draw_panel_scene(scene)
    root = ET.fromstring(text)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "g", "a", "text"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert root.findtext(f"{SVG}desc") == scene.panel.alt
    assert root.findtext(f"{SVG}title") == scene.panel.title
    hrefs = [element.get("href") or "" for element in root.iter(f"{SVG}a")]
    assert hrefs
    assert all(re.fullmatch(r"items/[a-z0-9.-]+/", href) for href in hrefs)


def test_titles_lead_to_the_pages_of_their_items(scene: PanelScene) -> None:
    root = ET.fromstring(draw_panel_scene(scene))
    hrefs = {element.get("href") for element in root.iter(f"{SVG}a")}
    rows = [
        row for table in scene.panel.tables for row in table.rows if row.cells[0].lines and row.cells[0].lines[0].href
    ]
    assert rows or scene.panel.href
    assert {f"items/{row.id}/" for row in rows} <= hrefs


def test_every_glyph_that_says_how_something_stands_is_in_the_legend(scene: PanelScene) -> None:
    cells = [cell for table in scene.panel.tables for row in table.rows for cell in row.cells]
    used = {line.glyph for cell in cells for line in cell.lines if line.glyph}
    used |= {mark.glyph for cell in cells for mark in cell.marks if mark is not None}
    assert used <= {item.entry.name for item in scene.legend}
    assert used <= GLYPHS.keys() & TEXT.keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fixed_themes_need_no_custom_properties_and_make_png(theme: str) -> None:
    (panel,) = panels_of("panels", "learning-ledger")
    drawn = draw_panel(panel, theme=theme)
    assert "var(" not in drawn
    assert draw_png(drawn, scale=0.25).startswith(b"\x89PNG")


@pytest.mark.parametrize(("plan", "view"), CASES)
def test_the_tables_say_the_same(plan: str, view: str) -> None:
    for panel in panels_of(plan, view):
        html = draw_panel_tables(panel)
        root = ET.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")
        text = " ".join("".join(root.itertext()).split())
        for table in panel.tables:
            for row in table.rows:
                for cell in row.cells:
                    for line in cell.lines:
                        assert " ".join(line.text.replace("\u202e", "\ufffd").split()) in text
                    for mark in cell.marks:
                        assert mark is None or mark.word in text
        heads = [head for head in root.iter("th") if head.get("scope") == "row"]
        assert len(heads) == sum(len(table.rows) for table in panel.tables)
        assert len(list(root.iter("caption"))) == sum(bool(table.rows) for table in panel.tables)
        assert {element.tag for element in root.iter()} <= {
            "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "b", "bdi", "br", "small", "p",
        }  # fmt: skip
        assert all(note in text for note in (*panel.notes, *panel.left_out))


def test_long_lanes_flow_into_columns_in_their_order() -> None:
    (panel,) = panels_of("panels", "hypothesis-board")
    decided = panel.tables[2]
    rows = tuple(replace(row, id=f"{number:02}") for number, row in enumerate(decided.rows * 3))
    scene = arrange_panel(replace(panel, tables=(*panel.tables[:2], replace(decided, rows=rows))))
    cards = [tile for tile in scene.tiles if tile.sort.startswith("card") and tile.item.isdigit()]
    assert len({card.x for card in cards}) == 3
    assert [card.item for card in sorted(cards, key=lambda card: (card.x, card.y))] == sorted(c.item for c in cards)


def test_an_empty_lane_says_so() -> None:
    (panel,) = panels_of("panels", "hypothesis-board")
    tables = tuple(replace(table, rows=()) for table in panel.tables)
    scene = arrange_panel(replace(panel, tables=tables))
    said = [tile.says for tile in scene.tiles if tile.sort == "empty"]
    assert said == ["Nothing is proposed", "Nothing runs: nothing is being learned", "Nothing was decided yet"]
    assert "Nothing was decided yet" in draw_panel_tables(replace(panel, tables=tables))


@given(st.floats(0, 1), st.floats(0, 1))
def test_an_interval_stays_on_its_scale(a: float, b: float) -> None:
    low, high = sorted((a, b))
    made = set_cell(Cell((Line("x"),), Span(low, (low + high) / 2, high)), 120)
    (bar,) = made.bars
    assert bar.y + 12 <= made.height
    assert bar.x > 0
    assert bar.x + bar.width < 120


@given(st.text(max_size=300), st.sampled_from(["title", "line", "soft", "alarm"]), st.integers(60, 400))
def test_any_text_stays_in_its_cell(text: str, style: str, width: int) -> None:
    made = set_cell(Cell((Line(text, style, "tick"), Line(text, style))), width)
    for piece in made.pieces:
        for run in piece.runs:
            wide = measure(run.text, run.size, bold=run.bold)
            one = len(run.text) <= 2
            assert one or (run.x - wide if run.right else run.x) >= 0
            assert one or (run.x if run.right else run.x + wide) <= width
            assert run.y <= made.height


def test_panels_are_plain_values() -> None:
    (panel,) = panels_of("panels", "commitments")
    assert isinstance(panel, Panel)
    assert all(len(record) == len(panel.header) for record in panel.records)


@pytest.mark.parametrize(("plan", "view"), CASES)
def test_classes_are_those_of_panels_alone(plan: str, view: str) -> None:
    """On the site all pictures share one style sheet: a class that another picture styles would be drawn like it."""
    root = ET.fromstring(draw_panel(panels_of(plan, view)[0]))
    used = {name for element in root.iter() for name in (element.get("class") or "").split()}
    shared = {"ground", "rule", "shape", "sign", "cut", "dash", "solid", "line", "soft", "alarm", "title"}
    shared |= {name for name in used if name.startswith(("tone-", "alignctl-picture"))}
    others = picture_rules() + chart_rules()
    assert {name for name in used - shared if re.search(rf"\.{name}\b", others)} == set()
