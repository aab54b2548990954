"""Each kind of fix as files: `fixes/CODE-safe-what/plans` (or `unsafe`) is what was written, `expected.diff` the cure.

The folders are also the proof of what rules declare: a rule says `fixes=(SAFE, UNSAFE)` if and only if there is a
folder for each that shows it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from alignctl.config import Config
from alignctl.diagnostics import Diagnostic
from alignctl.examination import examine
from alignctl.lint.pages import EXAMPLE_TODAY, read_page
from alignctl.lint.rules import RULES
from alignctl.load.load import load_plan

FIXES = sorted(path for path in (Path(__file__).parent / "fixes").iterdir() if path.is_dir())
ROOT = Path(__file__).resolve().parents[2]
DECLARED = {(rule.code, kind) for rule in RULES for kind in rule.fixes}


def settled(folder: Path, work: Path) -> Path:
    """A copy of a folder's plan, with a day of its own."""
    shutil.copytree(folder / "plans", work / "plans")
    (work / "alignctl.yaml").write_text(f"language: 1\ntoday: {EXAMPLE_TODAY}\n")
    return work


def findings(root: Path, today: date = EXAMPLE_TODAY) -> tuple[Diagnostic, ...]:
    loaded = load_plan(root, ("plans",), fiscal_year_starts=1)
    return examine(loaded, Config(root=root, profile="strict"), today, "today").shown


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "plans").iterdir())}


def test_a_rule_declares_the_fixes_that_are_shown_here_and_no_others() -> None:
    assert {tuple(folder.name.split("-")[:2]) for folder in FIXES} == DECLARED


@pytest.mark.parametrize("folder", FIXES, ids=lambda folder: folder.name)
def test_a_fix_makes_the_expected_change_and_no_other(folder: Path, tmp_path: Path, run_alignctl) -> None:
    code, kind, *_ = folder.name.split("-")
    option = {"safe": "--fix", "unsafe": "--unsafe-fixes"}[kind]
    fixed, patched = settled(folder, tmp_path / "fixed"), settled(folder, tmp_path / "patched")
    assert (code, kind) in {(d.code, d.fixable) for d in findings(fixed)}

    subprocess.run(["git", "init", "-q"], cwd=patched, check=True)
    subprocess.run(["git", "apply", str(folder / "expected.diff")], cwd=patched, check=True)
    result = run_alignctl("check", option, "-f", "json", cwd=fixed)
    assert contents(fixed) == contents(patched)
    left = json.loads(result.stdout)["findings"]
    assert (code, kind) not in {(finding["code"], finding["fixable"]) for finding in left}
    filled = sum(data.count(b"REPLACE-ME") for data in contents(fixed).values())
    assert [finding["code"] for finding in left].count("SCH009") == filled

    again = run_alignctl("check", option, cwd=fixed)
    assert again.stderr.startswith("nothing to fix")
    assert contents(fixed) == contents(patched)


def test_what_to_type_leaves_the_comment_out_as_the_fix_does(tmp_path: Path) -> None:
    work = settled(Path(__file__).parent / "fixes" / "SCH001-safe-colon", tmp_path / "plan")
    (found,) = findings(work)
    assert found.help == 'put it in quotes: title: "Support: first line"'


@pytest.mark.parametrize("root", [ROOT, ROOT / "examples" / "us-federal-goals"], ids=lambda root: root.name)
def test_no_finding_of_a_real_plan_offers_an_undeclared_fix(root: Path) -> None:
    offered = {(d.code, d.fixable) for d in findings(root) if d.fixable}
    assert offered <= DECLARED


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.family != "CHG"], ids=lambda rule: rule.code)
def test_no_example_of_a_page_offers_an_undeclared_fix(rule, tmp_path: Path) -> None:
    for number, example in enumerate(read_page(rule).examples):
        plans = tmp_path / str(number) / "plans"
        plans.mkdir(parents=True)
        (plans / "example.yaml").write_text(example.plan, "utf-8")
        for name, text in example.files:
            (plans / name).write_text(text, "utf-8")
        offered = {(d.code, d.fixable) for d in findings(plans.parent, example.today) if d.fixable}
        assert offered <= DECLARED
