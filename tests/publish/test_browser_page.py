"""The page that browser tests share is as good as new for each of them."""

from __future__ import annotations

from tests.publish.browser import needs_chromium, put_back

pytestmark = needs_chromium

KEPT = "JSON.stringify([localStorage.length, document.cookie, document.documentElement.dataset.theme || ''])"
SEEN = """['(prefers-color-scheme: dark)', 'print', '(prefers-reduced-motion: reduce)', '(forced-colors: active)']
  .map((query) => matchMedia(query).matches)"""


def test_nothing_that_a_test_does_is_left(page, address):
    page.goto(address)
    new = page.evaluate(KEPT), page.evaluate(SEEN), page.evaluate("[innerWidth, innerHeight]")
    page.get_by_role("button", name="Colours").click()
    page.evaluate("document.cookie = 'a=1'; console.error('trouble'); window.open('about:blank')")
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce", forced_colors="active")
    page.set_viewport_size({"width": 360, "height": 740})
    page.route("**/*", lambda route: route.fulfill(body="caught"))
    page.reload()
    assert page.locator("body").inner_text() == "caught"
    assert page.evaluate(KEPT) != new[0]
    assert page.trouble == ["trouble"]
    put_back(page, address)
    page.goto(address)
    assert (page.evaluate(KEPT), page.evaluate(SEEN), page.evaluate("[innerWidth, innerHeight]")) == new
    assert page.locator("h1").count() == 1
    assert len(page.context.pages) == 1
    assert page.trouble == []
