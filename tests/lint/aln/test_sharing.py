"""ALN001, ALN002, ALN003: what sharing means among teams that are parts of one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., Any]

TEAMS = """
{kind: team, id: firm, title: Firm}
---
{kind: team, id: care, title: Care, part_of: firm}
---
{kind: team, id: support, title: Support, part_of: care}
---
{kind: team, id: docs, title: Documentation, part_of: care}
---
{kind: team, id: product, title: Product, part_of: firm}
---
{kind: team, id: booking, title: Booking, part_of: product}
---
{kind: team, id: old, title: Old team, part_of: firm, retired: {date: 2025-01-01, why: merged}}
"""


def outcome(text: str) -> str:
    return f"---\n{{kind: outcome, id: goal, title: Goal, {text}}}\n"


@pytest.mark.parametrize(
    ("goals", "alone"),
    [
        ("owner: support", ["support"]),
        ("owner: support, shared_with: care", ["support"]),  # its own department
        ("owner: care, shared_with: support", ["care"]),  # a part of it
        ("owner: support, shared_with: firm", ["support"]),  # a group two levels up
        ("owner: support, shared_with: docs", ["care"]),  # sisters share; their department as a whole does not
        ("owner: support, shared_with: booking", []),
        ("owner: support, co_owners: booking", []),
        ("owner: support, shared_with: product", []),
        ("owner: support, shared_with: old", ["support"]),
        ("owner: firm", []),  # all teams are in its branch
        ("shared_with: [support, booking]", []),  # nobody owns it
        ("owner: support, status: draft", []),
        ("owner: support, result: {date: 2026-01-31, verdict: reached}", []),
        ("owner: support, retired: {date: 2026-01-31, why: over}", []),
        ("owner: old", []),
    ],
)
def test_siloed_teams(find: Find, goals: str, alone: list[str]) -> None:
    assert find("ALN001", TEAMS + outcome(goals)).items == alone


def test_team_that_shares_the_outcome_of_another_is_not_alone(find: Find) -> None:
    text = TEAMS + outcome("owner: support")
    theirs = "---\n{kind: outcome, id: theirs, title: Theirs, owner: booking, shared_with: support}\n"
    assert find("ALN001", text + theirs).items == []
    assert find("ALN001", text + theirs.replace("shared_with", "status: draft, shared_with")).items == []
    over = theirs.replace("shared_with", "result: {date: 2026-01-31, verdict: missed}, shared_with")
    assert find("ALN001", text + over).items == ["support"]


def test_what_parts_share_outside_rolls_up(find: Find) -> None:
    text = TEAMS + outcome("owner: care")
    shared = "---\n{kind: outcome, id: theirs, title: Theirs, owner: docs, shared_with: booking}\n"
    assert find("ALN001", text).items == ["care"]
    assert find("ALN001", text + shared).items == []


def test_team_in_two_groups_has_both_in_its_branch(find: Find) -> None:
    text = TEAMS.replace("title: Booking, part_of: product", "title: Booking, part_of: [product, care]")
    assert find("ALN001", text + outcome("owner: booking, shared_with: care")).items == ["booking"]
    assert find("ALN001", text + outcome("owner: booking, shared_with: docs")).items == ["care"]


def test_one_team_has_nobody_to_share_with(find: Find) -> None:
    assert find("ALN001", "{kind: team, id: firm, title: Firm}\n" + outcome("owner: firm")).items == []


def test_mistyped_partner_may_be_the_one_that_is_missed(find: Find) -> None:
    found = find("ALN001", TEAMS + outcome("owner: support, shared_with: bookin"))
    assert (found.items, found.not_judged) == ([], ["support"])


def test_unreadable_outcome_may_be_shared(find: Find) -> None:
    broken = "---\n{kind: outcome, id: other, title: Other, owner: support, shared_with: 7}\n"
    found = find("ALN001", TEAMS + outcome("owner: support") + broken, broken=True)
    assert (found.items, found.not_judged) == ([], ["support"])


def test_a_ring_of_teams_ends(find: Find) -> None:
    ring = "{kind: team, id: a, title: A, part_of: b}\n---\n{kind: team, id: b, title: B, part_of: a}\n"
    ring += "---\n{kind: team, id: c, title: C}\n"
    assert find("ALN001", ring + outcome("owner: a, shared_with: b")).items == ["a"]


MEASURE = (
    "---\n{kind: kpi, id: figure, title: Figure, measures: goal, level: outcome, direction: increase, unit: count}\n"
)


def bet(name: str, text: str) -> str:
    return (
        f"---\n{{kind: hypothesis, id: {name}, title: Bet, change: it, moves: {{id: figure, to: 9}}, "
        f"start: 2026-06-01, end: 2026-07-31, {text}}}\n"
    )


SHARED = TEAMS + outcome("owner: support, shared_with: [docs, booking]") + MEASURE


@pytest.mark.parametrize(
    ("attempts", "idle"),
    [
        ("", None),  # nobody tries: LOS007 speaks
        (bet("one", "owner: support"), '"booking" or "docs"'),
        (bet("one", "owner: support") + bet("two", "owner: support"), '"booking" or "docs"'),
        (bet("one", "owner: support") + bet("two", "owner: docs"), None),
        (bet("one", "owner: support, co_owners: docs"), None),
        (bet("one", "owner: support, teams: [support, booking]"), None),
        (bet("one", "owner: support") + bet("two", "owner: care"), '"booking"'),  # a department and its part
        (bet("one", "owner: support") + bet("two", "owner: docs, status: abandoned"), '"booking" or "docs"'),
        (bet("one", "owner: support") + bet("two", "owner: docs, status: running"), None),
        (bet("one", "owner: support, retired: {date: 2026-01-31, why: over}"), None),
        (
            bet("one", "owner: support") + "---\n{kind: initiative, id: work, title: Work, owner: docs, tests: one}\n",
            None,
        ),
        (
            bet("one", "owner: support")
            + "---\n{kind: initiative, id: work, title: Work, owner: docs, tests: one, status: dropped}\n",
            '"booking" or "docs"',
        ),
        (
            bet("one", "owner: support")
            + "---\n{kind: initiative, id: work, title: W, owner: docs, sustains: figure}\n",
            None,
        ),
        (
            bet("one", "owner: support") + "---\n{kind: initiative, id: work, title: W, owner: docs, supports: goal}\n",
            None,
        ),
        (bet("one", "owner: care"), '"booking"'),
    ],
)
def test_lone_shared_outcomes(find: Find, attempts: str, idle: str | None) -> None:
    found = find("ALN002", SHARED + attempts)
    assert found.places == ([] if idle is None else ["goal shared_with"])
    assert all(f"of {idle} leads to it" in message for message in found.messages)


def test_bets_reach_an_outcome_over_drivers_parts_and_narrower_outcomes(find: Find) -> None:
    text = SHARED + bet("one", "owner: support")
    sub = "---\n{kind: outcome, id: narrow, title: Narrow, supports: goal, owner: docs}\n"
    kpi = "---\n{{kind: kpi, id: far, title: Far, {0}, level: outcome, direction: increase, unit: count}}\n"
    far = bet("two", "owner: docs").replace("id: figure", "id: far")
    assert find("ALN002", text + far + kpi.format("measures: narrow") + sub).items == []
    assert find("ALN002", text + far + kpi.format("drives: figure")).items == []
    assert find("ALN002", text + far + kpi.format("segment_of: figure")).items == []
    assert find("ALN002", text + far + kpi.format("guards: figure")).items == ["goal"]
    assert find("ALN002", text + far.replace("owner", "part_of: one, owner") + kpi.format("guards: figure")).items == []
    retired = kpi.format("drives: figure, retired: {date: 2026-01-31, why: over}")
    assert find("ALN002", text + far + retired).items == ["goal"]


def test_rings_of_measures_end(find: Find) -> None:
    ring = "---\n{kind: kpi, id: far, title: Far, drives: figure, level: outcome, direction: increase, unit: count}\n"
    text = SHARED.replace("measures: goal", "measures: goal, drives: far") + ring
    assert find("ALN002", text + bet("one", "owner: support")).items == ["goal"]
    assert find("ALN002", text + bet("one", "owner: support") + bet("two", "owner: docs")).items == []


@pytest.mark.parametrize(
    "shared", ["owner: support", "owner: support, shared_with: care", "owner: support, shared_with: old"]
)
def test_outcome_of_one_branch_is_not_shared(find: Find, shared: str) -> None:
    assert find("ALN002", TEAMS + outcome(shared) + MEASURE + bet("one", "owner: support")).items == []


def test_outcome_that_is_over_needs_no_more_bets(find: Find) -> None:
    over = SHARED.replace(
        "owner: support, shared", "owner: support, result: {date: 2026-05-31, verdict: partly}, shared"
    )
    assert find("ALN002", over + bet("one", "owner: support")).items == []


def test_mistyped_team_of_a_bet_may_be_the_one_that_is_missed(find: Find) -> None:
    found = find("ALN002", SHARED + bet("one", "owner: support, teams: dosc"))
    assert (found.items, found.not_judged) == ([], ["goal"])


STRATEGY = "---\n{kind: strategy, id: aim, title: Aim, why: Because, owner: product}\n"


def said(*answers: str) -> str:
    entries = (
        f"{{team: {team}, date: {day}, answer: '{answer}'}}" for team, day, answer in (a.split() for a in answers)
    )
    return f"agreed: [{', '.join(entries)}]"


@pytest.mark.parametrize(
    ("goal", "places"),
    [
        ("shared_with: docs", ["goal shared_with.0"]),
        ("shared_with: [docs, booking]", ["goal shared_with"]),
        ("shared_with: [docs, booking], " + said("docs 2026-01-31 yes"), ["goal shared_with.1"]),
        ("shared_with: docs, " + said("docs 2026-01-31 yes"), []),
        ("shared_with: docs, " + said("docs 2026-01-31 no"), ["goal shared_with.0"]),
        ("shared_with: docs, " + said("docs 2026-01-31 no", "docs 2026-02-28 yes"), []),
        ("shared_with: docs, " + said("docs 2026-02-28 yes", "docs 2026-01-31 no"), []),
        ("shared_with: docs, " + said("docs 2026-01-31 yes", "docs 2026-02-28 no"), ["goal shared_with.0"]),
        ("shared_with: docs, " + said("docs 2026-01-31 yes", "docs 2026-01-31 no"), ["goal shared_with.0"]),
        ("shared_with: docs, " + said("docs 2026-04-01 counter"), []),  # 90 days ago
        ("shared_with: docs, " + said("docs 2026-03-31 counter"), ["goal shared_with.0"]),
        ("shared_with: docs, " + said("care 2026-01-31 yes"), []),  # the group speaks for its part
        ("shared_with: product, " + said("booking 2026-01-31 yes"), []),  # and a part for its group
        ("shared_with: docs, " + said("docs 2026-01-31 no", "care 2026-02-28 yes"), ["goal shared_with.0"]),
        ("shared_with: docs, " + said("booking 2026-01-31 yes"), ["goal shared_with.0"]),
        ("shared_with: support", []),
        ("co_owners: docs, shared_with: docs", []),
        ("shared_with: old", []),
        ("shared_with: docs, status: draft", []),
        ("shared_with: docs, result: {date: 2026-05-31, verdict: reached}", []),
        ("shared_with: docs, retired: {date: 2026-05-31, why: over}", []),
        ("supports: aim", ["goal supports.0"]),
        ("supports: aim, " + said("product 2026-01-31 yes"), []),
        ("supports: aim, " + said("firm 2026-01-31 yes"), []),
        ("supports: aim, co_owners: booking", []),  # a part of the team that gave the goal owns it too
    ],
)
def test_missing_agreements(find: Find, goal: str, places: list[str]) -> None:
    assert find("ALN003", TEAMS + STRATEGY + outcome(f"owner: support, {goal}")).places == places


@pytest.mark.parametrize(
    ("aim", "places"),
    [
        ("owner: product", ["goal supports.0"]),
        ("owner: product, status: draft", []),
        ("owner: product, retired: {date: 2026-05-31, why: over}", []),
        ("owner: firm", []),  # the group that Support is part of
        ("lead: Nobody", []),
        ("owner: old", []),
        ("owner: product, " + said("support 2026-01-31 yes"), []),
        ("owner: product, " + said("support 2026-01-31 no"), ["goal supports.0"]),
    ],
)
def test_agreement_between_levels_may_stand_on_either(find: Find, aim: str, places: list[str]) -> None:
    strategy = f"---\n{{kind: strategy, id: aim, title: Aim, why: Because, {aim}}}\n"
    assert find("ALN003", TEAMS + strategy + outcome("owner: support, supports: aim")).places == places


def test_strategies_cascade_too(find: Find) -> None:
    lower = "---\n{kind: strategy, id: lower, title: Lower, why: Because, owner: support, supports: aim}\n"
    assert find("ALN003", TEAMS + STRATEGY + lower).places == ["lower supports.0"]


def test_days_of_a_counter_are_an_option(find: Find) -> None:
    text = TEAMS + outcome("owner: support, shared_with: docs, " + said("docs 2026-06-01 counter"))
    assert find("ALN003", text, counter_days=28).items == ["goal"]
    assert find("ALN003", text, counter_days=29).items == []


def test_all_teams_without_an_answer_are_named_at_once(find: Find) -> None:
    text = TEAMS + outcome("owner: support, shared_with: [docs, booking, product]")
    (message,) = find("ALN003", text).messages
    assert message.endswith(
        '"docs" (Documentation), team "booking" (Booking) and team "product" (Product), which have not answered'
    )
    mixed = TEAMS + outcome("owner: support, shared_with: [docs, booking], " + said("docs 2026-01-31 no"))
    (message,) = find("ALN003", mixed).messages
    assert message.endswith('which said no on 2026-01-31; with team "booking" (Booking), which has not answered')


def test_answer_of_a_mistyped_team_leaves_the_goal_unjudged(find: Find) -> None:
    found = find("ALN003", TEAMS + outcome("owner: support, shared_with: docs, " + said("dosc 2026-01-31 yes")))
    assert (found.items, found.not_judged) == ([], ["goal"])


def test_mistyped_links_of_another_sort_hide_no_team(find: Find) -> None:
    found = find("ALN002", SHARED + bet("one", "owner: support, rivals: another-bet"))
    assert (found.items, found.not_judged) == (["goal"], [])
