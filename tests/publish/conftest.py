"""A small plan with every kind, its site, and a reader of pages."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from alignctl.config import read_config
from alignctl.publish.pages import Built, build_pages
from alignctl.publish.site import Site
from alignctl.publish.source import read_site
from tests.publish.browser import CHROMIUM, FLAGS, open_page, put_back, serve
from tests.repository import git

PLAN = Path(__file__).parent / "plan"


@dataclasses.dataclass
class Seen:
    """What is in a piece of HTML: elements with their attributes, ids, links, and the text."""

    elements: list[tuple[str, dict[str, str | None]]] = dataclasses.field(default_factory=list)
    text: str = ""

    @property
    def ids(self) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get("id"))]

    @property
    def links(self) -> list[str]:
        return [value for tag, attributes in self.elements if tag == "a" and (value := attributes.get("href"))]

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.seen.text += data


def read_html(html: str) -> Seen:
    reader = _Reader()
    reader.feed(str(html))  # a Markup would escape again what the reader takes out of it
    reader.close()
    return reader.seen


@pytest.fixture(scope="session")
def plan_folder() -> Path:
    return PLAN


@pytest.fixture(scope="session")
def site() -> Site:
    return read_site(read_config(PLAN / "alignctl.yaml"), date(2026, 6, 30), "alignctl.yaml")


@pytest.fixture(scope="session")
def built(site: Site) -> Built:
    return build_pages(site)


@pytest.fixture(scope="session")
def page_of(built: Built) -> Callable[[str], str]:
    """The HTML of the page at an address."""
    pages = {page.path: page for page in built.pages}
    return lambda path: str(pages[path].html)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, run_mkdocs: Callable[..., Any]) -> Path:
    """The site of the plan as MkDocs builds it, in a repository in which a target was moved."""
    folder = tmp_path_factory.mktemp("browser") / "plan"
    shutil.copytree(PLAN, folder)
    plan = folder / "plans" / "all.yaml"
    now = plan.read_text("utf-8")
    plan.write_text(now.replace("{by: 2026-06-30, value: 30}", "{by: 2026-06-30, value: 35}"), "utf-8")
    git(folder, "init", "-q", "-b", "trunk")
    _commit(folder, "2026-01-05", "The plan for the year")
    plan.write_text(now, "utf-8")
    _commit(folder, "2026-06-01", "A target that can be reached")
    done = run_mkdocs("build", "--strict", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "build" / "site"


def _commit(folder: Path, day: str, message: str) -> None:
    git(folder, "add", "-A")
    who = {"NAME": "Ada", "EMAIL": "ada@harbour.example", "DATE": f"{day}T12:00:00Z"}
    roles = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in who.items()}
    git(folder, "commit", "-q", "-m", message, **roles)


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    with serve(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def _used_page(browser):
    with open_page(browser) as page:
        yield page


@pytest.fixture(scope="session")
def _used_plain_page(browser):
    with open_page(browser, java_script_enabled=False) as page:
        yield page


@pytest.fixture
def page(_used_page, address):
    """A page that notes what goes wrong; as good as new."""
    put_back(_used_page, address)
    return _used_page


@pytest.fixture
def plain_page(_used_plain_page, address):
    """A page without JavaScript."""
    put_back(_used_plain_page, address)
    return _used_plain_page
