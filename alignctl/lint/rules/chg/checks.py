"""What each rule on changes checks, by code."""

from __future__ import annotations

from collections.abc import Mapping

from alignctl.lint.rules.chg.dropped_guard import dropped_guard
from alignctl.lint.rules.chg.hypothesis_edited_midway import hypothesis_edited_midway
from alignctl.lint.rules.chg.judging import Check
from alignctl.lint.rules.chg.late_registration import late_registration
from alignctl.lint.rules.chg.moved_goalpost import moved_goalpost
from alignctl.lint.rules.chg.redefined_measure import redefined_measure
from alignctl.lint.rules.chg.reversed_decision import reversed_decision
from alignctl.lint.rules.chg.rewritten_baseline import rewritten_baseline
from alignctl.lint.rules.chg.rewritten_reading import rewritten_reading
from alignctl.lint.rules.chg.slipped_date import slipped_date
from alignctl.lint.rules.chg.vanished_item import vanished_item
from alignctl.lint.rules.chg.weakened_policy import weakened_policy

CHECKS: Mapping[str, Check] = {
    "CHG001": moved_goalpost,
    "CHG002": slipped_date,
    "CHG003": rewritten_baseline,
    "CHG004": rewritten_reading,
    "CHG005": hypothesis_edited_midway,
    "CHG006": redefined_measure,
    "CHG007": vanished_item,
    "CHG008": dropped_guard,
    "CHG009": reversed_decision,
    "CHG010": late_registration,
    "CHG011": weakened_policy,
}
