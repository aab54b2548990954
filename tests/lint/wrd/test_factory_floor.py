"""WRD005: from which share on a plan speaks mostly of what is made, to the title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(("inward", "outward", "found_there"), [(12, 8, True), (22, 15, False), (13, 9, False)])
def test_sixty_of_a_hundred_are_mostly(found: Callable[..., Any], inward: int, outward: int, found_there: bool) -> None:
    titles = ["Number of reports"] * inward + ["Customers who come back"] * outward
    kpis = [{"kind": "kpi", "id": f"kpi-{n:02}", "title": title} for n, title in enumerate(titles)]
    assert bool(found("WRD005", *kpis)) == found_there
