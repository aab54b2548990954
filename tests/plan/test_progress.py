"""Progress: properties that hold for every measure, and cases that a page need not tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.dates import Period, parse_period
from alignctl.plan.items import Kpi, Origin
from alignctl.plan.parts import Band, Baseline, Reading, Target
from alignctl.plan.progress import (
    CADENCE_DAYS,
    STATES,
    at_or_past,
    due_on,
    is_limit,
    judge_progress,
    limit_on,
    ordered_targets,
    round_due,
)

DIRECTIONS = ("increase", "decrease", "keep-above", "keep-below", "keep-between")
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
VALUES = st.integers(-1000, 1000).map(float)


def kpi(**fields: Any) -> Kpi:
    return Kpi(id="k", title="K", origin=Origin("plans/k.yaml"), **fields)


def on(day: date) -> Period:
    return Period(day, day, day.isoformat())


@st.composite
def targets(draw: st.DrawFn, direction: str | None) -> Target:
    by = draw(st.none() | DAYS.map(on)) if direction is None or direction.startswith("keep") else on(draw(DAYS))
    if direction == "keep-between":
        low, high = sorted((draw(VALUES), draw(VALUES)))
        return Target(by=by, low=low, high=high)
    return Target(draw(VALUES), by)


@st.composite
def measures(draw: st.DrawFn, **fixed: Any) -> Kpi:
    direction = fixed.get("direction", draw(st.sampled_from([None, *DIRECTIONS])))
    fields: dict[str, Any] = {
        "direction": direction,
        "baseline": draw(st.none() | st.builds(Baseline, DAYS, VALUES)),
        "targets": tuple(draw(st.lists(targets(direction), max_size=4))),
        "readings": tuple(draw(st.lists(st.builds(Reading, DAYS, VALUES), max_size=8, unique_by=lambda r: r.date))),
        "cadence": draw(st.none() | st.sampled_from(sorted(CADENCE_DAYS))),
        "lag": draw(st.integers(0, 60)),
        "counts": draw(st.sampled_from(["snapshot", "each-period", "year-to-date", "to-date"])),
        "path": draw(st.sampled_from(["linear", "step"])),
        "range": draw(st.none() | st.just(Band(-1000, 1000))),
    }
    return kpi(**(fields | fixed))


@given(measures(), DAYS, st.integers(1, 12))
def test_every_measure_is_in_one_known_state_that_agrees_with_its_parts(measure: Kpi, today: date, starts: int) -> None:
    progress = judge_progress(measure, today, starts)
    assert progress.state in STATES
    known = [reading for reading in measure.readings if reading.date <= today]
    assert (progress.state == "no-target") == (not measure.targets)
    if measure.targets:
        assert (progress.state == "no-data") == (not known)
    if not measure.targets or not known or measure.direction is None:
        assert not progress.attained
        assert progress.on_pace is None
    if progress.state == "attained":
        assert progress.attained
    if progress.state == "on-pace":
        assert progress.on_pace
        assert not progress.attained
    if progress.state == "stale":
        assert progress.stale
    if progress.state == "missed":
        assert progress.target is not None
        assert progress.target.by is not None
        assert progress.target.by.last <= today


@given(measures(), DAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_written_does_not_matter(measure: Kpi, today: date, random: Any) -> None:
    days = [target.by for target in measure.targets]
    readings, goals = list(measure.readings), list(measure.targets)
    random.shuffle(readings)
    if len(set(days)) == len(days):
        random.shuffle(goals)
    mixed = replace(measure, readings=tuple(readings), targets=tuple(goals))
    assert judge_progress(mixed, today) == judge_progress(measure, today)


@given(measures(), DAYS, DAYS, VALUES)
def test_a_reading_after_today_changes_nothing(measure: Kpi, today: date, later: date, value: float) -> None:
    known = replace(measure, readings=tuple(r for r in measure.readings if r.date <= today))
    if later > today:
        seen = replace(known, readings=(*known.readings, Reading(later, value)))
        assert judge_progress(seen, today) == judge_progress(known, today)


@given(measures(direction="increase", counts="snapshot"), DAYS, st.integers(0, 400))
def test_due_moves_between_two_targets_only_towards_the_second(measure: Kpi, day: date, step: int) -> None:
    after = day + timedelta(days=step)
    points = [target.by.last for target in measure.targets if target.by is not None]
    if measure.baseline is not None and measure.baseline.date is not None:
        points.append(measure.baseline.date)
    if any(day < point <= after for point in points) or len(set(points)) < len(points):
        return
    first, second = due_on(measure, day), due_on(measure, after)
    ahead = due_on(measure, min((point for point in points if point > after), default=date(2029, 1, 1)))
    if first is None or second is None or ahead is None:
        return
    assert min(first, ahead) - 1e-6 <= second <= max(first, ahead) + 1e-6


@given(measures(counts="snapshot"))
def test_on_the_day_of_a_target_the_target_is_due(measure: Kpi) -> None:
    days = [target.by.last for target in measure.targets if target.by is not None]
    start = measure.baseline.date if measure.baseline is not None else None
    for target in measure.targets:
        if target.by is not None and target.value is not None and [*days, start].count(target.by.last) == 1:
            assert due_on(measure, target.by.last) == pytest.approx(target.value)


@given(measures(), DAYS, VALUES, st.floats(0, 500))
def test_going_further_the_right_way_never_takes_attainment_away(
    measure: Kpi, today: date, value: float, further: float
) -> None:
    if measure.direction not in ("increase", "decrease"):
        return
    better = value + further if measure.direction == "increase" else value - further
    here = judge_progress(replace(measure, readings=(Reading(today, value),)), today)
    there = judge_progress(replace(measure, readings=(Reading(today, better),)), today)
    assert there.attained >= here.attained
    if here.on_pace is not None and there.due is not None:
        assert bool(there.on_pace) >= bool(here.on_pace)


@given(measures(), DAYS)
def test_pace_alone_is_never_attainment(measure: Kpi, today: date) -> None:
    """Whatever is attained satisfies a target: the final one, or one whose day has come."""
    progress = judge_progress(measure, today)
    if progress.attained and measure.counts != "year-to-date":
        assert progress.latest is not None
        final = ordered_targets(measure)[-1]
        come = [target for target in measure.targets if target.by is None or target.by.last <= today]
        assert any(at_or_past(measure, progress.latest.value, target) for target in [final, *come])


@given(measures(), DAYS)
def test_the_margin_of_a_limit_is_positive_inside_and_negative_outside(measure: Kpi, today: date) -> None:
    progress = judge_progress(measure, today)
    if progress.margin is not None:
        assert is_limit(measure)
        assert (progress.margin >= -1e-9) == progress.on_pace
        assert progress.ratio is None
        assert progress.latest is not None
        assert progress.limit == limit_on(measure, progress.latest.date)


@given(measures(), DAYS)
def test_the_ratio_is_none_at_the_baseline_and_one_at_the_target(measure: Kpi, today: date) -> None:
    if measure.direction not in ("increase", "decrease") or measure.counts == "year-to-date" or not measure.targets:
        return
    start, goal = measure.baseline, ordered_targets(measure)[-1].value
    if start is None or start.value is None or goal is None or start.value == goal:
        return
    for value, wanted in ((start.value, 0.0), (goal, 1.0)):
        assert judge_progress(replace(measure, readings=(Reading(today, value),)), today).ratio == wanted


def test_equal_counts_as_reached_up_to_rounding() -> None:
    assert at_or_past(kpi(direction="increase"), 0.1 + 0.2, Target(0.3))
    assert at_or_past(kpi(direction="decrease"), 0.1 + 0.2, Target(0.3))
    assert not at_or_past(kpi(direction="increase"), 0.2999, Target(0.3))


def test_nothing_is_reached_where_no_direction_is_known_or_the_target_says_nothing_that_way() -> None:
    assert not at_or_past(kpi(), 5, Target(5))
    assert not at_or_past(kpi(direction="increase"), 5, Target(high=5))


def test_a_band_given_as_one_value_holds_that_value_only() -> None:
    measure = kpi(direction="keep-between")
    assert at_or_past(measure, 5, Target(5))
    assert not at_or_past(measure, 5.1, Target(5))


def test_without_a_cadence_a_target_is_missed_the_day_after_its_last() -> None:
    measure = kpi(
        direction="increase",
        targets=(Target(10, parse_period("2026-Q2")),),
        readings=(Reading(date(2026, 3, 31), 5),),
    )
    assert judge_progress(measure, date(2026, 6, 30)).state == "at-risk"
    assert judge_progress(measure, date(2026, 7, 1)).state == "missed"


def test_a_target_is_not_missed_while_its_reading_is_awaited_and_stale_when_it_never_came() -> None:
    measure = kpi(
        direction="increase",
        cadence="quarterly",
        targets=(Target(10, parse_period("2026-Q2")),),
        readings=(Reading(date(2026, 3, 31), 5),),
    )
    assert judge_progress(measure, date(2026, 7, 5)).state == "at-risk"
    assert judge_progress(measure, date(2026, 9, 1)).state == "stale"
    told = replace(measure, readings=(*measure.readings, Reading(date(2026, 6, 30), 9)))
    assert judge_progress(told, date(2026, 9, 1)).state == "missed"


def test_a_target_is_not_missed_before_its_day_however_late_the_reading() -> None:
    measure = kpi(
        direction="increase",
        cadence="monthly",
        baseline=Baseline(date(2025, 12, 31), 0),
        targets=(Target(10, parse_period("2026-06")),),
        readings=(Reading(date(2026, 6, 10), 9),),
    )
    assert judge_progress(measure, date(2026, 6, 29)).state == "on-pace"
    assert judge_progress(measure, date(2026, 6, 30)).state == "missed"


def test_a_limit_binds_to_the_end_of_its_last_day() -> None:
    wide, narrow = Target(high=5, by=parse_period("2026-06")), Target(high=3, by=parse_period("2026-12"))
    measure = kpi(direction="keep-below", targets=(narrow, wide))
    assert limit_on(measure, date(2026, 6, 30)) == wide
    assert limit_on(measure, date(2026, 7, 1)) == narrow
    assert limit_on(measure, date(2027, 7, 1)) == narrow
    assert limit_on(kpi(direction="keep-below"), date(2026, 7, 1)) is None


def test_a_fiscal_year_to_date_begins_on_its_own_eve() -> None:
    measure = kpi(direction="increase", counts="year-to-date", targets=(Target(365, parse_period("FY2026", 10)),))
    assert due_on(measure, date(2025, 10, 1), 10) == pytest.approx(1)
    assert due_on(measure, date(2026, 9, 30), 10) == pytest.approx(365)
    assert due_on(measure, date(2026, 10, 1), 10) is None


def test_a_year_to_date_in_steps_is_due_from_zero() -> None:
    goals = (Target(40, parse_period("2026-Q2")), Target(100, parse_period("2026")))
    measure = kpi(direction="increase", counts="year-to-date", path="step", targets=goals)
    assert due_on(measure, date(2026, 6, 29)) == 0
    assert due_on(measure, date(2026, 6, 30)) == 40
    assert due_on(measure, date(2026, 12, 31)) == 100


STAIRS = (
    Target(50, parse_period("2026-06-30")),
    Target(46, parse_period("2027-06-30")),
    Target(44, parse_period("2027")),
)


def test_of_several_targets_the_one_that_came_and_the_one_ahead_are_told_apart_from_the_final_one() -> None:
    measure = kpi(
        direction="decrease",
        path="step",
        baseline=Baseline(date(2025, 12, 31), 60),
        targets=STAIRS,
        readings=(Reading(date(2026, 9, 30), 46),),
    )
    told = judge_progress(measure, date(2026, 10, 30))
    assert (told.attained, told.final) == (True, False)
    assert (told.came, told.ahead, told.target) == STAIRS
    early = judge_progress(measure, date(2026, 6, 29))
    assert (early.came, early.ahead) == (None, STAIRS[0])
    done = judge_progress(replace(measure, readings=(Reading(date(2026, 9, 30), 44),)), date(2026, 10, 30))
    assert (done.attained, done.final) == (True, True)
    last = judge_progress(measure, date(2027, 12, 31))
    assert (last.came, last.ahead, last.final) == (STAIRS[2], None, False)


@pytest.mark.parametrize(("due", "shown"), [(69.51, 69.5), (48.99, 49.0), (86.25, 86.25), (1234.5, 1234.5), (0.0, 0.0)])
def test_what_was_due_is_rounded_unless_the_plan_has_that_very_value(due: float, shown: float) -> None:
    measure = kpi(baseline=Baseline(value=1234.5), targets=(Target(value=86.25),))
    assert round_due(measure, due) == shown
