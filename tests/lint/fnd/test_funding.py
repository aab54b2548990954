"""FND001 to FND003: money is tied to a bet, waits for its evidence, and comes in parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

MONEY = {"amount": 40000, "currency": "EUR"}
STOP = {"date": "2026-06-22", "decision": "stop", "learned": "It is the wait."}
OVER = {"retired": {"date": "2026-05-01", "why": "Over."}}
KPI = {
    "kind": "kpi",
    "id": "solved",
    "title": "Questions solved",
    "measures": "answered",
    "level": "outcome",
    "direction": "increase",
}


def item(kind: str, item_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    usual = {"kind": kind, "id": item_id, "title": f"The {kind}"}
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


def strategy(item_id: str = "stay", **fields: Any) -> dict[str, Any]:
    return item("strategy", item_id, {"why": "It pays.", **fields})


def outcome(**fields: Any) -> dict[str, Any]:
    return item("outcome", "answered", {"supports": "stay", **fields})


def work(item_id: str = "work", **fields: Any) -> dict[str, Any]:
    return item("initiative", item_id, {"status": "active", **fields})


def bet(item_id: str = "bet", **fields: Any) -> dict[str, Any]:
    usual = {
        "status": "running",
        "change": "offering a call-back",
        "moves": {"id": "solved", "to": 68},
        "start": "2026-04-01",
        "end": "2026-06-30",
    }
    return item("hypothesis", item_id, {**usual, **fields})


def staged(*tranches: tuple[int, str | None]) -> dict[str, Any]:
    parts = [{"amount": amount} if after is None else {"amount": amount, "after": after} for amount, after in tranches]
    return {**MONEY, "tranches": parts}


WORK = [("work", "funding")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"supports": "answered"}, WORK),
        ({}, WORK),
        ({"funding": None}, []),
        ({"tests": "bet"}, []),
        ({"tests": "nowhere"}, []),
        ({"sustains": "solved"}, []),
        ({"supports": "answered", "mandated": "The law"}, []),
        ({"status": "planned"}, WORK),
        ({"status": "draft"}, WORK),
        ({"status": "done"}, []),
        ({"status": "dropped"}, []),
        (OVER, []),
        ({"tests": 3}, [("work", "not judged")]),
    ],
)
def test_work_without_hypothesis(found: Callable[..., Any], fields: Any, expected: Any) -> None:
    plan = [strategy(), outcome(), KPI, bet(), work(**{"funding": MONEY, **fields})]
    assert found("FND001", *plan) == expected


STAY = [("stay", "funding")]


@pytest.mark.parametrize(
    ("fields", "below", "expected"),
    [
        ({}, [bet()], []),
        ({}, [bet(status="draft")], []),
        ({}, [bet(status="decided")], []),
        ({}, [bet(status="abandoned")], STAY),
        ({}, [bet(**OVER)], STAY),
        ({}, [], STAY),
        ({}, [work(supports="answered")], STAY),
        ({}, [work(supports="answered", mandated="The law")], []),
        ({}, [work(sustains="solved")], []),
        ({}, [work(sustains="solved", **OVER)], STAY),
        ({}, [work(sustains="solved", status="dropped")], STAY),
        ({}, [work(sustains="solved"), work("more", supports="answered")], STAY),
        ({}, [work(sustains="solved"), work("more", supports="answered", status="dropped")], []),
        ({}, [bet(moves=3)], [("stay", "not judged")]),
        ({}, [bet(moves={"id": "solvd", "to": 68})], [("stay", "not judged")]),
        ({"end": "2026-06-30"}, [], STAY),
        ({"end": "2026-06-29"}, [], []),
        ({"end": "2026"}, [], STAY),
        ({"funding": None}, [], []),
        (OVER, [], []),
    ],
)
def test_envelope_without_hypothesis(found: Callable[..., Any], fields: Any, below: Any, expected: Any) -> None:
    assert found("FND001", strategy(**{"funding": MONEY, **fields}), outcome(), KPI, *below) == expected


def test_a_bet_below_a_lower_strategy_serves_the_upper_one(found: Callable[..., Any]) -> None:
    upper = strategy("upper", funding=MONEY)
    assert found("FND001", upper, strategy(supports="upper"), outcome(), KPI, bet()) == []
    assert found("FND001", upper, strategy(), outcome(), KPI, bet()) == [("upper", "funding")]


BET = [("bet", "funding")]


@pytest.mark.parametrize(
    ("fields", "today", "expected"),
    [
        ({}, "2026-06-30", []),
        ({}, "2026-07-01", BET),
        ({"funding": None}, "2026-07-01", []),
        ({"moves": {"id": "solved", "to": 68, "by": "2026-07-31"}}, "2026-07-31", []),
        ({"moves": {"id": "solved", "to": 68, "by": "2026-07-31"}}, "2026-08-01", BET),
        ({"status": "proposed"}, "2026-07-01", []),
        ({"status": "decided"}, "2026-07-01", []),
        ({"result": STOP}, "2026-07-01", []),
        ({"result": {**STOP, "decision": "continue"}}, "2026-07-01", BET),
        ({"end": None}, "2026-07-01", [("bet", "not judged")]),
        ({"funding": {"amount": "much", "currency": "EUR"}}, "2026-07-01", [("bet", "not judged")]),
        # what waits for a decision does not go on by itself
        ({"funding": staged((10, None), (30, "bet"))}, "2026-07-01", []),
        ({"funding": staged((10, "2026-04-01"), (30, "open"))}, "2026-07-01", []),
        ({"funding": staged((10, "2026-04-01"), (30, "nowhere"))}, "2026-07-01", []),
        ({"funding": staged((10, None), (30, "done"))}, "2026-07-01", BET),
        ({"funding": staged((10, None), (30, "stopped"))}, "2026-07-01", BET),
        ({"funding": staged((10, None), (30, "2026-06-30"))}, "2026-07-01", BET),
        ({"funding": staged((10, "bet"), (30, "2026-06-30"))}, "2026-07-01", []),
        ({"funding": staged((10, "bet"), (30, "2026-07-01"))}, "2026-07-01", BET),
        ({"funding": staged((10, "bet"), (30, "2026-Q3"))}, "2026-07-01", BET),
    ],
)
def test_bet_paid_past_its_evidence(found: Callable[..., Any], fields: Any, today: str, expected: Any) -> None:
    others = [bet("open"), bet("done", status="decided"), bet("stopped", status="abandoned", result=STOP)]
    assert found("FND002", KPI, *others, bet(**{"funding": MONEY, **fields}), today=today) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"tests": "late"}, WORK),
        ({"tests": ["late", "unbegun"]}, WORK),
        ({"tests": ["late", "running"]}, []),
        ({"tests": ["late", "adopted"]}, []),
        ({"tests": "adopted"}, []),
        ({"tests": "stopped"}, WORK),
        ({"tests": ["stopped", "abandoned"]}, WORK),
        ({"tests": ["stopped", "late"]}, WORK),
        ({"tests": "late", "funding": None}, []),
        ({"tests": "late", "status": "planned"}, []),
        ({"tests": "late", "status": "done"}, []),
        ({"tests": "late", "sustains": "solved"}, []),
        ({"tests": "late", "mandated": "The law"}, []),
        ({"tests": ["late", "nowhere"]}, [("work", "not judged")]),
        ({"tests": "unreadable"}, [("work", "not judged")]),
        ({"tests": "endless"}, []),
        ({"tests": "retired"}, WORK),
        ({"tests": ["retired", "running"]}, []),
        ({"tests": "abandoned-in-doubt"}, WORK),
        ({"tests": ["late", "retired-adopted"]}, []),
        ({"funding": "much", "tests": "late"}, [("work", "not judged")]),
        ({}, []),
        ({"tests": "late", **OVER}, []),
    ],
)
def test_work_paid_past_its_evidence(found: Callable[..., Any], fields: Any, expected: Any) -> None:
    bets = [
        bet("late"),
        bet("unbegun", status="proposed"),
        bet("running", end="2026-07-31"),
        bet("adopted", status="decided", result={**STOP, "decision": "adopt"}),
        bet("stopped", status="decided", result=STOP),
        bet("abandoned", status="abandoned"),
        bet("abandoned-in-doubt", status="abandoned", result={**STOP, "decision": "inconclusive"}),
        bet("unreadable", end="soon"),
        bet("endless", end=None),
        bet("retired", **OVER),
        bet("retired-adopted", result={**STOP, "decision": "adopt"}, **OVER),
    ]
    assert found("FND002", KPI, *bets, work(**{"funding": MONEY, **fields}), today="2026-07-01") == expected


@pytest.mark.parametrize(
    ("tests", "words", "labels"),
    [
        ("late", "is over", ["its evidence was due"]),
        ("a", "was given up", ["given up"]),
        (["a", "b"], "were given up", ["given up", "given up"]),
        (["a", "b", "late", "c"], "is over", ["given up", "given up", "its evidence was due"]),
    ],
)
def test_work_says_why_its_money_is_past_evidence(
    check_plan: Callable[..., Any], tests: Any, words: str, labels: list[str]
) -> None:
    bets = [bet("late"), *(bet(name, status="abandoned") for name in "abc")]
    plan = yaml.safe_dump_all([KPI, *bets, work(funding=MONEY, tests=tests)])
    (found,) = (d for d in check_plan(plan, date(2026, 7, 1)).result.diagnostics if d.code == "FND002")
    assert words in found.message
    assert "EUR 40,000" in found.message
    assert [label.text for label in found.labels] == labels


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, BET),
        ({"status": "proposed"}, BET),
        ({"status": "draft"}, BET),
        ({"status": "decided"}, []),
        ({"status": "abandoned"}, []),
        ({"funding": None}, []),
        ({"funding": staged((10, None), (30, None))}, BET),
        ({"funding": staged((10, None), (30, "2026-06-30"))}, BET),
        ({"funding": staged((10, None), (30, "2026-07-01"))}, []),
        ({"funding": staged((10, None), (30, "2026-07-01")), "end": None}, [("bet", "not judged")]),
        ({"funding": staged((10, None), (30, "bet")), "end": None}, []),
        ({"funding": staged((10, None), (30, "bet"))}, []),
        ({"follows": "decided"}, []),
        ({"follows": "open"}, BET),
        ({"follows": "nowhere"}, BET),
        ({"end": None}, BET),
        ({"funding": {"amount": 0.5, "currency": "EUR"}}, BET),
        ({"result": {**STOP, "decision": "continue", "date": "2026-05-04"}}, []),
    ],
)
def test_bet_paid_at_once(found: Callable[..., Any], fields: Any, expected: Any) -> None:
    others = [bet("open"), bet("decided", status="decided", result=STOP)]
    assert found("FND003", KPI, *others, bet(**{"funding": MONEY, **fields})) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"tests": "open"}, WORK),
        ({"tests": "open", "status": "planned"}, WORK),
        ({"tests": "open", "status": "done"}, []),
        ({"tests": "open", "status": "dropped"}, []),
        ({"tests": ["open", "decided"]}, []),
        ({"tests": "next"}, []),
        ({"tests": "open", "sustains": "solved"}, []),
        ({"tests": "open", "mandated": "The law"}, []),
        ({"tests": "open", "funding": None}, []),
        ({"tests": ["open", "nowhere"]}, [("work", "not judged")]),
        ({"tests": ["open", "unreadable"]}, [("work", "not judged")]),
        ({}, []),
    ],
)
def test_work_paid_at_once(found: Callable[..., Any], fields: Any, expected: Any) -> None:
    bets = [bet("open"), bet("decided", status="decided", result=STOP), bet("next", follows="decided")]
    bets.append(bet("unreadable", result="lost"))
    assert found("FND003", KPI, *bets, work(**{"funding": MONEY, **fields})) == expected


@pytest.mark.parametrize(("least", "expected"), [(40000, [*BET, *WORK]), (40001, [])])
def test_small_sums_may_be_paid_at_once(found: Callable[..., Any], least: int, expected: Any) -> None:
    plan = [KPI, bet(funding=MONEY), work(tests="bet", funding=MONEY)]
    assert found("FND003", *plan, least=least) == expected
