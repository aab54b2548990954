"""What the checks found: all of it by severity and rule, and the list of each team, which its lead clears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from alignctl.diagnostics import Diagnostic, Severity
from alignctl.plan.items import Team
from alignctl.plan.numbers import format_number
from alignctl.publish.facets import Pair, facets_of, filter_form, list_address, written
from alignctl.publish.finding_words import grouped_finding, message_of, rule_link, rule_words
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Column, head, item_link, item_links, sentence, table
from alignctl.publish.paths import FINDINGS, item_path, rule_path, team_findings_path
from alignctl.publish.rule_pages import explanation
from alignctl.publish.site import Here, Site
from alignctl.publish.wording import count_of

SECTIONS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.ADVICE: "advice"}
_TITLES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice"}
_MEANINGS = {
    Severity.ERROR: "The chain from work to strategy is broken here, or something is plainly wrong.",
    Severity.WARNING: "Likely wrong.",
    Severity.ADVICE: "Worth a talk.",
}
_OPEN = 8
"""Up to how many findings of one rule are shown without asking."""
_MANY = 300
"""Above so many findings the page of all says how many each team has, and their texts stand on the teams' pages."""
_FACETS = ("kind", "team", "strategy", "perspective", "tag")
"""What findings can be filtered by of what the item can, besides severity and rule."""


def findings_page(site: Site) -> Page:
    """The page of all findings."""
    here = Here(site, FINDINGS)
    sections = [_severity_section(here, severity, site.findings) for severity in sorted(Severity, reverse=True)]
    sections += [_rule_section(here), _team_section(here), _set_aside_section(here), _not_judged_section(here)]
    items = count_of(len(site.plan.items), "item")
    told = f"{_tell(site.findings)} in {items}." if site.findings else f"The checks found nothing to say about {items}."
    top = head("Findings", lead=tag("p", told))
    return Page(
        here.path,
        "Findings",
        join([top, _form(here, site.findings)]),
        tuple(section for section in sections if section.body),
        told,
        told,
        group="overview",
    )


def team_findings_pages(site: Site) -> tuple[Page, ...]:
    """A page for each team that has something to clear, and one for what nobody owns."""
    return tuple(_team_page(site, team) for team in site.findings_by_team)


def _team_page(site: Site, team_id: str) -> Page:
    here = Here(site, team_findings_path(team_id))
    team = site.plan.get(team_id)
    found = site.findings_by_team[team_id]
    items = count_of(len({diagnostic.item for diagnostic in found if diagnostic.item}), "item")
    told = f"{_tell(found)} in {items} that {team.title if team else 'no team'} answers for."
    advice = (
        "Errors first: there the chain from work to strategy is broken. Each rule says in plain words what it means "
        "and what to type instead."
    )
    title = f"Findings: {team.title}" if team else "Findings that no team owns"
    kicker = tag("a", team.title if team else "Findings", href=here.to(item_path(team) if team else FINDINGS))
    actions = [tag("a", "Findings of all teams", href=here.to(FINDINGS), class_="a-edit")] if team else []
    top = head(title, kicker=kicker, lead=join([tag("p", told), tag("p", advice)]), actions=actions)
    sections = [_severity_section(here, severity, found, explain=True) for severity in sorted(Severity, reverse=True)]
    body = tuple(section for section in sections if section.body)
    return Page(here.path, title, join([top, _form(here, found)]), body, told, told)


def team_findings_section(here: Here, team: Team) -> Section:
    """On the page of a team: how much there is to clear, by rule, with a link to the list."""
    found = here.site.findings_by_team.get(team.id, ())
    if not found:
        return Section("to-clear", "To clear", EMPTY)
    address = here.to(team_findings_path(team.id))
    told = tag(
        "p", f"{_tell(found)} in what the team answers for. ", tag("a", "The list, with what to do", href=address), "."
    )
    note = tag("span", f" {format_number(len(found))}", class_="a-count")
    return Section("to-clear", "To clear", join([told, _rule_table(here, found, "Findings by rule")]), note=note)


