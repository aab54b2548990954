"""HYP004 and HYP010: a decision teaches something, and goes with what was seen or says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml


def kpi(direction: str | None = "increase", item_id: str = "solved") -> dict[str, Any]:
    fields = {"kind": "kpi", "id": item_id, "title": "Questions", "level": "outcome", "unit": "percent"}
    return fields if direction is None else {**fields, "direction": direction}


def decided(result: Any, moves: Any = None, status: str = "decided") -> dict[str, Any]:
    fields = {
        "kind": "hypothesis",
        "id": "bet",
        "title": "A bet",
        "status": status,
        "change": "offering a call-back",
        "moves": moves or {"id": "solved", "to": 68},
        "start": "2026-04-01",
        "end": "2026-06-12",
        "result": result,
    }
    return {name: value for name, value in fields.items() if value is not None}


RESULT = {"date": "2026-06-22", "decision": "stop"}
LEARNED = {**RESULT, "learned": "They mind telling their story twice."}


@pytest.mark.parametrize(
    ("result", "status", "expected"),
    [
        (LEARNED, "decided", []),
        (RESULT, "decided", [("bet", "result")]),
        ({**RESULT, "learned": " \n"}, "decided", [("bet", "result")]),
        ({**RESULT, "learned": ""}, "decided", [("bet", "result")]),
        (None, "decided", [("bet", "status")]),
        (None, "running", []),
        (None, "abandoned", []),
        (RESULT, "abandoned", [("bet", "result")]),
        (RESULT, "running", [("bet", "result")]),
        ({**RESULT, "date": "soon"}, "decided", [("bet", "not judged")]),
    ],
)
def test_learning(found: Callable[..., Any], result: Any, status: str, expected: Any) -> None:
    assert found("HYP004", kpi(), decided(result, status=status)) == expected


AGAINST = [("bet", "result.decision")]


def seen(decision: str, *values: float, **more: Any) -> dict[str, Any]:
    observed = [{"kpi": name, "value": value} for name, value in zip(("solved", "kept"), values, strict=False)]
    return {**LEARNED, "decision": decision, "observed": observed, **more}


@pytest.mark.parametrize(
    ("direction", "result", "expected"),
    [
        ("increase", seen("adopt", 67.9), AGAINST),
        ("increase", seen("adopt", 68), []),
        ("increase", seen("adopt", 69), []),
        ("increase", seen("stop", 68), AGAINST),
        ("increase", seen("stop", 67.9), []),
        ("decrease", seen("adopt", 68.1), AGAINST),
        ("decrease", seen("adopt", 67), []),
        ("decrease", seen("stop", 67), AGAINST),
        ("keep-below", seen("adopt", 70), AGAINST),
        ("keep-above", seen("adopt", 70), []),
        ("keep-between", seen("adopt", 70), []),
        (None, seen("adopt", 60), [("bet", "not judged")]),
        ("increase", seen("adopt", 60, reason="It is cheap."), []),
        ("increase", seen("adopt", 60, reason=" "), AGAINST),
        ("increase", seen("continue", 60), []),
        ("increase", seen("pivot", 80), []),
        ("increase", seen("inconclusive", 80), []),
        ("increase", {**LEARNED, "decision": "adopt"}, []),
        ("increase", None, []),
        ("increase", seen("adopt", 60, observed={"kpi": "kept", "value": 1}), []),
        ("increase", seen("adopt", 60, observed=[{"kpi": "solved", "value": v} for v in (60, 70)]), []),
        ("increase", seen("adopt", 60, observed=[{"kpi": "solved", "value": v} for v in (70, 60)]), AGAINST),
    ],
)
def test_decision_against_evidence(found: Callable[..., Any], direction: Any, result: Any, expected: Any) -> None:
    assert found("HYP010", kpi(direction), kpi(item_id="kept"), decided(result)) == expected


BOTH = [{"id": "solved", "to": 68}, {"id": "kept", "to": 90}]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (seen("adopt", 60, 95), []),
        (seen("adopt", 60, 80), AGAINST),
        (seen("adopt", 60), AGAINST),
        (seen("stop", 70, 80), []),
        (seen("stop", 70, 95), AGAINST),
    ],
)
def test_all_that_was_seen_speaks_against_it(found: Callable[..., Any], result: Any, expected: Any) -> None:
    assert found("HYP010", kpi(), kpi(item_id="kept"), decided(result, BOTH)) == expected


def test_a_measure_that_is_not_there_is_no_evidence(found: Callable[..., Any]) -> None:
    assert found("HYP010", kpi(item_id="kept"), decided(seen("adopt", 60))) == []


def test_an_expectation_without_a_value_is_no_evidence(found: Callable[..., Any]) -> None:
    assert found("HYP010", kpi(), decided(seen("adopt", 60), {"id": "solved"})) == []


def test_the_finding_says_what_was_seen_and_expected(check_plan: Callable[..., Any]) -> None:
    text = yaml.safe_dump_all([kpi(), kpi(item_id="kept"), decided(seen("stop", 70, 95), BOTH)])
    (line,) = check_plan(text).lines("HYP010")
    assert line.endswith(
        'was stopped, though "solved" came to 70 percent where 68 percent was expected and "kept" came to 95 percent '
        "where 90 percent was expected, and no reason is given"
    )
