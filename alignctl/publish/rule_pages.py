"""A page for each rule, made of the Markdown that stands beside its module, and a list of all rules."""

from __future__ import annotations

from markdown import Markdown
from markupsafe import Markup

from alignctl.lint.pages import explain_rule, parse_page
from alignctl.lint.rule import Rule
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.page import Page, Section
from alignctl.publish.parts import Column, head, severity_badge, table
from alignctl.publish.paths import FINDINGS, RULES, rule_path
from alignctl.publish.prose import TAGS
from alignctl.publish.site import Here, Site
from alignctl.publish.wording import count_of

_FAMILIES = {
    "SCH": "Syntax and schema",
    "REF": "References",
    "LOS": "Line of sight",
    "MEA": "Measures",
    "HYP": "Hypotheses and experiments",
    "WRD": "Wording",
    "ALN": "Alignment between teams",
    "FND": "Funding",
    "CHG": "What a change did",
    "SUP": "Suppressions",
}
_LEAD = "What the checks look for, why it matters, and what to write instead."


def rule_pages(site: Site) -> tuple[Page, ...]:
    """The list of all rules, then the page of each."""
    if not site.rules:
        return ()
    converter = _make_converter()
    found: dict[str, int] = {}
    for diagnostic in site.findings:
        found[diagnostic.code] = found.get(diagnostic.code, 0) + 1
    return (_index(site, found), *[_rule_page(site, rule, converter, found) for rule in site.rules])


def _index(site: Site, found: dict[str, int]) -> Page:
    here = Here(site, RULES)
    columns = (
        Column("Rule"),
        Column("Finds"),
        Column("Severity"),
        Column("Profile"),
        Column("Fix"),
        Column("Findings here", number=True),
    )
    sections = []
    for family in dict.fromkeys(rule.family for rule in site.rules):
        rules = [rule for rule in site.rules if rule.family == family]
        rows = [
            (
                join(
                    [
                        tag("a", rule.name, href=here.to(rule_path(rule.name))),
                        tag("span", f" {rule.code}", class_="a-soft"),
                    ]
                ),
                rule.summary,
                severity_badge(rule.severity.label),
                rule.profile if rule.code in site.in_force else f"{rule.profile} (not in force here)",
                " and ".join(rule.fixes),
                str(found.get(rule.code, "")),
            )
            for rule in rules
        ]
        title = _FAMILIES.get(family, family)
        words = " ".join(f"{rule.code} {rule.name}" for rule in rules)
        sections.append(Section(family.lower(), title, table(title, columns, rows), words))
    return Page(here.path, "Rules", head("Rules", lead=tag("p", _LEAD)), tuple(sections), _LEAD, _LEAD, group="guide")


def _rule_page(site: Site, rule: Rule, converter: Markdown, found: dict[str, int]) -> Page:
    here = Here(site, rule_path(rule.name))
    try:
        page = parse_page(explain_rule(rule))
        summary, parts = page.summary, page.sections
    except ValueError:  # the page of a rule of somebody else's may have any form
        summary, parts = f"{rule.summary}.", ()
    sections = [
        Section(part.heading.lower().replace(" ", "-"), part.heading, _render(converter, rule, part.text), part.text)
        for part in parts
    ]
    count = found.get(rule.code, 0)
    link = (
        tag("a", f"{count_of(count, 'finding')} in this plan", href=here.to(f"{FINDINGS}#by-rule")) if count else None
    )
    profile = f"profile {rule.profile}" if rule.code in site.in_force else f"profile {rule.profile}, not in force here"
    marks = [
        severity_badge(rule.severity.label),
        tag("span", f"{rule.code} · {profile}", class_="a-soft"),
        *([link] if link is not None else []),
    ]
    kicker = tag("a", "Rules", href=here.to(RULES))
    return Page(
        here.path,
        f"{rule.name} ({rule.code})",
        head(rule.name, kicker=kicker, marks=marks, lead=_render(converter, rule, summary)),
        tuple(sections),
        f"{rule.code} {summary}",
        rule.summary,
    )


def explanation(site: Site, rule: Rule) -> Markup:
    """Why a rule matters and what to write instead, from its page; made once, for many pages show it."""
    found = site.explanations.get(rule.code)
    if found is None:
        found = site.explanations[rule.code] = _explain(rule)
    return found


def _explain(rule: Rule) -> Markup:
    try:
        parts = parse_page(explain_rule(rule)).sections
    except ValueError:  # the page of a rule of somebody else's may have any form
        return EMPTY
    converter = _make_converter()
    wanted = [part for part in parts if part.heading in ("Why it matters", "Use instead")]
    return join([join([tag("h3", part.heading), _render(converter, rule, part.text)]) for part in wanted])


def _make_converter() -> Markdown:
    return Markdown(extensions=["fenced_code", "tables", "sane_lists"], output_format="html")


def _render(converter: Markdown, rule: Rule, text: str) -> Markup:
    converter.reset()
    if rule.page is None:
        return Markup(converter.convert(text))  # noqa: S704 - the text ships with the rules
    import nh3

    try:
        html = converter.convert(text)
    except RecursionError:  # quotes or lists nested by the hundred: shown as they were typed
        return tag("p", text)
    cleaned = nh3.clean(html, tags=set(TAGS), attributes={"a": {"href"}}, url_schemes={"http", "https"})
    return Markup(cleaned)  # noqa: S704 - cleaned
