"""HYP001 to HYP003: a bet has an end, one that comes soon, and is decided when it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alignctl.edit.starter import starter_files
from alignctl.lint.engine import run_rules
from alignctl.lint.pages import describe
from alignctl.lint.rules import FAMILIES
from alignctl.load.load import load_plan

KPI = {"kind": "kpi", "id": "solved", "title": "Questions solved", "level": "outcome", "direction": "increase"}
RESULT = {"date": "2026-05-04", "decision": "continue", "learned": "It begins to show."}


def bet(**fields: Any) -> dict[str, Any]:
    """A bet without defect, with fields changed, or left out where they are None."""
    usual = {
        "kind": "hypothesis",
        "id": "bet",
        "title": "A bet",
        "status": "running",
        "change": "offering a call-back",
        "because": "We saw it.",
        "moves": {"id": "solved", "to": 68},
        "start": "2026-04-01",
        "end": "2026-06-30",
    }
    return {name: value for name, value in {**usual, **fields}.items() if value is not None}


BET = ("bet", "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"start": None}, [BET]),
        ({"end": None}, [BET]),
        ({"start": None, "end": None}, [BET]),
        ({"end": None, "status": "proposed"}, [BET]),
        ({"end": None, "status": "draft"}, [BET]),
        ({"end": None, "status": "decided"}, [BET]),
        ({"end": None, "status": "abandoned"}, []),
        ({"end": None, "retired": {"date": "2026-05-01", "why": "Over."}}, []),
        ({"end": "soon"}, [("bet", "not judged")]),
        ({"start": "2026-05-02", "end": "2026-05-02"}, []),
        ({"start": "2026-05-02", "end": "2026-05-01"}, [("bet", "end")]),
        ({"start": "2026-05", "end": "2026-05"}, []),
    ],
)
def test_unbounded(found: Callable[..., Any], fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found("HYP001", KPI, bet(**fields)) == expected


def test_unbounded_draft_is_only_advised(check_plan: Callable[..., Any]) -> None:
    lines = check_plan("kind: hypothesis\nid: bet\ntitle: A bet\nstatus: draft\n").lines("HYP")
    assert [line.split(":")[0] for line in lines] == ["HYP001 advice bet", "HYP006 advice bet"]


END = [("bet", "end")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start": "2026-01-01", "end": "2026-04-02"}, []),  # 92 days
        ({"start": "2026-01-01", "end": "2026-04-03"}, END),  # 93 days
        ({"start": "2026-Q4", "end": "2026-Q4"}, []),
        ({"start": "2026-Q3", "end": "2026-Q4"}, END),
        ({"start": "2026", "end": "2026", "status": "proposed"}, END),
        ({"start": "2026", "end": "2026", "status": "draft"}, END),
        ({"start": "2026", "end": "2026", "status": "decided"}, []),
        ({"start": "2026", "end": "2026", "status": "abandoned"}, []),
        ({"start": None, "end": "2026"}, [("bet", "not judged")]),
        ({"start": "2026", "end": None}, [("bet", "not judged")]),
        ({"start": "2026", "end": "2025"}, []),
    ],
)
def test_long(found: Callable[..., Any], fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found("HYP002", KPI, bet(**fields)) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"part_of": "bet"}, []),
        ({"part_of": "bet", "status": "draft"}, []),
        ({"part_of": "bet", "status": "abandoned"}, END),
        ({"part_of": "bet", "retired": {"date": "2026-05-01", "why": "Over."}}, END),
        ({"part_of": ["bet"]}, [("bet", "not judged")]),
        ({"part_of": "bett"}, [("bet", "not judged")]),
        ({}, END),
    ],
)
def test_long_bet_may_have_parts(found: Callable[..., Any], part: dict[str, Any], expected: Any) -> None:
    whole = bet(start="2026", end="2026")
    assert found("HYP002", KPI, whole, bet(id="part", **part)) == expected


STATUS = [("bet", "status")]


@pytest.mark.parametrize(
    ("fields", "today", "expected"),
    [
        ({}, "2026-06-30", []),
        ({}, "2026-07-01", STATUS),
        ({"end": "2026-Q2"}, "2026-06-30", []),
        ({"end": "2026-Q2"}, "2026-07-01", STATUS),
        ({"moves": {"id": "solved", "to": 68, "by": "2026-07"}}, "2026-07-31", []),
        ({"moves": {"id": "solved", "to": 68, "by": "2026-07"}}, "2026-08-01", STATUS),
        ({"moves": {"id": "solved", "to": 68, "by": "2026-05-01"}}, "2026-07-01", STATUS),
        ({"moves": {"id": "solved", "to": 68, "by": "2026-05-01"}}, "2026-06-30", []),
        ({"status": "proposed"}, "2027-01-01", []),
        ({"status": "decided"}, "2027-01-01", []),
        ({"status": "draft"}, "2027-01-01", []),
        ({"end": None}, "2027-01-01", [("bet", "not judged")]),
        ({"moves": {"id": "solved", "by": "never"}}, "2027-01-01", [("bet", "not judged")]),
        ({"result": RESULT}, "2026-07-01", STATUS),
        ({"result": RESULT, "end": None}, "2026-07-01", []),
        ({"result": {**RESULT, "date": "2026-06-30"}}, "2026-07-01", []),
        ({"result": {**RESULT, "decision": "stop"}}, "2026-07-01", []),
    ],
)
def test_overdue(found: Callable[..., Any], fields: dict[str, Any], today: str, expected: Any) -> None:
    assert found("HYP003", KPI, bet(**fields), today=today) == expected


def test_overdue_waits_for_the_last_of_its_measures(found: Callable[..., Any]) -> None:
    moves = [{"id": "solved", "to": 68, "by": "2026-07-31"}, {"id": "kept", "to": 90, "by": "2026-07-15"}]
    kept = {**KPI, "id": "kept"}
    assert found("HYP003", KPI, kept, bet(moves=moves), today="2026-07-31") == []
    assert found("HYP003", KPI, kept, bet(moves=moves), today="2026-08-01") == STATUS


@pytest.mark.parametrize(("today", "ago"), [("2026-07-01", "1 day ago"), ("2026-07-02", "2 days ago")])
def test_overdue_says_since_when(check_plan: Callable[..., Any], today: str, ago: str) -> None:
    text = "kind: hypothesis\nid: bet\ntitle: A bet\nstatus: running\nchange: offering\nend: 2026-06-30\n"
    (line,) = check_plan(text, date.fromisoformat(today)).lines("HYP003")
    assert line.endswith(f"its time box ended on 2026-06-30, {ago}")


def test_overdue_says_what_it_waited_for(check_plan: Callable[..., Any]) -> None:
    moves = "moves: {id: solved, to: 68, by: 2026-07-10}\n"
    text = "kind: hypothesis\nid: bet\ntitle: A bet\nstatus: running\nchange: offering\nend: 2026-06-30\n" + moves
    (line,) = check_plan(text, date(2026, 7, 12)).lines("HYP003")
    assert line.endswith("its time box is over and the last value it waited for was due by 2026-07-10, 2 days ago")


def test_a_house_may_have_shorter_time_boxes(found: Callable[..., Any]) -> None:
    fortnight = bet(start="2026-04-01", end="2026-04-15")
    assert found("HYP002", KPI, fortnight, weeks=2) == []
    assert found("HYP002", KPI, {**fortnight, "end": "2026-04-16"}, weeks=2) == END


def test_a_decision_may_take_some_days(found: Callable[..., Any]) -> None:
    assert found("HYP003", KPI, bet(), today="2026-07-07", grace_days=7) == []
    assert found("HYP003", KPI, bet(), today="2026-07-08", grace_days=7) == STATUS


@pytest.mark.parametrize("month", range(1, 13))
def test_the_starter_plan_is_a_good_example_in_every_month(tmp_path: Path, month: int) -> None:
    today = date(2026, month, 1)
    for name, text in starter_files("Our plan", today):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    plan = load_plan(tmp_path, ("plans",), fiscal_year_starts=1).plan
    assert len(plan.hypotheses) == 2
    rules = (*FAMILIES["HYP"], *FAMILIES["FND"])
    assert [describe(found) for found in run_rules(plan, rules, today).diagnostics] == []
