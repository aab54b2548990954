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
    """By the second reader always; by those who wrote the rule, whole or not at all."""
    rows = precision.read_sample(path)
    for row in rows:
        assert row["second"] in precision.VERDICTS, row
        assert row["second_reason"], row
        assert bool(row["reason"]) == bool(row["verdict"]), row
    first = {row["verdict"] for row in rows}
    assert first == {""} or first <= set(precision.VERDICTS)


def test_the_page_tells_what_was_judged() -> None:
    page = precision.PAGE.read_text("utf-8")
    assert precision.page_with(page, precision.tables()) == page


def test_a_rule_below_the_mark_on_a_sample_that_can_tell_is_advice() -> None:
    severities = {rule.code: rule.severity.label for rule in precision.RULES}
    below = set()
    for name, rows in precision.samples():
        right = sum(row["second"] == "right" for row in rows)
        if len(rows) >= precision.LEAST and 100 * right < precision.ENOUGH * len(rows):
            below.add(name.split("-")[0])
    assert below
    assert {severities[code] for code in below} == {"advice"}


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


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"rr": 20, "rw": 5, "wr": 10, "ww": 15}, 0.4),
        ({"rr": 10, "ww": 10}, 1.0),
        ({"rw": 10, "wr": 10}, -1.0),
        ({"rr": 25, "rw": 25, "wr": 25, "ww": 25}, 0.0),
        ({"rr": 6, "ra": 1, "aa": 2, "aw": 1}, 29 / 49),
    ],
)
def test_agreement_is_cohens_kappa(counts: dict[str, int], expected: float) -> None:
    """The last by hand: 8 of 10 agree, and by chance (7 * 6 + 3 * 3) / 100, for three verdicts with unequal shares."""
    pairs = [(pair[0], pair[1]) for pair, times in counts.items() for _ in range(times)]
    assert precision.kappa(pairs) == pytest.approx(expected)


def test_readers_who_know_one_verdict_only_agree_no_more_than_by_chance() -> None:
    assert precision.kappa([("right", "right")] * 9) is None
    assert precision.kappa([("right", "right")] * 9 + [("right", "wrong")]) == 0


def test_a_draw_depends_on_its_seed_alone() -> None:
    found = tuple(precision.Found(f"item-{n}", "", "") for n in range(100))
    drawn = precision.draw(found, 1)
    assert len(set(drawn)) == precision.SIZE
    assert drawn == sorted(drawn, key=found.index)
    assert precision.draw(tuple(reversed(found)), 1) == drawn[::-1]
    assert precision.draw(found, 2) != drawn
