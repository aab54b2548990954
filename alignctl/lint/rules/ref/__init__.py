"""REF, references: whether the links between items hold."""

from __future__ import annotations

from alignctl.lint.rule import Rule

RULES: tuple[Rule, ...] = ()
