"""Pages that would be too large, in parts: no page weighs more than half a megabyte, and every fact is on one of them.

The first part keeps the address, the filter, and a heading for every section, so that links to it go on leading there;
where a section went on, or went away, a line says which part has it. Bodies are cut between rows of tables and entries
of lists, and what stood around a row stands around it in its part: the head of the table, the name of the group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from alignctl.publish.gallery import relocate
from alignctl.publish.html import join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import head
from alignctl.publish.site import Here, Site

MOST = 440_000
"""How many bytes of content a part has, about; the menu and the rest of the theme come on top."""

_LEAST = 20_000
_WIDEST = 4
"""As many bytes has a character at most."""
_FRAME = 300
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"]|"[^"]*")*)>')
_ID = re.compile(r' id="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_ENTRIES = frozenset({"tr", "li"})
_ENTRY_TAGS = {name: re.compile(rf'<(/?){name}(?: (?:[^<>"]|"[^"]*")*)?>') for name in _ENTRIES}
_UNITS = _ENTRIES | {"details"}
_AROUND = frozenset({"tbody", "ul", "ol", "section", "div", "details"})


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: its tag, where that ends, and what each part repeats of its content."""

    name: str
    text: str
    end: int
    repeated: str = ""

    @property
    def again(self) -> str:
        return _ID.sub("", self.text) + self.repeated


@dataclass(slots=True)
class _Part:
    sections: list[Section] = field(default_factory=list)
    size: int = 0


