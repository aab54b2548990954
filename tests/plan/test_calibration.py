"""Hit rate and calibration: what a bet expected against what was seen, and how much a rate from few bets says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.calibration import FEW, Evidence, is_decided, tally_bets, was_right, weigh_evidence, wilson_interval
from alignctl.plan.items import Hypothesis
from alignctl.plan.plan import Plan

MakePlan = Callable[[str], Plan]

KPIS = """
kind: kpi
id: up
title: Up
direction: increase
baseline: {date: 2025-01-31, value: 10}
---
kind: kpi
id: down
title: Down
direction: decrease
baseline: {date: 2025-01-31, value: 10}
---
kind: kpi
id: unclear
title: Unclear
baseline: {date: 2025-01-31, value: 10}
---
kind: kpi
id: between
title: Between
direction: keep-between
---
kind: hypothesis
id: bet
title: Bet
status: decided
change: x
start: 2025-02-01
end: 2025-03-31
"""


def evidence_of(make_plan: MakePlan, moves: str, observed: str) -> tuple[Evidence, ...]:
    text = f"{KPIS}moves: {moves}\nresult: {{date: 2025-04-02, decision: adopt, observed: {observed}}}\n"
    plan = make_plan(text)
    bet = plan.find("bet", Hypothesis)
    assert bet is not None
    return weigh_evidence(plan, bet)


@pytest.mark.parametrize(
    ("moves", "observed", "right", "realised"),
    [
        ("{id: up, to: 20}", "{kpi: up, value: 20}", True, 1.0),
        ("{id: up, to: 20}", "{kpi: up, value: 15}", False, 0.5),
        ("{id: up, to: 20}", "{kpi: up, value: 30}", True, 2.0),
        ("{id: up, to: 20}", "{kpi: up, value: 5}", False, -0.5),
        ("{id: up, from: 16, to: 20}", "{kpi: up, value: 18}", False, 0.5),
        ("{id: up, to: 20}", "{kpi: up, value: 20, compared_with: 18}", True, 0.2),
        ("{id: down, to: 8}", "{kpi: down, value: 7}", True, 1.5),
        ("{id: down, to: 8}", "{kpi: down, value: 9, compared_with: 11}", False, 1.0),
        ("{id: unclear, to: 8}", "{kpi: unclear, value: 7}", True, 1.5),
        ("{id: unclear, to: 10}", "{kpi: unclear, value: 7}", None, None),
        ("{id: between, to: 8}", "{kpi: between, value: 7}", None, None),
        ("{id: between, from: 10, to: 8}", "{kpi: between, value: 7}", True, 1.5),
        ("{id: up, to: 10}", "{kpi: up, value: 10}", True, None),
        ("{id: up, to: 20}", "{kpi: down, value: 20}", None, None),
        ("{id: nowhere, from: 1, to: 3}", "{kpi: nowhere, value: 2}", False, 0.5),
        ("{id: up, to: 20}", "[{kpi: up, value: 1}, {kpi: up, value: 20}]", True, 1.0),
    ],
)
def test_one_measure(
    make_plan: MakePlan, moves: str, observed: str, right: bool | None, realised: float | None
) -> None:
    (found,) = evidence_of(make_plan, moves, observed)
    assert found.right is right
    assert found.realised == (None if realised is None else pytest.approx(realised))


@pytest.mark.parametrize(
    ("observed", "right"),
    [
        ("[{kpi: up, value: 20}, {kpi: down, value: 8}]", True),
        ("[{kpi: up, value: 20}, {kpi: down, value: 9}]", False),
        ("{kpi: up, value: 20}", None),  # nobody says how the other came out
        ("{kpi: up, value: 19}", False),  # one miss is enough to know
        ("{kpi: unclear, value: 19}", None),
    ],
)
def test_several_measures_must_all_come_out(make_plan: MakePlan, observed: str, right: bool | None) -> None:
    evidence = evidence_of(make_plan, "[{id: up, to: 20}, {id: down, to: 8}]", observed)
    assert was_right(evidence) is right


def test_a_bet_that_names_no_measure_cannot_be_judged() -> None:
    assert was_right(()) is None


@pytest.mark.parametrize(
    ("fields", "day", "decided"),
    [
        ("status: decided\nresult: {date: 2025-04-02, decision: stop}", "2025-04-02", True),
        ("status: decided\nresult: {date: 2025-04-02, decision: stop}", "2025-04-01", False),
        ("status: running\nresult: {date: 2025-03-01, decision: continue}", "2025-05-01", False),
        ("status: decided\nresult: {date: 2025-03-31, decision: continue}", "2025-05-01", True),
        ("status: abandoned", "2025-05-01", False),
        ("status: draft\nresult: {date: 2025-04-02, decision: stop}", "2025-05-01", False),
        (
            "status: decided\nresult: {date: 2025-04-02, decision: stop}\nretired: {date: 2025-04-03, why: x}",
            "2025-05-01",
            True,
        ),
    ],
)
def test_which_bets_are_decided(make_plan: MakePlan, fields: str, day: str, decided: bool) -> None:
    text = f"kind: hypothesis\nid: b\ntitle: B\nchange: x\nstart: 2025-02-01\nend: 2025-03-31\n{fields}\n"
    (bet,) = make_plan(text).hypotheses
    assert is_decided(bet, date.fromisoformat(day)) is decided


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # By R: prop.test(x, n, correct = FALSE), which gives this interval.
        (0, 10, 0.0, 0.2775328),
        (5, 10, 0.2365931, 0.7634069),
        (10, 10, 0.7224672, 1.0),
        (1, 3, 0.0614919, 0.7923404),
        (15, 148, 0.0624, 0.1605),  # Newcombe (1998), table I, which rounds to four places
    ],
)
def test_the_interval_agrees_with_other_programs(part: int, whole: int, low: float, high: float) -> None:
    found = wilson_interval(part, whole)
    assert found == pytest.approx((low, high), abs=5e-5)


def test_without_bets_the_interval_is_the_whole_scale() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
    tally = tally_bets(Plan([]), [])
    assert (tally.rate, tally.median, tally.low, tally.high) == (None, None, 0.0, 1.0)


@given(st.integers(1, 2000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_rate_and_narrows_with_more(case: tuple[int, int]) -> None:
    part, whole = case
    low, high = wilson_interval(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    mirrored = wilson_interval(whole - part, whole)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-12)
    more = wilson_interval(part * 10, whole * 10)
    assert more[1] - more[0] < high - low


def test_what_the_pictures_say_of_few_bets_is_so() -> None:
    """Near one half the interval spans more than half of the scale below `FEW` bets, and less from there on."""
    for whole in range(1, FEW + 20):
        low, high = wilson_interval(whole // 2, whole)
        assert (high - low > 0.5) is (whole < FEW), whole
