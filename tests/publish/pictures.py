"""Draws the five pictures of `site/take-part.md` in a real browser, from pages and answers of the program itself.

`python -m tests.publish.pictures` draws them anew; it needs Chromium. What stands in place of a forge's own pages is
plain and looks like none of them.
"""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.publish.browser import CHROMIUM, FLAGS
from tests.publish.conftest import PLAN, read_html

IMAGES = Path(__file__).resolve().parent.parent.parent / "site" / "images"
KPI = "kpis/minutes-in-queue/"
WIDTH, DAY, VALUE = 860, "2026-06-30", "5.5"
LOOK = """
body { margin: 0; padding: 20px; background: #eef0f3; color: #1c2430;
  font: 16px/1.45 Arimo, Liberation Sans, Arial, sans-serif }
main { background: #fff; border: 1px solid #b9c1cc; border-radius: 8px; padding: 16px 20px }
h1 { font-size: 19px; margin: 0 0 12px } label { display: block; font-weight: 700; margin: 10px 0 4px }
pre { font: 14.5px/1.5 Liberation Mono, DejaVu Sans Mono, monospace; margin: 0 }
.box { border: 1px solid #8893a2; border-radius: 6px; padding: 8px 12px; white-space: pre-wrap }
.lines { counter-reset: line }
.lines span { display: block; counter-increment: line; padding-left: 46px; position: relative }
.lines span::before { content: counter(line); position: absolute; left: 8px; color: #5b6675 }
.new { background: #d9f2df } mark { background: #fff1b8; padding: 0 2px }
.button { display: inline-block; margin-top: 14px; padding: 8px 18px; font-weight: 700; border-radius: 6px;
  background: #1f5fa8; color: #fff }
.ring { outline: 3px solid #c2410c; outline-offset: 4px; border-radius: 6px }
"""
RING = ".a-ring { outline: 3px solid #c2410c !important; outline-offset: 4px; border-radius: 4px }"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder under an address of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def alignctl(folder: Path, *words: str) -> str:
    """What the program says."""
    done = subprocess.run(
        [sys.executable, "-m", "alignctl", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout


def shoot(page: Page, name: str, height: int) -> None:
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


def draw(page: Page, name: str, body: str) -> None:
    """A drawn page, as high as it is."""
    page.set_viewport_size({"width": WIDTH, "height": 100})
    page.set_content(f"<!doctype html><style>{LOOK}</style>{body}")
    page.locator("body").screenshot(path=IMAGES / f"{name}.png")


def show_page(page: Page, address: str, ring: str) -> None:
    """A page of the site with a ring around what matters on it."""
    page.set_viewport_size({"width": WIDTH, "height": 600})
    page.goto(address)
    page.add_style_tag(content=RING)
    page.locator(ring).first.evaluate("element => element.classList.add('a-ring')")


def lines(text: str, new: str) -> str:
    rows = [f'<span class="{"new" if new in row else ""}">{escape(row) or " "}</span>' for row in text.splitlines()]
    return f'<pre class="box lines">{"".join(rows)}</pre>'


def run() -> None:
    """Draw all five."""
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        before, after = Path(work) / "before", Path(work) / "after"
        for folder in (before, after):
            shutil.copytree(PLAN, folder)
        alignctl(after, "checkin", "minutes-in-queue", VALUE, "--date", DAY, "--no-commit")
        for folder in (before, after):
            alignctl(folder, "site", "build", "-o", str(folder / "built"))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(color_scheme="light", device_scale_factor=1)
        html = (before / "built" / KPI / "index.html").read_text("utf-8")
        issue = next(link for link in read_html(html).links if "/issues/new?" in link)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(issue).query).items()}
        with served(before / "built") as address:
            show_page(page, f"{address}{KPI}", "a:has-text('Report a reading')")
            shoot(page, "take-part-1", 430)
        filled = re.sub(r"(Value[^\n]*: )", rf"\1<mark>{VALUE}</mark>", escape(asked["body"]))
        draw(
            page,
            "take-part-2",
            f'<main><h1>New issue</h1><label>Title</label><div class="box">{escape(asked["title"])}</div>'
            f'<label>Description</label><div class="box">{filled.strip()}</div>'
            '<span class="button ring">Submit</span></main>',
        )
        text = (after / "plans" / "all.yaml").read_text("utf-8")
        document = next(part for part in text.split("---\n") if "id: minutes-in-queue" in part)
        draw(
            page,
            "take-part-3",
            f"<main><h1>plans/all.yaml</h1>{lines(document, VALUE)}"
            '<span class="button ring">Propose this change</span></main>',
        )
        said = alignctl(Path(work), "diff", "before", "after", "--today", DAY)
        draw(
            page,
            "take-part-4",
            f'<main><h1>Comment on your change</h1><pre class="box">{escape(said.strip())}</pre></main>',
        )
        with served(after / "built") as address:
            show_page(page, f"{address}{KPI}#standing", ".a-figures div:has(dt:text-is('Latest'))")
            page.locator("#standing").evaluate(
                "element => scrollTo(0, element.offsetTop - document.querySelector('.top').offsetHeight - 16)"
            )
            shoot(page, "take-part-5", 560)
        browser.close()


if __name__ == "__main__":
    run()
