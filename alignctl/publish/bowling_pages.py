"""The bowling chart in pages: all measures where there are few, else one chart for each strategy."""

from __future__ import annotations

from dataclasses import replace

from alignctl.draw.bowling import draw_bowling
from alignctl.draw.bowling_scene import arrange_bowling
from alignctl.draw.bowling_table import draw_bowling_table
from alignctl.publish.overviews import sum_up_bowling
from alignctl.publish.paths import BOWLING, path_of, view_path
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import View, ViewPages, as_figure, as_tables, make_view_pages
from alignctl.views.bowling import BowlingChart, BowlingSource
from alignctl.views.bowling_cut import BowlingSet, draw_up_bowling
from alignctl.views.bowling_periods import months_up_to
from alignctl.views.choice import Choice

_LEAD = (
    "The last twelve months of every KPI, plan over actual. A reading is judged by what was due on its own day; below "
    "a red month stands what is done about it, or that nothing is."
)


def draw_bowling_pages(site: Site) -> ViewPages:
    """Draw all charts. Every title leads to its page."""
    found = _draw_up(site, Here(site, view_path(BOWLING, "any")))
    if len(found.charts) == 1:
        # The page of an only one stands one folder higher than the pages of several.
        found = _draw_up(site, Here(site, BOWLING))
    view: View[BowlingChart] = View(
        BOWLING,
        "Bowling chart",
        "Charts",
        _LEAD,
        lambda chart: as_figure(draw_bowling(arrange_bowling(chart), styled=False), chart),
        lambda chart: as_tables(draw_bowling_table(chart)),
        overview=sum_up_bowling(found.charts),
    )
    pages = make_view_pages(site, view, found.charts, found.of_strategy)
    alone = len(found.charts) == 1
    places: dict[str, str] = {}
    for chart in found.charts:
        for row in chart.rows:
            places.setdefault(row.id, BOWLING if alone else view_path(BOWLING, chart.name))
    return replace(pages, of_item={**pages.of_item, **places})


def _draw_up(site: Site, here: Here) -> BowlingSet:
    source = BowlingSource(
        site.plan,
        site.today,
        months_up_to(site.today),
        site.marks,
        lambda item_id: here.to(path_of(site.plan.kind_of(item_id) or "", item_id)) if site.plan.get(item_id) else "",
    )
    return draw_up_bowling(source, Choice(), title="Bowling chart")
