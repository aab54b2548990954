"""What was set out to be done: the outcomes that were under way in the period, strategy by strategy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.plan.dates import format_day, format_deadline
from alignctl.plan.graph import descendants
from alignctl.plan.items import Commitment, Initiative, Item, Kpi, Outcome, Strategy
from alignctl.plan.parts import Checkin
from alignctl.plan.phrases import capitalise, clause, one_line, owner_of, sentence_end
from alignctl.plan.scoreboard import is_live, judge_measures
from alignctl.views.cutting import parts_by_strategy, rank_of
from alignctl.views.in_force import days_of
from alignctl.views.pack import Block, Entry, Grid, GridCell, Head, Paragraph, Point, Points, Section
from alignctl.views.pack_scope import Review, counted, left_out
from alignctl.views.status import mark_item

SHOWN = 24
"""How many outcomes are listed."""


APART = 6
"""Up to how many strategies have a table of their own."""

_ENDING: tuple[type[Item], ...] = (Strategy, Outcome, Kpi, Initiative, Commitment)
_NOWHERE = "Outcomes that lead to no strategy"
_HEADS = (Head("Owner"), Head("By"), Head("Said of it"), Head("Measures at target", figures=True))


def tell_aims(review: Review) -> Section:
    """For each strategy its outcomes: whose they are, until when, what was said of them, how their measures do."""
    outcomes = [
        item
        for item in review.chosen(review.plan.outcomes)
        if is_live(item, review.period.first) and touches_period(review, item)
    ]
    return Section("aims", "What we set out to do", (*_blocks(review, outcomes), *_ended(review)))


def touches_period(review: Review, outcome: Outcome) -> bool:
    """Whether an outcome was under way on some day of the period."""
    days = days_of(outcome)
    first, last = days if days is not None else (None, None)
    return (first is None or first <= review.day) and (last is None or last >= review.period.first)


def _blocks(review: Review, outcomes: Sequence[Outcome]) -> Iterator[Block]:
    if not outcomes:
        yield Paragraph(f"The plan names no outcome that was under way in {review.period.name}.")
        return
    parts = [
        (review.plan.find(strategy_id, Strategy), sorted(members, key=lambda item: (rank_of(item), item.id)))
        for strategy_id, _, members in parts_by_strategy(review.plan, outcomes)
    ]
    if len(parts) > APART:
        yield _one_table(review, parts)
        shown = SHOWN
    else:
        yield from (_part(review, strategy, members[:SHOWN]) for strategy, members in parts)
        shown = sum(min(len(members), SHOWN) for _, members in parts)
    listed = sum(len(members) for _, members in parts)
    if listed > shown:
        yield left_out(listed - shown, "outcome")


def _ended(review: Review) -> Iterator[Block]:
    """What was given up or taken out of the plan in the period, each with the reason."""
    ended = [
        item
        for kind in _ENDING
        for item in review.chosen(review.plan.of_kind(kind))
        if item.retired is not None and review.period.holds(item.retired.date) and not item.is_draft
    ]
    if not ended:
        return
    yield Paragraph(f"{capitalise(counted(len(ended), 'part'))} of the plan ended in {review.period.name}.")
    yield Points(tuple(_ended_point(item) for item in ended[:SHOWN]))
    if len(ended) > SHOWN:
        yield left_out(len(ended) - SHOWN, "part")


def _ended_point(item: Item) -> Point:
    assert item.retired is not None, "it ended"
    return Point(sentence_end(clause(item.retired.why)), f"{one_line(item.title)}, {format_day(item.retired.date)}:")


def _part(review: Review, strategy: Strategy | None, outcomes: Sequence[Outcome]) -> Entry:
    """A strategy in its own words, and its outcomes."""
    title = one_line(strategy.title) if strategy is not None else _NOWHERE
    said = (Paragraph(_said(strategy)),) if strategy is not None and _said(strategy) else ()
    owner = (owner_of(review.plan, strategy) or "") if strategy is not None else ""
    heads = (Head("Outcome"), *_HEADS)
    rows = tuple((GridCell(one_line(outcome.title)), *_cells(review, outcome)) for outcome in outcomes)
    notes = tuple(note for outcome in outcomes for note in _notes(review, outcome))
    words = (Points(notes),) if notes else ()
    return Entry(title, (*said, Grid(f"Outcomes: {title}", heads, rows), *words), owner=owner)


def _notes(review: Review, outcome: Outcome) -> Iterator[Point]:
    """What its owner wrote when an outcome was last looked at, if that was in the period or since."""
    latest = _latest(review, outcome)
    if latest is not None and latest.note and latest.date >= review.period.first:
        yield Point(sentence_end(clause(latest.note)), f"{one_line(outcome.title)}, {format_day(latest.date)}:")


def _latest(review: Review, outcome: Outcome) -> Checkin | None:
    """The last word on an outcome up to the day of the meeting."""
    said = [entry for entry in outcome.checkins if entry.date <= review.today]
    return max(said, key=lambda entry: entry.date, default=None)


def _one_table(review: Review, parts: Sequence[tuple[Strategy | None, list[Outcome]]]) -> Grid:
    """Where there are many strategies, all outcomes in one table."""
    pairs = [(strategy, outcome) for strategy, members in parts for outcome in members]
    rows = tuple(
        (
            GridCell(one_line(outcome.title)),
            GridCell(one_line(strategy.title) if strategy is not None else "no strategy"),
            *_cells(review, outcome),
        )
        for strategy, outcome in pairs[:SHOWN]
    )
    return Grid("Outcomes", (Head("Outcome"), Head("Leads to"), *_HEADS), rows)


def _said(strategy: Strategy) -> str:
    """Where the strategy wants to be, in its own words, and by when."""
    text = sentence_end(clause(strategy.summary)) if strategy.summary else ""
    if not text and strategy.end is not None:
        text = f"This is to be so by {format_deadline(strategy.end)}."
    return text


def _cells(review: Review, outcome: Outcome) -> tuple[GridCell, ...]:
    below = descendants(review.plan, outcome.id)
    judged = judge_measures(review.plan, review.day, among=below)
    attained = sum(entry.progress.attained for entry in judged)
    return (
        GridCell(owner_of(review.plan, outcome) or "nobody"),
        GridCell(format_deadline(outcome.end) if outcome.end is not None else "no end is set"),
        _said_of(review, outcome),
        GridCell(f"{attained} of {len(judged)}" if judged else "no measure"),
    )


def _said_of(review: Review, outcome: Outcome) -> GridCell:
    """How it ended, or what its owner said of it last, with the day."""
    mark = mark_item(outcome, review.today, review.plan.fiscal_year_starts)
    if mark is None:
        return GridCell("nothing yet")
    latest = _latest(review, outcome)
    day = latest.date if latest is not None else None
    if outcome.retired is not None and outcome.retired.date <= review.today:
        day = outcome.retired.date
    elif outcome.result is not None and outcome.result.date <= review.today:
        day = outcome.result.date
    return GridCell(f"{mark.word}, {format_day(day)}" if day is not None else mark.word, mark)
