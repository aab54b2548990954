"""A short way to ask one rule about a few items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from alignctl.lint.rules import RULES

Found = list[tuple[str, str]]


@pytest.fixture
def found(check_plan: Callable[..., Any]) -> Callable[..., Found]:
    """A function that gives what a rule finds in items, as (item, field path), and last what it could not judge."""

    def find(code: str, *items: dict[str, Any], today: str = "2026-06-30", **options: Any) -> Found:
        text = yaml.safe_dump_all(items, sort_keys=False, allow_unicode=True)
        (rule,) = (rule for rule in RULES if rule.code == code)
        assert set(options) <= set(rule.options)
        rules = [replace(rule, options={**rule.options, **options})]
        result = check_plan(text, date.fromisoformat(today), rules=rules).result
        places = [(d.item, ".".join(str(part) for part in d.location.pointer)) for d in result.diagnostics]
        return sorted(places) + [(item, "not judged") for item in result.not_judged.get(code, ())]

    return find