def split_pages(site: Site, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, each that is too large as several."""
    for page in pages:
        signs = len(page.head) + sum(len(section.body) for section in page.sections)
        if signs <= MOST // _WIDEST or _weigh(page.head, *(section.body for section in page.sections)) <= MOST:
            yield page
        else:
            yield from _split(site, page)


def _split(site: Site, page: Page) -> Iterator[Page]:
    parts = [_Part(size=_weigh(page.head) + sum(_frame(section) for section in page.sections))]
    first: list[Section] = []
    for section in page.sections:
        for number, body in enumerate(_cut(section.body, _rooms(parts))):
            weight = _weigh(body)
            if parts[-1].size + weight > MOST + _LEAST and parts[-1].size > _LEAST:
                parts.append(_Part())
            title = section.title if not number else f"{section.title} (continued)"
            note = section.note if not number else Markup("")
            parts[-1].sections.append(Section(section.id, title, Markup(body), note=note))  # noqa: S704 - cut from Markup
            parts[-1].size += weight + (_frame(section) if len(parts) > 1 else 0)
        first.append(_lead_on(site, page, section, parts))
    if len(parts) == 1:
        yield page
        return
    count = len(parts)
    menu = tag("div", _menu(Here(site, page.path), page, 1, count))
    yield replace(page, head=join([page.head, menu]), sections=tuple(first))
    for number, part in enumerate(parts[1:], 2):
        yield _make_part(site, page, part, number, count)


def _rooms(parts: Sequence[_Part]) -> Iterator[int]:
    """How much fits into each piece of a section: what is left of the present part, then whole parts."""
    left = MOST - parts[-1].size
    if left > _LEAST:
        yield left
    while True:
        yield MOST


def _lead_on(site: Site, page: Page, section: Section, parts: Sequence[_Part]) -> Section:
    """A section as the first part has it, with a link to where it goes on."""
    own = [each for each in parts[0].sections if each.id == section.id]
    numbers = [n for n, part in enumerate(parts, 1) if n > 1 and any(each.id == section.id for each in part.sections)]
    if not numbers:
        return section
    here = Here(site, page.path)
    links = [tag("a", f"part {n}", href=f"{here.to(part_path(page.path, n))}#{section.id}") for n in numbers]
    moved = [
        name
        for part in parts[1:]
        for each in part.sections
        if each.id == section.id
        for name in _ID.findall(str(each.body))
    ]
    anchors = [tag("span", id=Markup(name)) for name in dict.fromkeys(moved)]  # noqa: S704 - escaped already
    words = "Goes on in " if own else "Stands in "
    line = tag("p", *anchors, words, join(links, ", "), ".", class_="a-part-link")
    body = join([own[0].body, line]) if own else line
    return replace(section, body=body)


def _make_part(site: Site, page: Page, part: _Part, number: int, count: int) -> Page:
    here = Here(site, part_path(page.path, number))
    title = f"{page.title}: part {number} of {count}"
    menu = _menu(here, page, number, count)
    back = tag("a", page.title, href=here.to(page.path))
    sections = tuple(replace(each, body=relocate(each.body, page.path, here.path)) for each in part.sections)
    return Page(
        here.path,
        title,
        head(title, kicker=back, lead=menu),
        sections,
        description=f"{title}. {page.description}".strip(),
        edit_url=page.edit_url,
    )


def part_path(path: str, number: int) -> str:
    """The address of a part; no id holds an underscore, so no item stands there. The first is the page itself."""
    return path if number == 1 else f"{path}part_{number}/"


def _menu(here: Here, page: Page, number: int, count: int) -> Markup:
    """Links to all parts; `lists.js` takes their rows into the first where all are filtered or sorted."""
    links = [
        tag(
            "a",
            tag("span", "Part ", class_="a-hidden"),
            str(each),
            href=here.to(part_path(page.path, each)),
            aria_current="page" if each == number else None,
        )
        for each in range(1, count + 1)
    ]
    told = f"This list has {count} parts: "
    return tag("nav", tag("p", told, join(links, " ")), class_="a-parts", aria_label="Parts of this list")


def _cut(body: Markup, rooms: Iterator[int]) -> Iterator[str]:
    """A body in pieces of about so many bytes, each whole by itself."""
    text = str(body)
    scale = len(text) / max(_weigh(body), 1)
    room = next(rooms) * scale
    if len(text) <= room:
        yield text
        return
    stack: list[_Open] = []
    opening, start, filled = "", 0, False
    place = 0
    while (match := _TAG.search(text, place)) is not None:
        place = match.end()
        closing, name = match[1], match[2]
        if closing:
            if stack and stack[-1].name == name:
                stack.pop()
                if name == "summary" and stack and stack[-1].name == "details":
                    stack[-1].repeated = text[stack[-1].end : match.end()]
            continue
        if name in _VOID or match[3].endswith("/"):
            continue
        if name in _UNITS and _may_cut(stack):
            if filled and len(opening) + match.start() - start > room:
                yield opening + text[start : match.start()] + "".join(f"</{each.name}>" for each in reversed(stack))
                opening, start = "".join(each.again for each in stack), match.start()
                room = next(rooms) * scale
            filled = True
            if name in _ENTRIES:  # nothing inside is a place to cut
                place = _end_of(text, place, name)
                continue
        if name == "tbody" and stack and stack[-1].name == "table":
            stack[-1].repeated = text[stack[-1].end : match.start()]
        stack.append(_Open(name, match[0], match.end()))
    yield opening + text[start:]


def _end_of(text: str, place: int, name: str) -> int:
    """Where the entry ends that was opened just before `place`; entries of its kind may stand in it."""
    depth = 1
    for match in _ENTRY_TAGS[name].finditer(text, place):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(text)


def _may_cut(stack: Sequence[_Open]) -> bool:
    """Whether a unit begins here that stands in no other entry."""
    return all(each.name in _AROUND or each.name == "table" for each in stack)


def _frame(section: Section) -> int:
    """About what the heading of a section weighs, with its entry in the table of contents and a line that leads on."""
    return _FRAME + 2 * _weigh(section.title) + 6 * _weigh(section.id)


def _weigh(*parts: str) -> int:
    return sum(len(part) if part.isascii() else len(part.encode()) for part in parts)
