"""What can be measured of pages: axe-core, the HTML standard's parser, every key of the checklist, and paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import html5lib
import pytest

from tests.publish.browser import PAGES, needs_chromium

pytestmark = needs_chromium

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
CHECKLIST = Path(__file__).parents[2] / "site" / "keyboard.md"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(page, address, path):
    """Contrast in the other scheme is measured by `test_text_has_contrast_in_light_and_dark`."""
    page.goto(address + path)
    page.evaluate(AXE.read_text("utf-8"))
    for width, scheme in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == [], (width, scheme)


def test_axe_finds_no_violation_in_what_opens(page, address):
    page.goto(address + "kpis/?team=desk&sort=-Status")
    page.get_by_label("Search", exact=True).fill("queue")
    page.locator(".results a").first.wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    assert [each["id"] for each in page.evaluate("axe.run()")["violations"]] == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "kpis/#site-nav")
    page.evaluate(AXE.read_text("utf-8"))
    assert [each["id"] for each in page.evaluate("axe.run()")["violations"]] == []


def test_every_page_is_html_as_the_standard_has_it(built_site):
    """Every error that the standard's parser names, and what it does not look at: ids, and what refers to them."""
    faults = []
    pages = sorted(built_site.rglob("*.html"))
    for file in pages:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(file.read_text("utf-8"))
        faults += [(file.name, *error) for error in parser.errors]
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        faults += [(file, "twice", name) for name in ids if ids.count(name) > 1]
        for element in tree.iter():
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                faults += [(file, name, each) for each in (element.get(name) or "").split() if each not in ids]
    assert faults == []
    assert len(pages) > 60


def _focused(page: Any) -> str:
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")


def _tab_to(page: Any, selector: str, most: int = 150) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            assert page.evaluate("document.activeElement.matches(':focus-visible')"), "one can see where one is"
            return
    raise AssertionError(f"{most} times Tab do not lead to {selector}")


def _skip_link(page: Any, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert _focused(page) == "Skip to the content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def _menu(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    _tab_to(page, ".menu")
    page.keyboard.press("Enter")
    assert page.locator("#site-nav").is_visible()
    page.keyboard.press("Tab")
    assert _focused(page) == "Close menu"
    page.keyboard.press("Enter")
    assert not page.locator("#site-nav").is_visible()


def _search(page: Any, address: str) -> None:
    page.goto(address + "kpis/second-visits/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    assert page.evaluate("document.activeElement.value") == ""


def _results(page: Any, address: str) -> None:
    _search(page, address)
    page.keyboard.type("queue")
    page.locator(".results a").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    first = _focused(page)
    page.keyboard.press("ArrowDown")
    assert _focused(page) != first
    page.keyboard.press("ArrowUp")
    assert _focused(page) == first
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.type") == "search"
    assert page.locator(".results a:visible").count() == 0
    page.keyboard.type("minutes in the queue")
    page.locator(".results a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kpis/minutes-in-queue/**")


def _filters(page: Any, address: str) -> None:
    page.goto(address + "kpis/")
    _tab_to(page, "#filter-team")
    page.keyboard.press("ArrowDown")
    assert page.url == address + "kpis/?team=desk"
    assert page.locator(".a-filter output").inner_text() == "4 of 6 KPIs"


def _sorting(page: Any, address: str) -> None:
    page.goto(address + "teams/desk/")
    head = page.locator("section[aria-labelledby=kpis] thead th").first
    _tab_to(page, "section[aria-labelledby=kpis] thead th:first-child button")
    for wanted in ("ascending", "descending", None):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == wanted


def _show_all(page: Any, address: str) -> None:
    page.goto(address + "kpis/?team=desk")
    _tab_to(page, ".a-filter-told button")
    page.keyboard.press("Enter")
    assert page.locator(".a-filter output").inner_text() == "6 KPIs"
    assert page.evaluate("document.activeElement.localName") == "summary"


def _folded_lists(page: Any, address: str) -> None:
    page.goto(address + "teams/house/findings/")
    _tab_to(page, ".a-explained > summary")
    for wanted in (1, 0):
        page.keyboard.press("Enter")
        assert page.locator(".a-explained[open]").count() == wanted


def _pictures(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "cascades/")
    _tab_to(page, ".a-scroll")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.a-scroll').scrollLeft > 0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.a-scroll svg') !== null")


def _zoom(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + "cascades/")
    told = page.locator(".a-zoom output").first
    _tab_to(page, ".a-zoom button")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert told.inner_text() == "156\u00a0%"
    page.keyboard.press("-")
    assert told.inner_text() == "125\u00a0%"
    at = page.evaluate("document.querySelector('.a-scroll').scrollLeft")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('.a-scroll').scrollLeft") > at
    _tab_to(page, ".a-scroll")
    page.keyboard.press("0")
    assert told.inner_text() == "100\u00a0%"


def _colours(page: Any, address: str) -> None:
    page.goto(address)
    _tab_to(page, "button.scheme")
    for wanted in ("light", "dark", "as the system"):
        page.keyboard.press("Enter")
        assert _focused(page) == f"Colours: {wanted}"


PRESSED: dict[str, Callable[[Any, str], None]] = {
    "Skip link": _skip_link,
    "Menu on a phone": _menu,
    "Search": _search,
    "Results": _results,
    "Filters": _filters,
    "Sorting": _sorting,
    "Show all": _show_all,
    "Folded lists": _folded_lists,
    "Pictures": _pictures,
    "Zoom": _zoom,
    "Colours": _colours,
}
"""How each row of the checklist is tried."""


def test_the_checklist_says_what_is_pressed_here():
    rows = re.findall(r"^\| ([A-Z][^|]+) \| [^|]+ \| [^|]+ \|$", CHECKLIST.read_text("utf-8"), re.MULTILINE)
    assert rows[0] == "What"
    assert rows[1:] == list(PRESSED)


@pytest.mark.parametrize("what", PRESSED)
def test_each_row_of_the_checklist_passes(page, address, what):
    PRESSED[what](page, address)
    assert page.trouble == []


@pytest.mark.parametrize("path", [*PAGES, "bowling/", "alignment-matrix/", "hypothesis-board/", "promises/"])
def test_on_paper_nothing_is_cut_off_and_only_the_page_is_printed(page, address, path):
    """As wide as A4 with the browser's margins: nothing wider, no menu, no form, a light ground."""
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address + path)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for selector in (".top", ".site-nav", ".a-filter", ".a-actions"):
        assert page.locator(selector).filter(visible=True).count() == 0, selector
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert page.evaluate(CUT_OFF) == []


