"""A small plan with every kind, its site, and a reader of pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from alignctl.config import read_config
from alignctl.publish.pages import Built, build_pages
from alignctl.publish.site import Site
from alignctl.publish.source import read_site

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
