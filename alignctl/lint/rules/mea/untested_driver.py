"""MEA016."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.plan import Plan

_TESTS = frozenset({"proposed", "running", "decided"})


@rule("MEA016", "untested-driver", Severity.ADVICE)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A belief that one measure moves another, which no hypothesis tests or has tested."""
    moved_by: dict[str, set[str]] = {}
    seen_by: dict[str, set[str]] = {}
    unsure: set[str] = set()
    for hypothesis in plan.hypotheses:
        if hypothesis.status not in _TESTS:
            continue
        unsure.update(_half_read(hypothesis))
        for expected in hypothesis.moves:
            moved_by.setdefault(expected.id, set()).add(hypothesis.id)
            seen_by.setdefault(expected.id, set()).add(hypothesis.id)
        for signal in hypothesis.signals:
            seen_by.setdefault(signal.id, set()).add(hypothesis.id)
    nobody: set[str] = set()
    for kpi in context.judged(plan.kpis, "drives"):
        for index, link in enumerate(kpi.drives):
            target = plan.find(link.id, Kpi)
            if target is None or target.retired is not None:
                continue
            if seen_by.get(kpi.id, nobody).isdisjoint(moved_by.get(target.id, nobody)):
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
