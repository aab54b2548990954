"""The cascades as pictures in pages: the whole plan where it is small, else one for each strategy, with an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from alignctl.draw.scene import Scene
from alignctl.publish.box_tree import box_tree
from alignctl.publish.coverage_pages import is_apart
from alignctl.publish.drawn import arrange_all, lead_from, make_source, show_picture
from alignctl.publish.html import join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import bullets, head
from alignctl.publish.paths import CASCADES, cascade_path
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import ViewPages, link_below
from alignctl.publish.wording import KIND_NAMES, count_of
from alignctl.views.cascade_choice import Selection
from alignctl.views.cascade_cut import draw_up_cascade
from alignctl.views.picture import Picture, PictureSet

_LEAD = (
    "From top to bottom of the plan: strategies, the outcomes that lead to them, the KPIs that show them, the bets "
    "that are to move these, and the work. Every box leads to its page."
)


def draw_cascades(site: Site) -> ViewPages:
    """Draw all cascades with one start of the engine. Without an engine they come as lists and Mermaid text."""
    source = make_source(site, Here(site, cascade_path("any")))
    cascade = draw_up_cascade(source, Selection(), title=site.name)
    if not cascade.pictures:
        return ViewPages((), {})
    here = Here(site, CASCADES)
    pictures = [lead_from(picture, here) for picture in cascade.pictures] if _alone(cascade) else [*cascade.pictures]
    if cascade.index is not None:
        pictures.append(_to_pages(cascade.index, here))
    scenes, notice = arrange_all(pictures, site.engine)
    engine = next((scene.engine for scene in scenes if isinstance(scene, Scene)), "")
    drawn = [partial(show_picture, picture=p, scene=s, notice=notice) for p, s in zip(pictures, scenes, strict=True)]
    if _alone(cascade):
        page = _page(here, "Cascade", _sections(here, "The whole plan", pictures[0], drawn[0](here)), listed=True)
        return ViewPages((page,), dict.fromkeys((s.id for s in site.plan.strategies), CASCADES), engine)
    starts = {box.id: box.picture for box in (cascade.index.boxes if cascade.index else ()) if box.picture}
    places = {i: cascade_path(name) for i, name in sorted(starts.items())}
    return ViewPages(_pages_of_several(here, cascade, drawn), places, engine)


Drawn = Callable[[Here], Markup]
"""Draws a picture for a page: when that is made, so that not all pages are in memory together."""


def _pages_of_several(here: Here, cascade: PictureSet, drawn: Sequence[Drawn]) -> Iterator[Page]:
    """The index, and a page for each picture."""
    yield _index_page(here, cascade, drawn)
    for picture, draw in zip(cascade.pictures, drawn, strict=False):
        there = Here(here.site, cascade_path(picture.name))
        yield _page(there, picture.title, _sections(there, "Picture", picture, draw(there)))


def _sections(here: Here, title: str, picture: Picture, drawn: Markup) -> list[Section]:
    return [
        Section("picture", title, drawn, picture.alt),
        Section("list", "The same as a list", box_tree(here, picture)),
    ]


def _alone(cascade: PictureSet) -> bool:
    return len(cascade.pictures) == 1


def _to_pages(index: Picture, here: Here) -> Picture:
    """The index with boxes that lead to pictures, or else to pages of items."""
    boxes = lead_from(index, here).boxes
    return replace(
        index,
        boxes=tuple(replace(b, href=here.to(cascade_path(b.picture))) if b.picture else b for b in boxes),
    )


def _index_page(here: Here, cascade: PictureSet, drawn: Sequence[Drawn]) -> Page:
    entries = []
    for picture in cascade.pictures:
        counts = [
            count_of(sum(box.kind == kind for box in picture.boxes), *_names(kind))
            for kind in ("outcome", "kpi", "hypothesis", "initiative")
        ]
        items = [here.site.plan.get(box.id) for box in picture.boxes]
        apart = sum(item is not None and is_apart(here.site, item) for item in items)
        if apart:
            counts.append(f"{apart} of all {'is' if apart == 1 else 'are'} a draft, retired or dropped and not counted")
        link = tag("a", picture.title.partition(": ")[2] or picture.title, href=here.to(cascade_path(picture.name)))
        entries.append(join([link, tag("span", f" {', '.join(counts)}", class_="a-soft")]))
    sections = [Section("pictures", "Pictures", bullets(entries), " ".join(p.title for p in cascade.pictures))]
    if cascade.index is not None:
        sections.insert(0, Section("overview", "Overview", drawn[-1](here), cascade.index.alt))
    return _page(here, "Cascades", sections, listed=True)


def _names(kind: str) -> tuple[str, str]:
    one, several = KIND_NAMES[kind]
    return (one, several) if kind == "kpi" else (one.lower(), several.lower())


def _page(here: Here, title: str, sections: list[Section], *, listed: bool = False) -> Page:
    kicker = "" if listed else tag("a", "Cascades", href=here.to(CASCADES))
    return Page(
        here.path,
        title,
        head(title, kicker=kicker, lead=tag("p", _LEAD), actions=link_below(sections)),
        tuple(sections),
        _LEAD,
        _LEAD,
        group="views" if listed else "",
    )
