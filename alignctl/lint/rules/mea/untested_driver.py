"""MEA016."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.plan.graph import TESTING, drivers_under_test
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.plan import Plan


@rule("MEA016", "untested-driver", Severity.ADVICE)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A belief that one measure moves another, which no hypothesis tests or has tested."""
    tested = drivers_under_test(plan)
    unsure = {kpi_id for bet in plan.hypotheses if bet.status in TESTING for kpi_id in _half_read(bet)}
    for kpi in context.judged(plan.kpis, "drives"):
        for index, link in enumerate(kpi.drives):
            target = plan.find(link.id, Kpi)
            if target is None or target.retired is not None:
                continue
            if (kpi.id, target.id) not in tested:
                if kpi.id in unsure or target.id in unsure:
                    context.skip(kpi)
                    continue
                yield Finding(
                    kpi,
                    f'"{kpi.id}" is believed to drive "{target.id}", and no hypothesis has tested it',
                    ("drives", index),
                    f'test it: a hypothesis with "moves: {target.id}" and "signals: {kpi.id}"',
                )


def _half_read(hypothesis: Hypothesis) -> Iterator[str]:
    """Measures that a hypothesis names in one field, where the other could not be read."""
    if "moves" in hypothesis.broken:
        yield from (link.id for link in hypothesis.signals)
    if "signals" in hypothesis.broken:
        yield from (expected.id for expected in hypothesis.moves)
