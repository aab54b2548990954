"""What pages of teams, commitments and assessments show besides what all items have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from alignctl.plan.items import Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy, Team
from alignctl.publish.facets import facets_of, filter_form
from alignctl.publish.finding_pages import team_findings_section
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Section
from alignctl.publish.panel_pages import contribution_section
from alignctl.publish.parts import Cell, item_link, item_links, mark_badge
from alignctl.publish.people_tables import commitment_table
from alignctl.publish.records import timeline
from alignctl.publish.site import Here
from alignctl.publish.tables import (
    hypothesis_table,
    initiative_table,
    is_over,
    kpi_table,
    outcome_table,
    strategy_table,
)
from alignctl.publish.wording import say_day, say_period, say_word
from alignctl.views.picture import Mark, Tone

_HELD = ("owner", "co_owners", "shared_with", "teams")

_TABLES: tuple[tuple[type[Item], str, str, Callable[[Here, Any, str], Markup]], ...] = (
    (Strategy, "strategies", "Strategies", strategy_table),
    (Outcome, "outcomes", "Outcomes", outcome_table),
    (Kpi, "kpis", "KPIs", kpi_table),
    (Hypothesis, "hypotheses", "Hypotheses", hypothesis_table),
    (Initiative, "initiatives", "Initiatives", initiative_table),
)
_LISTED = tuple(cls for cls, *_ in _TABLES)


def team_sections(here: Here, team: Team) -> tuple[Section, ...]:
    plan = here.site.plan
    held = {edge.source.id: edge.source for edge in plan.links_to(team.id, *_HELD)}
    sections = []
    counted = [item for item in held.values() if isinstance(item, _LISTED) and not is_over(here, item)]
    form = filter_form(here.site, [facets_of(here.site, item) for item in counted], "item", "items", closed=True)
    for cls, name, title, make_table in _TABLES:
        items = [item for _, item in sorted(held.items()) if isinstance(item, cls) and not is_over(here, item)]
        body = make_table(here, items, f"{title} that the team owns or shares") if items else EMPTY
        sections.append(Section(name, title, body))
    given = _promises(here, team, "from_team")
    taken = _promises(here, team, "to_team")
    return (
        contribution_section(here, team),
        team_findings_section(here, team),
        *_under_form(form, sections),
        Section("promised", "What it promised", given),
        Section("promised-to", "What it was promised", taken),
    )


def _under_form(form: Markup, sections: list[Section]) -> list[Section]:
    """The lists of a team with the form that filters them above the first."""
    first = next((index for index, section in enumerate(sections) if section.body), None)
    if first is None:
        return sections
    return [
        replace(section, body=join([form, section.body])) if index == first else section
        for index, section in enumerate(sections)
    ]


def team_frame(here: Here, team: Team) -> list[tuple[str, Cell]]:
    works_as = {"production": "Production", "discovery": "Discovery"}.get(team.works_as, "Production and discovery")
    return [
        ("Part of", item_links(here, [link.id for link in team.part_of])),
        ("Function", team.function or ""),
        ("Works as", works_as),
        ("On the forge", tag("code", team.forge) if team.forge else ""),
    ]


def _promises(here: Here, team: Team, side: str) -> Markup:
    found = {e.source.id: e.source for e in here.site.plan.links_to(team.id, side)}
    promises = [item for _, item in sorted(found.items()) if isinstance(item, Commitment)]
    return commitment_table(here, promises, "Commitments") if promises else EMPTY


def commitment_sections(here: Here, promise: Commitment) -> tuple[Section, ...]:
    kept = timeline(
        (say_day(each.date), mark_badge(_KEPT if each.kept else _BROKEN), here.line(each.note))
        for each in sorted(promise.kept, key=lambda entry: entry.date, reverse=True)
    )
    return (
        Section("promise", "The promise", here.prose(promise.promise), promise.promise or ""),
        Section("specification", "Specification", here.prose(promise.specification), promise.specification or ""),
        Section("kept", "Kept, time by time", kept),
    )


def commitment_frame(here: Here, promise: Commitment) -> list[tuple[str, Cell]]:
    needed = sorted({edge.source.id for edge in here.site.plan.links_to(promise.id, "needs")})
    return [
        ("From", item_link(here, promise.from_team.id) if promise.from_team else ""),
        ("To", item_link(here, promise.to_team.id) if promise.to_team else ""),
        ("Subject", promise.subject or ""),
        ("Due", say_period(promise.due) if promise.due else ""),
        ("Every time", say_word(promise.every or "")),
        ("Needed by", item_links(here, needed)),
    ]


_KEPT = Mark("tick", "kept", Tone.GOOD)
_BROKEN = Mark("cross", "not kept", Tone.BAD)
