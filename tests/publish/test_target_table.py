"""What was read when the day of a target came, and whether that met it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alignctl.plan.dates import parse_period
from alignctl.plan.items import Kpi, Origin
from alignctl.plan.parts import Reading, Target
from alignctl.plan.progress import known_readings
from alignctl.publish.site import Here
from alignctl.publish.target_table import judge_target, target_table
from tests.publish.conftest import read_html

TODAY = date(2026, 10, 30)
KPI = Kpi(
    id="renewed",
    title="Clinics that renew",
    origin=Origin("plan.yaml", 0),
    direction="increase",
    unit="percent",
    cadence="quarterly",
    readings=tuple(
        Reading(date.fromisoformat(day), value)
        for day, value in (("2025-09-30", 82), ("2025-12-31", 77), ("2026-06-30", 83), ("2026-09-30", 86))
    ),
)
YEARLY = replace(KPI, counts="year-to-date")


@pytest.mark.parametrize(
    ("kpi", "by", "value", "read", "word"),
    [
        (KPI, "2025-Q4", 84, 77, "not met"),
        (KPI, "2025-12-31", 77, 77, "met"),
        (KPI, "2026-Q2", 83, 83, "met"),
        (KPI, "2026-03-31", 60, 77, "no reading for that day"),
        (KPI, "2025-Q2", 60, None, "no reading for that day"),
        (KPI, "2026-Q4", 88, None, "to come"),
        (KPI, "2026-Q4", 85, 86, "met before its day"),
        (replace(KPI, cadence=None), "2026-03-31", 60, 77, "met"),
        (replace(KPI, direction=None), "2025-Q4", 84, 77, "cannot be told"),
        (replace(KPI, direction="decrease"), "2025-Q4", 84, 77, "met"),
        (replace(KPI, direction="keep-above"), "2025-Q4", 84, 77, "not met"),
        (replace(KPI, direction="keep-above"), "2026-Q4", 86, 86, "kept so far"),
        (replace(KPI, direction="keep-above"), "2026-Q4", 87, 86, "not kept"),
        (YEARLY, "2026-Q4", 85, 86, "met before its day"),
        (YEARLY, "2027-Q4", 85, None, "to come"),
        (replace(YEARLY, direction="decrease"), "2026-Q4", 90, None, "to come"),
    ],
)
def test_a_target_is_judged_by_the_reading_of_its_day(
    kpi: Kpi, by: str, value: float, read: float | None, word: str
) -> None:
    target = Target(value, parse_period(by))
    measured = replace(kpi, targets=(target,))
    reading, mark = judge_target(measured, target, known_readings(measured, TODAY), TODAY, 1)
    assert (reading.value if reading is not None else None, mark.word) == (read, word)


def test_the_table_says_what_was_read_then_and_whether_it_was_met(site) -> None:
    kpi = replace(KPI, targets=(Target(84, parse_period("2025-Q4")), Target(88, parse_period("2026-Q4"))))
    html = target_table(Here(replace(site, today=TODAY), "kpis/renewed/"), kpi)
    text = " ".join(read_html(html).text.replace("\xa0", " ").split())
    assert text.endswith("Met?Q4 202584 %77 % on 31 Dec 2025Not metQ4 202688 %To come")


def test_a_limit_that_binds_always_is_judged_by_the_latest_reading(site) -> None:
    kpi = replace(KPI, direction="keep-above", targets=(Target(80),))
    html = target_table(Here(replace(site, today=TODAY), "kpis/renewed/"), kpi)
    assert "Kept so far" in read_html(html).text
