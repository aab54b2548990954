"""How items are doing, in a paragraph at the top of their pages."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from alignctl.plan.dates import parse_period
from alignctl.plan.items import Hypothesis, Kpi, Origin, Outcome
from alignctl.plan.parts import Baseline, Expectation, Link, Reading, Retirement, Target
from alignctl.plan.plan import Plan
from alignctl.publish.site import Here
from alignctl.publish.standing import standing
from alignctl.publish.tables import outcome_table
from tests.publish.conftest import read_html


def told(site, item_id: str) -> str:
    here = Here(site, "elsewhere/")
    text = read_html(standing(here, site.plan.get(item_id))).text.replace("Hypothesis: ", "")
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (
            "second-visits",
            (
                "It was 27 % on 31 May 2026, and is behind on the way to 40 % by 31 Dec 2026: 28.3 % was due then. "
                "A face at the door waits for a decision. The desk answers for it."
            ),
        ),
        (
            "minutes-in-queue",
            (
                "Its last reading, 6 minutes on 28 Feb 2026, is too old to say how it is doing now. "
                "No bet to move it runs. The desk answers for it."
            ),
        ),
        ("mood", "There is no reading yet. The house answers for it."),
        ("noise", "It was 3 on 20 Jun 2026: inside its limit, at most 5. The house answers for it."),
        (
            "newcomers-return",
            (
                "The KPI that measures it is not attained. A face at the door waits for a decision. "
                "The desk answers for it and shares it with The house."
            ),
        ),
        (
            "lonely",
            (
                "No KPI measures it, so nobody can see whether it comes about. No bet on it runs. "
                "The house answers for it."
            ),
        ),
        ("saturday-rota", "Overdue: Rota, due by 15 Jun 2026."),
        ("leaflets", ""),
        ("house", ""),
    ],
)
def test_a_page_says_how_its_item_is_doing(site, item, text):
    assert told(site, item) == text


TO_40 = (Target(40, parse_period("2026-12-31")),)
DUE = (Target(20, parse_period("2026-03-31")), *TO_40)


@pytest.mark.parametrize(
    ("read", "fields", "text"),
    [
        (41, {"targets": TO_40}, "It was 41 % on 28 May 2026: its target of 40 % by 31 Dec 2026 is reached."),
        (
            25,
            {"targets": DUE, "path": "step"},
            (
                "It was 25 % on 28 May 2026: the target that was due, 20 % by 31 Mar 2026, is reached, and 40 % by "
                "31 Dec 2026 comes next."
            ),
        ),
        (
            25,
            {"targets": (*DUE, Target(60, parse_period("2027"))), "path": "step"},
            (
                "It was 25 % on 28 May 2026: the target that was due, 20 % by 31 Mar 2026, is reached, and 40 % by "
                "31 Dec 2026 comes next."
            ),
        ),
        (
            21,
            {"targets": DUE},
            (
                "It was 21 % on 28 May 2026: the target that was due, 20 % by 31 Mar 2026, is reached, but it is "
                "behind on the way to 40 % by 31 Dec 2026: 24.2 % was due then."
            ),
        ),
        (
            -3,
            {"targets": TO_40},
            (
                "It was −3 % on 28 May 2026, and is behind on the way to 40 % by 31 Dec 2026: 16.2 % was due then. "
                "That is farther away than at the start, 0 %."
            ),
        ),
        (
            10,
            {"targets": (Target(20, parse_period("2026-05-01")),)},
            "It was 10 % on 28 May 2026: its target of 20 % by 1 May 2026 is missed.",
        ),
        (
            30,
            {"targets": TO_40},
            "It was 30 % on 28 May 2026, on the way to 40 % by 31 Dec 2026; 16.2 % was due then.",
        ),
        (30, {}, "It was 30 % on 28 May 2026; no target is set."),
        (
            30,
            {"targets": TO_40, "direction": None},
            "It was 30 % on 28 May 2026; the plan does not say whether more is better.",
        ),
        (
            30,
            {"targets": (Target(low=35),), "direction": "keep-above"},
            "It was 30 % on 28 May 2026: outside its limit, at least 35 %.",
        ),
    ],
)
def test_a_kpi_says_where_it_stands_in_every_state(site, read, fields, text):
    values = {"direction": "increase", "baseline": Baseline(date(2025, 12, 31), 0), **fields}
    reading = Reading(date(2026, 5, 28), read)
    kpi = Kpi(id="k", title="K", origin=Origin("k.yaml"), unit="percent", readings=(reading,), **values)
    shown = dataclasses.replace(site, plan=Plan([kpi]))
    assert told(shown, "k").startswith(text)


def test_many_bets_are_counted_and_few_named(site):
    kpi = Kpi(id="k", title="K", origin=Origin("k.yaml"), owner=None)
    bets = [
        Hypothesis(id=f"b-{n}", title=f"Bet {n}", origin=Origin("b.yaml"), status="running", moves=(Expectation("k"),))
        for n in range(5)
    ]
    text = told(dataclasses.replace(site, plan=Plan([kpi, *bets])), "k")
    assert "5 bets run to move it: Bet 0, Bet 1, Bet 2 and 2 more." in text


def test_a_bet_on_a_part_counts_for_the_whole_and_every_bet_that_is_over_is_counted(site):
    """Both on the page of the KPI and in the list of outcomes."""
    whole = Kpi(id="k", title="K", origin=Origin("k.yaml"), measures=(Link("o"),))
    part = Kpi(id="p", title="P", origin=Origin("k.yaml"), segment_of=Link("k"))
    outcome = Outcome(id="o", title="O", origin=Origin("k.yaml"))
    over = [
        _bet("given-up", "k", status="abandoned"),
        _bet("gone", "k", status="decided", retired=Retirement(date(2026, 1, 31), "Done")),
    ]
    quiet = dataclasses.replace(site, plan=Plan([whole, part, outcome, *over, _bet("next", "p", status="proposed")]))
    assert "No bet to move it runs; 1 is proposed and 2 are over." in told(quiet, "k")
    assert "No bet on it runs; 1 is proposed and 2 are over." in told(quiet, "o")
    busy = dataclasses.replace(site, plan=Plan([whole, part, outcome, *over, _bet("now", "p", status="running")]))
    assert "One bet runs to move it: Now." in told(busy, "k")
    assert "One bet runs on it: Now." in told(busy, "o")
    table = read_html(outcome_table(Here(busy, "outcomes/"), [outcome], "Outcomes")).text
    assert "Bets running" in table
    assert "O0 of 1 (0\xa0%)1" in table.replace("Outcome: ", "")


def _bet(bet_id: str, kpi: str, **fields: object) -> Hypothesis:
    title = bet_id.capitalize()
    return Hypothesis(id=bet_id, title=title, origin=Origin("b.yaml"), moves=(Expectation(kpi),), **fields)
