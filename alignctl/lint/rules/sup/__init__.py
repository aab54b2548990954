"""SUP, suppressions: findings about comments and baselines that set findings aside. Found while they are applied."""

from __future__ import annotations

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STANDARD, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "SUP001",
        "suppression-without-reason",
        Severity.WARNING,
        STANDARD,
        "A comment sets a finding aside without saying why",
    ),
    Rule("SUP002", "unused-suppression", Severity.WARNING, STANDARD, "A comment sets nothing aside"),
    Rule(
        "SUP003",
        "stale-baseline-entry",
        Severity.WARNING,
        STANDARD,
        "The baseline knows a finding that is not there any more",
    ),
)
