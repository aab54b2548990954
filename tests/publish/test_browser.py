"""The site in a real browser: quiet, alone, narrow, dark, without JavaScript, from a disk, by keyboard.

Needs Chromium. Where there is none these tests are skipped by name, but not in CI.
"""

from __future__ import annotations

import pytest

from tests.publish.browser import PAGES, needs_chromium

pytestmark = needs_chromium


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_quiet_and_ask_nobody_else(page, address, path):
    assert page.goto(address + path, wait_until="networkidle").status == 200
    assert page.trouble == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_a_phone_and_on_a_tablet(page, address, path):
    """At 1024 the menu takes its part of the screen, and tables have less room than below that."""
    page.goto(address + path)
    for width in (360, 768, 1000, 1024, 1100):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_a_table_of_long_words_is_never_wider_than_the_screen(page, address):
    """A measure of a large plan: seven columns, an owner with a long name, large numbers, findings of each weight."""
    page.goto(address + "kpis/")
    page.evaluate(
        """() => { for (const [label, words] of Object.entries({
          "Way done": "<span class='a-soft a-unbroken'>farther away than at the start</span>",
          Owner: "Infrastructure and Transportation", Latest: "31,415,926 kilometres", Target: "45,000,000 kilometres",
          Findings: "<span class='a-problems'>" + "<span class='a-mark'>12 errors</span>".repeat(2) + "</span>",
        })) for (const cell of document.querySelectorAll(`td[data-label="${label}"]`)) cell.innerHTML = words; }"""
    )
    for width in (740, 768, 800, 880, 960, 1000, 1024, 1100, 1180, 1200):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.set_viewport_size({"width": 768, "height": 740})
    assert page.locator("thead th > button:enabled").count() == 0, "heads that are not seen take no focus"


