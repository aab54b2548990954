"""Charts of measures: everything that is known is on them, at its place."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.draw.chart import draw_chart
from alignctl.draw.chart_plot import WIDTH
from alignctl.draw.scale import day_ticks, value_ticks
from alignctl.draw.text import measure
from alignctl.views.status import make_mark
from alignctl.views.thinning import thin
from alignctl.views.trend import Limit, TimeBox, Trend, TrendPoint

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
    pace=66.0,
    pace_text="66",
    known=2,
)
BOXES = (
    TimeBox(
        "films",
        "Short <films> show it",
        date(2025, 9, 1),
        date(2025, 11, 30),
        make_mark("stop"),
        TrendPoint(date(2025, 11, 30), 75),
        href="hypotheses/films/",
    ),
    TimeBox("beside", "Answers beside the question", date(2026, 2, 1), None, make_mark("running"), is_signal=True),
)
AIMED_AT = replace(MOVING, boxes=BOXES, revised=((date(2026, 1, 15), "targets"),))
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
    once = {"actual": 1, "due": 1, "target": 1, "baseline": 1, "gap": 1}
    for name, count in {"dot": 2, **once, "today": 1, "band": 0, "box": 0}.items():
        in_key = 1 if name in ("dot", *once) else 0
        assert drawn.count(name) == count + in_key, name


def test_time_boxes_are_bands_with_a_line_that_names_the_bet_its_decision_and_its_page() -> None:
    drawn = classes(AIMED_AT)
    for name, count in {"box": 2 + 1, "bar": 1 + 1, "bar signal": 1 + 1, "expected": 1 + 1, "revised": 1 + 1}.items():
        assert drawn.count(name) == count, name
    root = ET.fromstring(draw_chart(AIMED_AT))
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == "hypotheses/films/"
    assert link.findtext(f"{SVG}text") == "stopped: Short <films> show it"
    assert "Short <films> show it: 2025-09-01 to 2025-11-30, expects 75, stopped" in (root.findtext(f"{SVG}desc") or "")


def test_of_many_bets_the_latest_have_a_line_and_the_others_are_counted() -> None:
    many = tuple(replace(BOXES[0], bet=f"b{n}", first=date(2025, 7, 1 + n)) for n in range(9))
    texts = [element.text for element in ET.fromstring(draw_chart(replace(MOVING, boxes=many))).iter(f"{SVG}text")]
    assert sum("films" in (text or "") for text in texts) == 5
    assert "4 earlier bets are not shown here" in texts


def test_a_long_series_is_drawn_thinned_and_says_so() -> None:
    days = [date(2025, 6, 30), *(date.fromordinal(date(2025, 7, 1).toordinal() + n % 500) for n in range(5000))]
    points = tuple(TrendPoint(day, float(n % 97)) for n, day in enumerate(sorted(days)))
    long = replace(MOVING, readings=thin(points, 200), known=len(points))
    drawn = classes(long)
    assert len(long.readings) <= 800
    assert drawn.count("dot") == 1
    assert "5,001 readings, drawn thinned: every extreme is kept" in draw_chart(long)


@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.floats(-1e6, 1e6)), max_size=200),
    st.integers(1, 12),
)
def test_thinning_keeps_ends_and_extremes_in_order(values: list[tuple[date, float]], columns: int) -> None:
    points = tuple(TrendPoint(day, value) for day, value in sorted(values))
    kept = thin(points, columns)
    assert len(kept) <= max(4 * columns, min(len(points), 4 * columns))
    assert [point for point in points if any(point is other for other in kept)] == list(kept)
    if points:
        assert (kept[0], kept[-1]) == (points[0], points[-1])
        assert {min(p.value for p in kept), max(p.value for p in kept)} == {
            min(p.value for p in points),
            max(p.value for p in points),
        }


def test_limits_are_bands_with_edges() -> None:
    drawn = classes(KEPT)
    assert drawn.count("band") == 2 + 1, "and one in the key"
    assert drawn.count("limit") == 3 + 1
    assert "due" not in drawn


def test_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(draw_chart(MOVING))
    assert root.get("role") == "graphics-document img"
    assert root.findtext(f"{SVG}title") == MOVING.title
    words = root.findtext(f"{SVG}desc") or ""
    assert words == (
        "baseline 61 percent on 2025-06-30; 2 readings from 70 on 2025-12-31; latest 82 percent on 2026-02-28; "
        "due on that day 66 percent; target 80 percent by 2026-12-31; attained"
    )


def test_a_reading_without_a_line_and_a_target_without_a_reading_can_be_drawn() -> None:
    lone = replace(MOVING, readings=MOVING.readings[:1], baseline=None, targets=(), due=())
    assert classes(lone).count("actual") == 1, "only in the key"
    empty = replace(MOVING, readings=(), baseline=None)
    assert "no readings" in empty.alt
    assert "dot" not in classes(empty)


@pytest.mark.parametrize("trend", [MOVING, KEPT, AIMED_AT], ids=["moving", "kept", "aimed-at"])
def test_all_text_lies_inside_and_is_large_enough(trend: Trend) -> None:
    text = draw_chart(trend)
    assert "font-size:12px" in text
    root = ET.fromstring(text)
    for element in root.iter(f"{SVG}text"):
        x, y, width = float(element.get("x") or 0), float(element.get("y") or 0), measure(element.text or "", 12)
        left = {"end": x - width, "middle": x - width / 2}.get(element.get("text-anchor") or "", x)
        assert left >= 0
        assert left + width <= WIDTH + 1
        assert 11 <= y <= float(root.get("height") or 0)


def test_labels_at_the_right_do_not_touch() -> None:
    crowded = replace(
        MOVING,
        readings=(TrendPoint(date(2025, 12, 31), 0.0), TrendPoint(date(2026, 2, 28), 0.5)),
        baseline=TrendPoint(date(2025, 6, 30), 0.2),
        targets=(TrendPoint(date(2026, 12, 31), 100), TrendPoint(date(2026, 12, 31), 0.3)),
    )
    labels = [e for e in ET.fromstring(draw_chart(crowded)).iter(f"{SVG}text") if e.get("x") == "528"]
    rows = sorted(float(e.get("y") or 0) for e in labels)
    assert len(rows) == 4
    assert all(b - a >= 15.9 for a, b in pairwise(rows))
    assert rows[-1] <= 230


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


def test_the_title_of_a_chart_by_itself_leads_to_the_page_of_its_measure() -> None:
    drawn = draw_chart(replace(MOVING, href="kpis/k/"), headed=True)
    assert '<a href="kpis/k/"><text class="title"' in drawn
    assert "javascript" not in draw_chart(replace(MOVING, href="javascript:alert(1)"), headed=True)


def test_what_lies_outside_a_period_is_said_below() -> None:
    whole, part = draw_chart(MOVING), draw_chart(replace(MOVING, left_out=("Not shown: 2 readings.",)))
    assert ">Not shown: 2 readings.</text>" in part
    assert height_of(part) == height_of(whole) + 18


def height_of(svg: str) -> float:
    found = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)
    assert found is not None
    return float(found[1])
