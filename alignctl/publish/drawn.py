"""Pictures of boxes and links in pages: drawn with one start of the engine, or as lists where they cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from alignctl.draw.arrange import arrange
from alignctl.draw.layout import EngineMissingError, LayoutError
from alignctl.draw.mermaid import draw_mermaid
from alignctl.draw.scene import Scene
from alignctl.draw.svg import draw_svg
from alignctl.plan.dates import format_day
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import bullets, figure, item_link
from alignctl.publish.paths import path_of
from alignctl.publish.sight import UP_WORDS
from alignctl.publish.site import Here, Site
from alignctl.views.cascade import CascadeSource
from alignctl.views.picture import Box, Edge, Picture

_LINKS = {
    **UP_WORDS,
    "refines": "supports",
    "causes": "supports",
    "drives": "drives",
    "drives/untested": "is believed to drive",
    "by-measures": "by its KPIs drives",
    "by-measures/untested": "by its KPIs is believed to drive",
    "early-sign": "is watched as an early sign of",
    "leads-to": "leads, over what is not shown, to",
}
"""What a link says, read from the lower item."""


def make_source(site: Site, here: Here) -> CascadeSource:
    """What pictures are made from, with boxes that lead from a page to the pages of items."""
    return CascadeSource(
        site.plan,
        problems=site.problems,
        marks=site.marks,
        href=lambda item_id: (
            here.to(path_of(site.plan.kind_of(item_id) or "", item_id)) if site.plan.get(item_id) else ""
        ),
        as_of=f"as of {format_day(site.today)}",
    )


def lead_from(picture: Picture, here: Here) -> Picture:
    """The same picture for a page at another depth: its boxes lead to the same pages."""
    plan = here.site.plan
    return replace(
        picture,
        boxes=tuple(
            replace(box, href=here.to(path_of(box.kind, box.id))) if plan.get(box.id) else box for box in picture.boxes
        ),
    )


def arrange_all(pictures: Sequence[Picture], engine: str) -> tuple[Sequence[Scene | LayoutError | None], str]:
    """Work out all pictures at once; the text says why there is no engine, where that is so."""
    try:
        return arrange(pictures, engine=engine), ""
    except EngineMissingError as error:
        return [None] * len(pictures), str(error)


def show_picture(here: Here, picture: Picture, scene: Scene | LayoutError | None, notice: str) -> Markup:
    """The picture in a frame that scrolls; where it could not be worked out, the same as a list and as Mermaid."""
    if isinstance(scene, Scene):
        drawn = Markup(draw_svg(scene, styled=False))  # noqa: S704 - escaped by draw
        return figure(drawn, f"Picture: {picture.title}")
    reason = notice or str(scene)
    note = tag("p", f"This picture could not be laid out ({reason}); here is the same as a list.", class_="a-note")
    text = tag("details", tag("summary", "The same as Mermaid text"), tag("pre", tag("code", draw_mermaid(picture))))
    return join([note, list_boxes(here, picture), text, bullets(picture.left_out)])


def list_boxes(here: Here, picture: Picture) -> Markup:
    """The boxes by band, each with how it is doing and what its links say."""
    titles = {box.id: box.title for box in picture.boxes}
    ups: dict[str, list[str]] = {}
    for edge in picture.edges:
        ups.setdefault(edge.lower, []).append(f"{_say(edge)} {titles.get(edge.upper, edge.upper)}")
    groups = []
    for band, title in picture.bands:
        entries = [
            join([item_link(here, box.id), _say_state(box), f" → {'; '.join(ups[box.id])}" if box.id in ups else EMPTY])
            for box in picture.boxes
            if box.in_band == band
        ]
        if entries:
            groups.append(join([tag("h3", title), bullets(entries)]))
        elif picture.striped:
            groups.append(join([tag("h3", title), tag("p", "Nothing stands here.", class_="a-soft")]))
    return join(groups)


def _say(edge: Edge) -> str:
    notes = [edge.strength] if edge.strength in ("strong", "weak") else []
    if edge.tested is not None:
        notes.append("a bet tests it" if edge.tested else "no bet tests it")
    word = _LINKS.get(edge.key, edge.relation)
    return f"{word} ({', '.join(notes)})" if notes else word


def _say_state(box: Box) -> Markup:
    said = [mark.text for mark in (box.mark, box.traits) if mark is not None]
    return tag("span", f" ({'; '.join(said)})", class_="a-soft") if said else EMPTY
