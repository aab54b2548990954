"""The page of a team: what waits for it, what to clear, its open promises, how its work contributes, all it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from alignctl.plan.items import PLURALS, Commitment, Hypothesis, Initiative, Item, Kpi, Outcome, Strategy, Team
from alignctl.plan.numbers import format_number
from alignctl.plan.phrases import join_words
from alignctl.publish.facets import facets_of, filter_form
from alignctl.publish.finding_pages import team_findings_section
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Section
from alignctl.publish.panel_pages import panel_source
from alignctl.publish.parts import Cell, Column, bullets, item_link, item_links, mark_badge, sentence, table
from alignctl.publish.paths import TEAM_SHEETS
from alignctl.publish.people_tables import commitment_table
from alignctl.publish.site import Here
from alignctl.publish.tables import (
    hypothesis_table,
    initiative_table,
    is_over,
    kpi_table,
    outcome_table,
    strategy_table,
)
from alignctl.publish.wording import KIND_NAMES, count_of, say_day
from alignctl.views.choice import Choice
from alignctl.views.picture import Mark, Tone
from alignctl.views.team_survey import GIVEN, TAKEN, TeamEntry, TeamSurvey, survey_team

DUE = 12
"""The most things that wait for a team that its page names, the late ones first."""

TOLD = 6
"""The most things that a team's page tells in sentences; the sheet has all."""

_HELD = ("owner", "co_owners", "shared_with", "teams")

_TABLES: tuple[tuple[type[Item], str, str, Callable[[Here, Any, str], Markup]], ...] = (
    (Strategy, "strategies", "Strategies", strategy_table),
    (Outcome, "outcomes", "Outcomes", outcome_table),
    (Kpi, "kpis", "KPIs", kpi_table),
    (Hypothesis, "hypotheses", "Hypotheses", hypothesis_table),
    (Initiative, "initiatives", "Initiatives", initiative_table),
)
_LISTED = tuple(cls for cls, *_ in _TABLES)
_TOLD = ("work", "bets")
"""The parts of a survey that the page tells in sentences; its tables have the rest."""

_LATE = Mark("clock", "late", Tone.WATCH)


def team_sections(here: Here, team: Team) -> tuple[Section, ...]:
    """What waits for the team comes first, and what is there to look things up last."""
    site = here.site
    survey = survey_team(
        panel_source(site, here), team, Choice(), site.due_by_team.get(team.id, ()), site.contributions, _TOLD
    )
    return (
        _waiting(here, survey.of("due")),
        team_findings_section(here, team),
        _promises(here, team, "from_team", survey.of(GIVEN)),
        _promises(here, team, "to_team", survey.of(TAKEN)),
        _contribution(here, team, survey),
        *_lists(here, team),
    )


def team_frame(here: Here, team: Team) -> list[tuple[str, Cell]]:
    works_as = {"production": "Production", "discovery": "Discovery"}.get(team.works_as, "Production and discovery")
    return [
        ("Part of", item_links(here, [link.id for link in team.part_of])),
        ("Function", team.function or ""),
        ("Works as", works_as),
        ("On the forge", tag("code", team.forge) if team.forge else ""),
    ]


def _waiting(here: Here, due: Sequence[TeamEntry]) -> Section:
    """What the team is to do within two weeks, or should have done."""
    title = "What waits for the team"
    if not due:
        return Section("waits", title, EMPTY)
    late = sum(entry.late for entry in due)
    soon = len(due) - late
    counts = [f"{format_number(late)} late"] * bool(late) + [f"{format_number(soon)} to come"] * bool(soon)
    body = [tag("p", f"{join_words(counts)}, the late ones first." if late and soon else f"{join_words(counts)}.")]
    body.append(_due_table(here, title, due[:DUE]))
    if len(due) > DUE:
        more = f"{format_number(len(due) - DUE)} more"
        body.append(tag("details", tag("summary", more), _due_table(here, f"{title}: {more}", due[DUE:])))
    words = " ".join(entry.title for entry in due[:DUE])
    return Section("waits", title, join(body), words, tag("span", f" {format_number(len(due))}", class_="a-count"))


