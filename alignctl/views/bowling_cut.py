"""Bowling charts of a plan: one of the whole where it is short enough to read, else one for each strategy or team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alignctl.plan.graph import ancestors
from alignctl.plan.items import Item, Kpi, Outcome
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_live
from alignctl.views.bowling import BowlingChart, BowlingSource, Group, make_row
from alignctl.views.choice import Choice, choose_items, choose_measures, not_asked_for, not_shown
from alignctl.views.cutting import NEVER, free_name, parts_by_owner, parts_by_strategy, pieces_of, rank_of
from alignctl.views.picture import count_of

ROWS = 24
"""The most measures that one chart holds: more are higher than a sheet of A3 across."""


@dataclass(frozen=True, slots=True)
class BowlingSet:
    """The charts of a plan. `of_strategy` names the chart that begins each strategy, where there are several."""

    title: str
    charts: tuple[BowlingChart, ...]
    of_strategy: Mapping[str, str] = field(default_factory=dict)


def draw_up_bowling(
    source: BowlingSource,
    choice: Choice,
    *,
    title: str = "Bowling chart",
    per: str | None = None,
    limit: int = ROWS,
) -> BowlingSet:
    """The charts of a plan: one for each `strategy` or `team` as `per` says; without it, where one is too long."""
    plan = source.plan
    kpis, left_out = _choose(source, choice)
    title = choice.title(plan, title)
    if not kpis:
        return BowlingSet(title, ())
    if per is None and len(kpis) <= limit:
        return BowlingSet(title, (_make_chart(source, choice, kpis, "bowling", title, left_out),))
    charts: list[BowlingChart] = []
    starts: dict[str, str] = {}
    taken: set[str] = set()
    parts = parts_by_owner(plan, kpis) if per == "team" else parts_by_strategy(plan, kpis)
    for item_id, heading, members in parts:
        for of, piece in pieces_of(members, limit):
            name = free_name(f"bowling-{item_id}", taken)
            starts.setdefault(item_id, name)
            charts.append(_make_chart(source, choice, list(piece), name, f"{title}: {heading}{of}", left_out))
    return BowlingSet(title, tuple(charts), starts)


def _choose(source: BowlingSource, choice: Choice) -> tuple[list[Kpi], tuple[str, ...]]:
    plan = source.plan
    live = [kpi for kpi in choose_items(plan, plan.kpis, Choice()) if is_live(kpi, source.today)]
    chosen = [kpi for kpi in choose_measures(plan, choice, source.today) if is_live(kpi, source.today)]
    kept = [kpi for kpi in chosen if kpi.segment_of is None]
    left_out = (
        *not_shown([(len(chosen) - len(kept), "segment of a measure", "segments of measures")]),
        *not_asked_for(len(live) - len(chosen), "measure", "measures"),
    )
    return sorted(kept, key=lambda kpi: _order_key(plan, kpi)), left_out


def _order_key(plan: Plan, kpi: Kpi) -> tuple[object, ...]:
    home = home_of(plan, kpi)
    strategies = [rank_of(item) for i in ancestors(plan, kpi.id) if (item := plan.get(i)) and item.kind == "strategy"]
    if home is None:
        return (1, min(strategies, default=NEVER), NEVER, "", kpi.id)
    return (0, min(strategies, default=NEVER), rank_of(home), home.id, kpi.level not in ("outcome", "impact"), kpi.id)


def home_of(plan: Plan, kpi: Kpi) -> Item | None:
    """The outcome (else the strategy) that a measure is shown under: the most important one that it is tied to."""
    direct = [item for e in plan.links_from(kpi.id, "measures") if (item := plan.get(e.target)) is not None]
    above = direct or [item for i in ancestors(plan, kpi.id) if (item := plan.get(i)) is not None]
    homes: list[Item] = [i for i in above if isinstance(i, Outcome)]
    homes = homes or [i for i in above if i.kind == "strategy"]
    return min(homes, key=lambda item: (rank_of(item), item.id), default=None)


def _make_chart(
    source: BowlingSource, choice: Choice, kpis: list[Kpi], name: str, title: str, left_out: tuple[str, ...]
) -> BowlingChart:
    groups: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        home = home_of(source.plan, kpi)
        groups.setdefault(home.id if home is not None else "", []).append(kpi)
    made = []
    for home_id, members in groups.items():
        item = source.plan.get(home_id)
        heading = item.title if item is not None else "Measures of no outcome"
        href = source.href(home_id) if item is not None else ""
        made.append(Group(heading, href, tuple(make_row(source, kpi) for kpi in members)))
    months = source.months
    span = f"{months[0].name} to {months[-1].name}"
    subtitle = " · ".join([count_of(len(kpis), "measure"), span, *choice.words(source.today, "in force in")])
    return BowlingChart(name, title, subtitle, months, source.today, tuple(made), left_out)
