"""Pages of a view that may need several pictures: one page where one is enough, else a list and a page for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from markupsafe import Markup

from alignctl.plan.numbers import format_number
from alignctl.publish.facets import facets_of, filter_form, written
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.overviews import Overview
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Cell, Column, Row, bullets, figure, head, table
from alignctl.publish.paths import view_path
from alignctl.publish.site import Here, Site


class Drawable(Protocol):
    """What every picture of a view says about itself."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def subtitle(self) -> str: ...

    @property
    def alt(self) -> str: ...


_MANY = 24
"""A longer list of what stands in no picture is folded."""
V = TypeVar("V", bound=Drawable)


@dataclass(frozen=True, slots=True)
class ViewPages:
    """The pages of a view, and the address of the picture for each strategy, or other item, that has one.

    The pages can be taken once; each is drawn when it is, so that not all are in memory together. `engine` laid them
    out, where one did.
    """

    pages: Iterable[Page]
    of_item: Mapping[str, str]
    engine: str = ""


@dataclass(frozen=True, slots=True)
class View(Generic[V]):
    """A view: its address and title, what it is good for, and how a picture becomes a figure and, in another form,
    tables or a list, as `otherwise` says. `overview` is what it says in all.
    """

    path: str
    title: str
    several: str
    lead: str
    draw: Callable[[V], Markup]
    tables: Callable[[V], Markup]
    otherwise: str = "The same as tables"
    overview: Overview = field(default_factory=Overview)


def make_view_pages(
    site: Site, view: View[V], pictures: Sequence[V], starts: Mapping[str, str], notes: Sequence[Markup] = ()
) -> ViewPages:
    """The pages of all pictures. `starts` names the picture of each strategy; without one, the only picture is it."""
    here = Here(site, view.path)
    if not pictures:
        return ViewPages((), {})
    if len(pictures) == 1:
        alone = (_page(here, view, view.title, _sections(view, each), listed=True) for each in pictures)
        return ViewPages(alone, dict.fromkeys((s.id for s in site.plan.strategies), view.path))
    addresses = {item_id: view_path(view.path, name) for item_id, name in sorted(starts.items())}
    return ViewPages(_pages_of_several(here, view, pictures, notes), addresses)


def _pages_of_several(here: Here, view: View[V], pictures: Sequence[V], notes: Sequence[Markup]) -> Iterator[Page]:
    body = _table(here, view, pictures) if view.overview.columns else _bullets(here, view, pictures)
    listed = Section("pictures", view.several, body, " ".join(p.title for p in pictures))
    yield _page(here, view, view.title, [listed, *_rest(notes)], listed=True)
    for picture in pictures:
        there = Here(here.site, view_path(view.path, picture.name))
        yield _page(there, view, f"{view.title}: {_short(picture.title)}", _sections(view, picture))


def _bullets(here: Here, view: View[V], pictures: Sequence[V]) -> Markup:
    """Links to the pictures, each with what it says of itself."""
    entries = []
    for picture in pictures:
        link = tag("a", _short(picture.title), href=here.to(view_path(view.path, picture.name)))
        said = picture.subtitle.rpartition(" · as of ")[0] or picture.subtitle
        entries.append(join([link, tag("span", f" {said}", class_="a-soft")]))
    return bullets(entries)


def _table(here: Here, view: View[V], pictures: Sequence[V]) -> Markup:
    """The pictures with their figures; it can be filtered where every picture is about an item."""
    overview, site = view.overview, here.site
    about = [site.plan.get(overview.items.get(picture.name, "")) for picture in pictures]
    facets = [facets_of(site, item) for item in about if item is not None]
    names = overview.first.lower(), view.several.lower()
    form = filter_form(site, facets, *names, closed=True) if len(facets) == len(pictures) else EMPTY
    rows = []
    for picture, item in zip(pictures, about, strict=True):
        link = tag("a", _short(picture.title), href=here.to(view_path(view.path, picture.name)))
        cells: list[Cell] = [link, *overview.rows[picture.name]]
        rows.append(Row(cells, written(facets_of(site, item)) if form and item is not None else ""))
    return join([form, table(view.several, (Column(overview.first), *overview.columns), rows)])


def as_figure(svg: str, picture: Drawable) -> Markup:
    """A picture that `alignctl.draw` made, in a frame that scrolls."""
    return figure(Markup(svg), f"Picture: {picture.title}")  # noqa: S704 - escaped by draw


def as_tables(html: str) -> Markup:
    """Tables that `alignctl.draw` made."""
    return Markup(html)  # noqa: S704 - escaped by draw


def _short(title: str) -> str:
    name = title.partition(": ")[2] or title
    return name[:1].upper() + name[1:]


def _rest(notes: Sequence[Markup]) -> list[Section]:
    if not notes:
        return []
    listed = bullets(notes)
    if len(notes) > _MANY:
        listed = tag("details", tag("summary", f"All {format_number(len(notes))}"), listed)
    return [Section("alone", "In none of them", listed)]


def _sections(view: View[V], picture: V) -> list[Section]:
    return [
        Section("picture", "Picture", view.draw(picture), picture.alt),
        Section("tables", view.otherwise, view.tables(picture)),
    ]


def link_below(sections: Sequence[Section]) -> list[Markup]:
    """A link to what says the same as a picture in words: a phone shows little of a large one."""
    if len(sections) < 2 or sections[0].id not in ("picture", "overview"):
        return []
    return [tag("a", sections[1].title, href=f"#{sections[1].id}", class_="a-edit")]


def _page(here: Here, view: View[V], title: str, sections: Sequence[Section], *, listed: bool = False) -> Page:
    kicker = "" if listed else tag("a", view.title, href=here.to(view.path))
    told = view.overview.told if listed else EMPTY
    return Page(
        here.path,
        title,
        head(
            title,
            kicker=kicker,
            lead=join([tag("p", told) if told else EMPTY, tag("p", view.lead)]),
            actions=link_below(sections),
        ),
        tuple(sections),
        f"{told.striptags()} {view.lead}".strip(),
        view.lead,
        group="views" if listed else "",
    )
