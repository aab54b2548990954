"""Tables of goals, measures, bets and work, a function for each kind; item pages and lists share them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.scoreboard import Share, is_done
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
from alignctl.publish.parts import Column, item_links, table
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
    """Strategies with the attainment below each, in both denominators."""
    columns = (
        Column("Strategy"),
        Column("Until"),
        Column("Outcomes", number=True),
        Column("KPIs at target", number=True),
        Column("with target and data", number=True),
        OWNER,
        FINDINGS,
    )
    rows = []
    for strategy in strategies:
        below = here.site.attainment_below(strategy.id)
        rows.append(
            item_row(
                here,
                strategy,
                day_cell(say_period(strategy.end), strategy.end) if strategy.end else "",
                str(below.outcomes),
                sorted_share(below.of_all),
                sorted_share(below.of_judged),
                *owner_and_findings(here, strategy),
            )
        )
    return table(caption, columns, rows)


def outcome_table(here: Here, outcomes: Iterable[Outcome], caption: str) -> Markup:
    """Outcomes: what their owners say, what their measures say, who shares them."""
    columns = (
        Column("Outcome"),
        Column("Owner says"),
        Column("KPIs at target", number=True),
        Column("Bets running", number=True),
        OWNER,
        Column("Shared with"),
        FINDINGS,
    )
    rows = []
    for outcome in outcomes:
        kpis = measures_of(here, outcome)
        attained = sum(here.site.progress(kpi).attained for kpi in kpis)
        bets = {bet.id for kpi in kpis for bet in bets_on(here, kpi) if bet.status == "running"}
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
    """Bets: what each is to move, its time box, how it stands."""
    columns = (Column("Hypothesis"), STATUS, Column("Is to move"), Column("Time box"), OWNER, FINDINGS)
    rows = [
        item_row(
            here,
            bet,
            mark_cell(here, bet),
            item_links(here, dict.fromkeys(move.id for move in bet.moves)),
            day_cell(time_box(bet), bet.end or bet.start),
            *owner_and_findings(here, bet),
        )
        for bet in bets
    ]
    return table(caption, columns, rows)


def initiative_table(here: Here, work: Iterable[Initiative], caption: str) -> Markup:
    """Work: what it serves, and how many milestones are behind it."""
    columns = (
        Column("Initiative"),
        STATUS,
        Column("Serves"),
        Column("Milestones", number=True),
        Column("Time"),
        OWNER,
        FINDINGS,
    )
    rows = []
    for item in work:
        done = sum(is_done(part, here.site.today) for part in item.deliverables)
        serves = [link.id for link in (*item.tests, *item.sustains, *item.supports)]
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


def measures_of(here: Here, outcome: Item) -> list[Kpi]:
    """Whole measures of an outcome or strategy that are in force, by id."""
    found = {e.source.id: e.source for e in here.site.plan.links_to(outcome.id, "measures")}
    return [k for _, k in sorted(found.items()) if isinstance(k, Kpi) and k.segment_of is None and not is_over(here, k)]


def bets_on(here: Here, kpi: Kpi) -> list[Hypothesis]:
    """The hypotheses that are to move a measure, by id."""
    found = {e.source.id: e.source for e in here.site.plan.links_to(kpi.id, "moves")}
    return [bet for _, bet in sorted(found.items()) if isinstance(bet, Hypothesis)]


def is_over(here: Here, item: Item) -> bool:
    """Whether an item does not count: a draft, or retired."""
    return item.is_draft or (item.retired is not None and item.retired.date <= here.site.today)
