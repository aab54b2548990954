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
from alignctl.views.picture import Picture, Problems
from alignctl.views.status import mark_items

PICTURES = Path(__file__).parent / "pictures"
CASES = sorted(path.name for path in PICTURES.iterdir() if path.is_dir())
TODAY = date(2026, 3, 1)


def picture_of(case: Path) -> Picture:
    """The cascade of a case, with findings on some of its items and links to pages."""
    plan = load_plan(case).plan
    problems = {
        item.id: Problems(number % 3, number % 4, number % 5)
        for number, item in enumerate(plan.items)
        if item.kind != "team"
    }
    source = CascadeSource(
        plan, problems, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/", f"as of {TODAY}"
    )
    (picture,) = draw_up_cascade(source, Selection()).pictures
    return picture


@pytest.fixture(scope="session", params=CASES)
def case(request: pytest.FixtureRequest) -> Path:
    """The folder of one case: its plan, and what is expected beside it."""
    return PICTURES / str(request.param)


@pytest.fixture(scope="session")
def picture(case: Path) -> Picture:
    return picture_of(case)


@pytest.fixture(scope="session")
def make_picture() -> Callable[[str], Picture]:
    """The picture of a case by name."""
    return lambda name: picture_of(PICTURES / name)


@pytest.fixture(scope="session")
def scene(picture: Picture) -> Scene:
    (made,) = arrange([picture])
    assert isinstance(made, Scene)
    return made
