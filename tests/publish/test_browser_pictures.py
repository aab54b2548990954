"""Large pictures in a real browser: they grow and shrink by buttons, keys, wheel and fingers, and move by hand."""

from __future__ import annotations

import pytest

from tests.publish.browser import needs_chromium, open_page

pytestmark = needs_chromium

CASCADES = "cascades/"
PLACE = """() => {
  const box = document.querySelector(".a-scroll");
  const picture = box.querySelector("svg").getBoundingClientRect();
  return {left: box.scrollLeft, top: box.scrollTop, width: picture.width, room: box.clientWidth, high: box.clientHeight,
    height: picture.height, page: scrollY, told: document.querySelector(".a-zoom output").innerText};
}"""


@pytest.fixture
def large(page, address):
    """A page with a picture that is larger than its window."""
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(address + CASCADES)
    return page


def press(page, name: str) -> dict[str, float]:
    page.get_by_role("button", name=name).first.click()
    return page.evaluate(PLACE)


def test_buttons_make_a_picture_larger_smaller_whole_and_natural(large):
    natural = large.evaluate(PLACE)
    assert natural["told"] == "100\u00a0%"
    assert natural["width"] > natural["room"]
    larger = press(large, "Larger")
    assert larger["width"] == pytest.approx(1.25 * natural["width"], abs=1)
    assert larger["told"] == "125\u00a0%"
    whole = press(large, "Whole picture")
    assert whole["width"] <= whole["room"]
    assert whole["height"] <= whole["high"] + 1
    assert press(large, "1:1")["width"] == natural["width"]
    for _ in range(9):
        large.keyboard.press("+")
    assert large.evaluate(PLACE)["told"] == "400\u00a0%"
    assert large.get_by_role("button", name="Larger").first.is_disabled()
    assert large.trouble == []


def test_what_is_in_the_middle_stays_there(large):
    large.evaluate("document.querySelector('.a-scroll').scrollTo(300, 0)")
    before = large.evaluate(PLACE)
    after = press(large, "Larger")
    middle = [(place["left"] + place["room"] / 2) / place["width"] for place in (before, after)]
    assert middle[0] == pytest.approx(middle[1], abs=0.01)


def test_the_wheel_alone_scrolls_the_page_and_with_ctrl_the_picture_grows(large):
    box = large.locator(".a-scroll").first.bounding_box()
    large.mouse.move(box["x"] + 200, box["y"] + 100)
    large.mouse.wheel(0, 150)
    large.wait_for_function("scrollY > 0")
    assert large.evaluate(PLACE)["told"] == "100\u00a0%"
    large.keyboard.down("Control")
    large.mouse.wheel(0, -150)
    large.keyboard.up("Control")
    large.wait_for_function("document.querySelector('.a-zoom output').innerText !== '100\u00a0%'")
    assert large.evaluate(PLACE)["width"] > 800


def test_a_mouse_drags_the_picture_and_opens_no_link_by_it(large):
    before = large.url
    link = large.locator("svg a").first
    box = link.bounding_box()
    large.mouse.move(box["x"] + 40, box["y"] + 10)
    large.mouse.down()
    large.mouse.move(box["x"] - 60, box["y"] + 10, steps=4)
    large.mouse.up()
    assert large.evaluate(PLACE)["left"] == 100
    assert large.url == before
    link.click()
    large.wait_for_url(lambda url: url != before)


def test_two_fingers_zoom_and_one_moves(browser, address):
    with open_page(browser, has_touch=True, is_mobile=True) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(address + CASCADES)
        box = page.locator(".a-scroll").first.bounding_box()
        middle, height = 195, box["y"] + 80
        fingers = page.context.new_cdp_session(page)

        def touch(kind: str, *places: float) -> None:
            points = [{"x": x, "y": height, "id": number} for number, x in enumerate(places)]
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", middle - 100, middle + 100)
        for apart in (90, 70, 60):
            touch("touchMove", middle - apart, middle + apart)
        touch("touchEnd")
        page.wait_for_function("document.querySelector('.a-zoom output').innerText === '60\u00a0%'")
        assert page.evaluate("visualViewport.scale") == 1
        touch("touchStart", middle)
        for moved in range(10, 110, 20):
            touch("touchMove", middle - moved)
        touch("touchEnd")
        page.wait_for_function("document.querySelector('.a-scroll').scrollLeft > 20")
        assert page.trouble == []


