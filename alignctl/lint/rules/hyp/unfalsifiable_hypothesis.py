from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import named
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.progress import is_limit


@rule("HYP005", "unfalsifiable-hypothesis", Severity.ERROR)
def unfalsifiable_hypothesis(plan: Plan, context: Context) -> Iterator[Finding]:
    """A hypothesis names a measure that it moves, and no value that it expects."""
    for bet in context.judged(plan.hypotheses, "moves", "status"):
        if bet.status == "abandoned":
            continue
        for index, expected in enumerate(bet.moves):
            kpi = plan.find(expected.id, Kpi)
            if expected.to is not None or (kpi is not None and is_limit(kpi) and kpi.targets):
                continue
            if kpi is not None and not kpi.broken.isdisjoint(("direction", "targets")):
                context.skip(bet)
                continue
            yield Finding(
                bet,
                f'{named(bet)} is to move "{expected.id}", and does not say to which value: whatever is seen, it was '
                "right",
                at=("moves", index),
                help='type in "to" what was expected when it began, from the notes of that day, and not what was seen'
                if bet.status == "decided"
                else 'type "to: …" with the least value that would make you go on, and "by: …" with the day',
            )
