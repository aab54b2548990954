"""All pages of a site: a pure function of the plan and what was found about it.

They are made in units that several processes can share: first the views, which know at which address each item is
shown, then everything that links there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from alignctl.plan.dates import format_day
from alignctl.plan.items import Item
from alignctl.publish.bowling_pages import draw_bowling_pages
from alignctl.publish.cascade_pages import draw_cascades
from alignctl.publish.coverage_pages import coverage_pages
from alignctl.publish.crew import Crew
from alignctl.publish.feed import feed_xml
from alignctl.publish.finding_pages import findings_page, team_findings_pages
from alignctl.publish.front_page import front_page
from alignctl.publish.gallery import EXHIBITS, gallery_page
from alignctl.publish.history_pages import history_pages
from alignctl.publish.html import tag
from alignctl.publish.index_pages import index_pages
from alignctl.publish.item_pages import item_page
from alignctl.publish.matrix_pages import draw_matrix_pages
from alignctl.publish.page import Page
from alignctl.publish.panel_pages import PANEL_VIEWS, draw_panel_view
from alignctl.publish.paths import FEED, FRONT
from alignctl.publish.picture_pages import draw_map_pages, draw_tree_pages
from alignctl.publish.plan_json import PLAN_JSON, PLAN_SCHEMA, plan_json_parts, plan_schema
from alignctl.publish.redirects import redirect_pages
from alignctl.publish.rule_pages import rule_pages
from alignctl.publish.shelf import AnyPage, Shelf
from alignctl.publish.site import Site
from alignctl.publish.splitting import split_pages
from alignctl.publish.view_pages import ViewPages

FileContent = str | Path
"""What a file of the site holds, or where a file lies that holds it."""

_PICTURES: tuple[Callable[[Site], ViewPages], ...] = (
    draw_cascades,
    draw_map_pages,
    draw_tree_pages,
    draw_matrix_pages,
    draw_bowling_pages,
)
_VIEWS: tuple[Callable[[Site], ViewPages], ...] = (
    *_PICTURES,
    *(partial(draw_panel_view, kind=kind) for kind in PANEL_VIEWS),
)
_LARGE_FIRST = (9, 7, 3, 0, 4, 2, 1, 5, 6, 8)
"""The views by how long they take, so that no process is left alone with the longest at the end."""
_SHOWN = 1 + max(exhibit.place for exhibit in EXHIBITS)
"""How many pages with a picture of a view the gallery chooses from."""
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Built:
    """The pages, the front page first, and other files by their path on the site. `engine` laid out the pictures."""

    pages: tuple[AnyPage, ...]
    files: Mapping[str, FileContent]
    engine: str


@dataclass(frozen=True, slots=True)
class _View:
    """The pages of a view, those that the gallery may show, where items stand, and what laid it out."""

    pages: Sequence[AnyPage]
    shown: Sequence[Page]
    of_item: Mapping[str, str]
    engine: str


def build_pages(site: Site, front: str = FRONT, crew: Crew | None = None) -> Built:
    """Make every page. `front` is the address of the scoreboard, for sites that have a front page of their own.

    With a crew that has a folder, pages and large files are put there as they are made.
    """
    crew = crew or Crew()
    keep = Shelf(crew.folder).put if crew.folder is not None else list
    site.prepare()
    drawn = crew.share("Drawing", len(_VIEWS), lambda place: _draw_view(site, _LARGE_FIRST[place], keep))
    views = [view for _, view in sorted(zip(_LARGE_FIRST, drawn, strict=True), key=lambda entry: entry[0])]
    site = _link(site, views)
    engine = views[0].engine
    makers = _makers(site, front, [page for view in views for page in view.shown], engine)
    made = crew.share("Making pages", len(makers), lambda number: _make(site, makers, number, keep, crew.folder))
    foot = _foot(site)
    first, *others = (pages for pages, _ in made)
    pages = chain(first, *(view.pages for view in views), *others)
    files = {path: content for _, files in made for path, content in files.items()}
    return Built(tuple(replace(page, foot=foot) for page in pages), files, engine)


Keep = Callable[[Iterable[Page]], Sequence[AnyPage]]


def _draw_view(site: Site, number: int, keep: Keep) -> _View:
    shown: list[Page] = []

    def noted(pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            if len(shown) < _SHOWN and any(section.id == "picture" for section in page.sections):
                shown.append(page)
            yield page

    view = _VIEWS[number](site)
    return _View(keep(split_pages(site, noted(view.pages))), shown, view.of_item, view.engine)


def _link(site: Site, views: Sequence[_View]) -> Site:
    """The site that knows where its views show items."""
    pictures, maps, trees, matrices, bowling = (view.of_item for view in views[: len(_PICTURES)])
    of_item: dict[str, list[tuple[str, str]]] = {}
    of_kind: dict[str, list[tuple[str, str]]] = {}
    for kind, view in zip(PANEL_VIEWS, views[len(_PICTURES) :], strict=True):
        if view.pages:
            for name in kind.lists:
                of_kind.setdefault(name, []).append((kind.title, kind.path))
        for item_id, address in view.of_item.items():
            of_item.setdefault(item_id, []).append((kind.title_of_link, address))
    return site.with_views(
        pictures=pictures,
        maps=maps,
        trees=trees,
        matrices=matrices,
        bowling=bowling,
        panels={item_id: tuple(links) for item_id, links in sorted(of_item.items())},
        panels_of_kind={name: tuple(links) for name, links in sorted(of_kind.items())},
    )


def _makers(site: Site, front: str, shown: Sequence[Page], engine: str) -> Sequence[Callable[[], Iterable[Page]]]:
    """What makes pages, in the order of the pages; those of the first stand before the views."""
    items = [item for item in site.plan.items if site.is_page(item)]
    return (
        lambda: (front_page(site, front), gallery_page(site, shown, engine)),
        tuple,  # the files, which are no pages
        lambda: (findings_page(site),),
        lambda: team_findings_pages(site),
        lambda: history_pages(site),
        lambda: index_pages(site),
        lambda: coverage_pages(site),
        lambda: rule_pages(site),
        *(partial(_item_pages, site, items[start : start + _CHUNK]) for start in range(0, len(items), _CHUNK)),
    )


def _item_pages(site: Site, items: Iterable[Item]) -> Iterator[Page]:
    return (item_page(site, item) for item in items)


def _make(
    site: Site, makers: Sequence[Callable[[], Iterable[Page]]], number: int, keep: Keep, folder: Path | None
) -> tuple[Sequence[AnyPage], Mapping[str, FileContent]]:
    return keep(split_pages(site, makers[number]())), _files(site, folder) if makers[number] is tuple else {}


def _files(site: Site, folder: Path | None) -> dict[str, FileContent]:
    """What is on the site besides pages: the plan as data with its schema, the feed, and where renamed items are."""
    feed = feed_xml(site)
    return {
        PLAN_JSON: _write(folder / PLAN_JSON, plan_json_parts(site)) if folder else "".join(plan_json_parts(site)),
        PLAN_SCHEMA: plan_schema(),
        **({FEED: feed} if feed is not None else {}),
        **redirect_pages(site),
    }


def _write(path: Path, parts: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
    return path


def _foot(site: Site) -> Markup:
    """The day and the maker; what settled the day and laid out the pictures stands at the end of the gallery."""
    told = f"As of {format_day(site.today)} · made by alignctl {site.version}"
    return tag("footer", tag("p", told), class_="a-foot")
