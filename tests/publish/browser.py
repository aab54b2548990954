"""A site in a real browser: the pages to look at, and what starts the browser and serves the site.

Needs Chromium. Where there is none the tests that use it are skipped by name, but not in CI.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "",
    "strategies/open-to-all/",
    "outcomes/newcomers-return/",
    "kpis/second-visits/",
    "hypotheses/self-checkout/",
    "initiatives/machines/",
    "teams/house/",
    "commitments/keys/",
    "assessments/spring-round/",
    "kpis/",
    "findings/",
    "teams/house/findings/",
    "changes/",
    "views/",
    "cascades/",
    "strategy-map/",
    "x-matrix/",
    "team-sheets/",
    "rules/orphaned-output-metric/",
    "about/",
)
"""The front page and each kind of page."""

VIEWPORT = {"width": 1280, "height": 900}

_OWN = re.compile(r"http://127\.0\.0\.1|file:|data:")

needs_chromium = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page while it still loads is nothing to report."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@contextmanager
def open_page(browser: Any, **options: Any) -> Iterator[Any]:
    """A page that notes errors on its console, and requests to anyone but its own server, as `trouble`."""
    context = browser.new_context(viewport=VIEWPORT, color_scheme="light", **options)
    page = context.new_page()
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("request", lambda request: _OWN.match(request.url) or page.trouble.append(request.url))
    yield page
    context.close()


def put_back(page: Any, address: str) -> None:
    """Make a page that was used as it was when opened: blank, with nothing set, caught or kept by the site.

    A new page takes the browser a second of work; what a site can leave behind is taken away in no time.
    """
    page.goto("about:blank")
    for other in page.context.pages:
        if other != page:
            other.close()
    page.unroute_all()
    page.mouse.move(-1, -1)
    page.set_viewport_size(VIEWPORT)
    page.emulate_media(media="null", color_scheme="light", reduced_motion="null", forced_colors="null", contrast="null")
    page.context.clear_cookies()
    protocol = page.context.new_cdp_session(page)
    protocol.send("Storage.clearDataForOrigin", {"origin": address.rstrip("/"), "storageTypes": "all"})
    protocol.detach()
    page.trouble = []
