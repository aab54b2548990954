"""The views made of tables in pages: board, ledger, team sheets, alignment matrix, promises; and where they are linked.

Each is one page where one sheet is enough, else a list and a page for each sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from alignctl.draw.panel import draw_panel
from alignctl.draw.panel_table import draw_panel_tables
from alignctl.plan.items import Team
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import bullets, item_link, mark_badge
from alignctl.publish.paths import ALIGNMENT, BOARD, LEDGER, PROMISES, TEAM_SHEETS, path_of, view_path
from alignctl.publish.site import Here, Site
from alignctl.publish.view_pages import View, as_figure, as_tables, make_view_pages
from alignctl.views.alignment_matrix import draw_up_alignment_matrix
from alignctl.views.choice import Choice
from alignctl.views.commitments import draw_up_commitments
from alignctl.views.hypothesis_board import draw_up_hypothesis_board
from alignctl.views.learning_ledger import draw_up_learning_ledger
from alignctl.views.panel import Panel, PanelSet, PanelSource
from alignctl.views.team_sheet import draw_up_team_sheets
from alignctl.views.team_survey import survey_team

TOLD = 12
"""The most things that a team's page tells in sentences; the sheet has all."""


@dataclass(frozen=True, slots=True)
class _Kind:
    path: str
    title: str
    several: str
    lead: str
    draw_up: Callable[..., PanelSet]
    lists: tuple[str, ...]
    """The kinds whose lists link to the view."""


_KINDS = (
    _Kind(
        BOARD,
        "Hypothesis board",
        "Boards",
        "Every bet as a card: proposed, running, decided. What waits for a decision stands first; what was decided "
        "says what was expected, what was observed, and what we learned.",
        draw_up_hypothesis_board,
        ("hypothesis",),
    ),
    _Kind(
        LEDGER,
        "Learning ledger",
        "Ledgers",
        "Every decided bet, and how often bets came out as expected. Few bets say little: every rate comes with its "
        "counts and with the interval that the true rate may lie in.",
        draw_up_learning_ledger,
        ("hypothesis",),
    ),
    _Kind(
        ALIGNMENT,
        "Alignment matrix",
        "Matrices",
        "Teams against outcomes: who owns, shares, works on, promised something for and agreed to what. A team that "
        "shares no outcome with a team outside its own branch is a silo; an outcome of one branch alone is lone.",
        draw_up_alignment_matrix,
        ("outcome", "team"),
    ),
    _Kind(
        PROMISES,
        "Promises",
        "Lists",
        "Promises between teams by due date, the broken and late ones first, with what they are for and who waits.",
        draw_up_commitments,
        ("commitment",),
    ),
    _Kind(
        TEAM_SHEETS,
        "Team sheets",
        "Teams",
        "What each team works on, and how that contributes: its work, bets, measures, outcomes and promises.",
        draw_up_team_sheets,
        ("team",),
    ),
)


@dataclass(frozen=True, slots=True)
class PanelPages:
    """The pages; the links to views from pages of items, and from lists of kinds, each a title and an address."""

    pages: tuple[Page, ...]
    of_item: Mapping[str, tuple[tuple[str, str], ...]]
    of_kind: Mapping[str, tuple[tuple[str, str], ...]]


def draw_panel_pages(site: Site) -> PanelPages:
    """Draw all of them. Every title leads to its page."""
    pages: list[Page] = []
    of_item: dict[str, list[tuple[str, str]]] = {}
    of_kind: dict[str, list[tuple[str, str]]] = {}
    for kind in _KINDS:
        made, addresses = _draw(site, kind)
        pages += made
        if made:
            for name in kind.lists:
                of_kind.setdefault(name, []).append((kind.title, kind.path))
        title = "Team sheet" if kind.path == TEAM_SHEETS else kind.title
        for item_id, address in addresses.items():
            of_item.setdefault(item_id, []).append((title, address))
    return PanelPages(
        tuple(pages),
        {item_id: tuple(links) for item_id, links in sorted(of_item.items())},
        {name: tuple(links) for name, links in sorted(of_kind.items())},
    )


def _draw(site: Site, kind: _Kind) -> tuple[tuple[Page, ...], Mapping[str, str]]:
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
    )
    pages = make_view_pages(site, view, found.panels, found.of).pages
    return pages, _places(site, kind, found)


def _places(site: Site, kind: _Kind, found: PanelSet) -> Mapping[str, str]:
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


def _draw_up(site: Site, here: Here, kind: _Kind) -> PanelSet:
    return kind.draw_up(panel_source(site, here), Choice(), title=kind.title.removesuffix("s"))


def panel_source(site: Site, here: Here) -> PanelSource:
    """What panels are made from, with titles that lead from a page to the pages of items."""

    def href(item_id: str) -> str:
        return here.to(path_of(site.plan.kind_of(item_id) or "", item_id)) if site.plan.get(item_id) else ""

    return PanelSource(site.plan, site.today, site.marks, href)


def contribution_section(here: Here, team: Team) -> Section:
    """What a team works on, and how that contributes, in sentences; for the page of the team."""
    survey = survey_team(panel_source(here.site, here), team, Choice())
    told = [*survey.of("work"), *survey.of("bets")]
    entries = [
        join([item_link(here, e.id), " ", mark_badge(e.mark), tag("p", e.says) if e.says else EMPTY, _gap(e.gap)])
        for e in told[:TOLD]
    ]
    more = [f"{len(told) - TOLD} more are on the team's sheet."] if len(told) > TOLD else []
    body = join([tag("p", survey.lead), bullets([*entries, *more])]) if told else EMPTY
    return Section("contributes", "What it works on, and how that contributes", body, " ".join(e.says for e in told))


def _gap(gap: str) -> Markup:
    return tag("p", f"It {gap}.", class_="a-note") if gap else EMPTY