def test_wide_tables_lie_on_paper_with_all_their_columns(page, address):
    """An X-matrix of a large plan: 25 columns with long words."""
    page.goto(address + "x-matrix/")
    page.evaluate(
        """() => { for (const row of document.querySelector(".a-grid-table").rows) while (row.cells.length < 25) {
          row.append(row.cells[1].cloneNode(true)); row.lastChild.append(" Auskunftsberechtigungen");
        } }"""
    )
    sizes = {tuple(map(float, size)) for size in re.findall(rb"/MediaBox \[0 0 (\S+) (\S+?)\]", page.pdf(format="A4"))}
    assert any(wide > high for wide, high in sizes)
    page.set_viewport_size({"width": 1047, "height": 718})
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.a-grid-table').rows[0].cells.length") == 25
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.a-grid-table')).fontSize)") >= 8


def test_paper_has_what_is_folded_and_says_where_it_is_from(plain_page, address):
    """Without JavaScript too; the site of the tests has no address of its own to print."""
    page = plain_page
    page.goto(address + "kpis/second-visits/")
    readings = page.get_by_role("table", name="Readings of Newcomers who come again within a month")
    assert not readings.is_visible()
    assert not page.locator(".printed").is_visible()
    page.emulate_media(media="print")
    assert readings.bounding_box()["height"] > 50
    assert page.locator(".printed").inner_text().startswith("Harbour")


def test_breadcrumbs_are_whole(page, address):
    page.goto(address + "initiatives/machines/")
    words = "A title that is as long as those that people write when nobody counts how many letters it has"
    page.evaluate(
        "(words) => { for (const a of document.querySelectorAll('.a-crumbs a')) a.lastChild.append(words); }", words
    )
    cut = """[...document.querySelectorAll('.a-crumbs, .a-crumbs *')].filter((each) => !each.closest('.a-hidden, svg')
      && getComputedStyle(each).overflowX !== 'visible').map((each) => each.outerHTML)"""
    for width, media in ((1280, "screen"), (360, "screen"), (718, "print")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(media=media)
        assert page.evaluate(cut) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((element) => {
  if (element.closest("svg svg, .a-hidden, .a-table thead") || !element.checkVisibility()) return false;
  const style = getComputedStyle(element);
  const clips = ["auto", "scroll", "hidden"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
  const box = element.getBoundingClientRect();
  return clips || (box.width > 0 && box.right > innerWidth + 1 && !element.closest("svg"));
}).map((element) => `${element.localName}.${element.getAttribute("class")}`)"""


def test_links_can_be_followed_in_a_printed_page(page, address, tmp_path):
    page.goto(address + "kpis/second-visits/")
    printed = page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    targets = set(re.findall(rb"/URI \(([^)]*)\)", printed))
    assert f"{address}outcomes/newcomers-return/".encode() in targets
    assert f"{address}learning-ledger/".encode() not in targets, "the menu is not printed"
