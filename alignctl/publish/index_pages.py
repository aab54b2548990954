"""Lists of all items of a kind, grouped by what matters most about them; what needs attention comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from markupsafe import Markup

from alignctl.plan.calibration import is_decided
from alignctl.plan.graph import strategies_above
from alignctl.plan.items import KINDS, PLURALS, Hypothesis, Item, Kpi, Outcome, Team
from alignctl.plan.scoreboard import is_late, is_live, is_overdue
from alignctl.publish.facets import facets_of, filter_form
from alignctl.publish.html import join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import head
from alignctl.publish.paths import kind_path
from alignctl.publish.people_tables import assessment_table, commitment_table, team_table
from alignctl.publish.site import Here, Site
from alignctl.publish.tables import (
    hypothesis_table,
    initiative_table,
    is_over,
    kpi_table,
    outcome_table,
    strategy_table,
)
from alignctl.publish.wording import KIND_NAMES, count_of

T = TypeVar("T", bound=Item)

KPI_STATES: dict[str, str] = {
    "missed": "Missed: every target date is past",
    "at-risk": "At risk: behind what was due",
    "stale": "Stale: the latest reading is too old to say",
    "no-data": "No data",
    "no-target": "No target",
    "unclassified": "No direction: better and worse are unknown",
    "on-pace": "On pace",
    "attained": "Attained: at or past the final target, or the latest that came due",
}
"""Each state of a measure as a heading; the order is the order on the page."""

_LEADS = {
    "strategy": "Where the organisation wants to be, one to five years out.",
    "outcome": "Changes in what people do or get. Each is measured, and each leads to a strategy.",
    "kpi": "How we would see that an outcome comes about. A KPI is attained when it is at or past its final target, or "
    "the latest target that came due; being on the way to the next is called on pace, and is counted apart.",
    "hypothesis": "Bets: what we change, what we expect to see of a KPI, and by when we decide.",
    "initiative": "The work: what is made and done, to test a bet or to keep a level.",
    "team": "Who owns what, and who shares it.",
    "commitment": "Promises between teams, the broken and late ones first.",
    "assessment": "What people answered when they were asked.",
}


def index_pages(site: Site) -> tuple[Page, ...]:
    """A list for each kind that the plan has."""
    return tuple(_index(site, kind) for kind in KINDS if site.plan.of_kind(KINDS[kind]))


def _index(site: Site, kind: str) -> Page:
    here = Here(site, kind_path(kind), filtered=True)
    items = [item for item in site.plan.of_kind(KINDS[kind]) if site.is_page(item)]
    title = KIND_NAMES[kind][1]
    sections = [section for section in _GROUPS[kind](here, items) if section.body]
    one = KIND_NAMES[kind][0].lower() if kind != "kpi" else "KPI"
    apart = sum(is_over(here, item) for item in items)
    count = count_of(len(items) - apart, one, _several(kind))
    rest = f", and {apart} apart that {'is a draft or' if apart == 1 else 'are drafts or'} retired" if apart else ""
    lead = tag("p", f"{_LEADS[kind]} {count[:1].upper()}{count[1:]}{rest}.{_parts_told(items, site)}")
    return Page(
        here.path,
        title,
        join([head(title, lead=lead, actions=_view_links(here, kind)), _form(here, items, one, _several(kind))]),
        tuple(sections),
        _LEADS[kind],
        _LEADS[kind],
        group=_NAV.get(kind, "plan"),
    )


def _parts_told(items: Sequence[Item], site: Site) -> str:
    """How many are a part of another KPI, which the attainment ratio does not count again."""
    parts = sum(isinstance(item, Kpi) and item.segment_of is not None and is_live(item, site.today) for item in items)
    if not parts:
        return ""
    told = "1 of them is a part of another KPI and is" if parts == 1 else f"{parts} of them are parts of others and are"
    return f" {told} not counted again in the attainment ratio."


def _form(here: Here, items: Sequence[Item], one: str, several: str) -> Markup:
    """What filters the list; all are of one kind, so that the kind is nothing to choose by."""
    return filter_form(here.site, [facets_of(here.site, item) for item in items], one, several)


def _view_links(here: Here, kind: str) -> list[Markup]:
    """Links to the pictures and tables that show all items of a kind together."""
    views = here.site.panels_of_kind.get(kind, ())
    return [tag("a", title, href=here.to(address), class_="a-edit") for title, address in views]


def _several(kind: str) -> str:
    return "KPIs" if kind == "kpi" else PLURALS[kind]


_NAV = {"team": "people", "commitment": "people", "assessment": "people"}

Make = Callable[[Here, Any, str], Markup]


def _group(here: Here, name: str, title: str, items: Sequence[Item], make: Make) -> Section:
    note = tag("span", f" {len(items)}", class_="a-count")
    body = make(here, items, title) if items else Markup("")
    return Section(name, title, body, note=note)


def _rest(here: Here, items: Iterable[Item], make: Make) -> list[Section]:
    """Drafts and what is over, which count nowhere."""
    apart = [item for item in items if is_over(here, item)]
    drafts = [item for item in apart if item.retired is None or item.retired.date > here.site.today]
    retired = [item for item in apart if item.retired is not None and item.retired.date <= here.site.today]
    return [
        _group(here, "drafts", "Drafts", drafts, make),
        _group(here, "retired", "Retired", retired, make),
    ]


def _live(here: Here, items: Iterable[T]) -> list[T]:
    return [item for item in items if not is_over(here, item)]


def _ranked(item: Any) -> tuple[Any, ...]:
    return (item.rank is None, item.rank or 0, item.title.casefold(), item.id)


def _named(item: Item) -> tuple[str, str]:
    return (item.title.casefold(), item.id)


def _strategies(here: Here, items: list[Any]) -> list[Section]:
    live = sorted(_live(here, items), key=_ranked)
    return [_group(here, "in-force", "In force", live, strategy_table), *_rest(here, items, strategy_table)]


def _outcomes(here: Here, items: list[Outcome]) -> list[Section]:
    """By strategy, in the order of rank; an outcome that serves several stands under each."""
    plan = here.site.plan
    live = sorted(_live(here, items), key=_ranked)
    above = {item.id: strategies_above(plan, item.id) for item in live}
    sections = []
    for strategy in sorted(plan.strategies, key=_ranked):
        under = [item for item in live if strategy.id in above[item.id]]
        sections.append(_group(here, f"for-{strategy.id}", strategy.title, under, outcome_table))
    lost = [item for item in live if not above[item.id]]
    sections.append(_group(here, "leads-nowhere", "Lead to no strategy", lost, outcome_table))
    return [*sections, *_rest(here, items, outcome_table)]


def _kpis(here: Here, items: list[Kpi]) -> list[Section]:
    """By state as the scoreboard counts it; what it does not count comes last."""
    judged = here.site.judged
    sections = []
    for state, title in KPI_STATES.items():
        kpis = sorted((entry.kpi for entry in judged if entry.progress.state == state), key=_named)
        sections.append(_group(here, state, title, kpis, kpi_table))
    behind = [e.kpi for e in judged if e.progress.attained and e.progress.state != "attained"]
    title = "Attained, and behind on the way to the next target"
    sections.append(_group(here, "attained-behind", title, sorted(behind, key=_named), kpi_table))
    old = [e.kpi for e in judged if e.progress.stale]
    sections.append(_group(here, "old-data", "Old data, whatever the state", sorted(old, key=_named), kpi_table))
    parts = [kpi for kpi in _live(here, items) if kpi.segment_of is not None]
    sections.append(
        _group(here, "parts", "Parts of other KPIs, not counted again", sorted(parts, key=_named), kpi_table)
    )
    return [*sections, *_rest(here, items, kpi_table)]


def _hypotheses(here: Here, items: list[Hypothesis]) -> list[Section]:
    today = here.site.today
    live = _live(here, items)
    overdue = [bet for bet in live if is_overdue(bet, today)]
    running = [bet for bet in live if bet.status == "running"]
    decided = sorted(
        (bet for bet in live if bet.status == "decided"),
        key=lambda bet: (bet.result is None, -bet.result.date.toordinal() if bet.result else 0, bet.id),
    )
    abandoned = sorted(_of(live, "abandoned"), key=_by_end)
    learned = any(is_decided(bet, today) for bet in abandoned)
    given_up = "Abandoned; what has a result counts as decided" if learned else "Abandoned"
    by_end = [
        _group(here, "overdue", "Decision overdue", sorted(overdue, key=_by_end), hypothesis_table),
        _group(here, "running", "Running", sorted(running, key=_by_end), hypothesis_table),
        _group(here, "proposed", "Proposed", sorted(_of(live, "proposed"), key=_by_end), hypothesis_table),
        _group(here, "decided", "Decided, the latest first", decided, hypothesis_table),
        _group(here, "abandoned", given_up, abandoned, hypothesis_table),
    ]
    return [*by_end, *_rest(here, items, hypothesis_table)]


def _of(items: Iterable[T], status: str) -> list[T]:
    return [item for item in items if item.status == status]


def _by_end(item: Any) -> tuple[Any, ...]:
    return (item.end is None, item.end.last.toordinal() if item.end else 0, item.id)


def _initiatives(here: Here, items: list[Any]) -> list[Section]:
    live = _live(here, items)
    late = [w for w in live if w.status in ("planned", "active") and w.end and w.end.last < here.site.today]
    late_ids = {item.id for item in late}
    names = {"active": "Active", "planned": "Planned", "done": "Done", "dropped": "Dropped"}
    groups = [_group(here, "late", "Late: the end is past", sorted(late, key=_by_end), initiative_table)]
    for status, title in names.items():
        work = [w for w in sorted(_of(live, status), key=_by_end) if w.id not in late_ids]
        groups.append(_group(here, status, title, work, initiative_table))
    return [*groups, *_rest(here, items, initiative_table)]


def _teams(here: Here, items: list[Team]) -> list[Section]:
    """Each team after the one that it is part of."""
    live = _live(here, items)
    known = {team.id for team in live}
    children: dict[str, list[Team]] = {}
    for team in sorted(live, key=_named):
        parents = [link.id for link in team.part_of if link.id in known and link.id != team.id]
        children.setdefault(parents[0] if parents else "", []).append(team)
    ordered: list[Team] = []
    waiting = list(reversed(children.get("", [])))
    while waiting:
        team = waiting.pop()
        ordered.append(team)
        waiting += reversed(children.get(team.id, []))
    reached = {team.id for team in ordered}
    ordered += [team for team in sorted(live, key=_named) if team.id not in reached]
    return [_group(here, "teams", "Teams", ordered, team_table), *_rest(here, items, team_table)]


def _commitments(here: Here, items: list[Any]) -> list[Section]:
    live = _live(here, items)
    late = [promise for promise in live if is_late(promise, here.site.today)]
    late_ids = {promise.id for promise in late}
    names = {"missed": "Missed", "agreed": "Agreed", "proposed": "Proposed", "met": "Met", "withdrawn": "Withdrawn"}
    groups = [_group(here, "overdue", "Overdue", sorted(late, key=_by_due), commitment_table)]
    for status, title in names.items():
        promises = [p for p in sorted(_of(live, status), key=_by_due) if p.id not in late_ids]
        groups.append(_group(here, status, title, promises, commitment_table))
    return [*groups, *_rest(here, items, commitment_table)]


def _by_due(item: Any) -> tuple[Any, ...]:
    return (item.due is None, item.due.last.toordinal() if item.due else 0, item.id)


def _assessments(here: Here, items: list[Any]) -> list[Section]:
    newest = sorted(_live(here, items), key=lambda a: (a.date is None, -a.date.toordinal() if a.date else 0, a.id))
    return [
        _group(here, "rounds", "Rounds, the latest first", newest, assessment_table),
        *_rest(here, items, assessment_table),
    ]


_GROUPS: dict[str, Callable[[Here, Any], list[Section]]] = {
    "strategy": _strategies,
    "outcome": _outcomes,
    "kpi": _kpis,
    "hypothesis": _hypotheses,
    "initiative": _initiatives,
    "team": _teams,
    "commitment": _commitments,
    "assessment": _assessments,
}
