"""Plans as panels: one with every state, and one that is all traps, in every view made of tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from alignctl.lint.questionnaires import read_questionnaires
from alignctl.lint.words import read_words
from alignctl.load.load import load_plan
from alignctl.views.alignment_matrix import draw_up_alignment_matrix
from alignctl.views.assessment import draw_up_assessments
from alignctl.views.choice import Choice
from alignctl.views.commitments import draw_up_commitments
from alignctl.views.hypothesis_board import draw_up_hypothesis_board
from alignctl.views.learning_ledger import draw_up_learning_ledger
from alignctl.views.panel import Panel, PanelSet, PanelSource
from alignctl.views.scoreboard import draw_up_scoreboard
from alignctl.views.status import mark_items
from alignctl.views.team_sheet import draw_up_team_sheets

PLANS = Path(__file__).parents[1] / "views" / "plans"
EXPECTED = Path(__file__).parent / "views"
TODAY = date(2026, 3, 3)
VIEWS: dict[str, Callable[..., PanelSet]] = {
    "hypothesis-board": draw_up_hypothesis_board,
    "learning-ledger": draw_up_learning_ledger,
    "alignment-matrix": draw_up_alignment_matrix,
    "commitments": draw_up_commitments,
    "team-sheet": draw_up_team_sheets,
    "scoreboard": draw_up_scoreboard,
}
PLAN_NAMES = ("panels", "panel-traps")
CASES = [*((plan, view) for plan in PLAN_NAMES for view in VIEWS), ("assessed", "assessment")]


def source_of(name: str) -> PanelSource:
    """What panels of a plan are made from, with links to pages."""
    plan = load_plan(PLANS / name).plan
    return PanelSource(plan, TODAY, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/")


def panels_of(name: str, view: str, choice: Choice | None = None) -> tuple[Panel, ...]:
    """All panels of a view of a plan; of assessments the last first."""
    if view == "assessment":
        known = {"questionnaires": read_questionnaires(), "words": read_words(), "smallest": 5}
        return draw_up_assessments(source_of(name), choice or Choice(), **known).panels[::-1]
    return VIEWS[view](source_of(name), choice or Choice()).panels
