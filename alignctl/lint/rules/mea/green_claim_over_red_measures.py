"""MEA020."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, Related, rule
from alignctl.lint.rules.mea.phrases import amount, quoted
from alignctl.lint.rules.mea.relations import is_behind, measures_of
from alignctl.plan.items import Kpi, Outcome
from alignctl.plan.numbers import format_number
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress
from alignctl.plan.waiting import is_over


@rule("MEA020", "green-claim-over-red-measures", Severity.ADVICE)
def check(plan: Plan, context: Context) -> Iterator[Finding]:
    """An outcome last said to be on track, while every measure of it that can be judged is behind."""
    for outcome in context.judged(plan.outcomes, "checkins"):
        index = _last_checkin(outcome, context.today)
        if index is None or outcome.checkins[index].says != "on-track" or is_over(outcome):
            continue
        judged = list(_judged(plan, context, outcome))
        if not judged or not all(is_behind(progress) for _, progress in judged):
            continue
        which = "its only measure that can be judged is" if len(judged) == 1 else "every measure that can be judged is"
        yield Finding(
            outcome,
            f'"{outcome.id}" was said to be on track on {outcome.checkins[index].date}, and {which} behind: '
            f"{quoted([kpi.id for kpi, _ in judged])}",
            ("checkins", index, "says"),
            'add a check-in that says how it is now ("says: at-risk" or "says: off-track"); if the measures miss what '
            "went well, add one that shows it",
            tuple(Related(kpi, _said(kpi, progress), ("readings",)) for kpi, progress in judged[:3]),
        )


def _last_checkin(outcome: Outcome, today: date) -> int | None:
    known = [(checkin.date, i) for i, checkin in enumerate(outcome.checkins) if checkin.date <= today]
    return max(known)[1] if known else None


def _judged(plan: Plan, context: Context, outcome: Outcome) -> Iterator[tuple[Kpi, Progress]]:
    """Measures whose pace or end is known, without guards: those say what must not suffer and not what is gained."""
    for kpi in measures_of(plan, outcome.id):
        progress = context.progress(kpi)
        known = progress.on_pace is not None or progress.state == "missed"
        if known and progress.state != "stale" and not kpi.guards:
            yield kpi, progress


def _said(kpi: Kpi, progress: Progress) -> str:
    latest = progress.latest
    assert latest is not None  # without a reading there is no pace
    due = "" if progress.due is None else f" against {format_number(progress.due)} due"
    return f"behind: {amount(latest.value, kpi)} on {latest.date}{due}"
