"""MEA003."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.plan.graph import OUTCOME_LEVELS
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan


@rule("MEA003", "vanity-metric", Severity.WARNING)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure that is easy to move and says nothing about value stands for success."""
    vain = _named(plan, context, "vanity-metrics")
    contested = _named(plan, context, "contested-metrics")
    asked = [kpi for kpi in plan.kpis if kpi.id in vain or kpi.id in contested]
    for kpi in context.judged(asked, "title", "level", "measures", "drives", "guards", "segment_of", "rewards"):
        if _leads_on(plan, context, kpi):
            continue
        if kpi.id in vain and _stands_for_success(plan, kpi):
            yield _finding(
                kpi,
                f'"{kpi.id}" counts "{vain[kpi.id]}", which can rise while nobody is better off, and stands for '
                f"{_success_of(kpi)}",
            )
        elif kpi.id in contested and kpi.level in OUTCOME_LEVELS:
            yield _finding(
                kpi,
                f'"{kpi.id}" offers "{contested[kpi.id]}" as an {kpi.level}, and nothing links it to something that a '
                "customer gets",
            )


def _named(plan: Plan, context: Context, name: str) -> dict[str, str]:
    """The measures whose titles hold an entry of a list, by id, with the words of the first one."""
    texts = ((kpi.id, context.read(kpi.title)) for kpi in plan.kpis)
    hits = ((item_id, text, context.words.find(text, name)) for item_id, text in texts)
    return {item_id: text.phrase(found[0].start, found[0].end).lower() for item_id, text, found in hits if found}


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
        return f"an {kpi.level}"
    return f'the success of "{kpi.measures[0].id}"' if kpi.measures else "success"


def _leads_on(plan: Plan, context: Context, kpi: Kpi) -> bool:
    """Whether it is linked to another measure that leads to an outcome: as its driver, part, guard or early sign."""
    onward = [link.id for link in (*kpi.drives, *kpi.guards)]
    if kpi.segment_of is not None:
        onward.append(kpi.segment_of.id)
    for edge in plan.links_to(kpi.id, "signals"):
        onward += [link.target for link in plan.links_from(edge.source.id, "moves")]
    return any(name != kpi.id and name in context.sight.leads_to_outcome for name in onward)
