"""Labels on pages of outcomes, bets, work and promises say what follows them, and a page does not repeat itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from alignctl.plan.items import Commitment, Hypothesis, Item, Kpi
from alignctl.plan.parts import Checkin, Observation, Result
from alignctl.publish.page import Section
from alignctl.publish.paths import item_path
from alignctl.publish.people_pages import commitment_sections
from alignctl.publish.site import Here
from alignctl.publish.tables import hypothesis_table, initiative_table
from alignctl.publish.work_pages import hypothesis_sections, latest_word
from tests.publish.conftest import read_html

DECIDED = Result(date(2026, 6, 1), "stop", "It cost too much.")


def words(html: str) -> str:
    return " ".join(read_html(html).text.replace("\xa0", " ").split())


def bet_of(site, **fields: object) -> Hypothesis:
    return replace(next(bet for bet in site.plan.hypotheses if bet.moves), **fields)


def section(sections: tuple[Section, ...], name: str) -> Section:
    return next(each for each in sections if each.id == name)


@pytest.mark.parametrize(
    ("problem", "label"),
    [("stop asking people to wait", "What for"), ("people wait too long", "The problem"), ("Queues", "The problem")],
)
def test_an_aim_is_not_called_a_problem(problem: str, label: str, site) -> None:
    told = section(hypothesis_sections(Here(site, "x/"), bet_of(site, problem=problem)), "bet")
    assert f"{label}{problem}" in words(told.body)


@pytest.mark.parametrize(
    ("status", "title", "change"),
    [
        ("running", "What we expect to see", "We change"),
        ("decided", "What we expected to see", "The change"),
        ("abandoned", "What we expected to see", "The change"),
    ],
)
def test_what_is_over_is_told_in_the_past(status: str, title: str, change: str, site) -> None:
    sections = hypothesis_sections(Here(site, "x/"), bet_of(site, status=status, change="greeting everybody"))
    assert section(sections, "expected").title == title
    assert f"{change}greeting everybody" in words(section(sections, "bet").body)


def test_compared_with_is_a_group_and_never_a_number(site) -> None:
    bet = bet_of(site, status="decided", comparison="Those who came before")
    seen = Observation(bet.moves[0].id, 12, 11)
    sections = hypothesis_sections(Here(site, "x/"), replace(bet, result=replace(DECIDED, observed=(seen,))))
    assert "Compared with" not in section(sections, "expected").body
    assert "In the comparison" in section(sections, "expected").body
    assert "Compared withThose who came before" in words(section(sections, "bet").body)


def test_the_latest_word_of_an_owner_stands_at_the_top(page_of: Callable[[str], str], site) -> None:
    html = page_of("outcomes/newcomers-return/")
    assert "Its owner on 1 Jun 2026: Off track." in words(html.partition("<h2")[0])
    said = replace(site.plan.outcomes[0], checkins=(Checkin(date(2026, 3, 1), "at-risk", "*Snow*"),), result=None)
    assert words(latest_word(Here(site, "x/"), said)) == "Its owner on 1 Mar 2026: At risk. Snow"


@pytest.mark.parametrize(
    ("promise", "repeated"),
    [("The keys are copied.", False), ("The *keys* are copied.", True), ("The keys.\n\nAnd the locks.", True)],
)
def test_a_promise_is_told_once_unless_there_is_more_to_it(promise: str, repeated: bool, site) -> None:
    given: Commitment = replace(site.plan.commitments[0], promise=promise)
    assert bool(section(commitment_sections(Here(site, "x/"), given), "promise").body) == repeated


def test_tables_do_not_name_the_page_in_every_row(site) -> None:
    bet = bet_of(site)
    kpi = site.plan.get(bet.moves[0].id)
    assert isinstance(kpi, Kpi)
    elsewhere, there = (hypothesis_table(at, [bet], "Bets") for at in (Here(site, "x/"), page_about(site, kpi)))
    assert kpi.title in words(elsewhere)
    assert kpi.title not in words(there)
    work = next(work for work in site.plan.initiatives if len(work.tests) == 1)
    tested = site.plan.get(work.tests[0].id)
    assert tested.title in words(initiative_table(Here(site, "x/"), [work], "Work"))
    assert tested.title not in words(initiative_table(page_about(site, tested), [work], "Work"))


def page_about(site, item: Item) -> Here:
    return Here(site, item_path(item))