def test_on_paper_a_picture_is_as_it_was_drawn(large):
    size = "document.querySelector('.a-scroll svg').getBoundingClientRect().width"
    large.emulate_media(media="print")
    wanted = large.evaluate(size)
    large.emulate_media(media="screen")
    press(large, "Larger")
    large.emulate_media(media="print")
    assert large.evaluate(size) == wanted
    assert not large.locator(".a-zoom").first.is_visible()


def test_a_picture_that_has_room_has_no_buttons(page, address):
    page.goto(address + "kpis/second-visits/")
    assert not page.locator(".a-zoom").first.is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".a-zoom").first.wait_for()


SEEN = """(selector) => {
  const frame = document.querySelector(".a-scroll").getBoundingClientRect();
  const within = (each) => each.left >= frame.left - 1 && each.right <= frame.right + 1;
  return [...document.querySelectorAll(selector)].filter((each) => within(each.getBoundingClientRect())).length;
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_the_course_of_a_measure_is_seen_whole_without_javascript_too(page, plain_page, address, width):
    for each in (page, plain_page):
        each.set_viewport_size({"width": width, "height": 740})
        each.goto(address + "kpis/second-visits/")
        box, chart = (each.locator(name).first.bounding_box() for name in (".a-scroll", ".a-scroll > svg"))
        assert chart["x"] >= box["x"]
        assert chart["x"] + chart["width"] <= box["x"] + box["width"]
        assert chart["height"] < chart["width"]


def test_wide_pictures_open_where_there_is_something_to_see(page, address):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + CASCADES)
    assert page.evaluate(SEEN, ".a-scroll svg a") > 0, "no blank frame"
    page.goto(address + "bowling/")
    months = page.locator(".a-grid-table thead th").all_inner_texts()
    last = months[-1].split()[0]
    assert (
        page.evaluate(
            "(month) => [...document.querySelectorAll('.a-scroll text')].filter((each) =>"
            " each.textContent === month && each.getBoundingClientRect().left > 0"
            " && each.getBoundingClientRect().right <= innerWidth).length",
            last,
        )
        > 0
    )
    table = page.locator(".a-grid-table")
    for place in ("thead th >> nth=0", "thead th >> nth=-1", "tbody th[scope=row] >> nth=0", "caption > span"):
        box = table.locator(place).bounding_box()
        assert box["x"] >= 0, place
        assert box["x"] + box["width"] <= 360, place


def test_wide_pictures_open_as_wide_as_a_desktop_where_they_can_be_read(page, address):
    page.goto(address + "bowling/")
    box, chart = (page.locator(name).first.bounding_box() for name in (".a-scroll", ".a-scroll > svg"))
    assert chart["width"] <= box["width"]
    page.set_viewport_size({"width": 500, "height": 740})
    page.wait_for_function("document.querySelector('.a-scroll').scrollWidth > 500")


@pytest.mark.parametrize("path", ["cascades/", "bowling/", "x-matrix/", "strategy-map/"])
def test_a_link_above_the_picture_leads_to_the_same_in_words(plain_page, address, path):
    plain_page.set_viewport_size({"width": 360, "height": 740})
    plain_page.goto(address + path)
    link = plain_page.locator(".a-actions a").first
    picture = plain_page.locator(".a-scroll").first
    assert link.bounding_box()["y"] < picture.bounding_box()["y"]
    link.click()
    words = plain_page.locator("section:target, section:has(> :target)").inner_text()
    assert len(words) > 100
