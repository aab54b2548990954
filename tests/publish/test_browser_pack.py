"""The review pack, and a view in a file of its own, in a real browser: axe-core, a phone, and paper."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest

from tests.publish.browser import needs_chromium

pytestmark = needs_chromium

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TROUBLES = Path(__file__).parents[1] / "report" / "packs" / "troubles"
BOX = re.compile(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")
SHEETS = {"A4": (595, 842), "Letter": (612, 792)}


@pytest.fixture
def pack(tmp_path, run_alignctl):
    """A pack with every section filled."""
    done = run_alignctl("report", "--period", "2026-Q2", "-o", str(tmp_path / "pack.html"), cwd=TROUBLES)
    assert done.returncode == 0, done.stderr
    return tmp_path / "pack.html"


def test_a_pack_is_read_by_everyone_on_a_phone_and_on_paper(page, pack, tmp_path):
    page.goto(pack.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    page.evaluate(AXE.read_text("utf-8"))
    for width, scheme in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("details").filter(visible=True).count() == 0
    charts = page.locator(".chart").count()
    assert charts == 3
    for name, (wide, high) in SHEETS.items():
        printed = page.pdf(path=str(tmp_path / f"{name}.pdf"), format=name)
        sizes = [(round(float(w)), round(float(h))) for w, h in BOX.findall(printed)]
        upright = sum(abs(w - wide) <= 1 and abs(h - high) <= 1 for w, h in sizes)
        lying = sum(abs(w - high) <= 1 and abs(h - wide) <= 1 for w, h in sizes)
        assert upright + lying == len(sizes), sizes
        assert lying == charts, "each chart has a sheet of its own, and none is cut in two"
        assert upright <= 7
    assert page.trouble == []


def test_a_view_in_a_file_of_its_own_has_every_column_on_paper(page, tmp_path, run_alignctl):
    done = run_alignctl("render", "bowling", "-o", str(tmp_path / "bowling.html"), cwd=TROUBLES)
    assert done.returncode == 0, done.stderr
    page.goto((tmp_path / "bowling.html").as_uri())
    page.set_viewport_size({"width": 1030, "height": 700})  # an A4 sheet on its side, without margins
    widths = "[...document.querySelectorAll('svg, .a-grid-table')].map((each) => each.getBoundingClientRect().right)"
    assert max(page.evaluate(widths)) > 1030, "on a screen it scrolls"
    page.emulate_media(media="print")
    assert max(page.evaluate(widths)) <= 1030
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    assert all(float(w) > float(h) for w, h in BOX.findall(printed))
