"""MEA018."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import amount
from alignctl.lint.rules.mea.relations import is_behind, live_moves
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_number
from alignctl.plan.parts import Countermeasure
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress, bounds_of
from alignctl.plan.waiting import is_closed


@rule("MEA018", "red-without-countermeasure", Severity.ADVICE)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """A measure that is behind, and nobody says what is done about it."""
    for kpi in context.judged(plan.kpis, "readings", "targets", "baseline", "direction", "countermeasures"):
        progress = context.progress(kpi)
        if progress.state == "unclassified" or (progress.state == "at-risk" and progress.on_pace is None):
            context.skip(kpi)
        if progress.latest is None or not is_behind(progress) or is_closed(plan, kpi):
            continue
        seen = progress.latest.date
        if any(_is_open(m, context.today) or (m.done is not None and m.done >= seen) for m in kpi.countermeasures):
            continue
        if any(bet.status == "running" for bet in live_moves(plan, kpi.id)):
            continue
        yield Finding(
            kpi,
            f'"{kpi.id}" {_how_far(kpi, progress)}, and {_what_is_done(kpi)}',
            ("countermeasures",),
            'find the cause, and type "countermeasures: {date: …, cause: …, action: …, owner: …, due: …}"; or start a '
            f'hypothesis with "moves: {kpi.id}"',
        )


def _is_open(measure: Countermeasure, today: date) -> bool:
    return measure.done is None and (measure.due is None or measure.due.last >= today)


def _how_far(kpi: Kpi, progress: Progress) -> str:
    latest, target, limit = progress.latest, progress.target, progress.limit
    assert latest is not None  # a measure without readings is not behind
    stands = f"{amount(latest.value, kpi)} on {latest.date}"
    if limit is not None:
        ends = [format_number(end) for end in bounds_of(kpi, limit) if end is not None]
        return f"is outside its limit of {' to '.join(ends)}: {stands}"
    if progress.state == "missed" and target is not None and target.value is not None and target.by is not None:
        return f"missed its target of {format_number(target.value)} by {target.by}: {stands}"
    due = "" if progress.due is None else f" against {format_number(progress.due)} due"
    return f"is behind: {stands}{due}"


def _what_is_done(kpi: Kpi) -> str:
    late = [m for m in kpi.countermeasures if m.done is None]
    if late:
        newest = max(late, key=lambda m: m.date)
        return f"the action of {newest.date} was due by {newest.due} and is not done"
    done = [m for m in kpi.countermeasures if m.done is not None]
    if done:
        newest = max(done, key=lambda m: m.done or m.date)
        return f"nothing was done since the action of {newest.done}"
    return "no countermeasure says what is done about it"