def _tell(found: Iterable[Diagnostic]) -> str:
    """`No errors, 1 warning and 3 advice`."""
    counts = Counter(diagnostic.severity for diagnostic in found)
    told = (
        f"{count_of(counts[Severity.ERROR], 'error')}, {count_of(counts[Severity.WARNING], 'warning')} and "
        f"{count_of(counts[Severity.ADVICE], 'advice', 'advice')}"
    )
    return told[:1].upper() + told[1:]


def _form(here: Here, found: Iterable[Diagnostic]) -> Markup:
    return filter_form(here.site, [_facets(here, each) for each in found], "finding", "findings", sort=False)


def _facets(here: Here, diagnostic: Diagnostic) -> tuple[Pair, ...]:
    item = here.site.plan.get(diagnostic.item) if diagnostic.item else None
    of_item = facets_of(here.site, item) if item is not None else ()
    own = (("severity", diagnostic.severity.label), ("rule", diagnostic.name))
    return (*own, *[pair for pair in of_item if pair[0] in _FACETS])


def _severity_section(here: Here, severity: Severity, among: Iterable[Diagnostic], *, explain: bool = False) -> Section:
    found = [diagnostic for diagnostic in among if diagnostic.severity == severity]
    by_rule: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_rule.setdefault(diagnostic.code, []).append(diagnostic)
    by_team = not explain and len(here.site.findings) > _MANY
    groups = [_rule_group(here, by_rule[code], explain=explain, by_team=by_team) for code in sorted(by_rule)]
    body = join([tag("p", _MEANINGS[severity], class_="a-soft"), *groups]) if groups else EMPTY
    note = tag("span", f" {format_number(len(found))}", class_="a-count")
    return Section(SECTIONS[severity], _TITLES[severity], body, " ".join(d.name for d in found[:200]), note)


def _rule_group(here: Here, found: list[Diagnostic], *, explain: bool, by_team: bool) -> Markup:
    """The findings of one rule under its sentence, or how many each team has; its page is one link away."""
    first = found[0]
    rule = here.site.rules_by_code.get(first.code)
    helps = {diagnostic.help for diagnostic in found}
    same = found[0].help if len(helps) == 1 and len(found) > 1 else None
    if by_team:
        entries = _team_entries(here, found)
    else:
        entries = [
            grouped_finding(here, diagnostic, written(_facets(here, diagnostic)), with_help=same is None)
            for diagnostic in found
        ]
    summary = tag(
        "summary",
        tag("strong", rule_words(here, first.code, first.name)),
        tag("span", " ·", class_="a-soft"),
        tag("span", f" {format_number(len(found))}", class_="a-count"),
    )
    about = EMPTY
    if rule:
        more = tag(
            "a", "More about this rule", href=here.to(rule_path(rule.name)), aria_label=f"More about {rule.name}"
        )
        about = tag("p", more, class_="a-soft")
        if explain:
            words = tag("summary", "Why it matters, and what to type instead")
            about = join([about, tag("details", words, explanation(here.site, rule), class_="a-explained")])
    advice = (
        tag("details", tag("summary", "In the file, for all of these"), tag("p", sentence(same))) if same else EMPTY
    )
    findings = tag("ul", *entries, class_="a-list" if by_team else "a-findings")
    return tag("details", summary, about, advice, findings, open=len(entries) <= _OPEN)


def _team_entries(here: Here, found: list[Diagnostic]) -> list[Markup]:
    """How many findings of one rule each team has, with a link to them among its own."""
    counts = Counter(here.site.team_of(diagnostic) for diagnostic in found)
    own = (("severity", found[0].severity.label), ("rule", found[0].name))
    entries = []
    for team, count in sorted(counts.items(), key=lambda e: (-e[1], e[0])):
        item = here.site.plan.get(team)
        link = tag("a", item.title if item else "No owner", href=_asking(here, team, found[0].name))
        has = written((*own, *((("team", team),) if team else ())))
        entries.append(tag("li", link, f" {format_number(count)}", data_has=has, data_count=count))
    return entries


