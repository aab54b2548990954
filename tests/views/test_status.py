"""Marks: every state has one, and each item gets the one it is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from alignctl.draw.glyphs import GLYPHS, TEXT
from alignctl.plan.dates import parse_period
from alignctl.plan.items import Kpi, Origin
from alignctl.plan.parts import Reading, Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import STATES as PROGRESS_STATES
from alignctl.views.status import STATES, make_mark, mark_item, mark_items
from alignctl.views.trend import make_trend

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("top", "KPIs attained · 2 of 3, 2 with data"),
        ("shared", "at risk · 2026-02-01"),
        ("reached", "reached · 2026-01-31"),
        ("result-kpi", "attained · 65, next target 80\u00a0%"),
        ("believed", "attained · 4.25, keep below 5\u00a0days"),
        ("driver", "no target"),
        ("feedback", "retired · 2026-01-01"),
        ("bet", "decision overdue · ended 2025-12-31"),
        ("decided-bet", "stopped · 2026-01-10"),
        ("drafted", "draft"),
        ("work", "active · 2 of 3 delivered"),
        ("late-work", "late · end was 2026-01"),
    ],
)
def test_marks(read_plan: Callable[[str], Plan], item: str, text: str) -> None:
    assert mark_items(read_plan("small"), TODAY)[item].text == text


def test_what_comes_next_is_the_first_target_after_today_and_a_limit_is_the_one_that_binds() -> None:
    stairs = (
        Target(64, parse_period("2026-01-31")),
        Target(76, parse_period("2027-Q2")),
        Target(84, parse_period("2028")),
    )
    told = {
        value: mark_item(_kpi("increase", stairs, value), TODAY).text  # type: ignore[union-attr]
        for value in (68, 60, 84)
    }
    assert told == {
        68: "attained · 68, next target 76",
        60: "at risk · 60, next target 76",
        84: "attained · 84, target 84",
    }
    limits = (Target(high=5, by=parse_period("2026-06")), Target(high=3, by=parse_period("2026-12")))
    assert mark_item(_kpi("keep-below", limits, 4), TODAY).text == "on pace · 4, keep … to 5"  # type: ignore[union-attr]


def _kpi(direction: str, targets: tuple[Target, ...], value: float) -> Kpi:
    reading = Reading(date(2026, 2, 28), value)
    return Kpi(
        id="k",
        title="K",
        origin=Origin("k.yaml"),
        direction=direction,
        path="step",
        targets=targets,
        readings=(reading,),
    )


def test_items_with_nothing_to_say_have_no_mark(read_plan: Callable[[str], Plan]) -> None:
    marks = mark_items(read_plan("small"), TODAY)
    assert not {"lost", "support", "web"} & set(marks)


def test_every_state_has_a_glyph_that_can_be_drawn_and_written() -> None:
    for state in STATES:
        mark = make_mark(state)
        assert mark.glyph in GLYPHS
        assert mark.glyph in TEXT
    assert set(PROGRESS_STATES) <= set(STATES)
    assert set(GLYPHS) == set(TEXT)


def test_good_and_bad_differ_by_glyph_too() -> None:
    tones: dict[str, set[str]] = {}
    for glyph, _, tone in STATES.values():
        tones.setdefault(glyph, set()).add(tone)
    for glyph, found in tones.items():
        assert not {"good", "bad"} <= found, glyph


def kpi_of(plan: Plan, kpi_id: str) -> Kpi:
    kpi = plan.find(kpi_id, Kpi)
    assert kpi is not None
    return kpi


def test_trend_of_a_measure_that_is_to_move(read_plan: Callable[[str], Plan]) -> None:
    trend = make_trend(kpi_of(read_plan("small"), "result-kpi"), TODAY)
    assert trend is not None
    assert (trend.first, trend.last) == (date(2025, 2, 28), date(2026, 12, 31))
    assert [point.value for point in trend.due[0]] == [50, 60, 80]
    assert [point.value for point in trend.targets] == [60, 80]
    assert trend.limits == ()


def test_trend_of_a_limit(read_plan: Callable[[str], Plan]) -> None:
    trend = make_trend(kpi_of(read_plan("small"), "believed"), TODAY)
    assert trend is not None
    (limit,) = trend.limits
    assert (limit.low, limit.high, limit.last) == (None, 5, date(2026, 12, 31))
    assert trend.due == ()


def test_readings_of_the_future_are_not_known_yet(read_plan: Callable[[str], Plan]) -> None:
    trend = make_trend(kpi_of(read_plan("small"), "result-kpi"), date(2026, 1, 1))
    assert trend is not None
    assert trend.readings == ()


def test_nothing_to_chart(read_plan: Callable[[str], Plan]) -> None:
    assert make_trend(kpi_of(read_plan("small"), "driver"), TODAY) is None
