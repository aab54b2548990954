"""The bets that were decided in the period, with what was learned, and those that wait for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from alignctl.plan.calibration import Evidence, is_decided, tally_bets, weigh_evidence
from alignctl.plan.dates import format_day, format_deadline
from alignctl.plan.items import Hypothesis
from alignctl.plan.numbers import format_change
from alignctl.plan.phrases import (
    capitalise,
    clause,
    join_some,
    join_words,
    one_line,
    quote,
    sentence_end,
)
from alignctl.plan.scoreboard import is_live, is_overdue
from alignctl.plan.sentences import sentence_of
from alignctl.plan.waiting import evidence_due
from alignctl.views.bets import spoken_share, teams_of
from alignctl.views.pack import Block, Entry, Grid, GridCell, Head, Paragraph, Point, Points, Section
from alignctl.views.pack_scope import Review, agree, counted, figure, in_words, left_out
from alignctl.views.picture import Mark, Tone, count_of
from alignctl.views.status import make_mark

TOLD = 12
"""How many bets are told in full."""


def decided_bets(review: Review) -> list[Hypothesis]:
    """The bets decided in the period, the earliest first; retired ones too, for what was learned does not end."""
    found = [
        bet
        for bet in review.chosen(review.plan.hypotheses)
        if is_decided(bet, review.today) and bet.result is not None and review.period.holds(bet.result.date)
    ]
    return sorted(found, key=lambda bet: (bet.result.date if bet.result is not None else date.min, bet.id))


def waiting_bets(review: Review) -> list[Hypothesis]:
    """The running bets whose time box is over on the day of the meeting, the longest over first."""
    found = [
        bet
        for bet in review.chosen(review.plan.hypotheses)
        if is_live(bet, review.today) and is_overdue(bet, review.today)
    ]
    return sorted(found, key=lambda bet: (bet.end.last if bet.end is not None else review.today, bet.id))


def tell_decided(review: Review) -> Section:
    """Each bet that was decided: what was expected, what was seen, what was decided and learned, and what follows."""
    return Section("decided", "Bets that were decided, and what we learned", tuple(_decided_blocks(review)))


def tell_waiting(review: Review) -> Section:
    """The bets whose time box is over, and that nobody has decided."""
    bets = waiting_bets(review)
    if not bets:
        running = [
            b for b in review.chosen(review.plan.hypotheses) if is_live(b, review.today) and b.status == "running"
        ]
        text = "No bet is under way." if not running else _running(running)
        return Section("waiting", "Bets that wait for a decision", (Paragraph(text),))
    count = counted(len(bets), "bet")
    text = f"The time box of {count} is over, and nobody has decided yet." if len(bets) == 1 else (
        f"The time boxes of {count} are over, and nobody has decided yet."
    )  # fmt: skip
    points = Points(tuple(_waiting_point(review, bet) for bet in bets[:TOLD]))
    more = (left_out(len(bets) - TOLD, "bet"),) if len(bets) > TOLD else ()
    return Section("waiting", "Bets that wait for a decision", (Paragraph(text), points, *more))


def _running(bets: list[Hypothesis]) -> str:
    are = agree(len(bets), "is", "are")
    return f"None: {counted(len(bets), 'bet')} {are} under way, and no time box is over."


def _waiting_point(review: Review, bet: Hypothesis) -> Point:
    assert bet.end is not None, "a bet without an end is never overdue"
    over = (
        f"Its time box ended on {format_day(bet.end.last)}, {count_of((review.today - bet.end.last).days, 'day')} ago."
    )
    teams = [review.title_of(team) for team in teams_of(bet)]
    who = f"{join_words(teams)} {agree(len(teams), 'is', 'are')} to decide" if teams else "Nobody is named to decide"
    text = f"{over} {who}."
    last = evidence_due(bet)
    if last is not None and last > bet.end.last:
        is_of = "is of" if last < review.today else "will be of"
        text = f"{over} {who}; the last reading that counts {is_of} {format_day(last)}."
    if bet.result is not None and bet.result.decision == "continue":
        text += f" On {format_day(bet.result.date)} it was decided to go on to the end."
    return Point(text, f"{one_line(bet.title)}:")


def _decided_blocks(review: Review) -> Iterator[Block]:
    bets = decided_bets(review)
    if not bets:
        yield Paragraph(f"No bet was decided in {review.period.name}.")
        return
    yield Paragraph(_summary(review, bets))
    for bet in bets[:TOLD]:
        yield _entry(review, bet)
    if len(bets) > TOLD:
        names = join_some([quote(bet.title) for bet in bets[TOLD:]], TOLD)
        yield Paragraph(f"Also decided: {names}.")


def _summary(review: Review, bets: list[Hypothesis]) -> str:
    tally = tally_bets(review.plan, bets)
    text = f"{capitalise(counted(len(bets), 'bet'))} {agree(len(bets), 'was', 'were')} decided in {review.period.name}"
    if not tally.judged:
        which = agree(len(bets), "it", "none")
        can = "cannot" if len(bets) == 1 else "can"
        return f"{text}; as nobody wrote down what was seen, {which} {can} be held against what was expected."
    if len(bets) == 1:
        return f"{text}; it {'came' if tally.right else 'did not come'} to what was expected."
    if tally.judged == 1:
        came = "came" if tally.right else "did not come"
        return f"{text}; the one that can be judged {came} to what was expected."
    right = f"{agree(tally.judged - 1, 'both', 'all')} came to what was expected"
    if tally.right < tally.judged:
        right = f"{in_words(tally.right)} came to what was expected"
    if tally.judged < tally.decided:
        return f"{text}; of the {in_words(tally.judged)} that can be judged, {right}."
    return f"{text}; {right}."


def _entry(review: Review, bet: Hypothesis) -> Entry:
    result = bet.result
    assert result is not None, "it was decided"
    blocks: list[Paragraph | Points | Grid] = [Paragraph(_bet_words(review, bet))]
    evidence = weigh_evidence(review.plan, bet)
    if evidence:
        blocks.append(_evidence_table(review, bet, evidence))
    mark = make_mark(result.decision)
    why = sentence_end(clause(result.reason)) if result.reason else "no reason is written down."
    blocks.append(Paragraph(why, f"{mark.word.capitalize()} on {format_day(result.date)}:"))
    learned = sentence_end(clause(result.learned)) if result.learned else "nobody has written it down."
    blocks.append(Paragraph(learned, "What we learned:"))
    follows = _what_follows(review, bet)
    if follows:
        blocks.append(Paragraph(follows, "What follows:"))
    return Entry(bet.title, tuple(blocks), mark, review.teams(teams_of(bet)) if teams_of(bet) else "nobody owns it")


def _bet_words(review: Review, bet: Hypothesis) -> str:
    """What was bet, and on what grounds; the measures stand in a table, unless there is nothing else to tell."""
    moves = () if bet.problem or bet.benefit else bet.moves
    text = sentence_of(replace(bet, result=None, retired=None, replaced_by=None, moves=moves), review.plan)
    return f"{text} It rested on this: {sentence_end(clause(bet.because))}" if bet.because else text


def _evidence_table(review: Review, bet: Hypothesis, evidence: tuple[Evidence, ...]) -> Grid:
    compared = any(entry.compared_with is not None for entry in evidence)
    heads = [Head("Measure"), Head("Expected", True), Head("Seen", True)]
    heads += [Head("Compared with", True)] if compared else []
    rows = []
    for entry, move in zip(evidence, bet.moves, strict=True):
        expected = "no value"
        if entry.to is not None:
            expected = format_change(entry.start, entry.to, entry.unit).replace(" percent", " %")
            expected += f" by {format_deadline(move.by)}" if move.by is not None else ""
        row = [GridCell(review.title_of(entry.kpi)), GridCell(expected), _seen(entry)]
        if compared:
            row.append(GridCell(figure(entry.compared_with, entry.unit) if entry.compared_with is not None else "–"))
        rows.append(tuple(row))
    return Grid(f"Expected and seen: {one_line(bet.title)}", tuple(heads), tuple(rows))


def _seen(entry: Evidence) -> GridCell:
    if entry.value is None:
        return GridCell("nothing written down")
    share = f", {spoken_share(entry.realised)}" if entry.realised is not None else ""
    mark = {
        True: Mark("tick", "as expected", Tone.GOOD),
        False: Mark("cross", "not as expected", Tone.BAD),
        None: None,
    }[entry.right]
    return GridCell(f"{figure(entry.value, entry.unit)}{share}", mark)


def _what_follows(review: Review, bet: Hypothesis) -> str:
    """The bets that were made on what this one taught."""
    edges = review.plan.links_to(bet.id, "follows")
    after = sorted({e.source.id: e.source for e in edges if e.source.retired is None}.items())
    if not after:
        decision = bet.result.decision if bet.result is not None else ""
        return "no later bet yet." if decision in ("pivot", "inconclusive") else ""
    names = [f"{quote(item.title)} ({'a draft' if item.is_draft else item.status})" for _, item in after]
    return f"{join_some(names)}."
