"""What a record of a change tells: what it was, what it is, whether that is easier; one shift of dates is one move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.dates import parse_period
from alignctl.plan.goalpost_record import GoalpostMove, gather_moves, moves_of, recorded_moves
from alignctl.plan.goalpost_words import tell_revision
from alignctl.plan.items import Hypothesis, Item, Kpi, Origin, Outcome
from alignctl.plan.parts import Baseline, Expectation, Link, Revision, Target
from alignctl.plan.plan import Plan

DAY = date(2026, 2, 19)
KPI = Kpi(
    id="renewed",
    title="Clinics that renew",
    origin=Origin("plan.yaml", 0),
    level="outcome",
    direction="increase",
    unit="percent",
    baseline=Baseline(date(2025, 3, 31), 81.0),
    targets=(Target(84, parse_period("2025-Q4")), Target(88, parse_period("2026-Q4"))),
)
BET = Hypothesis(
    id="call-back",
    title="Call-back slots",
    origin=Origin("plan.yaml", 1),
    status="running",
    moves=(Expectation("renewed", 81.0, 86.0, parse_period("2026-12-31")),),
    start=parse_period("2026-09-07"),
    end=parse_period("2026-11-27"),
    population="Clinics in the south",
)
OUTCOME = Outcome(id="stay", title="Clinics renew", origin=Origin("plan.yaml", 2))
NOW = "and is now 84 percent by 31 December 2025 and 88 percent by 31 December 2026"


def tell(item: Item, field: str, was: Any) -> tuple[str, str]:
    revised = replace(item, revisions=(Revision(DAY, field, was, "It had to be."),))
    others = [other for other in (KPI, BET, OUTCOME) if other.id != item.id]
    return tell_revision(Plan([*others, revised]), revised, 0)


@pytest.mark.parametrize(
    ("field", "was", "words", "effect"),
    [
        (
            "targets",
            "85 by 2025-12-31; 90 by 2026-12-31",
            f"it had been 85 percent by 31 December 2025 and 90 percent by 31 December 2026, {NOW}",
            "easier",
        ),
        ("target", {"by": "2026-Q4", "value": 80}, f"it had been 80 percent by 31 December 2026, {NOW}", "harder"),
        ("targets", "88 % by 2026-Q2", f"it had been 88 percent by 30 June 2026, {NOW}", "easier"),
        ("targets", [{"value": 85}, {"value": 90}], "it had been 85 percent by 31 December 2025 and 90", "easier"),
        ("targets[1].value", 90, "90 percent by 31 December 2026, and is now 88 percent by 31 December 2026", "easier"),
        ("targets[0].by", "2025-06-30", "84 percent by 30 June 2025, and is now 84 percent by 31 December", "easier"),
        ("targets", "about nine in ten", f'it had been "about nine in ten", {NOW}', ""),
        ("targets", "85 by 2025-12-31, as agreed", f'"85 by 31 December 2025, as agreed", {NOW}', ""),
        ("targets", "12 days", f'it had been "12 days", {NOW}', ""),
        ("targets[7].value", 3, f"it had been 3 percent, {NOW}", ""),
        ("baseline", {"date": "2025-03-31", "value": 84}, "84 percent on 31 March 2025, and is now 81", "easier"),
        ("direction", "keep-above", "had been to stay above a limit, and is now more is better", "easier"),
        ("targets", None, "the target was changed", ""),
    ],
)
def test_what_a_measure_was_to_reach(field: str, was: Any, words: str, effect: str) -> None:
    told, found = tell(KPI, field, was)
    assert words in told
    assert found == effect


def test_how_the_aim_was_put_is_told_where_it_changed() -> None:
    floor = replace(KPI, unit="count", direction="keep-above", targets=(Target(80),), counts="each-period")
    told, effect = tell(floor, "targets", "180 by 2026-12-31, direction increase")
    assert told == (
        "the target was changed; it had been to rise to 180 by 31 December 2026, and is now to stay at or above 80"
    )
    assert effect == "easier"


@pytest.mark.parametrize(
    ("item", "field", "was", "words", "effect"),
    [
        (BET, "end", "2026-11-13", "the end was moved from 13 November 2026 to 27 November 2026", "later"),
        (BET, "start", "2026-10-01", "the beginning was moved from 1 October 2026 to 7 September 2026", "sooner"),
        (BET, "moves", 88, '"Clinics that renew" from 81 to 88 percent by 31 December 2026, and is now', "easier"),
        (BET, "moves", "to 84 by 2026-06-30", "to 84 percent by 30 June 2026, and is now", "later"),
        (BET, "moves", {"id": "renewed", "to": 84}, "from 81 to 84 percent by 31 December 2026", "harder"),
        (BET, "moves", {"id": "other", "to": 84}, "it had been id", ""),
        (BET, "population", "All clinics", 'had been "All clinics", and is now "Clinics in the south"', ""),
        (BET, "comparison", "The year before", 'it had been "The year before", and is no longer stated', ""),
        (OUTCOME, "title", "Nine in ten renew", 'it had been "Nine in ten renew", and is now "Clinics renew"', ""),
        (OUTCOME, "end", "2026-12-31", "the end was changed; it had been 31 December 2026", "later"),
        (OUTCOME, "x-note", "a", 'the x-note was changed; it had been "a"', ""),
    ],
)
def test_what_else_was_changed(item: Item, field: str, was: Any, words: str, effect: str) -> None:
    told, found = tell(item, field, was)
    assert words in told
    assert found == effect


def test_what_was_changed_twice_is_told_up_to_the_next_time() -> None:
    twice = replace(
        KPI,
        revisions=(
            Revision(date(2025, 9, 1), "targets", "95 by 2026-12-31", "Too far."),
            Revision(DAY, "targets", "90 by 2026-12-31", "Prices."),
        ),
    )
    first, second = (tell_revision(Plan([twice]), twice, place) for place in (0, 1))
    assert first == (
        "the target was changed; it had been 95 percent by 31 December 2026, and became 90 percent by 31 December 2026",
        "easier",
    )
    assert second[0].endswith(f"it had been 90 percent by 31 December 2026, {NOW}")


def test_a_shift_of_a_time_box_is_one_move() -> None:
    shifted = replace(
        BET,
        revisions=(
            Revision(DAY, "start", "2026-08-24", "The hooks came late.", (Link("docs"),)),
            Revision(DAY, "end", "2026-11-13", "Same; the time box keeps its length.", (Link("docs"), Link("billing"))),
            Revision(DAY, "population", "All clinics", "Nobody was left to compare with."),
        ),
    )
    plan = Plan([KPI, shifted])
    dates, population = gather_moves(recorded_moves(plan, date.min, date.max))
    assert dates.what == (
        "the beginning was moved from 24 August 2026 to 7 September 2026; "
        "the end was moved from 13 November 2026 to 27 November 2026"
    )
    assert (dates.effect, dates.agreed) == ("later", ("docs", "billing"))
    assert dates.why == "The hooks came late. The time box keeps its length."
    assert population.why == "Nobody was left to compare with."
    assert population.is_goalpost


def test_an_aim_that_was_reworded_is_a_goalpost_and_the_name_of_work_is_none() -> None:
    retitled = [replace(item, revisions=(Revision(DAY, "title", "Before", "Why."),)) for item in (OUTCOME, KPI)]
    assert [next(moves_of(Plan(retitled), item)).is_goalpost for item in retitled] == [True, False]


def test_moves_that_nobody_owned_up_to_stay_apart() -> None:
    moves = [GoalpostMove("renewed", "Clinics that renew", "targets", DAY, f"went {way}") for way in ("up", "down")]
    assert gather_moves(moves) == tuple(moves)


@given(st.one_of(st.text(max_size=60), st.from_regex(r"\A[0-9,.]{1,9} ?(%|by|to)? ?[0-9-]{0,10}(; ?[0-9 by-]*)?\Z")))
def test_whatever_stands_there_is_told(was: str) -> None:
    for item, field in ((KPI, "targets"), (KPI, "baseline"), (BET, "moves"), (BET, "end"), (BET, "population")):
        told, effect = tell(item, field, was)
        assert told
        assert effect in ("", "easier", "later", "harder", "sooner")
