"""The lists behind figures of the scoreboard that no list of a kind holds: sight, levels, milestones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from markupsafe import Markup

from alignctl.plan.dates import Period
from alignctl.plan.graph import OUTCOME_LEVELS, OUTPUT_LEVELS
from alignctl.plan.items import KINDS, Initiative, Item
from alignctl.plan.parts import Deliverable
from alignctl.plan.scoreboard import is_done, is_live
from alignctl.publish.cells import day_cell
from alignctl.publish.facets import Pair, facets_of, filter_form, row_of, written
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Cell, Column, Keyed, Row, head, item_link, table
from alignctl.publish.paths import LEVELS, MILESTONES, SIGHT
from alignctl.publish.site import Here, Site
from alignctl.publish.tables import initiative_table, kpi_table, outcome_table
from alignctl.publish.wording import KIND_NAMES, count_of, say_day, say_period

_SIGHT_TABLES: tuple[tuple[str, Callable[[Here, Any, str], Markup]], ...] = (
    ("outcome", outcome_table),
    ("kpi", kpi_table),
    ("initiative", initiative_table),
)


def is_apart(site: Site, item: Item) -> bool:
    """Whether sight and milestones leave an item out: a draft, retired, or work that was dropped."""
    return not is_live(item, site.today) or item.status == "dropped"


_APART = "drafts, retired items and dropped pieces of work"


def coverage_pages(site: Site) -> tuple[Page, ...]:
    """The pages of sight, levels and milestones."""
    return (_sight_page(site), _levels_page(site), _milestones_page(site))


def _sight_page(site: Site) -> Page:
    """Items that lead to no strategy, and those that do."""
    here = Here(site, SIGHT, filtered=True)
    sees = site.sight.sees_strategy
    sections = []
    listed: list[Item] = []
    for wanted, title in ((False, "lead to no strategy"), (True, "lead to a strategy")):
        for kind, make_table in _SIGHT_TABLES:
            items = [
                item
                for item in site.plan.of_kind(KINDS[kind])
                if is_live(item, site.today) and item.status != "dropped" and (item.id in sees) == wanted
            ]
            name = f"{KIND_NAMES[kind][1]} that {title}"
            body = EMPTY
            if items:
                body = make_table(here, items, name) if not wanted else _links(here, items)
            listed += items
            sections.append(_counted(f"{kind}-{'with' if wanted else 'without'}", name, body, len(items)))
    apart = [
        item
        for kind, _ in _SIGHT_TABLES
        for item in site.plan.of_kind(KINDS[kind])
        if site.is_page(item) and is_apart(site, item)
    ]
    lost = sum(item.id not in sees for item in apart)
    title = "Not counted: drafts, retired items, dropped work"
    sections.append(_counted("apart", title, _links(here, apart), len(apart)))
    share = site.scoreboard.sight
    lead = (
        f"{share.part} of {share.whole} outcomes, KPIs and initiatives lead to a strategy over a chain of links. What "
        "leads nowhere is either work that nobody needs, or a link that nobody wrote down."
    )
    if apart:
        nowhere = f"; {lost} of these {'leads' if lost == 1 else 'lead'} nowhere" if lost else ""
        lead += (
            f" Not counted: {count_of(len(apart), 'draft, retired item or dropped piece of work', _APART)}{nowhere}."
        )
    rows = [facets_of(site, item) for item in (*listed, *apart)]
    tables = share.part < share.whole  # links alone have no columns to sort by
    form = filter_form(site, rows, "item", "items", closed=True, sort=tables)
    return _page(here, "Line of sight", lead, sections, form)


def _links(here: Here, items: Iterable[Item]) -> Markup:
    """Links to items, which can be filtered."""
    entries = [tag("li", item_link(here, item.id), data_has=row_of(here.site, item)) for item in items]
    return tag("ul", *entries, class_="a-list") if entries else EMPTY


def _levels_page(site: Site) -> Page:
    here = Here(site, LEVELS, filtered=True)
    kpis = [entry.kpi for entry in site.judged]
    groups = (
        ("outcome", "Outcomes and impact: what changes for people", OUTCOME_LEVELS),
        ("output", "Inputs, activities and outputs: what we do", OUTPUT_LEVELS),
        ("unknown", "No level stated", frozenset({None})),
    )
    sections = []
    for name, title, levels in groups:
        found = [kpi for kpi in kpis if kpi.level in levels]
        sections.append(_counted(name, title, kpi_table(here, found, title) if found else EMPTY, len(found)))
    share = site.scoreboard.outcome_share
    lead = (
        f"{share.part} of {share.whole} KPIs tell what changes for people; the others tell how busy we are. Both are "
        "needed, but only the first say whether the second are worth it."
    )
    rows = [facets_of(site, kpi) for kpi in kpis]
    return _page(here, "Levels of KPIs", lead, sections, filter_form(site, rows, "KPI", "KPIs", closed=True))


def _milestones_page(site: Site) -> Page:
    here = Here(site, MILESTONES)
    work = [w for w in site.plan.initiatives if is_live(w, site.today) and w.status != "dropped"]
    parts = [(item, part) for item in work for part in item.deliverables]
    done = [entry for entry in parts if is_done(entry[1], site.today)]
    undone = [entry for entry in parts if not is_done(entry[1], site.today)]
    late = [entry for entry in undone if _is_past(entry[1].due, site.today)]
    open_ = [entry for entry in undone if not _is_past(entry[1].due, site.today)]
    sections = [
        _counted(
            "overdue", "Overdue", _milestone_table(here, "Overdue milestones", sorted(late, key=_by_due)), len(late)
        ),
        _counted(
            "open", "To come", _milestone_table(here, "Milestones to come", sorted(open_, key=_by_due)), len(open_)
        ),
        _counted("done", "Done", _milestone_table(here, "Milestones done", sorted(done, key=_by_due)), len(done)),
    ]
    apart = milestones_apart(site)
    title = f"Not counted: the work is {WORK_APART}"
    sections.append(
        _counted("apart", title, _milestone_table(here, title, sorted(apart, key=_by_due)), len(apart)),
    )
    lead = (
        "What work hands over, and when. A milestone reached is not an outcome reached, and is counted nowhere as one."
    )
    if apart:
        verb = "is" if len(apart) == 1 else "are"
        lead += f" {len(parts)} are counted; {len(apart)} of work that is {WORK_APART} {verb} not."
    rows = [_milestone_facets(here, *entry) for entry in (*parts, *apart)]
    form = filter_form(site, rows, "milestone", "milestones", closed=True)
    return _page(here, "Milestones", lead, sections, form)


WORK_APART = "dropped, retired or a draft"


def milestones_apart(site: Site) -> list[tuple[Initiative, Deliverable]]:
    """The milestones that are not counted, because their work is given up, over or only thought of."""
    work = [item for item in site.plan.initiatives if site.is_page(item) and is_apart(site, item)]
    return [(item, part) for item in work for part in item.deliverables]


def _is_past(due: Period | None, today: date) -> bool:
    return due is not None and due.last < today


def _milestone_table(here: Here, caption: str, parts: Iterable[tuple[Initiative, Deliverable]]) -> Markup:
    columns = (Column("Milestone"), Column("Initiative"), Column("Due"), Column("Done"))
    rows = [
        Row(
            (
                part.title,
                item_link(here, item.id),
                day_cell(say_period(part.due) if part.due else "", part.due),
                _done_cell(part),
            ),
            written(_milestone_facets(here, item, part)),
        )
        for item, part in parts
    ]
    return table(caption, columns, rows) if rows else EMPTY


def _done_cell(part: Deliverable) -> Cell | Keyed:
    if part.done is None or isinstance(part.done, bool):
        return "yes" if part.done else ""
    return Keyed(say_day(part.done), part.done.isoformat())


_OWN = frozenset({"kind", "status", "counts", "from", "to"})
"""What a milestone does not take from its work."""


def _milestone_facets(here: Here, item: Initiative, part: Deliverable) -> tuple[Pair, ...]:
    """What a milestone is found by: its own state and day, and the teams, strategies and tags of its work."""
    today = here.site.today
    state = "done" if is_done(part, today) else "overdue" if _is_past(part.due, today) else "to-come"
    days = [("from", part.due.first.isoformat()), ("to", part.due.last.isoformat())] if part.due else []
    of_work = [pair for pair in facets_of(here.site, item) if pair[0] not in _OWN]
    counted = [] if is_apart(here.site, item) else [("counts", "live")]
    return (("status", state), *counted, *of_work, *days)


def _by_due(entry: tuple[Initiative, Deliverable]) -> tuple[object, ...]:
    item, part = entry
    return (part.due is None, part.due.last.toordinal() if part.due else 0, item.id, part.title)


def _counted(name: str, title: str, body: Markup, count: int) -> Section:
    return Section(name, title, body, note=tag("span", f" {count}", class_="a-count"))


def _page(here: Here, title: str, lead: str, sections: list[Section], form: Markup) -> Page:
    kept = tuple(section for section in sections if section.body)
    return Page(here.path, title, join([head(title, lead=tag("p", lead)), form]), kept, lead, lead)
