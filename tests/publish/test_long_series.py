"""The page of a measure with more readings than anybody reads: it lists the latest, and says where all are."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path

from alignctl.load.load import load_plan
from alignctl.publish.kpi_page import LISTED
from alignctl.publish.pages import build_pages
from alignctl.publish.site import Site
from tests.publish.conftest import read_html

COUNT = 5 * LISTED


def test_the_latest_readings_are_listed_and_all_are_in_plan_json(site: Site, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(COUNT)]
    values = [97 if n == 1000 else 40 + n % 7 for n in range(COUNT)]
    rows = "".join(f"{day},{value}\n" for day, value in zip(days, values, strict=True))
    (tmp_path / "plans" / "long.csv").write_text(f"date,value\n{rows}", "utf-8")
    (tmp_path / "plans" / "k.yaml").write_text(
        "kind: kpi\nid: long\ntitle: Long\ndirection: increase\nunit: percent\nreadings: long.csv\n"
        "baseline: {date: 2019-12-31, value: 40}\ntargets: {by: 2026-12-31, value: 50}\n",
        "utf-8",
    )
    built = build_pages(dataclasses.replace(site, plan=load_plan(tmp_path).plan, findings=(), today=date(2026, 6, 1)))
    page = next(page for page in built.pages if page.path == "kpis/long/")
    found = read_html(str(page.html))
    assert f"The latest {LISTED} of {COUNT:,} readings as a table" in found.text
    assert str(page.html).count('data-label="Value"') == LISTED
    assert "../../plan.json" in found.links
    assert built.files["plan.json"].count('"date": "20') >= COUNT
