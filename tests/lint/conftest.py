"""What tests of rules share: load a plan from text or a folder, run rules on it, and say what was found in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alignctl.change.revision import load_by, present
from alignctl.config import Config
from alignctl.diagnostics import Diagnostic
from alignctl.gate import judge_change
from alignctl.lint.baseline import Baseline, read_baseline
from alignctl.lint.engine import LintResult, run_rules
from alignctl.lint.pages import EXAMPLE_TODAY, Example, describe
from alignctl.lint.rule import Rule
from alignctl.lint.rules import RULES
from alignctl.lint.setting_aside import apply_baseline, suppress
from alignctl.lint.words import read_words
from alignctl.load.comments import find_ignores
from alignctl.load.load import load_plan
from alignctl.load.spans import locate

WORDS = read_words()
"""The lists that ship, as rules read them by default: that takes longer than most rules do."""


@dataclass(frozen=True)
class Checked:
    """What loading and all rules found in one plan."""

    diagnostics: tuple[Diagnostic, ...]
    result: LintResult

    def lines(self, *codes: str) -> list[str]:
        """The findings with these codes (all, where none is named), one a line, sorted as they are reported."""
        found = sorted((*self.diagnostics, *self.result.diagnostics), key=lambda d: d.sort_key)
        return [describe(d) for d in found if not codes or d.code.startswith(codes)]

    def not_judged(self, *codes: str) -> list[str]:
        """What rules with these codes could not judge, as `not judged: CODE id id`."""
        counted = sorted(self.result.not_judged.items())
        return [f"not judged: {code} {' '.join(ids)}" for code, ids in counted if code.startswith(codes)]


def check_folder(root: Path, today: date = EXAMPLE_TODAY, rules: Iterable[Rule] = RULES) -> Checked:
    """Load the plan in `root/plans` and run rules on it."""
    loaded = load_plan(root, ("plans",), fiscal_year_starts=1)
    rules = tuple(rules)
    result = run_rules(loaded.plan, rules, today, words=WORDS)
    found = locate((*loaded.diagnostics, *result.diagnostics), loaded.sources)
    in_force = {rule.code: rule for rule in rules}
    about_comments = suppress(found, find_ignores(loaded.sources), in_force, RULES, {})
    baseline = root / "plans" / "alignctl-baseline.json"
    known = read_baseline(baseline.read_text("utf-8")) if baseline.exists() else Baseline()
    about_baseline = apply_baseline(found, known, baseline.name, in_force, {})
    aside = tuple(d for d in (*about_comments, *about_baseline) if d.code.startswith("SUP"))
    return Checked((*loaded.diagnostics, *aside), result)


@pytest.fixture
def check_root() -> Callable[..., Checked]:
    """The function `check_folder`, for tests that keep their plans as files."""
    return check_folder


@pytest.fixture
def check_plan(tmp_path: Path) -> Callable[..., Checked]:
    """A function that checks a plan given as YAML text, with files beside it as (name, text)."""

    def check(
        text: str,
        today: date = EXAMPLE_TODAY,
        files: Iterable[tuple[str, str]] = (),
        rules: Iterable[Rule] = RULES,
    ) -> Checked:
        folder = tmp_path / "plans"
        folder.mkdir(exist_ok=True)
        (folder / "plan.yaml").write_text(text, "utf-8")
        for name, content in files:
            (folder / name).write_text(content, "utf-8")
        return check_folder(tmp_path, today, rules)

    return check


@pytest.fixture
def found(check_plan: Callable[..., Checked]) -> Callable[..., list[tuple[str, str]]]:
    """A function that gives what a rule finds in items, as (item, field path), and last what it could not judge."""

    def find(code: str, *items: dict[str, Any], today: str = "2026-06-30", **options: Any) -> list[tuple[str, str]]:
        text = yaml.safe_dump_all(items, sort_keys=False, allow_unicode=True)
        (rule,) = (rule for rule in RULES if rule.code == code)
        assert set(options) <= set(rule.options)
        rules = [replace(rule, options={**rule.options, **options})]
        result = check_plan(text, date.fromisoformat(today), rules=rules).result
        places = [(d.item or "", ".".join(str(part) for part in d.location.pointer)) for d in result.diagnostics]
        return sorted(places) + [(item, "not judged") for item in result.not_judged.get(code, ())]

    return find


@pytest.fixture
def check_example(check_plan: Callable[..., Checked], tmp_path: Path) -> Callable[[Example], Checked]:
    """A function that checks an example of a rule's page; one with an older plan, as a change."""

    def check(example: Example) -> Checked:
        checked = check_plan(example.plan, example.today, example.files)
        if example.before is None:
            return checked
        older = tmp_path / "older" / "plans"
        older.mkdir(parents=True)
        (older / "plan.yaml").write_text(example.before, "utf-8")
        config = Config(tmp_path)
        base, head = (present(load_by(c), c, name) for c, name in ((Config(older.parent), "before"), (config, "after")))
        verdict = judge_change(base, head, example.today)
        return Checked((*checked.diagnostics, *verdict.findings), checked.result)

    return check
