"""HYP005 to HYP008: a bet can be lost, rests on something, and does not prove itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

BET = ("bet", "")


def kpi(item_id: str = "solved", **fields: Any) -> dict[str, Any]:
    usual = {"kind": "kpi", "id": item_id, "title": "Questions solved", "level": "outcome", "direction": "increase"}
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


def bet(**fields: Any) -> dict[str, Any]:
    usual = {
        "kind": "hypothesis",
        "id": "bet",
        "title": "A bet",
        "change": "offering a call-back",
        "because": "We saw it.",
        "moves": {"id": "solved", "to": 68},
        "start": "2026-04-01",
        "end": "2026-06-30",
    }
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


@pytest.mark.parametrize(
    ("fields", "measure", "expected"),
    [
        ({}, {}, []),
        ({"moves": {"id": "solved", "to": 0}}, {}, []),
        ({"moves": "solved"}, {}, [("bet", "moves.0")]),
        ({"moves": {"id": "solved", "by": "2026-07-31"}}, {}, [("bet", "moves.0")]),
        ({"moves": [{"id": "kept", "to": 1}, "solved"]}, {}, [("bet", "moves.1")]),
        ({"moves": "solved", "status": "decided"}, {}, [("bet", "moves.0")]),
        ({"moves": "solved", "status": "draft"}, {}, [("bet", "moves.0")]),
        ({"moves": "solved", "status": "abandoned"}, {}, []),
        ({"moves": "solved"}, {"targets": {"value": 70}}, [("bet", "moves.0")]),
        ({"moves": "solved"}, {"direction": "keep-above", "targets": {"value": 70}}, []),
        ({"moves": "solved"}, {"direction": "keep-above"}, [("bet", "moves.0")]),
        ({"moves": "solved"}, {"direction": "keep-above", "targets": {"value": "x"}}, [("bet", "not judged")]),
        ({"moves": "slved"}, {}, [("bet", "moves.0")]),
        ({"moves": {"id": "solved", "to": "more"}}, {}, [("bet", "not judged")]),
        ({"moves": None}, {}, []),
    ],
)
def test_unfalsifiable(found: Callable[..., Any], fields: Any, measure: Any, expected: Any) -> None:
    assert found("HYP005", kpi(**measure), kpi("kept"), bet(**fields)) == expected


def test_unfalsifiable_asks_a_decided_bet_for_the_record(check_plan: Callable[..., Any]) -> None:
    text = "kind: hypothesis\nid: bet\ntitle: A bet\nstatus: {}\nchange: offering\nmoves: solved\n"
    for status, words in (("decided", "from the notes of that day"), ("running", "the least value")):
        helps = [d.help for d in check_plan(text.format(status)).result.diagnostics if d.code == "HYP005"]
        assert [words in help_ for help_ in helps] == [True]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"because": None}, [BET]),
        ({"because": "  "}, [BET]),
        ({"because": None, "status": "running"}, [BET]),
        ({"because": None, "status": "decided"}, []),
        ({"because": None, "status": "abandoned"}, []),
        ({"because": ["x"]}, [("bet", "not judged")]),
        ({"because": None, "follows": "taught"}, []),
        ({"because": None, "follows": "silent"}, [BET]),
        ({"because": None, "follows": "open"}, [BET]),
        ({"because": None, "follows": ["open", "taught"]}, []),
        ({"because": None, "follows": "tought"}, [("bet", "not judged")]),
        ({"because": None, "follows": "unreadable"}, [("bet", "not judged")]),
    ],
)
def test_reasonless(found: Callable[..., Any], fields: Any, expected: Any) -> None:
    result = {"date": "2026-01-05", "decision": "pivot"}
    earlier = [
        bet(id="taught", status="decided", result={**result, "learned": "It is the wait."}),
        bet(id="silent", status="decided", result=result),
        bet(id="open"),
        bet(id="unreadable", result="lost"),
    ]
    assert found("HYP006", kpi(), *earlier, bet(**fields)) == expected


def moves(*ids: str) -> dict[str, Any]:
    return {"moves": [{"id": item_id, "to": 68} for item_id in ids]}


MOVES = [("bet", "moves")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (moves("a", "b"), []),
        (moves("a", "b", "c"), MOVES),
        (moves("a", "b", "nowhere"), MOVES),
        (moves("a", "b", "b"), []),
        (moves("a", "b", "guard"), []),
        (moves("a", "b", "limit"), []),
        (moves("a", "b", "part-of-a"), []),
        (moves("b", "c", "part-of-a"), MOVES),
        ({**moves("a", "b", "c"), "status": "running"}, MOVES),
        ({**moves("a", "b", "c"), "status": "decided"}, []),
        ({**moves("a", "b", "c"), "status": "abandoned"}, []),
    ],
)
def test_too_many_primary_metrics(found: Callable[..., Any], fields: Any, expected: Any) -> None:
    measures = [kpi("a"), kpi("b"), kpi("c"), kpi("guard", guards="a"), kpi("limit", direction="keep-below")]
    assert found("HYP007", *measures, kpi("part-of-a", segment_of="a"), bet(**fields)) == expected


MOVED = [("bet", "moves.0")]
ARTICLES = {"title": "Help articles rewritten from real questions", "level": "output"}


def work(**fields: Any) -> dict[str, Any]:
    return {"kind": "initiative", "id": "work", "title": "The work", "tests": "bet", **fields}


def hands_over(title: str, **fields: Any) -> dict[str, Any]:
    return work(deliverables=[{"title": "A kick-off"}, {"title": title}], **fields)


@pytest.mark.parametrize(
    ("measure", "initiative", "expected"),
    [
        # an output, and the words of a deliverable
        (ARTICLES, hands_over("Twenty articles rewritten"), MOVED),
        (ARTICLES, hands_over("Twenty articles"), []),
        (ARTICLES, hands_over("Rewriting workshop"), []),
        ({**ARTICLES, "level": "activity"}, hands_over("Twenty articles rewritten"), MOVED),
        ({**ARTICLES, "level": "input"}, hands_over("Twenty articles rewritten"), MOVED),
        ({**ARTICLES, "level": None}, hands_over("Twenty articles rewritten"), [("bet", "not judged")]),
        ({**ARTICLES, "level": None}, hands_over("A rota"), []),
        (ARTICLES, hands_over("Twenty articles rewritten", status="dropped"), []),
        (ARTICLES, hands_over("Twenty articles rewritten", retired={"date": "2026-01-01", "why": "Over."}), []),
        (ARTICLES, hands_over("Twenty articles rewritten", tests="other"), []),
        (ARTICLES, hands_over("Twenty articles rewritten", tests="part"), MOVED),
        # two words at least, however short the measure's title
        ({"title": "Articles", "level": "output"}, hands_over("Articles"), []),
        ({"title": "Articles rewritten", "level": "output"}, hands_over("Articles"), []),
        ({"title": "Articles rewritten", "level": "output"}, hands_over("12 articles rewritten"), MOVED),
        # of a long title, a part of the words
        ({"title": "alpha bravo charlie delta echo", "level": "output"}, hands_over("alpha bravo"), MOVED),
        ({"title": "alpha bravo charlie delta echo foxtrot", "level": "output"}, hands_over("alpha bravo"), []),
        # an outcome must be worded as the deliverable is, but for the number
        ({"title": "Help articles published"}, hands_over("Forty help articles published"), MOVED),
        ({"title": "Help articles published"}, hands_over("A report on help articles published"), []),
        ({"title": "Help articles published", "level": "impact"}, hands_over("Help articles"), []),
        # the same work keeps up what is counted
        ({"level": "output"}, work(sustains="solved"), MOVED),
        ({"level": "outcome"}, work(sustains="solved"), []),
        ({"level": "output"}, work(sustains="kept"), []),
    ],
)
def test_self_fulfilling(found: Callable[..., Any], measure: Any, initiative: Any, expected: Any) -> None:
    bets = [bet(), bet(id="part", part_of="bet", moves={"id": "kept", "to": 1}), bet(id="other", moves="kept")]
    assert found("HYP008", kpi(**measure), kpi("kept"), *bets, initiative) == expected


@pytest.mark.parametrize(
    ("fields", "measure", "expected"),
    [
        ({"change": "rewriting the articles"}, ARTICLES, MOVED),
        ({"change": "rewriting the articles"}, {**ARTICLES, "level": "outcome"}, []),
        ({"change": "rewriting the articles", "status": "running"}, ARTICLES, MOVED),
        ({"change": "rewriting the articles", "status": "decided"}, ARTICLES, []),
        ({"change": "rewriting the articles", "status": "abandoned"}, ARTICLES, []),
        ({"change": "letting writers work in pairs"}, ARTICLES, []),
        ({"change": None}, ARTICLES, [("bet", "not judged")]),
        ({"change": None, "status": "draft"}, ARTICLES, []),
        ({"change": "rewriting the articles", "moves": {"id": "nowhere", "to": 1}}, ARTICLES, []),
    ],
)
def test_change_that_fulfils_itself(found: Callable[..., Any], fields: Any, measure: Any, expected: Any) -> None:
    assert found("HYP008", kpi(**measure), bet(**fields)) == expected


def test_a_retired_measure_is_left_alone(found: Callable[..., Any]) -> None:
    gone = kpi(**ARTICLES, retired={"date": "2026-01-01", "why": "Over."})
    assert found("HYP008", gone, bet(change="rewriting the articles")) == []


def test_options_draw_the_line_elsewhere(found: Callable[..., Any]) -> None:
    assert found("HYP007", kpi("a"), kpi("b"), bet(**moves("a", "b")), most=1) == MOVES
    rewriting = bet(change="rewriting the articles")
    assert found("HYP008", kpi(**ARTICLES), rewriting, shared_words=0.5) == []
    assert found("HYP008", kpi(**ARTICLES), rewriting, ignored_words=("articles",)) == []
