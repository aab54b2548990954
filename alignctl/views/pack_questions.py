"""What the meeting has to decide, worked out from the facts: each question with its reason, and for whom it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.plan.due import Due
from alignctl.plan.items import Outcome
from alignctl.plan.phrases import capitalise, clause, join_some, one_line, quote
from alignctl.plan.scoreboard import Judged, is_live
from alignctl.views.bets import teams_of
from alignctl.views.commitments import due_day
from alignctl.views.pack import Paragraph, Point, Points, Section
from alignctl.views.pack_bets import decided_bets, waiting_bets
from alignctl.views.pack_goalposts import unexplained
from alignctl.views.pack_off_track import is_unanswered
from alignctl.views.pack_promises import late_promises
from alignctl.views.pack_scope import Review, agree, brief, counted, in_words
from alignctl.views.picture import count_of

APART = 6
"""Up to how many measures that are behind without an answer are asked about one by one."""

TOLD = 25
"""How many questions are asked: a meeting that has more to decide decides nothing."""

_LATE = ("countermeasure", "agreement", "verdict", "baseline")


def find_questions(review: Review) -> tuple[Point, ...]:
    """All questions, those on bets first, as they hold money and people."""
    return (
        *_on_bets(review),
        *_on_measures(review),
        *_on_outcomes(review),
        *_on_promises(review),
        *_on_goalposts(review),
        *_on_late(review),
    )


def tell_questions(review: Review) -> Section:
    """The questions, numbered."""
    title = "Questions for this meeting"
    questions = find_questions(review)
    if not questions:
        text = (
            "Nothing waits for a decision: no bet is overdue, nothing is behind without an answer, no promise is late."
        )
        return Section("questions", title, (Paragraph(text),))
    blocks: list[Paragraph | Points] = [Points(questions[:TOLD], numbered=True)]
    more = len(questions) - TOLD
    if more > 0:
        text = f"{capitalise(counted(more, 'more question'))} {agree(more, 'waits', 'wait')}"
        blocks.append(Paragraph(f"{text}; a pack of one team or one strategy asks them."))
    return Section("questions", title, tuple(blocks))


def _on_bets(review: Review) -> Iterator[Point]:
    for bet in waiting_bets(review):
        yield Point(
            f"adopt it, go on, change course or stop? Its time box is over ({review.teams(teams_of(bet))}).",
            f"{one_line(bet.title)}:",
        )
    for bet in decided_bets(review):
        if bet.result is not None and not bet.result.learned:
            yield Point(
                f"what did we learn? It was decided, and nobody wrote it down ({review.teams(teams_of(bet))}).",
                f"{one_line(bet.title)}:",
            )


def _on_measures(review: Review) -> Iterator[Point]:
    for entry in review.behind:
        kpi = entry.kpi
        owner = review.owner(kpi)
        if not owner and not kpi.co_owners:
            yield Point("who owns it? It is behind, and belongs to nobody.", f"{one_line(kpi.title)}:")
    bare = [entry for entry in review.behind if is_unanswered(review, entry.kpi)]
    if len(bare) <= APART:
        for entry in bare:
            owner = review.owner(entry.kpi)
            text = f"why is it behind, and what do we do about it? Nothing is planned{f' ({owner})' if owner else ''}."
            yield Point(text, f"{one_line(entry.kpi.title)}:")
    else:
        yield from _by_owner(review, bare)


def _by_owner(review: Review, bare: Sequence[Judged]) -> Iterator[Point]:
    """One question for each owner: where much is behind, asking of each measure would bury the rest."""
    groups: dict[str, list[Judged]] = {}
    for entry in bare:
        groups.setdefault(review.owner(entry.kpi), []).append(entry)
    for owner, entries in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        lead = f"{owner or 'Nobody in particular'}:"
        if len(entries) == 1:
            name = brief(entries[0].kpi.title)
            yield Point(f"why is {name} behind, and what do we do about it? Nothing is planned.", lead)
            continue
        names = join_some([brief(entry.kpi.title) for entry in entries], 3)
        what = f"why are {in_words(len(entries))} measures behind, and what do we do about them"
        yield Point(f"{what}? Nothing is planned for {names}.", lead)


def _on_outcomes(review: Review) -> Iterator[Point]:
    """Outcomes said to be on track while all that measures them is behind; said to be off track; without an owner."""
    behind = {entry.kpi.id for entry in review.behind}
    judged = {entry.kpi.id for entry in review.now if entry.progress.on_pace is not None or entry.progress.attained}
    for outcome in review.chosen(review.plan.outcomes):
        if not is_live(outcome, review.today) or outcome.result is not None:
            continue
        lead = f"{one_line(outcome.title)}:"
        said = _last_word(review, outcome)
        measures = {edge.source.id for edge in review.plan.links_to(outcome.id, "measures")} & (judged | behind)
        if said == "on-track" and measures and measures <= behind:
            what = "its only measure that can be judged is" if len(measures) == 1 else "all its measures are"
            yield Point(f"is it on track, as its owner said, or not? At the same time {what} behind.", lead)
        elif said == "off-track":
            yield Point("what would bring it back? Its owner said that it is off track.", lead)


def _last_word(review: Review, outcome: Outcome) -> str:
    said = [entry for entry in outcome.checkins if entry.date <= review.today]
    return max(said, key=lambda entry: entry.date).says if said else ""


def _on_promises(review: Review) -> Iterator[Point]:
    for promise in late_promises(review):
        day = due_day(promise)
        giver = review.teams([promise.from_team.id]) if promise.from_team is not None else "nobody is named"
        if promise.every is None and day is not None:
            late = count_of((review.today - day).days, "day")
            text = f"by when will it be kept, or is it withdrawn? It is {late} late ({giver})."
        else:
            text = f"was it kept the last time? Nobody has noted it ({giver})."
        yield Point(text, f"{one_line(promise.title)}:")


def _on_goalposts(review: Review) -> Iterator[Point]:
    for title in dict.fromkeys(move.title for move in unexplained(review)):
        yield Point("why was the goalpost moved, and who agreed? The plan does not say.", f"{title}:")


def _on_late(review: Review) -> Iterator[Point]:
    """Countermeasures that are overdue, outcomes that nobody has said the end of, answers that were asked for."""
    for entry in review.due:
        if entry.late and entry.sort in _LATE:
            yield Point(f"{_late_words(review, entry)} ({review.teams(entry.teams)}).", f"{entry.title}:")


def _late_words(review: Review, entry: Due) -> str:
    days = count_of(entry.days_late(review.today), "day")
    if entry.sort == "countermeasure":
        return f"is this done, or by when will it be: {quote(clause(entry.text))}? It was due {days} ago"
    if entry.sort == "verdict":
        return f"how did it end? Its time was over {days} ago, and nobody has said"
    if entry.sort == "baseline":
        return f"where does it start from? The value was due {days} ago"
    return f"an answer is awaited: {clause(entry.text)}"
