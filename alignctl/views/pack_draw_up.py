"""The review pack of a period: its parts in the order of a meeting, below what matters most."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.plan.dates import format_day
from alignctl.plan.items import Team
from alignctl.plan.phrases import capitalise, join_words, one_line, quote
from alignctl.views.pack import Pack
from alignctl.views.pack_aims import tell_aims
from alignctl.views.pack_bets import decided_bets, tell_decided, tell_waiting, waiting_bets
from alignctl.views.pack_data import tell_data
from alignctl.views.pack_dates import tell_dates
from alignctl.views.pack_goalposts import goalposts, tell_goalposts
from alignctl.views.pack_off_track import behind_in_short, tell_annex, tell_off_track
from alignctl.views.pack_promises import broken_promises, late_promises, tell_promises
from alignctl.views.pack_questions import find_questions, tell_questions
from alignctl.views.pack_scope import Review, ReviewSource, agree, counted, in_words
from alignctl.views.pack_standing import of_measures, tell_standing

_MADE = (
    "Made from the plan by alignctl. A measure is at target when its latest reading is at or past its final target, "
    "or the latest target that came due; being on pace is not counted as that. Drafts, what has ended, and parts of a "
    "measure are not counted."
)


def draw_up_pack(source: ReviewSource) -> Pack:
    """The pack of a source."""
    review = Review(source)
    sections = [
        tell_aims(review),
        tell_standing(review),
        tell_off_track(review),
        tell_decided(review),
        tell_waiting(review),
        tell_promises(review),
        tell_goalposts(review),
        tell_data(review),
        tell_questions(review),
        tell_dates(review),
    ]
    annex = tell_annex(review)
    return Pack(
        f"{review.name}: review of {review.period.name}",
        _scope(review),
        tuple(_lead(review)),
        (*sections, *([annex] if annex is not None else [])),
        (_MADE,),
    )


def _scope(review: Review) -> str:
    """Whose work this is about, and of which days."""
    parts = []
    if review.choice.team is not None:
        team = review.plan.find(review.choice.team, Team)
        below = " and its teams" if team is not None and review.plan.links_to(team.id, "part_of") else ""
        parts.append(f"the work of {one_line(team.title) if team is not None else review.choice.team}{below}")
    if review.choice.strategy is not None:
        parts.append(f"what leads to {quote(review.title_of(review.choice.strategy))}")
    about = capitalise(join_words(parts)) if parts else "The whole plan"
    when = " (the last full quarter)" if review.by_default else ""
    text = f"{about}, {review.period.dates}{when}."
    if review.is_over:
        return f"{text} Figures as of {format_day(review.day)}; what is open, as of {format_day(review.today)}."
    return (
        f"{text} As of {format_day(review.today)}{'' if review.day == review.period.last else '; it is not over yet'}."
    )


def _lead(review: Review) -> Iterator[str]:
    """What a reader must know who reads no further."""
    board, before = review.board, review.board_before
    if board.measures and not board.judged:
        yield f"No measure had a target and data by {format_day(review.day)}."
    elif board.measures:
        text = f"{of_measures(board.attained_of_all)} {review.are} at target"
        if board.measures == 1:
            text = f"The one measure {'was' if review.is_over else 'is'} {'' if board.attained else 'not '}at target"
        elif before is not None:
            change = board.attained - before.attained
            more = f"{in_words(abs(change))} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
            text += f", {more} on {format_day(review.period.eve)}"
        yield f"{capitalise(text)}."
    if review.behind:
        yield behind_in_short(review)
    yield from _lead_bets(review)
    broken, late = len(broken_promises(review)), len(late_promises(review))
    if broken or late:
        parts = [f"{counted(broken, 'promise')} {agree(broken, 'was', 'were')} broken"] if broken else []
        parts += [f"{counted(late, 'promise')} {agree(late, 'is', 'are')} late today"] if late else []
        yield f"{capitalise(' and '.join(parts))}."
    moved = len(goalposts(review))
    if moved:
        yield f"{capitalise(counted(moved, 'goalpost'))} moved."
    count = len(find_questions(review))
    yield (
        f"{capitalise(counted(count, 'question'))} {agree(count, 'waits', 'wait')} for an answer in this meeting."
        if count
        else "Nothing waits for a decision in this meeting."
    )


def _lead_bets(review: Review) -> Iterator[str]:
    decided, waiting = len(decided_bets(review)), len(waiting_bets(review))
    parts = [f"{counted(decided, 'bet')} {agree(decided, 'was', 'were')} decided"] if decided else []
    parts += [f"{counted(waiting, 'bet')} {agree(waiting, 'waits', 'wait')} for a decision"] if waiting else []
    if parts:
        yield f"{capitalise(' and '.join(parts))}."
