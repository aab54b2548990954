"""What was set out to be done: the outcomes that were under way in the period, strategy by strategy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.plan.dates import format_day, format_deadline
from alignctl.plan.graph import descendants
from alignctl.plan.items import Outcome, Strategy
from alignctl.plan.phrases import clause, one_line, owner_of, sentence_end
from alignctl.plan.scoreboard import is_live, judge_measures
from alignctl.views.cutting import parts_by_strategy, rank_of
from alignctl.views.in_force import days_of
from alignctl.views.pack import Block, Entry, Grid, GridCell, Head, Paragraph, Section
from alignctl.views.pack_scope import Review, left_out
from alignctl.views.status import mark_item

SHOWN = 24
"""How many outcomes are listed."""


APART = 6
"""Up to how many strategies have a table of their own."""

_NOWHERE = "Outcomes that lead to no strategy"
_HEADS = (Head("Owner"), Head("By"), Head("Said of it"), Head("Measures at target", figures=True))


def tell_aims(review: Review) -> Section:
    """For each strategy its outcomes: whose they are, until when, what was said of them, how their measures do."""
    outcomes = [
        item
        for item in review.chosen(review.plan.outcomes)
        if is_live(item, review.period.first) and touches_period(review, item)
    ]
    return Section("aims", "What we set out to do", tuple(_blocks(review, outcomes)))


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
    else:
        yield from (_part(review, strategy, members[:SHOWN]) for strategy, members in parts)
    listed = len(outcomes) if len(parts) > APART else max(len(members) for _, members in parts)
    if listed > SHOWN:
        yield left_out(len(outcomes) - min(len(outcomes), SHOWN), "outcome")


def _part(review: Review, strategy: Strategy | None, outcomes: Sequence[Outcome]) -> Entry:
    """A strategy in its own words, and its outcomes."""
    title = one_line(strategy.title) if strategy is not None else _NOWHERE
    said = (Paragraph(_said(strategy)),) if strategy is not None and _said(strategy) else ()
    owner = (owner_of(review.plan, strategy) or "") if strategy is not None else ""
    heads = (Head("Outcome"), *_HEADS)
    rows = tuple((GridCell(one_line(outcome.title)), *_cells(review, outcome)) for outcome in outcomes)
    return Entry(title, (*said, Grid(f"Outcomes: {title}", heads, rows)), owner=owner)


def _one_table(review: Review, parts: Sequence[tuple[Strategy | None, list[Outcome]]]) -> Grid:
    """Where there are many strategies, all outcomes in one table."""
    rows = [
        (
            GridCell(one_line(outcome.title)),
            GridCell(one_line(strategy.title) if strategy is not None else "no strategy"),
            *_cells(review, outcome),
        )
        for strategy, members in parts
        for outcome in members
    ]
    return Grid("Outcomes", (Head("Outcome"), Head("Leads to"), *_HEADS), tuple(rows[:SHOWN]))


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
    """The latest word of its owner up to the day of the meeting."""
    mark = mark_item(outcome, review.today, review.plan.fiscal_year_starts)
    if mark is None:
        return GridCell("nothing yet")
    said = [entry for entry in outcome.checkins if entry.date <= review.today]
    if outcome.result is not None and outcome.result.date <= review.today:
        return GridCell(f"{mark.word}, {format_day(outcome.result.date)}", mark)
    latest = max(said, key=lambda entry: entry.date)
    return GridCell(f"{mark.word}, {format_day(latest.date)}", mark)
