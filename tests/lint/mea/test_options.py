"""Thresholds of the rules about measures can be set, and do what their pages say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alignctl.lint.engine import run_rules
from alignctl.lint.rules import RULES
from alignctl.load.load import load_plan

TODAY = date(2026, 6, 30)

SERIES = """
kind: kpi
id: solved
title: Questions solved
cadence: monthly
readings:
  - {date: 2026-01-31, value: 60}
  - {date: 2026-02-28, value: 61}
  - {date: 2026-03-31, value: 61}
  - {date: 2026-04-30, value: 61}
"""

WAITS = """
kind: kpi
id: waits
title: Waiting
direction: decrease
unit: queue-turns
targets: {by: 2026-12-31, value: 3}
"""

GOAL = "{kind: outcome, id: goal, title: Goal}\n" + "".join(
    f"---\n{{kind: kpi, id: m-{n}, title: M{n}, measures: goal}}\n" for n in range(3)
)


@pytest.mark.parametrize(
    ("text", "code", "options", "found"),
    [
        (SERIES, "MEA011", {}, ["solved"]),
        (SERIES, "MEA011", {"grace_days": 30}, []),
        (SERIES, "MEA011", {"grace_days": 30, "periods": 3}, ["solved"]),
        (SERIES, "MEA011", {"grace_days": 30, "periods": 4}, []),
        (SERIES, "MEA011", {"grace_days": 30, "periods": 0}, ["solved"]),
        (WAITS, "MEA013", {}, []),
        (WAITS, "MEA013", {"speed_units": ("turns",)}, ["waits"]),
        (WAITS, "MEA013", {"quality_units": ("turns",), "speed_units": ()}, ["waits"]),
        (GOAL, "MEA019", {}, []),
        (GOAL, "MEA019", {"most": 2}, ["goal"]),
        (GOAL, "MEA019", {"most": 3}, []),
    ],
)
def test_option_moves_the_threshold(
    tmp_path: Path, text: str, code: str, options: Mapping[str, Any], found: list[str]
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text(text, "utf-8")
    loaded = load_plan(tmp_path, ("plans",))
    assert loaded.diagnostics == ()
    result = run_rules(loaded.plan, RULES, TODAY, options={code: options})
    assert [d.item for d in result.diagnostics if d.code == code] == found
