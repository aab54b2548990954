"""The page of an item: its sentence, how it is doing, what it says, its line of sight, what was found about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from alignctl.plan.items import Item, Outcome
from alignctl.plan.sentences import sentence_below_title
from alignctl.plan.sight_sentences import sight_gap
from alignctl.publish.assessment_page import assessment_frame, assessment_sections
from alignctl.publish.breadcrumbs import breadcrumbs
from alignctl.publish.facets import facets_of
from alignctl.publish.finding_words import finding_entry
from alignctl.publish.goalposts import revision_list
from alignctl.publish.history_pages import history_section
from alignctl.publish.html import EMPTY, join, outside_link, tag
from alignctl.publish.kpi_page import kpi_sections
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import (
    Cell,
    bullets,
    edit_link,
    facts,
    head,
    item_link,
    item_links,
    mark_badge,
    problem_badge,
)
from alignctl.publish.paths import item_path, kind_path
from alignctl.publish.people_pages import (
    commitment_frame,
    commitment_sections,
)
from alignctl.publish.people_tables import commitment_state
from alignctl.publish.records import agreement_list
from alignctl.publish.sight import sight_sections
from alignctl.publish.site import Here, Site
from alignctl.publish.standing import standing
from alignctl.publish.suggestions import suggestion_links
from alignctl.publish.team_page import team_frame, team_sections
from alignctl.publish.wording import KIND_NAMES, say_day, say_word
from alignctl.publish.work_pages import (
    hypothesis_sections,
    initiative_frame,
    initiative_sections,
    latest_word,
    outcome_frame,
    outcome_sections,
    strategy_frame,
    strategy_sections,
)

_SECTIONS: dict[str, Callable[[Here, Any], tuple[Section, ...]]] = {
    "strategy": strategy_sections,
    "outcome": outcome_sections,
    "kpi": kpi_sections,
    "hypothesis": hypothesis_sections,
    "initiative": initiative_sections,
    "team": team_sections,
    "commitment": commitment_sections,
    "assessment": assessment_sections,
}
_FRAMES: dict[str, Callable[[Here, Any], list[tuple[str, Cell]]]] = {
    "strategy": strategy_frame,
    "outcome": outcome_frame,
    "initiative": initiative_frame,
    "team": team_frame,
    "commitment": commitment_frame,
    "assessment": assessment_frame,
}


def item_page(site: Site, item: Item) -> Page:
    """The page of one item."""
    here = Here(site, item_path(item), filtered=item.kind == "team")
    told = sentence_below_title(item, site.plan, site.questionnaires)
    sections = [
        *_SECTIONS[item.kind](here, item),
        *sight_sections(here, item),
        *_common_sections(here, item),
        *_finding_sections(here, item),
        *(history_section(here, item) if site.history is not None else ()),
    ]
    return Page(
        path=here.path,
        title=item.title,
        head=_head(here, item, told),
        sections=tuple(section for section in sections if section.body),
        text=" ".join(part for part in (_state(site, item), "·", told, item.summary, item.id, *item.tags) if part),
        description=told,
        edit_url=site.edit_url(item),
    )


def _state(site: Site, item: Item) -> str:
    """How an item stands, for search, which shows what stands before the first dot in the middle of an item's text."""
    status = next((value for name, value in facets_of(site, item) if name == "status"), "")
    return "" if status == "active" and item.kind in _STATELESS else say_word(status)


_STATELESS = frozenset({"strategy", "team", "assessment"})
"""Kinds that are nothing more than in force."""


