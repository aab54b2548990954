"""Rules of one's own, rules of installed packages, and settings for a part of a plan, as a team uses them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

PLAN = """\
kind: team
id: support
title: Support
---
kind: strategy
id: stay
title: Customers stay
why: They cost less.
owner: support
---
kind: outcome
id: seen
title: Customers see us
who: customers
supports: stay
owner: support
tags: public
---
kind: outcome
id: hidden
title: Customers do not see this
who: customers
supports: stay
owner: support
---
kind: kpi
id: one
title: Replies within a day
measures: seen
owner: support
x-audience: board
"""


@pytest.fixture
def findings(tmp_path: Path, run_alignctl):
    """A function that checks the plan with settings and returns (code, item, severity) of findings, or the error."""

    def check(settings: str, codes: tuple[str, ...] = ("OWN", "PKG"), **env: str) -> object:
        (tmp_path / "plans").mkdir(exist_ok=True)
        (tmp_path / "plans" / "a.yaml").write_text(PLAN)
        (tmp_path / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n" + settings)
        result = run_alignctl("check", "-f", "json", cwd=tmp_path, env=env)
        if result.returncode == 2:
            return result.stderr
        return [
            (f["code"], f["item"], f["severity"])
            for f in json.loads(result.stdout)["findings"]
            if f["code"].startswith(codes)
        ]

    return check


RULE = "rules:\n  - {code: OWN001, name: own-rule, kind: outcome, "


@pytest.mark.parametrize(
    ("rest", "items"),
    [
        ("where: {tags: public}, linked: {field: measures, from: kpi, at_least: 2}}", ["seen"]),
        ("linked: {field: measures, at_least: 1}}", ["hidden"]),
        ("linked: {field: measures, at_most: 0}}", ["seen"]),
        ("linked: {field: measures, where: {x-audience: board}, at_least: 1}}", ["hidden"]),
        ("linked: {field: measures, where: {x-audience: public}, at_least: 1}}", ["seen", "hidden"]),
        ("links: {field: supports, to: strategy, at_least: 1, at_most: 1}}", []),
        ("links: {field: supports, to: outcome, at_least: 1}}", ["seen", "hidden"]),
        ("require: tags}", ["hidden"]),
        ("where: {tags: absent}, require: lead}", ["hidden"]),
        ("where: {tags: present}, require: [lead, who]}", ["seen"]),
        ("where: {owner: support, tags: [public, other]}, require: lead}", ["seen"]),
    ],
)
def test_a_declared_rule_finds_what_it_says(rest: str, items: list[str], findings) -> None:
    assert findings(RULE + rest + "\n") == [("OWN001", item, "warning") for item in items]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (RULE + "requires: lead}", 'unknown key "requires"; did you mean "require"?'),
        (RULE + "require: leda}", 'has no field "leda"; did you mean "lead"?'),
        (RULE + "linked: {field: measure, from: kpi, at_least: 1}}", 'did you mean "measures"?'),
        (RULE + "linked: {field: measures, from: kpy, at_least: 1}}", "it may be strategy"),
        (RULE + "linked: {field: measures}}", 'needs "at_least" or "at_most"'),
        (RULE + "linked: {field: measures, at_least: two}}", "must be a whole number"),
        (RULE + "severity: fatal, require: lead}", "it may be"),
        (RULE + "where: {tgas: x}, require: lead}", 'did you mean "tags"?'),
        ("rules: [{code: OWN1, name: own-rule, kind: kpi, require: lead}]", '"code" must be three capital letters'),
        ("rules: [{code: LOS099, name: own-rule, kind: kpi, require: lead}]", "letters of your own"),
        ("rules: [{code: OWN001, name: own-rule, kind: outcom, require: lead}]", 'did you mean "outcome"?'),
        ("rules: [{code: OWN001, name: own-rule, kind: kpi}]", "has to hold"),
        ("rules: [x]", 'must hold "code"'),
        ("plugins: nothing-like-it", "no installed package offers rules"),
        ("overrides: {paths: nowhere/**, ignore: LOS001}", '"nowhere/**" matches no file of the plan'),
        ("overrides: {paths: plans, ignore: LSO001}", 'did you mean "LOS001"?'),
        ("overrides: {paths: plans}", 'need "ignore" or "severity"'),
        ("overrides: {path: plans, ignore: LOS}", 'did you mean "paths"?'),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_with_what_would_do(settings: str, says: str, findings) -> None:
    error = findings(settings + "\n")
    assert isinstance(error, str), error
    assert says in error


@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ("overrides: {paths: plans/a.yaml, severity: {LOS003: advice}}", "advice"),
        ("overrides: {kinds: outcome, severity: {LOS: warning}}", "warning"),
        ("overrides: {kinds: kpi, severity: {LOS: warning}}", "error"),
        ("overrides: [{severity: {LOS: warning}}, {kinds: outcome, severity: {LOS003: advice}}]", "advice"),
        ("overrides: {severity: {LOS: warning, LOS003: advice}}", "advice"),
        ("overrides: {paths: plans, ignore: unmeasured-outcome}", None),
        ("overrides: {paths: '**/a.yaml', ignore: LOS003}", None),
    ],
)
def test_a_part_of_a_plan_has_its_own_settings(settings: str, severity: str | None, findings) -> None:
    expected = [("LOS003", "hidden", severity)] if severity else []
    assert findings(settings + "\n", codes=("LOS003",)) == expected


def test_rules_of_an_installed_package_run_and_a_broken_one_is_told(tmp_path: Path, findings) -> None:
    package = tmp_path / "installed"
    info = package / "their_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[alignctl.rules]\ntheirs = their_rules:RULES\nbroken = their_rules:NONE\n")
    (package / "their_rules.py").write_text(
        "from alignctl.diagnostics import Severity\nfrom alignctl.lint.rule import STARTER, Finding, rule\n"
        '@rule("PKG001", "measure-of-theirs", Severity.WARNING, STARTER)\n'
        'def theirs(plan, context):\n    """A measure is theirs."""\n'
        '    yield from (Finding(kpi, "this measure is theirs") for kpi in plan.kpis)\n'
        "RULES = (theirs,)\n"
    )
    path = os.pathsep.join([str(package), str(Path(__file__).resolve().parents[2])])
    assert findings("plugins: theirs\n", PYTHONPATH=path) == [("PKG001", "one", "warning")]
    assert 'did you mean "theirs"?' in findings("plugins: their\n", PYTHONPATH=path)
    assert '"broken" cannot be loaded: AttributeError' in findings("plugins: broken\n", PYTHONPATH=path)
    assert findings("", PYTHONPATH=path) == []


def test_declared_rules_are_listed_explained_and_in_sarif(tmp_path: Path, findings, run_alignctl) -> None:
    findings(RULE + "require: lead, message: an outcome needs somebody to ask, help: write who leads it}\n")
    listed = json.loads(run_alignctl("rules", "--format", "json", cwd=tmp_path).stdout)["rules"]
    assert listed[-1]["code"] == "OWN001"
    explained = run_alignctl("explain", "own-rule", cwd=tmp_path).stdout
    assert "write who leads it" in explained
    sarif = json.loads(run_alignctl("check", "-f", "sarif", cwd=tmp_path).stdout)
    assert "OWN001" in {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
