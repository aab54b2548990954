"""CHG, what a change did: judged on two plans, the one before a change and the one after it.

Severities. An error takes away what others held somebody to, or rewrites what was known: a target made easier, a
baseline, a reading, a running bet, an item, the policy itself. A warning is likely worth a talk before merging.

What was owned up to weighs less: recorded under `revisions` with its reason, a warning becomes advice; an error becomes
a warning once another team that shares the item agrees, or where no other team shares it. See site/review.md.

All are in `standard`: each asks only that a change is recorded. They run where there is a plan to compare with
(`alignctl diff`, `alignctl check --since`). Drafts are free to change, and what is retired is not judged.
"""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.chg.dropped_guard import dropped_guard
from alignctl.lint.rules.chg.hypothesis_edited_midway import hypothesis_edited_midway
from alignctl.lint.rules.chg.judging import ChangeRule
from alignctl.lint.rules.chg.late_registration import late_registration
from alignctl.lint.rules.chg.moved_goalpost import moved_goalpost
from alignctl.lint.rules.chg.redefined_measure import redefined_measure
from alignctl.lint.rules.chg.reversed_decision import reversed_decision
from alignctl.lint.rules.chg.rewritten_baseline import rewritten_baseline
from alignctl.lint.rules.chg.rewritten_reading import rewritten_reading
from alignctl.lint.rules.chg.slipped_date import slipped_date
from alignctl.lint.rules.chg.vanished_item import vanished_item
from alignctl.lint.rules.chg.weakened_policy import weakened_policy

CHECKS: tuple[ChangeRule, ...] = (
    moved_goalpost,
    slipped_date,
    rewritten_baseline,
    rewritten_reading,
    hypothesis_edited_midway,
    redefined_measure,
    vanished_item,
    dropped_guard,
    reversed_decision,
    late_registration,
    weakened_policy,
)

RULES: tuple[Rule, ...] = tuple(entry.rule for entry in CHECKS)