def _head(here: Here, item: Item, told: str) -> Markup:
    one, many = KIND_NAMES[item.kind]
    kicker = tag("a", many, href=here.to(kind_path(item.kind)), aria_label=f"{one}. All {many}")
    mark = commitment_state(here, item) if item.kind == "commitment" else None  # type: ignore[arg-type]
    marks = [mark or mark_badge(here.site.marks.get(item.id), detail=True), problem_badge(here, item.id)]
    if item.broken:
        names = ", ".join(sorted(item.broken))
        marks.append(tag("span", f"Parts of the file could not be read: {names}", class_="a-soft"))
    sentences = [tag("p", told, class_="a-told"), here.prose(item.summary)]
    doing = standing(here, item)
    if item.kind == "strategy" and item.summary:
        sentences = [tag("div", here.prose(item.summary), class_="a-told")]  # the rest stands under "Why"
    elif isinstance(item, Outcome):  # what its owner says comes before what it is
        word = latest_word(here, item)
        sentences = [word, tag("p", told), here.prose(item.summary)] if word else sentences
    elif item.kind == "kpi" and doing:  # whoever opens it wants to know how it is going
        sentences, doing = [tag("div", doing, class_="a-told"), tag("p", told), here.prose(item.summary)], EMPTY
    lead = join([*sentences, doing, *_gap(here, item)])
    return head(
        item.title,
        kicker=kicker,
        crumbs=breadcrumbs(here, item),
        marks=marks,
        lead=lead,
        actions=[*_picture_links(here, item), *suggestion_links(here, item), edit_link(here, item)],
    )


def _picture_links(here: Here, item: Item) -> list[Markup]:
    """Links to the pictures that an item stands in, or that show what lies below it."""
    site = here.site
    pictures = (
        ("See it as a picture", site.pictures),
        ("Strategy map", site.maps),
        ("Metric tree", site.trees),
        ("X-matrix", site.matrices),
        ("Bowling chart", site.bowling),
    )
    links = [(name, found[item.id]) for name, found in pictures if item.id in found]
    return [
        tag("a", name, href=here.to(address), class_="a-edit")
        for name, address in (*links, *site.panels.get(item.id, ()))
    ]


def _gap(here: Here, item: Item) -> list[Markup]:
    if item.is_draft or item.retired is not None:
        return []
    gap = sight_gap(here.site.plan, item.id, remedies=False)
    return [tag("p", gap, class_="a-note")] if gap else []


def _common_sections(here: Here, item: Item) -> list[Section]:
    owners = [link.id for link in ([item.owner] if item.owner else []) + list(item.co_owners)]
    opposing = sorted({e.source.id for e in here.site.plan.links_to(item.id, "in_tension_with")})
    tensions = [link.id for link in item.in_tension_with]
    see = [outside_link(each.url, each.title or each.url) for each in item.see]
    frame = _FRAMES[item.kind](here, item) if item.kind in _FRAMES else []
    entries: list[tuple[str, Cell]] = [
        *frame,
        ("Owner", item_links(here, owners)),
        ("Lead", item.lead or ""),
        ("Shared with", item_links(here, [link.id for link in getattr(item, "shared_with", ())])),
        ("In tension with", item_links(here, dict.fromkeys([*tensions, *opposing]))),
        ("Replaced by", item_link(here, item.replaced_by.id) if item.replaced_by else ""),
        ("Retired", f"{say_day(item.retired.date)}: {item.retired.why}" if item.retired else ""),
        ("Tags", ", ".join(item.tags)),
        ("Read more", bullets(see, "a-list")),
        ("Known as", tag("code", item.id)),
    ]
    entries += [(name.removeprefix("x-").replace("-", " "), _extension(value)) for name, value in item.extensions]
    sections = []
    if item.agreed:
        sections.append(Section("agreed", "Who agreed", agreement_list(here, item)))
    if item.revisions:
        sections.append(Section("revised", "What was changed on the way", revision_list(here, item)))
    return [*sections, Section("details", "Details", facts(entries), " ".join([item.lead or "", *item.tags]))]


def _extension(value: object) -> Markup:
    if isinstance(value, str | int | float):
        return join([str(value)])
    if isinstance(value, list | tuple):
        return bullets([_extension(each) for each in value], "a-list")
    if isinstance(value, dict):
        return facts([(str(key), _extension(each)) for key, each in value.items()])
    return EMPTY if value is None else join([str(value)])


def _finding_sections(here: Here, item: Item) -> list[Section]:
    found = here.site.findings_of.get(item.id, ())
    if not found:
        return []
    entries = [finding_entry(here, diagnostic) for diagnostic in found]
    body = tag("ul", *entries, class_="a-findings")
    return [Section("findings", "Findings", body, " ".join(d.message for d in found))]
