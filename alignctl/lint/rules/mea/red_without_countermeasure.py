"""MEA018."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.rules.mea.phrases import amount, band
from alignctl.lint.rules.mea.relations import is_behind, is_closed, live_moves
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Band, Countermeasure
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress, is_limit, limit_on


@rule("MEA018", "red-without-countermeasure", Severity.WARNING)
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
            f'"{kpi.id}" is behind: {_how_far(kpi, progress)}, and {_what_is_done(kpi)}',
            ("countermeasures",),
            'find the cause, and type "countermeasures: {date: …, cause: …, action: …, owner: …, due: …}"; or start a '
            f'hypothesis with "moves: {kpi.id}"',
        )


def _is_open(measure: Countermeasure, today: date) -> bool:
    return measure.done is None and (measure.due is None or measure.due.last >= today)


def _how_far(kpi: Kpi, progress: Progress) -> str:
    latest = progress.latest
    assert latest is not None  # a measure without readings is not behind
    stands = f"{amount(latest.value, kpi)} on {latest.date}"
    if not is_limit(kpi):
        return stands if progress.due is None else f"{stands} against {amount(progress.due, kpi)} due"
    limit = limit_on(kpi, latest.date)
    assert limit is not None  # a measure without limits is not behind
    if kpi.direction == "keep-between":
        return f"{stands}, outside its limits of {band(Band(limit.low, limit.high), kpi)}"
    bound = limit.value if limit.value is not None else limit.low if kpi.direction == "keep-above" else limit.high
    return f"{stands}, outside its limit" if bound is None else f"{stands}, outside its limit of {amount(bound, kpi)}"


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
