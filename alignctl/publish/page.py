"""A page of the site, before any generator has seen it."""

from __future__ import annotations

from markupsafe import Markup

from alignctl.publish.html import EMPTY, join, tag
from alignctl.records import Record, record


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
    def html(self) -> Markup:
        heading = tag("h2", self.title, self.note, id=self.id)
        return tag("section", heading, self.body, class_="a-section", aria_labelledby=self.id)


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
        return tag("div", self.head, *[section.html for section in self.sections], self.foot, class_="alignctl")

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
