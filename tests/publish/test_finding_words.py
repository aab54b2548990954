"""Findings in the words of people who see no file: titles for ids, days of one form, what to type folded away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alignctl.diagnostics import Diagnostic, Location, Severity
from alignctl.plan.plan import Plan
from alignctl.publish.finding_words import finding_entry, grouped_finding, message_of, rule_words
from alignctl.publish.paths import item_path
from alignctl.publish.site import Here
from tests.publish.conftest import read_html


def found(message: str, **fields: object) -> Diagnostic:
    """A finding on the outcome that leads nowhere."""
    diagnostic = Diagnostic(
        code="LOS001",
        name="unlinked-outcome",
        severity=Severity.ERROR,
        message=message,
        location=Location("plans/all.yaml"),
        item="lonely",
        help='add "supports:" with the id of a strategy',
    )
    return replace(diagnostic, **fields) if fields else diagnostic


def here(site) -> Here:
    return Here(site, "findings/")


def text(html: str) -> str:
    return " ".join(read_html(html).text.replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            'team "house" ({house}) agreed to outcome "lonely" ({lonely}) on 2025-04-29, and "title" was changed',
            'Team {house} agreed to outcome Outcome: {lonely} on 29 Apr 2025, and "title" was changed.',
        ),
        ('commitment "keys" ({keys}) was due on 16 October 2026', "Commitment {keys} was due on 16 Oct 2026."),
        ('kpi "mood" measures nothing', "KPI KPI: {mood} measures nothing."),
        ('"mood" is believed to drive "second-visits"', "KPI: {mood} is believed to drive KPI: {second-visits}."),
        ('nothing is called "who-is-this" (or so)', 'Nothing is called "who-is-this" (or so).'),
        ("it ends on 31 February 2026, or 2026-02-31", "It ends on 31 February 2026, or 2026-02-31."),
        ('<b>"lonely"</b>', "<b>Outcome: {lonely}</b>."),
    ],
)
def test_a_message_names_items_by_their_titles_and_days_in_one_form(message: str, said: str, site) -> None:
    titles = {item.id: item.title for item in site.plan.items}
    for item_id, title in titles.items():
        message, said = (words.replace(f"{{{item_id}}}", title) for words in (message, said))
    assert text(message_of(here(site), found(message))) == said


def test_on_its_own_page_an_item_is_this_one(site) -> None:
    own = Here(site, item_path(site.plan.get("lonely")))
    assert text(message_of(own, found('team "house" agreed to outcome "lonely"'))).endswith("agreed to this outcome.")
    assert text(message_of(own, found('"lonely" is for nobody'))) == "This outcome is for nobody."


def test_an_item_whose_id_is_the_name_of_a_field_is_not_meant_by_it(site) -> None:
    named = replace(site.plan.get("lonely"), id="title")
    there = Here(replace(site, plan=Plan([*site.plan.items, named])), "findings/")
    assert text(message_of(there, found('"title" was changed'))) == '"title" was changed.'


def test_a_rule_is_called_by_its_sentence(site) -> None:
    rule = site.rules_by_code["LOS001"]
    assert text(rule_words(here(site), "LOS001", rule.name)) == f"{rule.summary} LOS001"
    assert rule_words(here(site), "ABC123", "of-somebody-else") == "of-somebody-else (ABC123)"


def test_what_to_type_and_where_is_folded_away_behind_the_message(site) -> None:
    for html in (
        finding_entry(here(site), found('"lonely" leads nowhere')),
        grouped_finding(here(site), found('"lonely" leads nowhere'), "", with_help=True),
    ):
        before, folded = html.split("<summary>In the file</summary>")
        assert "supports:" not in before
        assert "plans/all.yaml" not in before
        assert 'Add "supports:" with the id of a strategy.' in text(folded)
        assert "plans/all.yaml" in folded


def test_the_item_stands_before_a_message_that_does_not_name_it_and_once_otherwise(site) -> None:
    title = site.plan.get("lonely").title
    for message in ("nobody can say what it is for", '"lonely" is for nobody'):
        entry = grouped_finding(here(site), found(message), "", with_help=False)
        assert text(entry).count(title) == 1
        assert 'Add "supports:"' not in text(entry)
