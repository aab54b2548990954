"""Prose from a plan, which is Markdown that anyone may have written, as HTML that can neither run nor load anything.

Markdown allows HTML, so its result is cleaned: what is not on the list below loses its tags or, where it could run,
disappears. Headings become plain emphasised lines, for a page has headings of its own, and ids of items become links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from alignctl.publish.html import web_address

if TYPE_CHECKING:
    from markdown import Markdown

_INLINE = ("a", "abbr", "b", "br", "code", "del", "em", "i", "s", "strong", "sub", "sup")
_BLOCKS = ("blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul")
_TABLES = ("table", "tbody", "td", "th", "thead", "tr")
TAGS = frozenset((*_INLINE, *_BLOCKS, *_TABLES))
"""Elements that may stand in prose. Pictures are left out: they would be loaded from other hosts."""

_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_MARKDOWN = re.compile(r"[*_`#<>\[\]&\\\n|~]|^\s*(?:[-+]|\d+[.)])\s|^ {4}|--|://")
_BEYOND_LINES = re.compile(
    r"[*_`#<>\[\]&\\|~\x00-\x08\x0e-\x1f\x7f]|[^\S \n]|^(?:[ =:]|[-+]|\d+[.)])|--|://|  $|\n\Z", re.MULTILINE
)
"""What plain lines do not hold: those without it are paragraphs, with a blank line between one and the next."""
_ID = r"\b([a-z0-9]+(?:[.-][a-z0-9]+)+)\b"
_ID_PATTERN = re.compile(_ID)

Locate = Callable[[str], str | None]
"""Gives the link to the item with an id, or None where there is none."""


class Prose:
    """Renders prose. One is made for a site and used for all its pages."""

    def render(self, text: str | None, locate: Locate) -> Markup:
        """Blocks of HTML; nothing for nothing."""
        if not text or not text.strip():
            return Markup("")
        self._links.locate = locate
        self._links.made.clear()
        if not _MARKDOWN.search(text):
            return Markup(f"<p>{self._plain(text.strip())}</p>")  # noqa: S704 - escaped
        if not _BEYOND_LINES.search(text.strip("\n")):
            paragraphs = re.split(r"\n\n+", text.strip("\n"))
            return Markup("\n".join(f"<p>{self._plain(each)}</p>" for each in paragraphs))  # noqa: S704 - escaped
        self._converter.reset()
        try:
            html = self._converter.convert(text)
        except RecursionError:  # quotes or lists nested by the hundred: shown as they were typed
            return Markup(f"<p>{escape(text)}</p>")  # noqa: S704 - escaped
        return Markup(self._clean(html))  # noqa: S704 - cleaned

    def line(self, text: str | None, locate: Locate) -> Markup:
        """The same without the paragraph around it where it is a single one, for cells and lists."""
        html = self.render(text, locate)
        inner = html.removeprefix("<p>").removesuffix("</p>")
        alone = html.startswith("<p>") and html.endswith("</p>") and "<p>" not in inner and "</p>" not in inner
        return Markup(inner) if alone else html  # noqa: S704 - a part of what was cleaned

    def _plain(self, text: str) -> str:
        parts = _ID_PATTERN.split(text)
        for index in range(1, len(parts), 2):
            link = self._links.locate(parts[index])
            parts[index] = f'<a href="{escape(link)}">{parts[index]}</a>' if link else parts[index]
        for index in range(0, len(parts), 2):
            parts[index] = str(escape(parts[index]))
        return "".join(parts)

    @cached_property
    def _links(self) -> _ItemLinks:
        return _ItemLinks(_ID)

    @cached_property
    def _converter(self) -> Markdown:
        from markdown import Markdown

        converter = Markdown(extensions=["tables", "sane_lists"], output_format="html")
        converter.inlinePatterns.register(self._links, "alignctl-ids", 75)
        converter.treeprocessors.register(_PlainHeadings(converter), "alignctl-headings", 5)
        return converter

    def _clean(self, html: str) -> str:
        import nh3

        def keep(element: str, attribute: str, value: str) -> str | None:
            if (element, attribute) != ("a", "href"):
                return value
            return value if value in self._links.made or web_address(value) else None

        return nh3.clean(
            html,
            tags=set(TAGS),
            attributes=_ATTRIBUTES,
            attribute_filter=keep,
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )


class _ItemLinks(InlineProcessor):
    """Makes links of ids. `made` holds the addresses of the present text, which the cleaner lets pass."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.locate: Locate = lambda _: None
        self.made: set[str] = set()

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name that Markdown calls
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        del data
        link = self.locate(m[1])
        if link is None:
            return None, None, None
        self.made.add(link)
        element = Element("a", {"href": link})
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _PlainHeadings(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                inner = Element("strong")
                inner.text = element.text
                inner.extend(list(element))
                for child in list(element):
                    element.remove(child)
                element.tag, element.text = "p", None
                element.append(inner)
