"""Plans written as YAML in a test, loaded as a user's would be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alignctl.load.discovery import Refusal
from alignctl.load.load import load_sources
from alignctl.plan.plan import Plan

MakePlan = Callable[..., Plan]


def no_csv(path: str) -> Refusal:
    raise AssertionError(f"no test here names a CSV file: {path}")


def build_plan(text: str, fiscal_year_starts: int = 1, *, broken: bool = False) -> Plan:
    """The plan that a text of YAML documents makes.

    Tests write only the fields that they are about; any other finding of loading fails the test, unless `broken`.
    """
    loaded = load_sources({"plans/plan.yaml": text.encode()}, no_csv, fiscal_year_starts=fiscal_year_starts)
    unexpected = [d.message for d in loaded.diagnostics if d.name != "missing-field"]
    assert broken or not unexpected, unexpected
    return loaded.plan


@pytest.fixture
def make_plan() -> MakePlan:
    return build_plan
