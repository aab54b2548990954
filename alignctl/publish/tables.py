"""Tables of goals, measures, bets and work, a function for each kind; item pages and lists share them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from alignctl.plan.graph import spread
from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.scoreboard import Share, is_done, is_live
from alignctl.publish.cells import (
    FINDINGS,
    OWNER,
    STATUS,
    day_cell,
    finding_cell,
    item_row,
    latest_cell,
    link_cell,
    mark_cell,
    owner_and_findings,
    sorted_share,
    target_cell,
    time_box,
    way_cell,
)
from alignctl.publish.facets import list_address
from alignctl.publish.html import tag
from alignctl.publish.parts import Column, item_links, table
from alignctl.publish.paths import item_path, kind_path
from alignctl.publish.site import Here
from alignctl.publish.wording import say_period


def kpi_table(here: Here, kpis: Iterable[Kpi], caption: str) -> Markup:
    """Measures: where each stands, where it is to be, how far it has come."""
    columns = (
        Column("KPI"),
        STATUS,
        Column("Latest", number=True),
        Column("Target", number=True),
        Column("Way done", number=True),
        OWNER,
        FINDINGS,
    )
    rows = [
        item_row(
            here,
            kpi,
            mark_cell(here, kpi),
            latest_cell(here, kpi),
            target_cell(here, kpi),
            way_cell(here, kpi),
            *owner_and_findings(here, kpi),
        )
        for kpi in kpis
    ]
    return table(caption, columns, rows)


def strategy_table(here: Here, strategies: Iterable[Strategy], caption: str) -> Markup:
    """Strategies with the attainment below each, in both denominators; every number leads to the list behind it."""
    columns = (
        Column("Strategy"),
        Column("Until"),
        Column("Outcomes", number=True),
        Column("KPIs attained", number=True),
        Column("with target and data", number=True),
        OWNER,
        FINDINGS,
    )
    rows = []
    kpis = kind_path("kpi")
    for strategy in strategies:
        below = here.site.attainment_below(strategy.id)
        own = ("strategy", strategy.id)
        attained = list_address(here, kpis, ("counts", "attained"), own)
        outcomes = list_address(here, kind_path("outcome"), ("counts", "live"), own)
        rows.append(
            item_row(
                here,
                strategy,
                day_cell(say_period(strategy.end), strategy.end) if strategy.end else "",
                tag("a", str(below.outcomes), href=outcomes) if here.site.plan.outcomes else "0",
                sorted_share(below.of_all, attained, list_address(here, kpis, ("counts", "whole"), own)),
                sorted_share(below.of_judged, attained, list_address(here, kpis, ("counts", "judged"), own)),
                *owner_and_findings(here, strategy),
            )
        )
    return table(caption, columns, rows)


def outcome_table(here: Here, outcomes: Iterable[Outcome], caption: str) -> Markup:
    """Outcomes: what their owners say, what their measures say, who shares them."""
    columns = (
        Column("Outcome"),
        Column("Owner says"),
        Column("KPIs attained", number=True),
        Column("Bets running", number=True),
        OWNER,
        Column("Shared with"),
        FINDINGS,
    )
    rows = []
    for outcome in outcomes:
        kpis = measures_of(here, outcome)
        attained = sum(here.site.progress(kpi).attained for kpi in kpis)
        bets = {bet.id for kpi in kpis for bet in bets_on(here, kpi) if is_running(bet, here.site.today)}
        rows.append(
            item_row(
                here,
                outcome,
                mark_cell(here, outcome),
                sorted_share(Share(attained, len(kpis))),
                str(len(bets)),
                link_cell(here, [outcome.owner] if outcome.owner else []),
                link_cell(here, outcome.shared_with),
                finding_cell(here, outcome),
            )
        )
    return table(caption, columns, rows)


def hypothesis_table(here: Here, bets: Iterable[Hypothesis], caption: str) -> Markup:
    """Bets: what each is to move besides what the page is about, its time box, how it stands."""
    bets = list(bets)
    own = any(_is_page_of(here, move.id) for bet in bets for move in bet.moves)
    moves = Column("Is to move too" if own else "Is to move")
    columns = (Column("Hypothesis"), STATUS, moves, Column("Time box"), OWNER, FINDINGS)
    rows = [
        item_row(
            here,
            bet,
            mark_cell(here, bet),
            item_links(here, dict.fromkeys(move.id for move in bet.moves if not _is_page_of(here, move.id))),
            day_cell(time_box(bet), bet.end or bet.start),
            *owner_and_findings(here, bet),
        )
        for bet in bets
    ]
    return table(caption, columns, rows)


def initiative_table(here: Here, work: Iterable[Initiative], caption: str) -> Markup:
    """Work: what it serves besides what the page is about, and how many milestones are behind it."""
    work = list(work)
    own = any(_is_page_of(here, served) for item in work for served in _served_by(item))
    columns = (
        Column("Initiative"),
        STATUS,
        Column("Serves too" if own else "Serves"),
        Column("Milestones", number=True),
        Column("Time"),
        OWNER,
        FINDINGS,
    )
    rows = []
    for item in work:
        done = sum(is_done(part, here.site.today) for part in item.deliverables)
        serves = [served for served in _served_by(item) if not _is_page_of(here, served)]
        rows.append(
            item_row(
                here,
                item,
                mark_cell(here, item),
                item_links(here, dict.fromkeys(serves)),
                f"{done} of {len(item.deliverables)}" if item.deliverables else "",
                day_cell(time_box(item), item.end or item.start),
                *owner_and_findings(here, item),
            )
        )
    return table(caption, columns, rows)


def _served_by(work: Initiative) -> list[str]:
    return [link.id for link in (*work.tests, *work.sustains, *work.supports)]


def _is_page_of(here: Here, item_id: str) -> bool:
    """Whether a page is that of an item, which its tables then need not repeat in every row."""
    return item_id in here.path and (item := here.site.plan.get(item_id)) is not None and here.path == item_path(item)


def measures_of(here: Here, outcome: Item) -> list[Kpi]:
    """Whole measures of an outcome or strategy that are in force, by id."""
    found = {e.source.id: e.source for e in here.site.plan.links_to(outcome.id, "measures")}
    return [k for _, k in sorted(found.items()) if isinstance(k, Kpi) and k.segment_of is None and not is_over(here, k)]


def bets_on(here: Here, kpi: Kpi) -> list[Hypothesis]:
    """The hypotheses that are to move a measure, or a part of it (`segment_of`), by id."""
    plan = here.site.plan
    parts = spread([kpi.id], lambda item_id: (e.source.id for e in plan.links_to(item_id, "segment_of")))
    found = {e.source.id: e.source for part in parts for e in plan.links_to(part, "moves")}
    return [bet for _, bet in sorted(found.items()) if isinstance(bet, Hypothesis)]


def is_running(bet: Hypothesis, today: date) -> bool:
    """Whether the scoreboard counts a bet as running, its decision overdue or not."""
    return bet.status == "running" and is_live(bet, today)


def is_over(here: Here, item: Item) -> bool:
    """Whether an item does not count: a draft, or retired."""
    return not is_live(item, here.site.today)
