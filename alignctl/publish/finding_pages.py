"""What the checks found: by severity and rule, and how much of it lies with each team."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from alignctl.diagnostics import Diagnostic, Severity
from alignctl.plan.numbers import format_number
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Column, grouped_finding, head, item_link, item_links, sentence, table
from alignctl.publish.paths import FINDINGS, rule_path
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


def findings_page(site: Site) -> Page:
    """The page of all findings."""
    here = Here(site, FINDINGS)
    sections = [_severity_section(here, severity) for severity in sorted(Severity, reverse=True)]
    sections += [_rule_section(here), _team_section(here), _set_aside_section(here), _not_judged_section(here)]
    counts = Counter(diagnostic.severity for diagnostic in site.findings)
    if site.findings:
        told = (
            f"{count_of(counts[Severity.ERROR], 'error')}, {count_of(counts[Severity.WARNING], 'warning')} and "
            f"{count_of(counts[Severity.ADVICE], 'advice', 'advice')} in {count_of(len(site.plan.items), 'item')}."
        )
        told = told[:1].upper() + told[1:]
    else:
        told = f"The checks found nothing to say about {count_of(len(site.plan.items), 'item')}."
    return Page(
        here.path,
        "Findings",
        head("Findings", lead=tag("p", told)),
        tuple(section for section in sections if section.body),
        told,
        told,
        group="overview",
    )


def _severity_section(here: Here, severity: Severity) -> Section:
    found = [diagnostic for diagnostic in here.site.findings if diagnostic.severity == severity]
    by_rule: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_rule.setdefault(diagnostic.code, []).append(diagnostic)
    groups = [_rule_group(here, by_rule[code]) for code in sorted(by_rule)]
    body = join([tag("p", _MEANINGS[severity], class_="a-soft"), *groups]) if groups else EMPTY
    note = tag("span", f" {format_number(len(found))}", class_="a-count")
    return Section(SECTIONS[severity], _TITLES[severity], body, " ".join(d.name for d in found[:200]), note)


def _rule_group(here: Here, found: list[Diagnostic]) -> Markup:
    first = found[0]
    rule = here.site.rules_by_code.get(first.code)
    helps = {diagnostic.help for diagnostic in found}
    same = found[0].help if len(helps) == 1 and len(found) > 1 else None
    entries = [grouped_finding(here, diagnostic, with_help=same is None) for diagnostic in found]
    summary = tag(
        "summary",
        tag("strong", f"{first.name} "),
        tag("span", f"{first.code} · {format_number(len(found))}", class_="a-soft"),
    )
    about = EMPTY
    if rule:
        more = tag(
            "a", "More about this rule", href=here.to(rule_path(rule.name)), aria_label=f"More about {rule.name}"
        )
        about = tag("p", f"{rule.summary}. ", more, class_="a-soft")
    advice = tag("p", tag("strong", "What to do: "), sentence(same)) if same else EMPTY
    findings = tag("ul", *entries, class_="a-findings")
    return tag("details", summary, about, advice, findings, open=len(found) <= _OPEN)


def _rule_section(here: Here) -> Section:
    counts = Counter((d.code, d.name, d.severity) for d in here.site.findings)
    columns = (Column("Rule"), Column("Severity"), Column("Findings", number=True))
    rows = []
    for (code, name, severity), count in sorted(counts.items(), key=lambda e: (-e[0][2], -e[1], e[0][0])):
        rule = here.site.rules_by_code.get(code)
        label = f"{name} ({code})"
        link = tag("a", label, href=here.to(rule_path(rule.name))) if rule else label
        rows.append((link, severity.label, str(count)))
    return Section("by-rule", "By rule", table("Findings by rule", columns, rows) if rows else EMPTY)


def _team_section(here: Here) -> Section:
    """Findings by the team that owns the item; a team's own page and findings on it belong to the team."""
    plan = here.site.plan
    counts: dict[str, Counter[Severity]] = {}
    items: dict[str, list[str]] = {}
    for diagnostic in here.site.findings:
        item = plan.get(diagnostic.item) if diagnostic.item else None
        if item is None:
            continue
        team = item.id if item.kind == "team" else item.owner.id if item.owner else ""
        counts.setdefault(team, Counter())[diagnostic.severity] += 1
        items.setdefault(team, []).append(item.id)
    columns = (Column("Team"), *[Column(_TITLES[s], number=True) for s in sorted(Severity, reverse=True)], Column("On"))
    rows = []
    for team in sorted(counts, key=lambda name: (-counts[name][Severity.ERROR], -counts[name].total(), name)):
        ids = list(dict.fromkeys(items[team]))
        where = item_links(here, ids)
        if len(ids) > 3:
            where = tag("details", tag("summary", count_of(len(ids), "item")), where)
        name = item_link(here, team) if team else "No owner"
        rows.append((name, *[str(counts[team][s] or "") for s in sorted(Severity, reverse=True)], where))
    return Section(
        "by-team", "By team", table("Findings by the team that owns the item", columns, rows) if rows else EMPTY
    )


def _set_aside_section(here: Here) -> Section:
    """Findings that do not count, so that nothing is hidden."""
    columns = (Column("Item"), Column("Rule"), Column("Says"), Column("Not counted because"))
    rows = []
    for found in here.site.set_aside:
        why = found.set_aside
        assert why is not None  # that is what put it here
        reason = why.reason or ("known from the baseline" if why.how == "baselined" else "no reason given")
        about = item_link(here, found.item) if found.item else tag("code", found.location.path)
        rows.append((about, f"{found.name} ({found.code})", sentence(found.message), reason))
    body = table("Findings that were set aside", columns, rows) if rows else EMPTY
    return Section("set-aside", "Set aside", body, note=tag("span", f" {len(rows)}", class_="a-count"))


def _not_judged_section(here: Here) -> Section:
    columns = (Column("Rule"), Column("Items", number=True), Column("Which"))
    rows = []
    for code, ids in sorted(here.site.not_judged.items()):
        rule = here.site.rules_by_code.get(code)
        label = f"{rule.name} ({code})" if rule else code
        which = item_links(here, ids)
        if len(ids) > 3:
            which = tag("details", tag("summary", "Show"), which)
        link = tag("a", label, href=here.to(rule_path(rule.name))) if rule else label
        rows.append((link, str(len(ids)), which))
    if not rows:
        return Section("not-judged", "Not judged", EMPTY)
    told = tag("p", "Something that these rules need is missing or cannot be read, so they say neither yes nor no.")
    return Section("not-judged", "Not judged", join([told, table("What rules could not judge", columns, rows)]))
