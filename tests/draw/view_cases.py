"""Plans as X-matrices and bowling charts: a small one, one that is all traps, and one with every tie and state."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alignctl.load.load import load_plan
from alignctl.plan.plan import Plan
from alignctl.views.bowling import BowlingChart, BowlingSource
from alignctl.views.bowling_cut import draw_up_bowling
from alignctl.views.bowling_periods import months_up_to
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.choice import Choice
from alignctl.views.status import mark_items
from alignctl.views.x_matrix import XMatrix
from alignctl.views.x_matrix_cut import draw_up_x_matrices
from alignctl.views.x_matrix_layout import LAYOUTS

TESTS = Path(__file__).parents[1]
EXPECTED = Path(__file__).parent / "views"
CASES = {
    "small": TESTS / "draw" / "pictures" / "small",
    "hostile": TESTS / "draw" / "pictures" / "hostile",
    "matrix": TESTS / "views" / "plans" / "matrix",
    "traps": Path(__file__).parent / "traps",
}
TODAY = date(2026, 3, 3)


def read(name: str) -> Plan:
    return load_plan(CASES[name]).plan


def matrix_of(name: str, layout: str = "classic") -> XMatrix:
    """The X-matrix of a case, with links to pages."""
    plan = read(name)
    source = CascadeSource(plan, {}, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/", f"as of {TODAY}")
    (matrix,) = draw_up_x_matrices(source, Selection(), LAYOUTS[layout]).matrices
    return matrix


def bowling_of(name: str) -> BowlingChart:
    """The bowling chart of a case, with links to pages."""
    plan = read(name)
    source = BowlingSource(plan, TODAY, months_up_to(TODAY), mark_items(plan, TODAY), lambda i: f"items/{i}/")
    (chart,) = draw_up_bowling(source, Choice()).charts
    return chart