@pytest.mark.parametrize("path", PAGES)
def test_text_has_contrast_in_light_and_dark(page, address, path):
    """WCAG 2.2, 1.4.3: 4.5 to 1, or 3 to 1 for large text; text in pictures stands on shapes and is tested there."""
    page.goto(address + path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(FAINT) == [], scheme


FAINT = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("svg, script, style, .a-hidden, .skip")) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgb(style.color)), light(ground(element))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) faint.push(node.data.trim().slice(0, 40));
  }
  return faint;
}"""


def test_dark_pages_are_dark_and_print_is_light(page, address):
    page.emulate_media(color_scheme="dark")
    page.goto(address + "kpis/second-visits/")
    ground = "getComputedStyle(document.body).backgroundColor"
    chart = "getComputedStyle(document.querySelector('.alignctl-picture')).backgroundColor"
    assert page.evaluate(ground) == page.evaluate(chart) != "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(ground) == page.evaluate(chart) == "rgb(255, 255, 255)"


def test_the_reader_chooses_colours_and_the_choice_is_kept(page, address):
    page.goto(address)
    button = page.get_by_role("button", name="Colours")
    assert "as the system" in button.inner_text()
    button.click()
    button.click()
    assert button.inner_text() == "Colours: dark"
    page.goto(address + "findings/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript_all_facts_are_there(plain_page, page, address, path):
    page.goto(address + path)
    page.evaluate("document.querySelector('.a-filter')?.remove()")
    page.evaluate("for (const tools of document.querySelectorAll('.a-zoom')) tools.remove()")
    wanted = page.locator("main").inner_text()
    plain_page.goto(address + path)
    found = plain_page.locator("main").inner_text()
    assert found == wanted
    assert len(found) > 50


def test_search_finds_an_item_by_a_word_of_its_text(page, address):
    page.goto(address + "outcomes/", wait_until="networkidle")
    page.get_by_label("Search").press_sequentially("greeting")
    result = page.locator(".results a", has_text="Machines at the door").first
    result.wait_for(timeout=10_000)
    result.click()
    page.wait_for_url("**/hypotheses/self-checkout/**")
    assert page.trouble == []


def test_boxes_of_a_cascade_lead_to_pages(page, address):
    page.goto(address + "cascades/")
    page.locator("svg a.outcome", has_text="second time").first.click()
    page.wait_for_url("**/outcomes/newcomers-return/")


def test_a_number_leads_to_the_list_behind_it(page, address):
    page.goto(address)
    page.get_by_role("link", name="Decisions overdue").click()
    page.wait_for_url("**/hypotheses/?status=decision-overdue#overdue")
    assert page.locator("#overdue").is_visible()
    assert page.locator(".a-filter output").inner_text().startswith("1 of ")


def test_all_figures_of_the_front_page_are_seen_at_once(page, address):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    for part in (".a-ratios", ".a-perspectives", ".a-state-list", ".a-tiles"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 800, part
    names = page.locator(".a-tile-name").all_inner_texts()
    assert {"Line of sight", "Outcome measures", "Bets running", "Decisions overdue", "Old data"} <= set(names)
    assert {"Goalposts moved", "Milestones", "Findings"} <= set(names)
    assert any(name.startswith("Latest learning") for name in names)
    assert any(name.startswith("Changed last") for name in names)
    page.set_viewport_size({"width": 390, "height": 844})
    for part in (".a-ratios", ".a-perspectives", ".a-state-list"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 844, part


def test_the_menu_of_a_phone_opens_and_closes_without_javascript(plain_page, address):
    page = plain_page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    nav = page.locator("#site-nav")
    assert not nav.is_visible()
    page.get_by_role("link", name="Menu", exact=True).click()
    assert nav.is_visible()
    page.get_by_role("link", name="Findings").first.click()
    page.wait_for_url("**/findings/")
    assert not page.locator("#site-nav").is_visible()


def test_the_first_key_leads_to_the_content(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_site_opened_from_a_disk_can_be_walked(page, built_site):
    page.goto((built_site / "index.html").as_uri())
    page.locator("main").get_by_role("link", name="A library for everyone").first.click()
    page.wait_for_url("**/strategies/open-to-all/index.html")
    page.locator("#site-nav").get_by_role("link", name="Cascade").click()
    page.wait_for_url("**/cascades/index.html")
    page.locator("svg a.outcome").first.click()
    page.wait_for_url("**/outcomes/*/index.html")
    page.locator(".top .name").click()
    page.wait_for_url("**/site/index.html")
    assert page.trouble == []


def test_a_page_that_is_not_there_leads_home_from_any_depth_below_any_path(page, plain_page, built_site):
    """As a forge serves it: the site stands below the name of the project, and what is not there gets 404.html."""
    asked = []

    def answer(route):
        path = route.request.url.removeprefix("http://127.0.0.1:1/").partition("?")[0]
        asked.append(path)
        file = built_site / path.removeprefix("org/project/") / ("index.html" if path.endswith("/") else "")
        if path.startswith("org/project/") and file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(path=built_site / "404.html", status=404)

    for each in (page, plain_page):
        each.route("http://127.0.0.1:1/**", answer)
        assert each.goto("http://127.0.0.1:1/org/project/outcomes/none/at/all").status == 404
    assert [path for path in asked if "none" not in path] == [path for path in asked if path.endswith(".css")], (
        "nothing but the search for the root"
    )
    assert "Cut the address off" in plain_page.locator("main").inner_text()
    page.get_by_role("link", name="To the front page").click()
    page.wait_for_url("http://127.0.0.1:1/org/project/")
    assert page.locator("h1").inner_text() == "Harbour library"


def test_landmarks_and_names_for_screen_readers(page, address):
    page.goto(address + "kpis/second-visits/")
    for role, name in (("banner", None), ("main", None), ("navigation", "Site"), ("search", None)):
        assert page.get_by_role(role, name=name).count() == 1 if name else page.get_by_role(role).count() >= 1
    assert page.get_by_role("img", name="Newcomers who come again within a month").count() == 1
    page.get_by_text("All 5 readings as a table").click()
    table = page.get_by_role("table", name="Readings of Newcomers who come again within a month, newest first")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Day", "Value", "Note"]
    assert table.get_by_role("rowheader").count() == 5


def test_text_in_pictures_is_never_smaller_than_eleven_pixels_unless_it_is_fitted(page, address):
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("cascades/", "kpis/second-visits/"):
            page.goto(address + path)
            if page.locator(".a-zoom").first.is_visible():
                page.get_by_role("button", name="1:1").first.click()
            sizes = page.evaluate(
                """() => [...document.querySelectorAll("svg.alignctl-picture text")].map((text) =>
                  parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
            )
            assert sizes
            assert min(sizes) >= 11
