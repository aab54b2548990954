"""Promises between teams, and milestones: which were broken in the period, which are late, and which were kept."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.plan.dates import format_day, format_deadline
from alignctl.plan.items import Commitment
from alignctl.plan.numbers import format_number
from alignctl.plan.phrases import capitalise, clause, join_words, one_line, sentence_end
from alignctl.plan.scoreboard import is_done, is_live
from alignctl.views.commitments import due_day, state_of
from alignctl.views.pack import Block, Grid, GridCell, Head, Paragraph, Point, Points, Section
from alignctl.views.pack_scope import Review, agree, counted, in_words, left_out
from alignctl.views.picture import count_of

ROWS = 20
"""How many promises are listed, and how many milestones."""


def tell_promises(review: Review) -> Section:
    """What was promised and not kept, with what is late, before a word on the rest."""
    blocks = (*_promise_blocks(review), *_milestone_blocks(review))
    return Section("promises", "Promises and milestones", blocks)


def promises_of(review: Review) -> list[Commitment]:
    """The promises that count, by id."""
    return [p for p in review.chosen(review.plan.commitments) if not p.is_draft]


def late_promises(review: Review) -> list[Commitment]:
    """The promises that are overdue, or of which nobody says whether they were kept, on the day of the meeting."""
    live = [p for p in promises_of(review) if is_live(p, review.today)]
    return [p for p in live if state_of(p, review.today) in ("overdue", "unrecorded")]


def broken_promises(review: Review) -> list[tuple[Commitment, str]]:
    """The promises that were missed in the period, or not kept on some day of it, each with what happened."""
    found = []
    for promise in promises_of(review):
        broken = sorted(e.date for e in promise.kept if not e.kept and review.period.holds(e.date))
        if promise.every is None and promise.status == "missed" and _fell_due(review, promise):
            found.append((promise, "it was missed"))
        elif broken:
            days = join_words([format_day(day) for day in broken])
            kept = sum(e.kept and review.period.holds(e.date) for e in promise.kept)
            found.append((promise, f"it was not kept on {days}{f', and kept {_times(kept)}' if kept else ''}"))
    return found


def _fell_due(review: Review, promise: Commitment) -> bool:
    return promise.due is not None and review.period.holds(promise.due.last)


def _promise_blocks(review: Review) -> Iterator[Block]:
    promises = promises_of(review)
    if not promises:
        yield Paragraph("The plan holds no promises between teams here.")
        return
    broken, late = broken_promises(review), late_promises(review)
    yield Paragraph(_summary(review, promises))
    points = [Point(_broken_words(review, promise, how), f"{one_line(promise.title)}:") for promise, how in broken]
    named = {promise.id for promise, _ in broken}
    points += [
        Point(_late_words(review, promise), f"{one_line(promise.title)}:")
        for promise in late
        if promise.id not in named
    ]
    if points:
        yield Points(tuple(points[:ROWS]))
    if len(points) > ROWS:
        yield left_out(len(points) - ROWS, "promise")
    ahead = sum(entry.sort == "commitment" and not entry.late for entry in review.due)
    if ahead:
        fall = agree(ahead, "falls", "fall")
        due = f"{capitalise(counted(ahead, 'promise'))} {fall} due by {format_day(review.horizon)}"
        yield Paragraph(f"{due}; the days stand under the dates.")


def _summary(review: Review, promises: list[Commitment]) -> str:
    """How many fell due and were kept; how many that return were kept how often; how many are late."""
    once = [p for p in promises if p.every is None and p.status in ("met", "missed") and _fell_due(review, p)]
    met = sum(p.status == "met" for p in once)
    times = [e.kept for p in promises for e in p.kept if p.every is not None and review.period.holds(e.date)]
    parts = []
    if once:
        parts.append(
            f"{counted(len(once), 'promise')} fell due in {review.period.name}, and {_of(met, len(once))} kept"
        )
    if times:
        several = sum(_returns(review, promise) for promise in promises) > 1
        again = "promises that return were" if several else "the promise that returns was"
        often = f"every time ({len(times)} of {len(times)})"
        if not all(times):
            often = f"{format_number(sum(times))} of {format_number(len(times))} times"
        parts.append(f"{again} kept {often}")
    late = len(late_promises(review))
    text = "; ".join(parts) if parts else f"No promise fell due in {review.period.name}"
    text = capitalise(text)
    if not late:
        return f"{text}. None is late today."
    return f"{text}. {capitalise(counted(late, 'promise'))} {agree(late, 'is', 'are')} late today."


def _returns(review: Review, promise: Commitment) -> bool:
    return promise.every is not None and any(review.period.holds(e.date) for e in promise.kept)


def _of(part: int, whole: int) -> str:
    if part == whole:
        return "was" if whole == 1 else "all were"
    return "was not" if whole == 1 else f"{in_words(part)} of them {agree(part, 'was', 'were')}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _given(review: Review, promise: Commitment) -> str:
    """Who promised it to whom, by when or how often."""
    giver = review.title_of(promise.from_team.id) if promise.from_team is not None else "Somebody"
    taker = f" to {review.title_of(promise.to_team.id)}" if promise.to_team is not None else ""
    if promise.every is not None:
        return f"{giver} promises it{taker} ({promise.every})"
    by = f" by {format_deadline(promise.due)}" if promise.due is not None else ""
    return f"{giver} promised it{taker}{by}"


def _broken_words(review: Review, promise: Commitment, how: str) -> str:
    text = f"{_given(review, promise)}; {how}."
    note = promise.summary or _last_note(review, promise)
    return f"{text} {_sentence(note)}" if note else text


def _last_note(review: Review, promise: Commitment) -> str:
    notes = [e.note for e in promise.kept if not e.kept and e.note and review.period.holds(e.date)]
    return notes[-1] if notes else ""


def _sentence(text: str) -> str:
    return sentence_end(capitalise(clause(text)))


def _late_words(review: Review, promise: Commitment) -> str:
    day = due_day(promise)
    assert day is not None, "what has no day is not late"
    late = count_of((review.today - day).days, "day")
    if promise.every is not None:
        return f"{_given(review, promise)}; whether it was kept on {format_day(day)} is not noted."
    return f"{_given(review, promise)}; it is {late} late."


def _milestone_blocks(review: Review) -> Iterator[Block]:
    """The milestones that fell due in the period: how many were reached, and those that were not."""
    work = [w for w in review.chosen(review.plan.initiatives) if is_live(w, review.day) and w.status != "dropped"]
    due = sorted(
        (
            (part.due.last, item.id, item, part)
            for item in work
            for part in item.deliverables
            if part.due is not None and review.period.holds(part.due.last)
        ),
        key=lambda entry: entry[:2],
    )
    if not due:
        return
    open_ = [(day, item, part) for day, _, item, part in due if not is_done(part, review.today)]
    yield Paragraph(_milestone_summary(review, len(due), len(due) - len(open_)))
    if not open_:
        return
    heads = (Head("Milestone"), Head("Part of"), Head("Owner"), Head("Was due"))
    rows = [
        (
            GridCell(one_line(part.title)),
            GridCell(one_line(item.title)),
            GridCell(review.owner(item) or "nobody"),
            GridCell(format_day(day)),
        )
        for day, item, part in open_
    ]
    yield Grid("Milestones that were due and are not reached", heads, tuple(rows[:ROWS]))
    if len(rows) > ROWS:
        more = len(rows) - ROWS
        yield left_out(more, "milestone")


def _milestone_summary(review: Review, due: int, done: int) -> str:
    text = f"{capitalise(counted(due, 'milestone'))} fell due in {review.period.name}, and "
    if done == due:
        return text + ("it was reached." if due == 1 else "all were reached.")
    return text + ("it is not reached yet." if due == 1 else f"{in_words(done)} {agree(done, 'was', 'were')} reached.")
