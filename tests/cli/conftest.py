"""Plans that tests of `render` draw: one that is kept with the views, and one that no single picture holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

PLANS = Path(__file__).parents[1] / "views" / "plans"


@pytest.fixture
def copied_plan(tmp_path: Path) -> Callable[[str, str], Path]:
    """A function that puts a plan of the views into a folder, under its own name, to be judged as of a day."""

    def copy(name: str, today: str) -> Path:
        shutil.copytree(PLANS / name / "plans", tmp_path / "plans")
        (tmp_path / "alignctl.yaml").write_text(f"language: 1\nname: {name.title()}\ntoday: {today}\n", "utf-8")
        return tmp_path

    return copy


@pytest.fixture
def plan_of(tmp_path: Path) -> Callable[[str, str], Path]:
    """A function that makes a plan of one file, under a name, to be judged as of 30 June 2026."""

    def make(text: str, name: str) -> Path:
        (tmp_path / "plans").mkdir()
        (tmp_path / "alignctl.yaml").write_text(f"name: {name}\ntoday: 2026-06-30\n", "utf-8")
        (tmp_path / "plans" / "a.yaml").write_text(text, "utf-8")
        return tmp_path

    return make


@pytest.fixture
def large_folder(tmp_path: Path) -> Path:
    """A plan of more items than one cascade, map or matrix, and more measures than one tree or chart, hold."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "alignctl.yaml").write_text("language: 1\nname: Large\ntoday: 2026-03-03\n", "utf-8")
    for s in range(3):
        text = [f"kind: strategy\nid: s{s}\ntitle: Strategy {s}\n"]
        for k in range(12):
            text.append(f"kind: outcome\nid: s{s}-o{k}\ntitle: Outcome {k}\nsupports: s{s}\n")
            text.append(f"kind: kpi\nid: s{s}-k{k}\ntitle: Measure {k}\nmeasures: s{s}-o{k}\nlevel: outcome\n")
            text.append(f"kind: kpi\nid: s{s}-d{k}\ntitle: Driver {k}\ndrives: s{s}-k{k}\nlevel: output\n")
        (tmp_path / "plans" / f"s{s}.yaml").write_text("---\n".join(text), "utf-8")
    return tmp_path
