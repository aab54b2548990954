"""ALN007, ALN008, ALN009, ALN011: too much at once, tensions left open, and answers that disagree."""

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
{kind: team, id: product, title: Product, part_of: firm}
---
{kind: team, id: partner, title: Partner}
"""


def many(kind: str, count: int, text: str, start: int = 1) -> str:
    return "".join(
        f"---\n{{kind: {kind}, id: {kind}-{n}, title: Item {n}, {text}}}\n" for n in range(start, start + count)
    )


OVER = "retired: {date: 2026-01-31, why: over}"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (many("outcome", 5, "owner: care"), []),
        (many("outcome", 6, "owner: care"), ["care"]),
        (many("outcome", 5, "owner: care") + many("outcome", 1, "owner: product, co_owners: care", 6), []),
        (many("outcome", 3, "owner: care") + many("outcome", 3, "owner: product", 4), []),
        (many("outcome", 5, "owner: care") + many("outcome", 1, f"owner: care, {OVER}", 6), []),
        (many("outcome", 5, "owner: care") + many("outcome", 1, "owner: care, status: draft", 6), []),
        (many("outcome", 5, "owner: care") + many("outcome", 1, "owner: care, start: 2026-07-01", 6), []),
        (many("outcome", 5, "owner: care") + many("outcome", 1, "owner: care, start: 2026-06-30", 6), ["care"]),
        (many("outcome", 5, "owner: care") + many("outcome", 1, "owner: care, end: 2026-06-29", 6), []),
        (many("outcome", 5, "owner: care") + many("outcome", 1, "owner: care, end: 2026-06", 6), ["care"]),
        (
            many("outcome", 5, "owner: care")
            + many("outcome", 1, "owner: care, result: {date: 2026-05-31, verdict: missed}", 6),
            [],
        ),
    ],
)
def test_owners_of_too_many_outcomes(find: Find, text: str, items: list[str]) -> None:
    assert find("ALN007", TEAMS + text).items == items


BET = "change: it, moves: {id: kpi-1, to: 9}, start: 2026-06-01, end: 2026-07-31, owner: care, status: "
KPI = many("kpi", 1, "level: outcome, direction: increase, unit: count")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (many("hypothesis", 6, BET + "running"), ["care"]),
        (many("hypothesis", 5, BET + "running"), []),
        (many("hypothesis", 6, BET + "proposed"), []),
        (many("hypothesis", 5, BET + "running") + many("hypothesis", 1, BET + "running, part_of: hypothesis-1", 6), []),
    ],
)
def test_owners_of_too_many_bets(find: Find, text: str, items: list[str]) -> None:
    assert find("ALN007", TEAMS + KPI + text).items == items


def test_limits_of_an_owner_are_options(find: Find) -> None:
    text = TEAMS + KPI + many("hypothesis", 2, BET + "running") + many("outcome", 3, "owner: care")
    assert find("ALN007", text, most_outcomes=2).items == ["care"]
    assert find("ALN007", text, most_bets=1).items == ["care"]
    assert len(find("ALN007", text, most_bets=1, most_outcomes=2).items) == 2


WHY = "why: Because, "


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (many("strategy", 3, WHY + "owner: firm"), []),
        (many("strategy", 4, WHY + "owner: firm"), ["firm"]),
        (many("strategy", 2, WHY + "owner: care") + many("strategy", 2, WHY + "owner: product", 3), ["firm"]),
        (many("strategy", 2, WHY + "owner: firm") + many("strategy", 2, WHY + "owner: partner", 3), []),
        (many("strategy", 4, WHY + "lead: Somebody"), ["strategy-4"]),
        (
            many("strategy", 3, WHY + "owner: firm")
            + many("strategy", 1, WHY + "owner: firm, supports: strategy-1", 4),
            [],
        ),
        (many("strategy", 3, WHY + "owner: firm") + many("strategy", 1, WHY + "owner: firm, status: draft", 4), []),
        (many("strategy", 3, WHY + "owner: firm") + many("strategy", 1, WHY + f"owner: firm, {OVER}", 4), []),
        (many("strategy", 3, WHY + "owner: firm") + many("strategy", 1, WHY + "owner: firm, start: 2027", 4), []),
        (many("strategy", 3, WHY + "owner: firm") + many("strategy", 1, WHY + "owner: firm, end: 2025", 4), []),
        (many("strategy", 3, WHY + "owner: firm") + many("strategy", 1, WHY + "owner: firm, end: 2026", 4), ["firm"]),
    ],
)
def test_too_many_strategies(find: Find, text: str, items: list[str]) -> None:
    assert find("ALN008", TEAMS + text).items == items


def test_what_has_a_rank_goes_first(find: Find) -> None:
    ranked = many("strategy", 3, WHY + "lead: Somebody") + many("strategy", 1, WHY + "lead: Somebody, rank: 2", 4)
    found = find("ALN008", TEAMS + ranked)
    assert found.items == ["strategy-3"]
    assert '"strategy-4", "strategy-1", "strategy-2" and "strategy-3"' in found.messages[0]


GOAL = many("strategy", 1, WHY + "owner: firm")


@pytest.mark.parametrize(
    ("last", "items"),
    [
        ("supports: strategy-1", ["strategy-1"]),
        ("supports: outcome-1", []),
        ("supports: strategy-1, status: draft", []),
        (f"supports: strategy-1, {OVER}", []),
        ("supports: strategy-1, result: {date: 2026-05-31, verdict: missed}", []),
        ("supports: strategy-1, end: 2026-05", []),
        ("supports: strategy-1, start: 2026-07", []),
    ],
)
def test_too_many_outcomes_of_a_strategy(find: Find, last: str, items: list[str]) -> None:
    text = TEAMS + GOAL + many("outcome", 3, "supports: strategy-1")
    assert find("ALN008", text).items == []
    assert find("ALN008", text + many("outcome", 1, last, 4)).items == items


WORK = "sustains: kpi-1, owner: care"


@pytest.mark.parametrize(
    ("last", "items"),
    [
        (WORK, ["care"]),
        (WORK + ", status: active, start: 2026-07-01", ["care"]),
        (WORK + ", start: 2026-07-01", []),
        (WORK + ", start: 2026-06-30", ["care"]),
        (WORK + ", status: done", []),
        (WORK + ", status: dropped", []),
        (WORK + ", status: draft", []),
        (f"{WORK}, {OVER}", []),
        ("sustains: kpi-1, owner: product", []),
        ("sustains: kpi-1", []),
    ],
)
def test_too_many_tactics_of_a_team(find: Find, last: str, items: list[str]) -> None:
    text = TEAMS + KPI + many("initiative", 7, WORK)
    assert find("ALN008", text).items == []
    assert find("ALN008", text + many("initiative", 1, last, 8)).items == items


def test_limits_of_a_plan_are_options(find: Find) -> None:
    text = TEAMS + KPI + GOAL + many("outcome", 2, "supports: strategy-1") + many("initiative", 2, WORK)
    assert find("ALN008", text, most_strategies=0).items == ["firm"]
    assert find("ALN008", text, most_outcomes=1).items == ["strategy-1"]
    assert find("ALN008", text, most_tactics=1).items == ["care"]


FIGURE = "level: outcome, direction: increase, unit: count"


@pytest.mark.parametrize(
    ("one", "other", "open_tension"),
    [
        ("owner: care", "owner: product", True),
        ("owner: care, rank: 1", "owner: product, rank: 2", False),
        ("owner: care, rank: 1", "owner: product, rank: 1", True),
        ("owner: care, rank: 1", "owner: product", False),
        ("owner: care, agreed: {team: product, date: 2026-01-31, answer: 'yes'}", "owner: product", False),
        ("owner: care", "owner: product, agreed: {team: care, date: 2026-01-31, answer: 'yes'}", False),
        ("owner: care, agreed: {team: product, date: 2026-01-31, answer: counter}", "owner: product", True),
        ("owner: care, agreed: {team: partner, date: 2026-01-31, answer: 'yes'}", "owner: product", True),
        ("owner: care, agreed: {team: care, date: 2026-01-31, answer: 'yes'}", "owner: care", True),
        (
            (
                "owner: care, agreed: [{team: product, date: 2026-02-28, answer: 'no'}, "
                "{team: product, date: 2026-01-31, answer: 'yes'}]"
            ),
            "owner: product",
            True,
        ),
        ("owner: care", f"owner: product, {OVER}", False),
        ("owner: care", "owner: product, result: {date: 2026-05-31, verdict: reached}", False),
        ("owner: care, result: {date: 2026-05-31, verdict: reached}", "owner: product", False),
        (f"owner: care, {OVER}", "owner: product", False),
    ],
)
def test_tensions_of_outcomes(find: Find, one: str, other: str, open_tension: bool) -> None:
    text = f"---\n{{kind: outcome, id: one, title: One, in_tension_with: other, {one}}}\n"
    text += f"---\n{{kind: outcome, id: other, title: Other, {other}}}\n"
    assert find("ALN009", TEAMS + text).places == (["one in_tension_with.0"] if open_tension else [])


def test_tension_told_on_both_sides_is_one(find: Find) -> None:
    text = "---\n{kind: outcome, id: one, title: One, in_tension_with: other}\n"
    text += "---\n{kind: outcome, id: other, title: Other, in_tension_with: one}\n"
    assert find("ALN009", TEAMS + text).places == ["one in_tension_with.0"]
    assert find("ALN009", "{kind: outcome, id: one, title: One, in_tension_with: one}").places == []


@pytest.mark.parametrize(
    ("guard", "open_tension"),
    [
        ("guards: one", False),
        ("guards: other", False),
        ("drives: one", True),
        (f"guards: one, {OVER}", True),
        ("guards: one, status: draft", True),
    ],
)
def test_guards_of_measures(find: Find, guard: str, open_tension: bool) -> None:
    text = f"{{kind: kpi, id: one, title: One, in_tension_with: other, {FIGURE}}}\n"
    text += f"---\n{{kind: kpi, id: other, title: Other, {FIGURE}}}\n"
    text += f"---\n{{kind: kpi, id: third, title: Third, {FIGURE}, {guard}}}\n"
    assert find("ALN009", text).items == (["one"] if open_tension else [])


@pytest.mark.parametrize("direction", ["keep-above", "keep-below"])
def test_limit_to_keep_is_a_guard(find: Find, direction: str) -> None:
    text = f"{{kind: kpi, id: one, title: One, in_tension_with: other, {FIGURE}}}\n"
    text += f"---\n{{kind: kpi, id: other, title: Other, level: outcome, unit: count, direction: {direction}}}\n"
    assert find("ALN009", text).items == []


def test_guards_and_ranks_of_goals_and_their_measures(find: Find) -> None:
    goals = "{kind: outcome, id: a, title: A, rank: 1}\n---\n{kind: outcome, id: b, title: B, rank: 2}\n"
    one = f"---\n{{kind: kpi, id: one, title: One, in_tension_with: other, measures: a, {FIGURE}}}\n"
    other = f"---\n{{kind: kpi, id: other, title: Other, measures: b, {FIGURE}}}\n"
    assert find("ALN009", goals + one + other).items == []
    assert find("ALN009", goals + one + other.replace("measures: b", "measures: a")).items == ["one"]
    pair = "{kind: outcome, id: a, title: A, in_tension_with: b}\n---\n{kind: outcome, id: b, title: B}\n"
    guarded = one.replace("in_tension_with: other", "guards: other") + other
    assert find("ALN009", pair + one.replace("in_tension_with: other", "drives: other") + other).items == ["a"]
    assert find("ALN009", pair + guarded).items == []
    mixed = "{kind: outcome, id: a, title: A, rank: 1, in_tension_with: s}\n"
    mixed += "---\n{kind: strategy, id: s, title: S, why: Because, rank: 2}\n"
    assert find("ALN009", mixed).items == ["a"]


def test_guard_that_cannot_be_read_may_hold(find: Find) -> None:
    text = f"{{kind: kpi, id: one, title: One, in_tension_with: other, {FIGURE}}}\n"
    text += f"---\n{{kind: kpi, id: other, title: Other, {FIGURE}}}\n"
    text += f"---\n{{kind: kpi, id: third, title: Third, guards: 7, {FIGURE}}}\n"
    found = find("ALN009", text, broken=True)
    assert (found.items, found.not_judged) == ([], ["one"])


def answers(*scores: float, question: str = "shared-goals") -> str:
    return ", ".join(f"{{respondent: {n}, question: {question}, score: {s}}}" for n, s in enumerate(scores, 1))


def assessment(text: str, name: str = "round", day: str = "2026-06-12", asked: str = "questionnaire: alignment") -> str:
    return f"---\n{{kind: assessment, id: {name}, title: Round, {asked}, date: {day}, responses: [{text}]}}\n"


@pytest.mark.parametrize(
    ("scores", "divided"),
    [
        ((1, 1, 1, 5, 5, 5), True),
        ((3, 3, 3, 3, 3), False),
        ((1, 2, 1, 1, 2), False),
        ((1, 5, 1, 5), False),  # too few
        ((2, 1, 4, 4, 5, 5, 4, 3, 3, 2), True),  # 0.11
        ((3, 2, 4, 3, 4, 4, 4, 3, 2, 1), False),  # 0.44
    ],
)
def test_divided_answers(find: Find, scores: tuple[int, ...], divided: bool) -> None:
    found = find("ALN011", assessment(answers(*scores)))
    assert found.places == (["round responses"] if divided else [])


def test_limits_of_answers_are_options(find: Find) -> None:
    assert find("ALN011", assessment(answers(1, 5, 1, 5)), fewest_answers=4).items == ["round"]
    scores = answers(3, 2, 4, 3, 4, 4, 4, 3, 2, 1)
    assert find("ALN011", assessment(scores), least_agreement=0.44).items == []
    assert find("ALN011", assessment(scores), least_agreement=0.45).items == ["round"]
    assert find("ALN011", assessment(answers(4)), fewest_answers=0).not_judged == []


def test_most_divided_question_comes_first(find: Find) -> None:
    text = answers(1, 1, 5, 5, 4, question="decisions") + ", " + answers(1, 1, 1, 5, 5, 5)
    (message,) = find("ALN011", assessment(text)).messages
    assert message.index('"shared-goals" range from 1 to 5 (r_WG -1.4)') < message.index('"decisions"')


def test_only_the_last_round_is_judged(find: Find) -> None:
    first, last = assessment(answers(1, 1, 1, 5, 5, 5), "a", "2025-06-12"), assessment(answers(4, 4, 4, 4, 4), "b")
    assert find("ALN011", first + last).items == []
    assert find("ALN011", first.replace("2025", "2027") + last).items == ["a"]
    about = last.replace("id: b,", "id: b, about: firm,")
    assert find("ALN011", TEAMS + first + about).items == ["a"]
    assert find("ALN011", first + last.replace("id: b,", "id: b, status: draft,")).items == ["a"]
    other = assessment(answers(4, 4, 4, 4, 4, question="contribution"), "b", asked="questionnaire: hoshin")
    assert find("ALN011", first + other).items == ["a"]


OWN = "questions: [{id: pace, text: How fast?, scale: {low: 0, high: 10}}, {id: why, text: Why?}]"


def test_questions_of_ones_own_bring_their_scale(find: Find) -> None:
    camps, alike = answers(0, 0, 0, 9, 10, 10, question="pace"), answers(4, 5, 3, 5, 6, question="pace")
    assert find("ALN011", assessment(camps, asked=OWN)).items == ["round"]
    assert find("ALN011", assessment(alike, asked=OWN)).items == []
    found = find("ALN011", assessment(answers(1, 5, 1, 5, 1, question="why"), asked=OWN))
    assert (found.items, found.not_judged) == ([], ["round"])


@pytest.mark.parametrize("text", [answers(1, 1, 1, 5, 6), answers(1, 5, 1, 5, 1, question="nothing-like-it")])
def test_what_has_no_scale_is_not_judged(find: Find, text: str) -> None:
    found = find("ALN011", assessment(text))
    assert (found.items, found.not_judged) == ([], ["round"])


def test_measure_has_the_first_of_the_ranks_of_its_goals(find: Find) -> None:
    goals = "{kind: outcome, id: a, title: A, rank: 1}\n---\n{kind: outcome, id: b, title: B}\n"
    one = f"---\n{{kind: kpi, id: one, title: One, in_tension_with: other, measures: [a, b, lost], {FIGURE}}}\n"
    other = "---\n{{kind: kpi, id: other, title: Other, measures: {0}, {1}}}\n"
    assert find("ALN009", goals + one + other.format("a", FIGURE)).items == ["one"]
    assert find("ALN009", goals + one + other.format("b", FIGURE)).items == []


def test_lost_measure_may_be_a_guard(find: Find) -> None:
    text = f"{{kind: kpi, id: one, title: One, in_tension_with: other, {FIGURE}}}\n"
    text += f"---\n{{kind: kpi, id: other, title: Other, {FIGURE}}}\n"
    found = find("ALN009", text + '---\nkind: kpi\nid: third\ntitle: "A quote that is never closed\n', broken=True)
    assert (found.items, found.not_judged) == ([], ["one"])
