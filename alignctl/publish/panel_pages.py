"""The views made of tables in pages: board, ledger, team sheets, alignment matrix, promises; and where they are linked.

Each is one page where one sheet is enough, else a list and a page for each sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from alignctl.draw.panel import draw_panel
from alignctl.draw.panel_table import draw_panel_tables
from alignctl.publish.overviews import SUMS
from alignctl.publish.paths import ALIGNMENT, BOARD, LEDGER, PROMISES, TEAM_SHEETS, path_of, view_path
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import View, ViewPages, as_figure, as_tables, make_view_pages
from alignctl.views.alignment_matrix import draw_up_alignment_matrix
from alignctl.views.choice import Choice
from alignctl.views.commitments import draw_up_commitments
from alignctl.views.hypothesis_board import draw_up_hypothesis_board
from alignctl.views.learning_ledger import draw_up_learning_ledger
from alignctl.views.panel import Panel, PanelSet, PanelSource
from alignctl.views.team_sheet import draw_up_team_sheets


@dataclass(frozen=True, slots=True)
class PanelView:
    """One of the views."""

    path: str
    title: str
    several: str
    lead: str
    draw_up: Callable[..., PanelSet]
    lists: tuple[str, ...]
    """The kinds whose lists link to the view."""

    @property
    def title_of_link(self) -> str:
        """What links from the pages of items say."""
        return "Team sheet" if self.path == TEAM_SHEETS else self.title


PANEL_VIEWS = (
    PanelView(
        BOARD,
        "Hypothesis board",
        "Boards",
        "Every bet as a card: proposed, running, decided. What waits for a decision stands first; what was decided "
        "says what was expected, what was observed, and what we learned.",
        draw_up_hypothesis_board,
        ("hypothesis",),
    ),
    PanelView(
        LEDGER,
        "Learning ledger",
        "Ledgers",
        "Every decided bet, and how often bets came out as expected. Few bets say little: every rate comes with its "
        "counts and with the interval that the true rate may lie in.",
        draw_up_learning_ledger,
        ("hypothesis",),
    ),
    PanelView(
        ALIGNMENT,
        "Alignment matrix",
        "Matrices",
        "Teams against outcomes: who owns, shares, works on, promised something for and agreed to what. A team that "
        "shares no outcome with a team outside its own branch is a silo; an outcome of one branch alone is lone.",
        draw_up_alignment_matrix,
        ("outcome", "team"),
    ),
    PanelView(
        PROMISES,
        "Promises",
        "Lists",
        "Promises between teams by due date, the broken and late ones first, with what they are for and who waits.",
        draw_up_commitments,
        ("commitment",),
    ),
    PanelView(
        TEAM_SHEETS,
        "Team sheets",
        "Teams",
        "What each team works on, and how that contributes: its work, bets, measures, outcomes and promises.",
        draw_up_team_sheets,
        ("team",),
    ),
)


def draw_panel_view(site: Site, kind: PanelView) -> ViewPages:
    """Draw one of them. Every title leads to its page."""
    found = _draw_up(site, Here(site, view_path(kind.path, "any")), kind)
    if len(found.panels) == 1:
        # The page of an only one stands one folder higher than the pages of several.
        found = _draw_up(site, Here(site, kind.path), kind)
    view: View[Panel] = View(
        kind.path,
        kind.title,
        kind.several,
        kind.lead,
        lambda panel: as_figure(draw_panel(panel, styled=False), panel),
        lambda panel: as_tables(draw_panel_tables(panel)),
        overview=SUMS[found.view](Here(site, kind.path), found),
    )
    return replace(make_view_pages(site, view, found.panels, found.of), of_item=_places(site, kind, found))


def _places(site: Site, kind: PanelView, found: PanelSet) -> Mapping[str, str]:
    """Where items stand: strategies and teams on the sheet that is theirs, others on the first that shows them."""
    alone = len(found.panels) == 1
    names = dict(found.of)
    if alone and kind.path != TEAM_SHEETS:
        names |= dict.fromkeys((strategy.id for strategy in site.plan.strategies), found.panels[0].name)
    for panel in found.panels:
        for row in (row for table in panel.tables for row in table.rows):
            if site.plan.kind_of(row.id) == kind.lists[0]:
                names.setdefault(row.id, panel.name)
    return {i: kind.path if alone else view_path(kind.path, name) for i, name in sorted(names.items())}


def _draw_up(site: Site, here: Here, kind: PanelView) -> PanelSet:
    return kind.draw_up(panel_source(site, here), Choice(), title=kind.title.removesuffix("s"))


def panel_source(site: Site, here: Here) -> PanelSource:
    """What panels are made from, with titles that lead from a page to the pages of items."""

    def href(item_id: str) -> str:
        return here.to(path_of(site.plan.kind_of(item_id) or "", item_id)) if site.plan.get(item_id) else ""

    return PanelSource(site.plan, site.today, site.marks, href)
