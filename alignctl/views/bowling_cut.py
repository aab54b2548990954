"""Bowling charts of a plan: one of the whole where it is short enough to read, else one for each strategy or team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alignctl.plan.items import Item, Kpi, Outcome
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_live
from alignctl.views.bowling import BowlingChart, BowlingSource, Group, make_row
from alignctl.views.choice import Choice, choose_items, choose_measures, not_asked_for, not_shown
from alignctl.views.cutting import NEVER, free_name, lead_to, parts_by_owner, parts_by_strategy, pieces_of, rank_of
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
    homes = _Homes(plan)
    kpis, left_out = _choose(source, choice, homes)
    title = choice.title(plan, title)
    if not kpis:
        return BowlingSet(title, ())
    if per is None and len(kpis) <= limit:
        return BowlingSet(title, (_make_chart(source, choice, homes, kpis, "bowling", title, left_out),))
    charts: list[BowlingChart] = []
    starts: dict[str, str] = {}
    taken: set[str] = set()
    parts = parts_by_owner(plan, kpis) if per == "team" else parts_by_strategy(plan, kpis)
    for item_id, heading, members in parts:
        for of, piece in pieces_of(members, limit):
            name = free_name(f"bowling-{item_id}", taken)
            starts.setdefault(item_id, name)
            charts.append(_make_chart(source, choice, homes, list(piece), name, f"{title}: {heading}{of}", left_out))
    return BowlingSet(title, tuple(charts), starts)


def _choose(source: BowlingSource, choice: Choice, homes: _Homes) -> tuple[list[Kpi], tuple[str, ...]]:
    plan = source.plan
    live = [kpi for kpi in choose_items(plan, plan.kpis, Choice()) if is_live(kpi, source.today)]
    chosen = [kpi for kpi in choose_measures(plan, choice, source.today) if is_live(kpi, source.today)]
    kept = [kpi for kpi in chosen if kpi.segment_of is None]
    left_out = (
        *not_shown([(len(chosen) - len(kept), "segment of a measure", "segments of measures")]),
        *not_asked_for(len(live) - len(chosen), "measure", "measures"),
    )
    return sorted(kept, key=homes.key), left_out


class _Homes:
    """What each measure is shown under, worked out once for a plan in one pass down from the most important."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._strategies = lead_to(plan, sorted(plan.strategies, key=_importance))
        self._outcomes = lead_to(plan, sorted(plan.outcomes, key=_importance))

    def find(self, kpi: Kpi) -> Item | None:
        """The outcome (else the strategy) that a measure is tied to: that it measures, else the most important."""
        linked = [self._plan.get(edge.target) for edge in self._plan.links_from(kpi.id, "measures")]
        direct = [item for item in linked if item is not None]
        homes: list[Item] = [i for i in direct if isinstance(i, Outcome)] or [i for i in direct if i.kind == "strategy"]
        if direct:
            return min(homes, key=_importance, default=None)
        return self._outcomes.get(kpi.id) or self._strategies.get(kpi.id)

    def key(self, kpi: Kpi) -> tuple[object, ...]:
        """What measures are sorted by: the rank of their strategy, of their home, then what they are."""
        home, strategy = self.find(kpi), self._strategies.get(kpi.id)
        if home is None:
            return (1, rank_of(strategy), NEVER, "", kpi.id)
        outward = kpi.level in ("outcome", "impact")
        return (0, rank_of(strategy), rank_of(home), home.id, not outward, kpi.id)


def _importance(item: Item) -> tuple[int, str]:
    return rank_of(item), item.id


def _make_chart(
    source: BowlingSource,
    choice: Choice,
    homes: _Homes,
    kpis: list[Kpi],
    name: str,
    title: str,
    left_out: tuple[str, ...],
) -> BowlingChart:
    groups: dict[str, list[Kpi]] = {}
    for kpi in kpis:
        home = homes.find(kpi)
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
