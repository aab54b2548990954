"""Charts of measures: everything that is known is on them, at its place."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.draw.chart import HEIGHT, WIDTH, draw_chart
from alignctl.draw.scale import day_ticks, value_ticks
from alignctl.draw.text import measure
from alignctl.views.status import make_mark
from alignctl.views.trend import Limit, Trend, TrendPoint

SVG = "{http://www.w3.org/2000/svg}"
MOVING = Trend(
    "first-contact",
    "Questions <solved> & closed",
    "percent",
    date(2025, 6, 30),
    date(2026, 12, 31),
    date(2026, 3, 1),
    readings=(TrendPoint(date(2025, 12, 31), 70), TrendPoint(date(2026, 2, 28), 82, 'a "note" <b>')),
    baseline=TrendPoint(date(2025, 6, 30), 61),
    targets=(TrendPoint(date(2026, 12, 31), 80),),
    due=((TrendPoint(date(2025, 6, 30), 61), TrendPoint(date(2026, 12, 31), 80)),),
    mark=make_mark("attained"),
)
KEPT = replace(
    MOVING,
    targets=(),
    due=(),
    limits=(
        Limit(date(2025, 6, 30), date(2025, 12, 31), 50, None),
        Limit(date(2025, 12, 31), date(2026, 12, 31), 60, 90),
    ),
)


def classes(trend: Trend) -> list[str]:
    return [element.get("class") or "" for element in ET.fromstring(draw_chart(trend)).iter()]


def test_shows_readings_line_due_target_baseline_and_today() -> None:
    drawn = classes(MOVING)
    for name, count in {"dot": 2, "line": 1, "due": 1, "target": 1, "baseline": 1, "today": 1, "band": 0}.items():
        assert drawn.count(name) == count, name


def test_limits_are_bands_with_edges() -> None:
    drawn = classes(KEPT)
    assert drawn.count("band") == 2
    assert drawn.count("limit") == 3
    assert "due" not in drawn


def test_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(draw_chart(MOVING))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == MOVING.title
    words = root.findtext(f"{SVG}desc") or ""
    assert words == (
        "baseline 61 percent on 2025-06-30; 2 readings from 70 on 2025-12-31; latest 82 percent on 2026-02-28; "
        "target 80 percent by 2026-12-31; attained"
    )


def test_a_reading_without_a_line_and_a_target_without_a_reading_can_be_drawn() -> None:
    lone = replace(MOVING, readings=MOVING.readings[:1], baseline=None, targets=(), due=())
    assert "line" not in classes(lone)
    empty = replace(MOVING, readings=(), baseline=None)
    assert "no readings" in empty.alt
    assert "dot" not in classes(empty)


@pytest.mark.parametrize("trend", [MOVING, KEPT], ids=["moving", "kept"])
def test_all_text_lies_inside_and_is_large_enough(trend: Trend) -> None:
    text = draw_chart(trend)
    assert "font-size:12px" in text
    for element in ET.fromstring(text).iter(f"{SVG}text"):
        x, y, width = float(element.get("x") or 0), float(element.get("y") or 0), measure(element.text or "", 12)
        left = {"end": x - width, "middle": x - width / 2}.get(element.get("text-anchor") or "", x)
        assert left >= 0
        assert left + width <= WIDTH + 1
        assert 11 <= y <= HEIGHT


def test_labels_at_the_right_do_not_touch() -> None:
    crowded = replace(
        MOVING,
        readings=(TrendPoint(date(2025, 12, 31), 0.0), TrendPoint(date(2026, 2, 28), 0.5)),
        baseline=TrendPoint(date(2025, 6, 30), 0.2),
        targets=(TrendPoint(date(2026, 12, 31), 100), TrendPoint(date(2026, 12, 31), 0.3)),
    )
    labels = [e for e in ET.fromstring(draw_chart(crowded)).iter(f"{SVG}text") if float(e.get("x") or 0) > 525]
    rows = sorted(float(e.get("y") or 0) for e in labels)
    assert len(rows) == 3
    assert all(b - a >= 15.9 for a, b in pairwise(rows))
    assert rows[-1] <= HEIGHT


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_ticks_enclose_the_values_and_are_few(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    ticks = value_ticks(low, high)
    unseen = (high - low) * 1e-6 + 1e-6
    assert ticks[0] <= low + unseen
    assert ticks[-1] >= high - unseen
    assert 2 <= len(ticks) <= 9
    assert list(ticks) == sorted(set(ticks))


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(28, 12000))
def test_days_are_few_and_inside(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    ticks = day_ticks(first, last)
    assert len(ticks) <= 9
    assert all(first <= day <= last and day.day == 1 for day, _ in ticks)
    if ticks:
        assert any(str(day.year) in label for day, label in ticks)
