"""Plans as pictures: the cases under `pictures/`, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from alignctl.draw.arrange import arrange
from alignctl.draw.scene import Scene
from alignctl.load.load import load_plan
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.cascade_cut import draw_up_cascade
from alignctl.views.line_of_sight import view_line_of_sight
from alignctl.views.metric_tree import draw_up_metric_trees
from alignctl.views.picture import Picture, Problems
from alignctl.views.status import mark_items
from alignctl.views.strategy_map import draw_up_strategy_maps

PICTURES = Path(__file__).parent / "pictures"
CASES = sorted(str(path.relative_to(PICTURES)) for path in PICTURES.glob("*/expected*.svg"))
"""What is expected of each plan: `expected.svg` is its cascade, `expected-metric-tree.svg` its metric tree and so on;
`expected-line-of-sight-ID.svg` is that of an item."""

TODAY = date(2026, 3, 1)


def source_of(folder: Path) -> CascadeSource:
    """The plan in a folder, with findings on some of its items and links to pages."""
    plan = load_plan(folder).plan
    problems = {
        item.id: Problems(number % 3, number % 4, number % 5)
        for number, item in enumerate(plan.items)
        if item.kind != "team"
    }
    return CascadeSource(plan, problems, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/", f"as of {TODAY}")


def picture_of(case: Path) -> Picture:
    """The picture of a case, by the name of the file that is expected."""
    source = source_of(case.parent)
    view = case.stem.removeprefix("expected").removeprefix("-")
    if view.startswith("line-of-sight-"):
        return view_line_of_sight(source, view.removeprefix("line-of-sight-"), Selection())
    draw_up = {"": draw_up_cascade, "strategy-map": draw_up_strategy_maps, "metric-tree": draw_up_metric_trees}[view]
    (picture,) = draw_up(source, Selection()).pictures
    return picture


@pytest.fixture(scope="session", params=CASES)
def case(request: pytest.FixtureRequest) -> Path:
    """A file that holds what is expected; the plan lies beside it."""
    return PICTURES / str(request.param)


@pytest.fixture(scope="session")
def picture(case: Path) -> Picture:
    return picture_of(case)


@pytest.fixture(scope="session")
def make_picture() -> Callable[[str], Picture]:
    """The cascade of a plan by the name of its folder."""
    return lambda name: picture_of(PICTURES / name / "expected.svg")


@pytest.fixture(scope="session")
def scene(picture: Picture) -> Scene:
    (made,) = arrange([picture])
    assert isinstance(made, Scene)
    return made
