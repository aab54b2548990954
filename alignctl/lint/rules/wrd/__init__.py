"""WRD, wording: whether goals are told as what changes for whom, in words that can be checked.

These rules judge words, by the lists in force, and never fail a build by default: the strongest is a warning. WRD001 is
advice because on real titles it was right too seldom for more (site/precision.md). They are all in `standard`; a plan
in another language names it in its configuration.
"""

from __future__ import annotations

from alignctl.lint.rule import Rule
from alignctl.lint.rules.wrd.actorless_outcome import actorless_outcome
from alignctl.lint.rules.wrd.compound_goal import compound_goal
from alignctl.lint.rules.wrd.factory_floor_plan import factory_floor_plan
from alignctl.lint.rules.wrd.output_worded_outcome import output_worded_outcome
from alignctl.lint.rules.wrd.weasel_word import weasel_word

RULES: tuple[Rule, ...] = (
    output_worded_outcome,
    actorless_outcome,
    weasel_word,
    compound_goal,
    factory_floor_plan,
)
