"""MEA003."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.items import Kpi
from alignctl.plan.language import read_text
from alignctl.plan.plan import Plan


@rule("MEA003", "vanity-metric", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure that is easy to move and says nothing about value stands for success."""
    for kpi in context.judged(plan.kpis, "title", "level", "drives", "segment_of", "guards", "measures"):
        text = read_text(kpi.title)
        vain = context.words.find(text, "vanity-metrics")
        if vain and _stands_for_success(plan, kpi) and not _leads_on(plan, context, kpi):
            yield _finding(
                kpi,
                f'"{kpi.id}" counts {_quoted(text.phrase(vain[0].start, vain[0].end))}, which can rise while nobody is '
                f"better off, and stands for {_success_of(kpi)}",
            )
            continue
        contested = context.words.find(text, "contested-metrics") if kpi.level in OUTCOME_LEVELS and not vain else ()
        if contested and not _leads_on(plan, context, kpi):
            yield _finding(
                kpi,
                f'"{kpi.id}" offers {_quoted(text.phrase(contested[0].start, contested[0].end))} as {_level_of(kpi)}, '
                "and nothing links it to something that a customer gets",
            )


def _finding(kpi: Kpi, message: str) -> Finding:
    return Finding(
        kpi,
        message,
        ("title",),
        'measure what people get or do for themselves ("questions answered without a contact"), and let this one drive '
        'it: "level: output" and "drives:" with the id of that measure',
    )


def _stands_for_success(plan: Plan, kpi: Kpi) -> bool:
    return bool(kpi.level in OUTCOME_LEVELS or kpi.measures or kpi.rewards or plan.links_to(kpi.id, "moves"))


def _success_of(kpi: Kpi) -> str:
    if kpi.level in OUTCOME_LEVELS:
        return _level_of(kpi)
    return f'the success of "{kpi.measures[0].id}"' if kpi.measures else "success"


def _level_of(kpi: Kpi) -> str:
    return f"an {kpi.level}"


def _leads_on(plan: Plan, context: Context, kpi: Kpi) -> bool:
    """Whether it is linked to another measure that leads to an outcome: as its driver, part, guard or early sign."""
    onward = [link.id for link in (*kpi.drives, *kpi.guards)]
    if kpi.segment_of is not None:
        onward.append(kpi.segment_of.id)
    for edge in plan.links_to(kpi.id, "signals"):
        onward += [link.target for link in plan.links_from(edge.source.id, "moves")]
    return any(name != kpi.id and name in context.sight.leads_to_outcome for name in onward)


def _quoted(words: str) -> str:
    return f'"{words.lower()}"'
