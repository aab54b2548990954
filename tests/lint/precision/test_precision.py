"""The judgements of the rules on real text: complete, about what the rules find now, and told rightly on the page."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from alignctl.load.load import load_plan
from alignctl.plan.graph import OUTPUT_LEVELS
from alignctl.plan.items import Kpi

ROOT = Path(__file__).resolve().parents[3]


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("precision", ROOT / "benchmarks" / "precision.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


precision = load_script()
SAMPLES = sorted(precision.SAMPLES.glob("*.csv"))

by_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


@by_sample
def test_a_sample_is_what_its_seed_draws_from_what_is_found_now(path: Path) -> None:
    """A rule that is changed afterwards has to be judged on a fresh draw."""
    rows = precision.read_sample(path)
    found = precision.find(path.stem)
    assert {(row["seed"], row["population"]) for row in rows} == {(rows[0]["seed"], str(len(found)))}
    drawn = precision.draw(found, int(rows[0]["seed"]))
    assert [(row["item"], row["text"], row["says"]) for row in rows] == [(d.item, d.text, d.says) for d in drawn]


@by_sample
def test_every_finding_of_a_sample_is_judged_with_a_reason(path: Path) -> None:
    for row in precision.read_sample(path):
        assert row["verdict"] in precision.VERDICTS, row
        assert row["reason"], row


def test_the_page_tells_what_was_judged() -> None:
    page = precision.PAGE.read_text("utf-8")
    assert precision.page_with(page, precision.table()) == page


def test_a_rule_below_the_mark_on_a_sample_that_can_tell_is_advice() -> None:
    severities = {rule.code: rule.severity.label for rule in precision.RULES}
    for path in SAMPLES:
        rows = precision.read_sample(path)
        right = sum(row["verdict"] == "right" for row in rows)
        if len(rows) >= 10 and 100 * right < precision.ENOUGH * len(rows):
            assert severities[path.stem.split("-")[0]] == "advice", path.stem


def test_the_page_tells_what_the_stated_levels_say_of_counts() -> None:
    plan = load_plan(precision.EXAMPLE, ("plans",), fiscal_year_starts=10).plan
    kpis = [plan.find(entry.item, Kpi) for entry in precision.find("MEA004-words")]
    levels = [kpi.level for kpi in kpis if kpi is not None and kpi.level is not None]
    told = re.search(r"Of the (\d+) titles .*? whose level is known, (\d+) have", precision.PAGE.read_text(), re.DOTALL)
    assert told is not None
    assert (int(told[1]), int(told[2])) == (len(levels), sum(level in OUTPUT_LEVELS for level in levels))


@pytest.mark.parametrize(
    ("right", "total", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)]
)
def test_the_interval_is_wilsons(right: int, total: int, low: float, high: float) -> None:
    """81 of 263 is the example of Newcombe (1998), table I."""
    assert precision.wilson(right, total) == pytest.approx((low, high), abs=5e-5)


def test_a_draw_depends_on_its_seed_alone() -> None:
    found = tuple(precision.Found(f"item-{n}", "", "") for n in range(100))
    drawn = precision.draw(found, 1)
    assert len(set(drawn)) == precision.SIZE
    assert drawn == sorted(drawn, key=found.index)
    assert precision.draw(tuple(reversed(found)), 1) == drawn[::-1]
    assert precision.draw(found, 2) != drawn
