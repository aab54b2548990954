"""MEA, measures: whether what is measured can show that something changed for people, and whether the figures hold.

Severities. An error breaks the chain from work to outcome (MEA001, MEA002) or is plainly wrong (MEA007 to MEA010: two
figures of the plan contradict each other or the calendar). A warning is likely wrong, and a figure cannot be trusted or
judged until somebody looks. Advice is worth a talk; MEA018 and MEA020 are advice because they take the way to a target
as a straight line, and on real goals were right too seldom for more (site/precision.md).

Profiles. `starter` holds the founding check and its companion (MEA001, MEA002): they ask what the work is for.
`strict` alone holds MEA012 and MEA013, which ask for measures that a plan does not have yet. All others are in
`standard`: they ask to mend, to complete or to drop what is there.
"""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.mea import (
    competing_definition,
    cumulative_total,
    green_claim_over_red_measures,
    impossible_value,
    lagging_only,
    missing_baseline,
    missing_target,
    orphaned_output_metric,
    output_called_outcome,
    output_only_outcome,
    overdue_baseline,
    red_without_countermeasure,
    rewarded_output,
    stale_reading,
    target_against_direction,
    target_equals_baseline,
    target_out_of_time,
    too_many_measures,
    unclassified_measure,
    unguarded_target,
    untested_driver,
    untraceable_measure,
    vanity_metric,
)

RULES: tuple[Rule, ...] = (
    orphaned_output_metric.check,
    output_only_outcome.check,
    vanity_metric.check,
    output_called_outcome.check,
    missing_baseline.check,
    missing_target.check,
    target_against_direction.check,
    target_equals_baseline.check,
    target_out_of_time.check,
    impossible_value.check,
    stale_reading.check,
    lagging_only.check,
    unguarded_target.check,
    competing_definition.check,
    untraceable_measure.check,
    untested_driver.check,
    cumulative_total.check,
    red_without_countermeasure.check,
    too_many_measures.check,
    green_claim_over_red_measures.check,
    rewarded_output.check,
    overdue_baseline.check,
    unclassified_measure.check,
)
