"""A page of the site, before any generator has seen it."""

from __future__ import annotations

from markupsafe import Markup

from alignctl.publish.html import EMPTY, join, opening, tag
from alignctl.records import Record, record

_END = Markup("</section>")


@record
class Heading(Record):
    """An entry of a page's table of contents."""

    id: str
    text: str
    level: int = 2


@record
class Section(Record):
    """A part of a page under a heading. `text` is what search finds it by, besides the heading."""

    id: str
    title: str
    body: Markup
    text: str = ""
    note: Markup = EMPTY
    """What stands in the heading's line beside it, such as a count."""

    @property
    def parts(self) -> tuple[Markup, ...]:
        """The finished HTML, in parts to be put together once."""
        start = opening("section", class_="a-section", aria_labelledby=self.id)
        return start, tag("h2", self.title, self.note, id=self.id), self.body, _END


@record
class Page(Record):
    """One page. `head` is the HTML above the sections, with the h1.

    `text` is what search finds the page by besides its title.

    `edit_url` leads to the file that the page is made from, in the forge's editor. `group` is the part of the
    navigation that the page stands in; a page without one is reached by links and search. `foot` closes the page.
    """

    path: str
    title: str
    head: Markup
    sections: tuple[Section, ...] = ()
    text: str = ""
    description: str = ""
    edit_url: str | None = None
    group: str = ""
    foot: Markup = EMPTY

    @property
    def html(self) -> Markup:
        """The finished HTML of the page's content, its heading included; nothing in it asks for Markdown."""
        parts = [part for section in self.sections for part in section.parts]
        return tag("div", self.head, *parts, self.foot, class_="alignctl")

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(Heading(section.id, section.title) for section in self.sections)

    @property
    def search_html(self) -> Markup:
        """The page as search engines of site generators read it: headings with the words to be found under them."""
        parts = [tag("h1", self.title), tag("p", self.text)]
        for section in self.sections:
            parts += [tag("h2", section.title, id=section.id), tag("p", section.text)]
        return join(parts)
