"""How items are doing, as marks: a glyph, a word and a tone for every state, and what there is to say besides.

A measure is judged by `alignctl.plan.progress`; other items say themselves how they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from alignctl.plan.graph import descendants
from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi, Outcome
from alignctl.plan.numbers import format_number
from alignctl.plan.plan import Plan
from alignctl.plan.progress import Progress, judge_progress, progress_of
from alignctl.plan.scoreboard import judge_measures
from alignctl.views.picture import Mark, Tone

STATES: dict[str, tuple[str, str, Tone]] = {
    "attained": ("tick", "attained", Tone.GOOD),
    "on-pace": ("up", "on pace", Tone.GOOD),
    "at-risk": ("slope", "at risk", Tone.WATCH),
    "missed": ("cross", "missed", Tone.BAD),
    "stale": ("clock", "stale", Tone.WATCH),
    "no-data": ("ring", "no data", Tone.UNKNOWN),
    "no-target": ("aimless", "no target", Tone.UNKNOWN),
    "unclassified": ("question", "no direction", Tone.UNKNOWN),
    "on-track": ("up", "on track", Tone.GOOD),
    "off-track": ("down", "off track", Tone.BAD),
    "reached": ("tick", "reached", Tone.GOOD),
    "partly": ("slope", "partly reached", Tone.WATCH),
    "learned": ("turn", "learned from", Tone.PLAIN),
    "draft": ("pencil", "draft", Tone.PLAIN),
    "proposed": ("dots", "proposed", Tone.PLAIN),
    "running": ("play", "running", Tone.PLAIN),
    "overdue": ("clock", "decision overdue", Tone.WATCH),
    "adopt": ("tick", "adopted", Tone.GOOD),
    "continue": ("play", "continued", Tone.PLAIN),
    "pivot": ("turn", "pivoted", Tone.PLAIN),
    "stop": ("stop", "stopped", Tone.PLAIN),
    "inconclusive": ("question", "inconclusive", Tone.UNKNOWN),
    "decided": ("tick", "decided", Tone.PLAIN),
    "abandoned": ("stop", "abandoned", Tone.PLAIN),
    "planned": ("dots", "planned", Tone.PLAIN),
    "active": ("play", "active", Tone.PLAIN),
    "done": ("tick", "done", Tone.PLAIN),
    "dropped": ("stop", "dropped", Tone.PLAIN),
    "late": ("clock", "late", Tone.WATCH),
    "retired": ("stop", "retired", Tone.PLAIN),
    "tally": ("kpi", "KPIs attained", Tone.PLAIN),
    "unreadable": ("cross", "cannot be read", Tone.BAD),
}
"""Glyph, word and tone of every state an item can be in."""

_STATE_OF_WORD = {word: state for state, (_, word, _) in STATES.items()}


_NO_BREAK = "\u00a0"
_UNIT_WORDS = {"percent": "%", "count": "", "score": "", "ratio": ""}


def make_mark(state: str, detail: str = "") -> Mark:
    """The mark of a state named in `STATES`."""
    glyph, word, tone = STATES[state]
    return Mark(glyph, word, tone, detail)


def state_of(mark: Mark | None) -> str:
    """The state that a mark says, one of `STATES`; empty without a mark."""
    return _STATE_OF_WORD[mark.word] if mark is not None else ""


def mark_items(plan: Plan, today: date, grace: int = 7) -> dict[str, Mark]:
    """A mark for every item of the plan that has something to say, by id, and for every document that is broken."""
    marks = {entry.id: make_mark("unreadable") for entry in plan.placeholders}
    for item in plan.items:
        mark = _mark(item, today, lambda kpi: progress_of(plan, kpi, today, grace))
        if mark is not None and plan.get(item.id) is item:
            marks[item.id] = mark
    judged: dict[str, list[Progress]] = {}
    for entry in judge_measures(plan, today, grace=grace):
        judged.setdefault(entry.kpi.id, []).append(entry.progress)
    for strategy in plan.strategies:
        if strategy.id not in marks and plan.get(strategy.id) is strategy:
            mark = _mark_strategy([each for i in descendants(plan, strategy.id) for each in judged.get(i, ())])
            if mark is not None:
                marks[strategy.id] = mark
    return marks


def mark_item(item: Item, today: date, fiscal_year_starts: int = 1, grace: int = 7) -> Mark | None:
    """How one item is doing today; None where there is nothing to say beyond its being there."""
    return _mark(item, today, lambda kpi: judge_progress(kpi, today, fiscal_year_starts, grace))


def _mark(item: Item, today: date, judge: Callable[[Kpi], Progress]) -> Mark | None:
    if item.retired is not None and item.retired.date <= today:
        return make_mark("retired", str(item.retired.date))
    if item.is_draft:
        return make_mark("draft")
    if isinstance(item, Kpi):
        return _mark_kpi(item, judge(item))
    if isinstance(item, Outcome):
        return _mark_outcome(item, today)
    if isinstance(item, Hypothesis):
        return _mark_hypothesis(item, today)
    if isinstance(item, Initiative):
        return _mark_initiative(item, today)
    return None


def _mark_strategy(states: Sequence[Progress]) -> Mark | None:
    """How many of the measures below a strategy are attained: of all, and of those with a target and data."""
    if not states:
        return None
    attained = sum(1 for progress in states if progress.attained)
    known = sum(1 for progress in states if progress.state not in ("no-target", "no-data"))
    detail = f"{attained} of {len(states)}" + (f", {known} with data" if known < len(states) else "")
    return make_mark("tally", detail)


def _mark_kpi(kpi: Kpi, progress: Progress) -> Mark:
    return make_mark(progress.state, describe_value(kpi, progress))


def describe_value(kpi: Kpi, progress: Progress) -> str:
    """Where a measure stands and where it is to be next: `72, target 80 %`, `4.1, keep below 5 days`; may be empty."""
    unit = f"{_NO_BREAK}{_UNIT_WORDS.get(kpi.unit, kpi.unit)}".rstrip() if kpi.unit else ""
    target = progress.limit or (progress.target if progress.final else progress.ahead or progress.target)
    wanted = ""
    if target is not None:
        if kpi.direction == "keep-between" or target.value is None:
            low = format_number(target.low) if target.low is not None else "…"
            high = format_number(target.high) if target.high is not None else "…"
            wanted = f"keep {low} to {high}"
        elif kpi.direction in ("keep-above", "keep-below"):
            wanted = f"keep {kpi.direction[5:]} {format_number(target.value)}"
        else:
            wanted = format_number(target.value)
    if progress.latest is None:
        return f"target {wanted}{unit}" if wanted else ""
    value = format_number(progress.latest.value)
    if not wanted:
        return f"{value}{unit}"
    if wanted.startswith("keep"):
        return f"{value}, {wanted}{unit}"
    is_next = target != progress.target or (progress.attained and not progress.final)
    return f"{value}, {'next target' if is_next else 'target'} {wanted}{unit}"


def _mark_outcome(outcome: Outcome, today: date) -> Mark | None:
    if outcome.result is not None and outcome.result.date <= today:
        return make_mark(outcome.result.verdict, str(outcome.result.date))
    said = sorted((c for c in outcome.checkins if c.date <= today), key=lambda c: c.date)
    return make_mark(said[-1].says, str(said[-1].date)) if said else None


def _mark_hypothesis(bet: Hypothesis, today: date) -> Mark:
    if bet.result is not None and bet.result.date <= today:
        return make_mark(bet.result.decision, str(bet.result.date))
    if bet.status == "running" and bet.end is not None:
        if bet.end.last < today:
            return make_mark("overdue", f"ended {bet.end}")
        return make_mark("running", f"until {bet.end}")
    return make_mark(bet.status)


def _mark_initiative(work: Initiative, today: date) -> Mark:
    done = sum(1 for part in work.deliverables if part.done is True or (part.done and part.done <= today))
    total = len(work.deliverables)
    detail = f"{done} of {total} delivered" if total and work.status != "done" else ""
    if work.status in ("planned", "active") and work.end is not None and work.end.last < today:
        return make_mark("late", detail or f"end was {work.end}")
    return make_mark(work.status, detail)
