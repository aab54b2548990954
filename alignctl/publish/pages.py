"""All pages of a site: a pure function of the plan and what was found about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from alignctl.plan.dates import format_day
from alignctl.publish.bowling_pages import draw_bowling_pages
from alignctl.publish.cascade_pages import draw_cascades
from alignctl.publish.coverage_pages import coverage_pages
from alignctl.publish.feed import feed_xml
from alignctl.publish.finding_pages import findings_page, team_findings_pages
from alignctl.publish.front_page import front_page
from alignctl.publish.gallery import gallery_page
from alignctl.publish.history_pages import history_pages
from alignctl.publish.html import join, tag
from alignctl.publish.index_pages import index_pages
from alignctl.publish.item_pages import item_page
from alignctl.publish.matrix_pages import draw_matrix_pages
from alignctl.publish.page import Page
from alignctl.publish.panel_pages import draw_panel_pages
from alignctl.publish.paths import FEED, FRONT
from alignctl.publish.picture_pages import draw_map_pages, draw_tree_pages
from alignctl.publish.plan_json import PLAN_JSON, PLAN_SCHEMA, plan_json, plan_schema
from alignctl.publish.redirects import redirect_pages
from alignctl.publish.rule_pages import rule_pages
from alignctl.publish.site import Site


@dataclass(frozen=True, slots=True)
class Built:
    """The pages, the front page first, and other files by their path on the site. `engine` laid out the pictures."""

    pages: tuple[Page, ...]
    files: Mapping[str, str]
    engine: str


def build_pages(site: Site, front: str = FRONT) -> Built:
    """Make every page. `front` is the address of the scoreboard, for sites that have a front page of their own."""
    cascades = draw_cascades(site)
    maps, trees = draw_map_pages(site), draw_tree_pages(site)
    matrices, bowling = draw_matrix_pages(site), draw_bowling_pages(site)
    panels = draw_panel_pages(site)
    site = replace(
        site,
        panels=panels.of_item,
        panels_of_kind=panels.of_kind,
        pictures=cascades.of_strategy,
        maps=maps.of_item,
        trees=trees.of_item,
        matrices=matrices.of_item,
        bowling=bowling.of_item,
    )
    pages = [
        front_page(site, front),
        *cascades.pages,
        *maps.pages,
        *trees.pages,
        *matrices.pages,
        *bowling.pages,
        *panels.pages,
        findings_page(site),
        *team_findings_pages(site),
        *history_pages(site),
        *index_pages(site),
        *coverage_pages(site),
        *rule_pages(site),
        *(item_page(site, item) for item in site.plan.items if site.is_page(item)),
    ]
    pages.insert(1, gallery_page(site, pages))
    foot = _foot(site, cascades.engine)
    return Built(tuple(replace(page, foot=foot) for page in pages), _files(site), cascades.engine)


def _files(site: Site) -> dict[str, str]:
    """What is on the site besides pages: the plan as data with its schema, the feed, and where renamed items are."""
    feed = feed_xml(site)
    return {
        PLAN_JSON: plan_json(site),
        PLAN_SCHEMA: plan_schema(),
        **({FEED: feed} if feed is not None else {}),
        **redirect_pages(site),
    }


def _foot(site: Site, engine: str) -> Markup:
    parts = [
        join([f"As of {format_day(site.today)} ({site.today_said_by})"]),
        join([f"made by alignctl {site.version}"]),
    ]
    if engine:
        parts.append(join([f"pictures laid out by {engine}"]))
    return tag("footer", tag("p", join(parts, " · ")), class_="a-foot")
