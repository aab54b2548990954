"""What a measure is to reach: on its page and in lists, the target that it was judged by first."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from alignctl.plan.dates import parse_period
from alignctl.plan.items import Kpi, Origin
from alignctl.plan.parts import Baseline, Reading, Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import judge_progress
from alignctl.publish.aims import say_due_from, say_standing
from alignctl.publish.kpi_page import kpi_sections
from alignctl.publish.site import Here
from alignctl.publish.tables import kpi_table
from tests.publish.conftest import read_html

TODAY = date(2026, 6, 30)
STAIRS = (
    Target(50, parse_period("2026-03-31")),
    Target(47, parse_period("2027-Q2")),
    Target(44, parse_period("2027")),
)


def kpi_of(value: float, **fields: object) -> Kpi:
    values = {
        "direction": "decrease",
        "unit": "percent",
        "baseline": Baseline(date(2025, 12, 31), 60),
        "targets": STAIRS,
        "readings": (Reading(date(2026, 6, 20), value),),
        **fields,
    }
    return Kpi(id="k", title="K", origin=Origin("k.yaml"), **values)


def words(html: object) -> str:
    return " ".join(read_html(str(html)).text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("kpi", "target", "way"),
    [
        (
            kpi_of(49, path="step"),
            "50 % by 31 Mar 2026, then 47 % by Q2 2027, in the end 44 % by 2027",
            "69 %",
        ),
        (kpi_of(43), "44 % by 2027", "100 %"),
        (kpi_of(61, targets=STAIRS[2:]), "44 % by 2027", "farther away than at the start"),
        (
            kpi_of(48, targets=(Target(high=50, by=parse_period("2026")), Target(high=45)), direction="keep-below"),
            "at most 45 %",
            None,
        ),
    ],
)
def test_a_row_has_the_target_that_was_judged_first_and_no_way_back_as_none(site, kpi, target, way):
    shown = dataclasses.replace(site, plan=Plan([kpi]))
    text = words(kpi_table(Here(shown, "kpis/"), [kpi], "KPIs"))
    assert target in text
    assert way is None or way in text


@pytest.mark.parametrize(
    ("kpi", "figures"),
    [
        (
            kpi_of(49, path="step"),
            (
                "Due on that day50 %the target of 31 Mar 2026Target that was due50 %by 31 Mar 2026, reached"
                "Next target47 %by Q2 2027Final target44 %by 2027Way done69 %"
            ),
        ),
        (kpi_of(55), "Target that was due50 %by 31 Mar 2026, not reachedNext target47 %by Q2 2027"),
        (kpi_of(43), "Target44 %by 2027Way done100 %"),
        (kpi_of(61, targets=STAIRS[2:]), "Target44 %by 2027Way doneNonefarther away than at the start"),
    ],
)
def test_the_page_of_a_kpi_tells_its_targets_apart(site, kpi, figures):
    shown = dataclasses.replace(site, plan=Plan([kpi]))
    assert figures in words(kpi_sections(Here(shown, "kpis/k/"), kpi)[0].body)


@pytest.mark.parametrize(
    ("kpi", "day", "said"),
    [
        (kpi_of(49), "2026-01-31", "on the line to the target of 31 Mar 2026"),
        (kpi_of(49), "2026-06-20", "on the line to the target of Q2 2027"),
        (kpi_of(49), "2028-06-20", "the target of 2027"),
        (kpi_of(49), "2025-06-20", "the baseline: no target was due yet"),
        (kpi_of(49, path="step"), "2026-01-31", "the baseline: no target was due yet"),
        (kpi_of(49, path="step"), "2026-06-20", "the target of 31 Mar 2026"),
        (kpi_of(49, counts="year-to-date", path="step"), "2026-01-31", "the start of the year"),
        (kpi_of(49, counts="year-to-date", path="step"), "2026-06-20", "the target of 31 Mar 2026"),
        (kpi_of(49, counts="year-to-date"), "2027-02-28", "on the line to the target of Q2 2027"),
    ],
)
def test_what_was_due_comes_from_a_line_a_target_or_the_start(kpi, day, said):
    assert say_due_from(kpi, date.fromisoformat(day)).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("kpi", "said"),
    [
        (kpi_of(55), "55 %, is to fall to 47 % by Q2 2027"),
        (kpi_of(2, direction="increase", unit="days"), "2 days, is to rise to 47 days by Q2 2027"),
        (kpi_of(5, direction="keep-below", targets=(Target(high=4),)), "5 %, limit at most 4 %"),
        (kpi_of(5, targets=()), "5 %"),
        (kpi_of(5, readings=()), "no reading, is to fall to 47 % by Q2 2027"),
    ],
)
def test_in_a_short_list_a_value_has_its_unit_and_its_way(kpi, said):
    assert say_standing(kpi, judge_progress(kpi, TODAY)).replace("\u00a0", " ") == said
