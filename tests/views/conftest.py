"""Plans for views: written as YAML, loaded as any plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from alignctl.load.load import load_plan
from alignctl.plan.plan import Plan
from alignctl.views.cascade import CascadeSource
from alignctl.views.status import mark_items

PLANS = Path(__file__).parent / "plans"
TODAY = date(2026, 3, 1)


@pytest.fixture(scope="session")
def read_plan() -> Callable[[str], Plan]:
    """The plan in a folder beside this file, by name."""

    def read(name: str) -> Plan:
        return load_plan(PLANS / name).plan

    return read


@pytest.fixture(scope="session")
def source(read_plan: Callable[[str], Plan]) -> CascadeSource:
    """The small plan, marked as of a fixed day."""
    plan = read_plan("small")
    return CascadeSource(plan, {}, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/")


@pytest.fixture(scope="session")
def causes() -> CascadeSource:
    """A plan with perspectives, every link between measures, and feedback."""
    plan = load_plan(PLANS.parents[1] / "draw" / "pictures" / "causes").plan
    return CascadeSource(plan, {}, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/")


@pytest.fixture
def make_source(tmp_path: Path) -> Callable[[str], CascadeSource]:
    """What pictures are made from, for a plan written as YAML."""

    def make(text: str) -> CascadeSource:
        (tmp_path / "plans").mkdir()
        (tmp_path / "plans" / "plan.yaml").write_text(text, "utf-8")
        return CascadeSource(load_plan(tmp_path).plan)

    return make
