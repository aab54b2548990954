"""CHG, what a change did: judged on two plans, the one before a change and the one after it.

Severities. An error takes away what others held somebody to, or rewrites what was known: a target made easier, a
baseline, a reading, a running bet, an item, the policy itself. A warning is likely worth a talk before merging.

What was owned up to weighs less: recorded under `revisions` with its reason, a warning becomes advice; an error becomes
a warning once another team that shares the item agrees, or where no other team shares it. See site/review.md.

All are in `standard`: each asks only that a change is recorded. They run where there is a plan to compare with
(`alignctl diff`, `alignctl check --since`). Drafts are free to change, and what is retired is not judged.
"""

from __future__ import annotations

from alignctl.diagnostics import Severity
from alignctl.lint.rule import STANDARD, Rule

# What these rules check is in `checks`: most runs have no plan to compare with, and do not load it.
RULES: tuple[Rule, ...] = (
    Rule(
        "CHG001",
        "moved-goalpost",
        Severity.ERROR,
        STANDARD,
        "A target was made easier after work on it began, or near its date",
        options={"near_days": 31},
    ),
    Rule(
        "CHG002",
        "slipped-date",
        Severity.WARNING,
        STANDARD,
        "A date that others may count on was moved back, or taken away",
    ),
    Rule(
        "CHG003",
        "rewritten-baseline",
        Severity.ERROR,
        STANDARD,
        "The baseline of a measure, which is history, was altered or taken away",
    ),
    Rule("CHG004", "rewritten-reading", Severity.ERROR, STANDARD, "A reading of the past was altered or removed"),
    Rule(
        "CHG005",
        "hypothesis-edited-midway",
        Severity.ERROR,
        STANDARD,
        "What a bet expects, how it is measured or how long it runs was changed once it ran",
    ),
    Rule(
        "CHG006",
        "redefined-measure",
        Severity.WARNING,
        STANDARD,
        "What a measure counts was changed while it has readings, so old and new values are not of one kind",
    ),
    Rule("CHG007", "vanished-item", Severity.ERROR, STANDARD, "An item was removed without being retired or replaced"),
    Rule(
        "CHG008",
        "dropped-guard",
        Severity.WARNING,
        STANDARD,
        "A measure that guarded another one does not guard it any more",
    ),
    Rule(
        "CHG009",
        "reversed-decision",
        Severity.WARNING,
        STANDARD,
        "A decision, an answer or another record of what people said was changed or taken back",
    ),
    Rule(
        "CHG010",
        "late-registration",
        Severity.WARNING,
        STANDARD,
        "A result came into the plan, and what was expected had not been recorded before it",
    ),
    Rule(
        "CHG011",
        "weakened-policy",
        Severity.ERROR,
        STANDARD,
        "The change loosens what judges it: configuration, baseline or suppressions",
    ),
)
