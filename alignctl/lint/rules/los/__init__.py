"""LOS, line of sight: whether everything leads to a strategy, and every strategy to something that is done."""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.los.aimless_hypothesis import aimless_hypothesis
from alignctl.lint.rules.los.childless_strategy import childless_strategy
from alignctl.lint.rules.los.empty_perspective import empty_perspective
from alignctl.lint.rules.los.idle_hypothesis import idle_hypothesis
from alignctl.lint.rules.los.outcome_without_bet import outcome_without_bet
from alignctl.lint.rules.los.sightless_team import sightless_team
from alignctl.lint.rules.los.unlinked_kpi import unlinked_kpi
from alignctl.lint.rules.los.unlinked_outcome import unlinked_outcome
from alignctl.lint.rules.los.unmeasured_outcome import unmeasured_outcome
from alignctl.lint.rules.los.work_without_bet import work_without_bet
from alignctl.lint.rules.los.work_without_sight import work_without_sight

RULES: tuple[Rule, ...] = (
    unlinked_outcome,
    childless_strategy,
    unmeasured_outcome,
    unlinked_kpi,
    work_without_sight,
    aimless_hypothesis,
    outcome_without_bet,
    idle_hypothesis,
    sightless_team,
    empty_perspective,
    work_without_bet,
)
