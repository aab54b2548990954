"""The goalposts that moved in the period: what git saw, and what the plan records of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.plan.dates import format_day
from alignctl.plan.goalpost_record import GoalpostMove
from alignctl.plan.phrases import capitalise, clause, join_words, sentence_end
from alignctl.views.pack import Block, Paragraph, Point, Points, Section
from alignctl.views.pack_scope import Review, agree, counted, in_words

TOLD = 20
"""How many changes are told one by one."""

_EFFECTS = {
    "easier": "That is easier to reach.",
    "later": "That gives it more time.",
    "harder": "That is harder to reach.",
    "sooner": "That leaves it less time.",
}


def tell_goalposts(review: Review) -> Section:
    """What moved, whether the item says so and why, and where this is known from."""
    return Section("goalposts", "Goalposts that moved", tuple(_blocks(review)))


def goalposts(review: Review) -> tuple[GoalpostMove, ...]:
    """The changes of what is to be reached, or by when; not those of words, which are recorded in the same place."""
    return tuple(move for move in review.moves if move.is_goalpost)


def unexplained(review: Review) -> tuple[GoalpostMove, ...]:
    """The moves of which the plan does not say why."""
    return tuple(move for move in goalposts(review) if not move.recorded)


def _blocks(review: Review) -> Iterator[Block]:
    moved, others = goalposts(review), [move for move in review.moves if not move.is_goalpost]
    yield Paragraph(_summary(moved) if moved else _none(review))
    if moved:
        yield from _points(review, moved)
    if others:
        what = f"{counted(len(others), 'change')} that {agree(len(others), 'moves', 'move')} no goalpost"
        yield Paragraph(f"The plan also records {what}.")
        yield from _points(review, others)
    source = _source(review)
    if source:
        yield Paragraph(source, soft=True)


def _none(review: Review) -> str:
    """That nothing moved, as far as it can be known."""
    reach = review.reach
    if reach.silence or (reach.begins is not None and reach.begins > review.period.first):
        return f"The plan records no change of a target, an expectation or a promised date in {review.period.name}."
    return f"None: no target, no expectation and no promised date was changed in {review.period.name}."


def _points(review: Review, moves: Sequence[GoalpostMove]) -> Iterator[Block]:
    yield Points(tuple(Point(_words(review, move), f"{move.title}:") for move in moves[:TOLD]))
    if len(moves) > TOLD:
        more = capitalise(counted(len(moves) - TOLD, "more change"))
        yield Paragraph(f'{more} of this kind; "alignctl log --goalposts" tells them.', soft=True)


def _summary(moves: Sequence[GoalpostMove]) -> str:
    silent = sum(not move.recorded for move in moves)
    easier = sum(move.effect in ("easier", "later") for move in moves)
    text = f"{capitalise(counted(len(moves), 'goalpost'))} moved"
    if easier:
        some = {1: "", 2: "both "}.get(len(moves), "all ") if easier == len(moves) else f"{in_words(easier)} of them "
        text += f", {some}in the easier direction"
    if not silent:
        return f"{text}. The plan says why{', each time' if len(moves) > 1 else ''}."
    if silent == len(moves):
        return f"{text}, and the plan does not say why."
    return f"{text}. For {in_words(silent)} of them the plan does not say why."


def _words(review: Review, move: GoalpostMove) -> str:
    """What was done on which day, by whom where nobody owned up to it, what that means, and why it was done."""
    what = move.what.partition('{"')[0].rstrip(" :").removesuffix(" went from")
    by = f" ({move.by})" if move.by and not move.recorded else ""
    parts = [sentence_end(f"On {format_day(move.day)} {what}{by}")]
    parts += [_EFFECTS[move.effect]] if move.effect in _EFFECTS else []
    if move.why:
        parts.append(f"Why: {sentence_end(clause(move.why))}")
    elif not move.recorded:
        parts.append("No reason is written down.")
    if move.agreed:
        parts.append(f"{join_words([review.title_of(team) for team in move.agreed])} agreed.")
    return " ".join(parts)


def _source(review: Review) -> str:
    """How far this can be known."""
    reach = review.reach
    if reach.silence == "off":
        return "This is what the plan records of itself; by its settings, its history in git is not asked."
    if reach.silence:
        return f"This is what the plan records of itself; git could not be asked: {capitalise(reach.silence)}."
    if reach.begins is None or reach.begins <= review.period.first:
        return ""
    begins = "The copy of the repository at hand begins" if reach.cut_off else "This plan came into git"
    return (
        f"{begins} on {format_day(reach.begins)}: what moved before that day, and is not recorded in the plan, is not "
        "known here."
    )