def _asking(here: Here, team_id: str, rule: str) -> str:
    """The address of a team's list with only what one rule found."""
    return list_address(here, team_findings_path(team_id), ("rule", rule))


def _rule_section(here: Here) -> Section:
    found = here.site.findings
    return Section("by-rule", "By rule", _rule_table(here, found, "Findings by rule") if found else EMPTY)


def _rule_table(here: Here, found: Iterable[Diagnostic], caption: str) -> Markup:
    counts = Counter((d.code, d.name, d.severity) for d in found)
    columns = (Column("Rule"), Column("Severity"), Column("Findings", number=True))
    rows = []
    for (code, name, severity), count in sorted(counts.items(), key=lambda e: (-e[0][2], -e[1], e[0][0])):
        rows.append((rule_link(here, code, name), severity.label, str(count)))
    return table(caption, columns, rows)


def _team_section(here: Here) -> Section:
    """Findings by the team that answers for the item: who owns it, gave the promise, or is the team itself."""
    counts = {team: Counter(d.severity for d in found) for team, found in here.site.findings_by_team.items()}
    columns = (Column("Team"), *[Column(_TITLES[s], number=True) for s in sorted(Severity, reverse=True)], Column("On"))
    rows = []
    for team in sorted(counts, key=lambda name: (-counts[name][Severity.ERROR], -counts[name].total(), name)):
        ids = list(dict.fromkeys(d.item for d in here.site.findings_by_team[team] if d.item))
        where = item_links(here, ids) if len(here.site.findings) <= _MANY else join(count_of(len(ids), "item"))
        if len(ids) > 3 and len(here.site.findings) <= _MANY:
            where = tag("details", tag("summary", count_of(len(ids), "item")), where)
        name = item_link(here, team) if team else "No owner"
        name = join([name, tag("span", " ", _list_link(here, team), class_="a-soft")])
        rows.append((name, *[str(counts[team][s] or "") for s in sorted(Severity, reverse=True)], where))
    return Section(
        "by-team", "By team", table("Findings by the team that answers for the item", columns, rows) if rows else EMPTY
    )


def _list_link(here: Here, team_id: str) -> Markup:
    words = "the list to clear"
    team = here.site.plan.get(team_id)
    of = f" of {team.title}" if team else " that no team owns"
    return tag("a", words, href=here.to(team_findings_path(team_id)), aria_label=f"{words}{of}")


def _set_aside_section(here: Here) -> Section:
    """Findings that do not count, so that nothing is hidden."""
    columns = (Column("Item"), Column("Rule"), Column("Says"), Column("Not counted because"))
    rows = []
    for found in here.site.set_aside:
        why = found.set_aside
        assert why is not None  # that is what put it here
        reason = why.reason or ("known from the baseline" if why.how == "baselined" else "no reason given")
        about = item_link(here, found.item) if found.item else tag("code", found.location.path)
        rows.append((about, rule_words(here, found.code, found.name), message_of(here, found), reason))
    body = table("Findings that were set aside", columns, rows) if rows else EMPTY
    return Section("set-aside", "Set aside", body, note=tag("span", f" {len(rows)}", class_="a-count"))


def _not_judged_section(here: Here) -> Section:
    columns = (Column("Rule"), Column("Items", number=True), Column("Which"))
    rows = []
    for code, ids in sorted(here.site.not_judged.items()):
        which = item_links(here, ids)
        if len(ids) > 3:
            which = tag("details", tag("summary", "Show"), which)
        rows.append((rule_link(here, code, code), str(len(ids)), which))
    if not rows:
        return Section("not-judged", "Not judged", EMPTY)
    told = tag("p", "Something that these rules need is missing or cannot be read, so they say neither yes nor no.")
    return Section("not-judged", "Not judged", join([told, table("What rules could not judge", columns, rows)]))
