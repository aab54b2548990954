"""What tests of rules on alignment share: run one rule on a plan written as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alignctl.lint.engine import LintResult, run_rules
from alignctl.lint.rules.aln import RULES
from alignctl.load.load import load_plan

TODAY = date(2026, 6, 30)


class Found:
    """What one rule found in a plan."""

    def __init__(self, result: LintResult, code: str) -> None:
        self.diagnostics = result.diagnostics
        self.places = [
            " ".join([d.item or "-", ".".join(map(str, d.location.pointer))]).strip() for d in result.diagnostics
        ]
        self.items = [d.item for d in result.diagnostics]
        self.messages = [d.message for d in result.diagnostics]
        self.severities = [d.severity.label for d in result.diagnostics]
        self.not_judged = list(result.not_judged.get(code, ()))


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., Found]:
    """A function that gives what a rule finds; a plan that does not load cleanly fails the test unless `broken`."""

    def run(code: str, text: str, today: date = TODAY, broken: bool = False, **options: Any) -> Found:
        (tmp_path / "plans").mkdir(exist_ok=True)
        (tmp_path / "plans" / "plan.yaml").write_text(text, "utf-8")
        loaded = load_plan(tmp_path, ("plans",), fiscal_year_starts=1)
        assert broken or loaded.diagnostics == (), [d.message for d in loaded.diagnostics]
        rules = [rule for rule in RULES if rule.code == code]
        return Found(run_rules(loaded.plan, rules, today, options={code: options}), code)

    return run