def _due_table(here: Here, caption: str, due: Sequence[TeamEntry]) -> Markup:
    columns = (Column("What"), Column("What is to be done"), Column("When"))
    rows = [
        (
            item_link(here, entry.id),
            sentence(entry.says),
            join([mark_badge(_LATE) if entry.late else EMPTY, say_day(entry.day) if entry.day else "no day"], " "),
        )
        for entry in due
    ]
    return table(caption, columns, rows)


def _promises(here: Here, team: Team, side: str, open_: Sequence[TeamEntry]) -> Section:
    """The open promises in one direction, what is due first; the others are folded."""
    plan = here.site.plan
    found = {e.source.id: e.source for e in plan.links_to(team.id, side) if isinstance(e.source, Commitment)}
    name, title = ("promised", "What it promised") if side == "from_team" else ("promised-to", "What it was promised")
    here = replace(here, filtered=False)  # they stand above the form, and are not what it counts
    ours = [found.pop(entry.id) for entry in open_ if entry.id in found]
    body = [commitment_table(here, ours, f"{title}, open") if ours else tag("p", "Nothing that is open.")]
    if found:
        others = [promise for _, promise in sorted(found.items())]
        summary = tag("summary", f"{count_of(len(others), 'other')}: over, or a draft")
        body.append(tag("details", summary, commitment_table(here, others, f"{title}, over or drafts")))
    if not ours and not found:
        return Section(name, title, EMPTY)
    note = tag("span", f" {len(ours)}", class_="a-count")
    return Section(name, title, join(body), note=note)


def _contribution(here: Here, team: Team, survey: TeamSurvey) -> Section:
    """What a team works on, and how that contributes, in sentences."""
    told = [entry for section in _TOLD for entry in survey.of(section)]
    entries = [
        join([item_link(here, e.id), " ", mark_badge(e.mark), tag("p", e.says) if e.says else EMPTY, _gap(e.gap)])
        for e in told[:TOLD]
    ]
    body = join([tag("p", survey.lead), bullets([*entries, *_more(here, team, len(told) - TOLD)])]) if told else EMPTY
    return Section("contributes", "What it works on, and how that contributes", body, " ".join(e.says for e in told))


def _more(here: Here, team: Team, count: int) -> list[Markup]:
    if count <= 0:
        return []
    links = here.site.panels.get(team.id, ())
    sheet: Cell = next(
        (tag("a", _SHEET, href=here.to(path)) for _, path in links if path.startswith(TEAM_SHEETS)), _SHEET
    )
    return [join([f"{format_number(count)} more {'is' if count == 1 else 'are'} on ", sheet, "."])]


_SHEET = "the team's sheet"


def _gap(gap: str) -> Markup:
    return tag("p", f"It {gap}.", class_="a-note") if gap else EMPTY


def _lists(here: Here, team: Team) -> list[Section]:
    """All that the team owns, shares or works on: first what filters the lists, then a list for each kind."""
    held = {edge.source.id: edge.source for edge in here.site.plan.links_to(team.id, *_HELD)}
    items = [item for _, item in sorted(held.items()) if not is_over(here, item)]
    lists = []
    counts = []
    for cls, name, title, make_table in _TABLES:
        of_kind = [item for item in items if isinstance(item, cls)]
        body = make_table(here, of_kind, f"{title} that the team owns or shares") if of_kind else EMPTY
        lists.append(Section(name, title, body))
        one, several = KIND_NAMES["kpi"] if cls is Kpi else (cls.kind, PLURALS[cls.kind])
        counts += [count_of(len(of_kind), one, several)] * bool(of_kind)
    listed = [item for item in items if isinstance(item, _LISTED)]
    form = filter_form(here.site, [facets_of(here.site, item) for item in listed], "item", "items", closed=True)
    if not form:
        return lists
    told = join_words(counts)
    intro = tag("p", f"{told[:1].upper()}{told[1:]}.")
    return [Section("held", "All that it owns, shares or works on", join([intro, form])), *lists]
