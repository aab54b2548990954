"""SCH, syntax and schema: defects that loading finds. Listed here for their pages; none can be switched off."""

from __future__ import annotations

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STARTER, Rule
from alignctl.load.problems import SCH_CODES

RULES: tuple[Rule, ...] = tuple(
    Rule(code, name, Severity.ERROR, STARTER, summary) for code, (name, summary) in sorted(SCH_CODES.items())
)
