"""LOS, line of sight: whether everything leads to a strategy, and every strategy to something that is done."""

from __future__ import annotations

from alignctl.lint.rule import Rule

RULES: tuple[Rule, ...] = ()
