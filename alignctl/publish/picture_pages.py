"""Strategy maps and metric trees in pages: one of the whole plan where it can be read, else one for each strategy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from alignctl.draw.layout import LayoutError
from alignctl.draw.scene import Scene
from alignctl.publish.drawn import arrange_all, list_boxes, make_source, show_picture
from alignctl.publish.paths import METRIC_TREES, STRATEGY_MAPS, view_path
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import View, ViewPages, make_view_pages
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.metric_tree import draw_up_metric_trees
from alignctl.views.picture import Picture, PictureSet
from alignctl.views.strategy_map import draw_up_strategy_maps

_MAP_LEAD = (
    "Strategies and outcomes in the four perspectives of a scorecard. Lines lead upwards, from what is to bring "
    "something about to what it brings about; a perspective that holds nothing is a gap in the plan."
)
_TREE_LEAD = (
    "KPIs by level, impact first, and what is believed to drive them. A full line is a cause that a bet tests or has "
    "tested, a broken one is only believed. Leading KPIs move first, lagging ones show the result."
)


def draw_map_pages(site: Site) -> ViewPages:
    """Draw the strategy maps. Every box leads to its page."""
    return _draw(
        site,
        STRATEGY_MAPS,
        ("Strategy map", "Maps", _MAP_LEAD),
        lambda source: draw_up_strategy_maps(source, Selection(), title="Strategy map"),
    )


def draw_tree_pages(site: Site) -> ViewPages:
    """Draw the metric trees. Every box leads to its page."""
    return _draw(
        site,
        METRIC_TREES,
        ("Metric tree", "Trees", _TREE_LEAD),
        lambda source: draw_up_metric_trees(source, Selection(), title="Metric tree"),
    )


def _draw(
    site: Site, path: str, words: tuple[str, str, str], draw_up: Callable[[CascadeSource], PictureSet]
) -> ViewPages:
    inner = Here(site, view_path(path, "any"))
    found = draw_up(make_source(site, inner))
    if len(found.pictures) == 1:
        # The page of an only one stands one folder higher than the pages of several.
        inner = Here(site, path)
        found = draw_up(make_source(site, inner))
    scenes, notice = arrange_all(found.pictures, site.engine)
    by_name: Mapping[str, Scene | LayoutError | None] = {
        picture.name: scene for picture, scene in zip(found.pictures, scenes, strict=True)
    }
    title, several, lead = words
    view: View[Picture] = View(
        path,
        title,
        several,
        lead,
        lambda picture: show_picture(inner, picture, by_name[picture.name], notice),
        lambda picture: list_boxes(inner, picture),
        otherwise="The same as a list",
    )
    pages = make_view_pages(site, view, found.pictures, found.starts)
    names = found.places
    alone = len(found.pictures) == 1
    places = {item_id: path if alone else view_path(path, name) for item_id, name in names.items()}
    return replace(pages, of_item={**pages.of_item, **places})
