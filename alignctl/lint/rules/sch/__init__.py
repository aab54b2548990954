"""SCH, syntax and schema: defects that loading finds, listed here with their pages."""

from __future__ import annotations

from alignctl.lint.rule import Rule

RULES: tuple[Rule, ...] = ()
