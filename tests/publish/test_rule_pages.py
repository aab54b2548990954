"""The pages of rules: what they say of fixes, and that a rule which the configuration declares can inject nothing."""

from __future__ import annotations

import dataclasses

import pytest

from alignctl.lint.own_rules import read_own_rules
from alignctl.lint.rules import RULES
from alignctl.publish.rule_pages import rule_pages
from tests.publish.conftest import read_html
from tests.publish.payloads import PAYLOADS, assert_harmless


def pages_of(site, rules):
    return {page.path: page for page in rule_pages(dataclasses.replace(site, rules=tuple(rules)))}


@pytest.mark.parametrize("trap", [*PAYLOADS, "```", "> " * 400 + "deep"])
def test_a_rule_of_the_configuration_injects_nothing(trap: str, site) -> None:
    declared = {"code": "OWN001", "name": "own-rule", "kind": "team", "require": "purpose", "message": trap}
    rules = read_own_rules([{**declared, "help": trap}], RULES)
    page = pages_of(site, rules)["rules/own-rule/"]
    assert_harmless(page.html)
    assert "own-rule" in read_html(page.html).text


def test_each_page_and_the_list_say_how_findings_are_mended(site) -> None:
    pages = pages_of(site, RULES)
    for name, says in {
        "unlinked-outcome": "A person has to decide; there is no fix.",
        "retired-reference": "alignctl check --unsafe-fixes mends some of it",
        "impossible-value": "alignctl check --fix mends it wherever nothing else can have been meant.",
    }.items():
        sections = {section.id: section for section in pages[f"rules/{name}/"].sections}
        assert list(sections).index("fix") == list(sections).index("use-instead") + 1
        assert says in read_html(sections["fix"].body).text
    table = read_html(pages["rules/"].html).text
    assert "safe and unsafe" in table
