"""HYP009 and HYP011: bets that get into each other's way, and bets that were tried before."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
import yaml


def kpi(item_id: str = "solved") -> dict[str, Any]:
    return {"kind": "kpi", "id": item_id, "title": "Questions solved", "level": "outcome", "direction": "increase"}


def bet(item_id: str = "bet", **fields: Any) -> dict[str, Any]:
    usual = {
        "kind": "hypothesis",
        "id": item_id,
        "title": "A bet",
        "status": "running",
        "change": "offering a call-back",
        "moves": {"id": "solved", "to": 68},
        "start": "2026-04-01",
        "end": "2026-06-30",
    }
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


LATE = {"start": "2026-05-01", "end": "2026-07-31"}
CLASH = [("late", "moves.0")]


@pytest.mark.parametrize(
    ("first", "late", "expected"),
    [
        ({}, {}, CLASH),
        ({}, {"start": "2026-06-30"}, CLASH),
        ({}, {"start": "2026-07-01"}, []),
        ({}, {"status": "proposed"}, CLASH),
        ({}, {"status": "draft"}, []),
        ({}, {"status": "abandoned"}, []),
        ({}, {"retired": {"date": "2026-05-01", "why": "Over."}}, []),
        ({}, {"moves": {"id": "kept", "to": 1}}, []),
        ({}, {"moves": [{"id": "kept", "to": 1}, {"id": "solved", "to": 68}]}, [("late", "moves.1")]),
        ({}, {"signals": "solved", "moves": {"id": "kept", "to": 1}}, []),
        # populations
        ({"population": "The north"}, {"population": "The south"}, []),
        ({"population": "The north"}, {"population": "the  North."}, CLASH),
        ({"population": "The north"}, {}, CLASH),
        ({}, {"population": "The north"}, CLASH),
        # meant to run at once
        ({}, {"rivals": "first"}, []),
        ({"rivals": "late"}, {}, []),
        ({"rivals": "other"}, {"rivals": "other"}, CLASH),
        ({}, {"part_of": "first"}, []),
        ({"part_of": "late"}, {}, []),
        ({"part_of": "other"}, {"part_of": "other"}, CLASH),
        ({}, {"follows": "first"}, CLASH),
        # a bet that was decided stops moving things
        ({"status": "decided", "result": {"date": "2026-04-30", "decision": "stop"}}, {}, []),
        ({"status": "decided", "result": {"date": "2026-05-01", "decision": "stop"}}, {}, CLASH),
        ({"status": "decided", "result": {"date": "2026-09-01", "decision": "stop"}}, {"start": "2026-07-01"}, []),
        ({"status": "decided"}, {}, CLASH),
        ({"part_of": "nowhere"}, {"part_of": "nowhere"}, CLASH),
        ({"status": "running", "result": {"date": "2026-04-30", "decision": "continue"}}, {}, CLASH),
        ({"status": "decided", "result": {"date": "2026-03-01", "decision": "stop"}}, {"start": "2026-04-01"}, []),
        # not judged
        ({"end": None}, {}, [("first", "not judged")]),
        ({"start": None}, {}, [("first", "not judged")]),
        ({"population": 3}, {}, [("first", "not judged")]),
    ],
)
def test_confounded(found: Callable[..., Any], first: Any, late: Any, expected: Any) -> None:
    other = bet("other", moves={"id": "third", "to": 1})
    bets = [bet("first", **first), bet("late", **{**LATE, **late}), other]
    assert found("HYP009", kpi(), kpi("kept"), kpi("third"), *bets) == expected


def test_a_bet_written_twice_is_not_its_own_rival(found: Callable[..., Any]) -> None:
    assert found("HYP009", kpi(), bet(), bet()) == []


def test_a_part_of_a_part_is_a_part(found: Callable[..., Any]) -> None:
    parts = [bet("whole"), bet("part", part_of="whole", population="x"), bet("piece", part_of="part", population="y")]
    assert found("HYP009", kpi(), *parts) == []


def test_bets_that_share_measures_are_named_once(check_plan: Callable[..., Any]) -> None:
    both = [{"id": "solved", "to": 68}, {"id": "kept", "to": 90}]
    bets = [bet("first", moves=both), bet("late", moves=both, **LATE), bet("third", start="2026-06-01")]
    lines = check_plan(yaml.safe_dump_all([kpi(), kpi("kept"), *bets])).lines("HYP009")
    assert [line.split(" moves.")[0] for line in lines] == ["HYP009 advice late", "HYP009 advice third"]
    assert '"kept" in the same weeks as "first", and' in lines[0]
    assert '"solved" in the same weeks as "first" and "late", and' in lines[1]


def test_the_order_of_documents_makes_no_difference(check_plan: Callable[..., Any]) -> None:
    bets = [bet("a"), bet("b"), bet("c", population="x"), bet("d", population="x", start="2026-06-30")]
    seen = {tuple(sorted(check_plan(yaml.safe_dump_all(order)).lines("HYP009"))) for order in permutations(bets)}
    assert len(seen) == 1
    assert [line.split(" moves.")[0] for line in seen.pop()] == [f"HYP009 advice {i}" for i in "bcd"]


def test_a_crowd_is_named_in_short(check_plan: Callable[..., Any]) -> None:
    crowd = [bet(f"bet-{i:03}") for i in range(80)]
    lines = check_plan(yaml.safe_dump_all([kpi(), *crowd])).lines("HYP009")
    assert len(lines) == 79
    assert '"bet-004" and 25 more, and' in lines[-1]


BADGES = "giving badges for ten, fifty and two hundred answers"
AGAIN = {"change": "giving a badge to members who answer every week"}
LIKE = [("new", "change")]
STOPPED = {"date": "2026-03-12", "decision": "stop", "learned": "They are not sure that they are right."}


def stopped(item_id: str = "old", **fields: Any) -> dict[str, Any]:
    usual = {"change": BADGES, "status": "decided", "start": "2026-01-05", "end": "2026-03-06", "result": STOPPED}
    return bet(item_id, **{**usual, **fields})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, AGAIN, LIKE),
        ({}, {**AGAIN, "status": "proposed"}, LIKE),
        ({}, {**AGAIN, "status": "draft", "start": None}, LIKE),
        ({}, {**AGAIN, "status": "decided"}, []),
        ({}, {**AGAIN, "status": "abandoned"}, []),
        ({"status": "abandoned"}, AGAIN, LIKE),
        ({"retired": {"date": "2026-04-01", "why": "Over."}}, AGAIN, LIKE),
        ({"result": {**STOPPED, "decision": "pivot"}}, AGAIN, []),
        ({"result": None}, AGAIN, []),
        ({}, {"change": "a list of the week's best"}, []),
        ({}, {**AGAIN, "change": None}, [("new", "not judged")]),
        ({}, {"change": None, "status": "draft"}, []),
        # what it moves counts as a word
        ({}, {"change": "awarding badges for good answers"}, LIKE),
        ({}, {"change": "awarding badges for good answers", "moves": {"id": "kept", "to": 1}}, []),
        # follows it, on its own or through others
        ({}, {**AGAIN, "follows": "old"}, []),
        ({}, {**AGAIN, "follows": "between"}, []),
        ({}, {**AGAIN, "part_of": "between"}, []),
        ({}, {**AGAIN, "follows": "aside"}, LIKE),
        ({}, {**AGAIN, "rivals": "old"}, LIKE),
        # could know of it
        ({}, {**AGAIN, "start": "2026-03-12"}, LIKE),
        ({}, {**AGAIN, "start": "2026-03-11"}, []),
        ({}, {**AGAIN, "start": "2026-03"}, LIKE),
    ],
)
def test_repeated(found: Callable[..., Any], old: Any, new: Any, expected: Any) -> None:
    between = bet("between", change="asking members", status="decided", follows="old")
    aside = bet("aside", change="asking members", status="decided")
    bets = [stopped(**old), bet("new", **new), between, aside]
    assert found("HYP011", kpi(), kpi("kept"), *bets) == expected


def test_the_bet_that_is_most_alike_is_named(check_plan: Callable[..., Any]) -> None:
    others = [
        stopped("older", result={**STOPPED, "date": "2026-02-01"}),
        stopped("closest", change=AGAIN["change"]),
        stopped("newer"),
    ]
    plan = [kpi(), *others, bet("new", **AGAIN)]
    (line,) = check_plan(yaml.safe_dump_all(plan)).lines("HYP011")
    assert 'is like "closest", which was stopped on 2026-03-12' in line
    (line,) = check_plan(yaml.safe_dump_all([*plan[:2], *plan[3:]])).lines("HYP011")
    assert 'is like "newer"' in line, "of two that are as much alike, the later one"


@pytest.mark.parametrize(
    ("learned", "label"), [(STOPPED["learned"], f"learned: {STOPPED['learned']}"), (" ", "stopped here")]
)
def test_the_finding_shows_what_was_learned(check_plan: Callable[..., Any], learned: str, label: str) -> None:
    plan = [kpi(), stopped(result={**STOPPED, "learned": learned}), bet("new", **AGAIN)]
    (found,) = (d for d in check_plan(yaml.safe_dump_all(plan)).result.diagnostics if d.code == "HYP011")
    assert [entry.text for entry in found.labels] == [label]


def test_options_draw_the_line_elsewhere(found: Callable[..., Any]) -> None:
    plan = [kpi(), stopped(), bet("new", **AGAIN)]
    assert found("HYP011", *plan, likeness=0.9) == []
    assert found("HYP011", *plan[:2], bet("new", change=BADGES), likeness=1.0) == LIKE
    assert found("HYP011", *plan, ignored_words=("badges", "badge")) == []


def test_a_ring_or_a_long_line_of_bets_comes_to_an_end(found: Callable[..., Any]) -> None:
    ring = [stopped(), bet("new", follows="also", **AGAIN), bet("also", follows="new", change="asking members")]
    assert found("HYP011", kpi(), *ring) == LIKE
    line = [bet(f"b{i}", follows=f"b{i + 1}", change="asking members", status="decided") for i in range(250)]
    assert found("HYP011", kpi(), stopped(), bet("new", follows="b0", **AGAIN), *line) == []
