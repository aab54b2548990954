"""Goalposts that moved, as a review tells them: from what items record themselves, and from what git knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from alignctl.plan.goalpost_words import field_of, tell_revision
from alignctl.plan.items import Item
from alignctl.plan.phrases import capitalise, one_line, sentence_end
from alignctl.plan.plan import Plan
from alignctl.records import Record, record


@record
class GoalpostMove(Record):
    """A change of what is to be reached, by when, or of how that is tried.

    `what` says it in words that follow the item's name after a colon, without full stop. `effect` is `easier`, `later`,
    `harder`, `sooner`, or empty where nobody worked it out. `why` is the reason that the item records, None where it
    records none; `recorded` says that it records the change. `agreed` are the ids of teams that agreed. `by` is whoever
    git says did it, empty where git was not asked. `kind` is that of the item, where it is known.
    """

    item: str
    title: str
    field: str
    day: date
    what: str
    effect: str = ""
    recorded: bool = False
    why: str | None = None
    agreed: tuple[str, ...] = ()
    by: str = ""
    kind: str = ""

    @property
    def is_goalpost(self) -> bool:
        """Whether the field says what is to be reached, by when, or how a bet is tried; outcomes aim at their title."""
        return self.field in _GOALPOSTS or (self.field == "title" and self.kind in ("outcome", "strategy"))


@record
class GitReach(Record):
    """How far git could tell.

    `silence` says why it told nothing: `off` (the configuration asks for none), or a sentence of git's own. `begins` is
    the first day that it knows, where that is not before the days it was asked for: there the plan came into git, or
    `cut_off`, the copy of the repository ends.
    """

    silence: str = ""
    begins: date | None = None
    cut_off: bool = False


def recorded_moves(plan: Plan, first: date, last: date) -> Iterator[GoalpostMove]:
    """What items record under `revisions` in a stretch of days, by day; drafts may change as they like."""
    found = [
        move
        for item in plan.items
        if item.revisions and not item.is_draft and plan.get(item.id) is item
        for move in moves_of(plan, item)
        if first <= move.day <= last
    ]
    yield from sorted(found, key=lambda move: (move.day, move.item))


def moves_of(plan: Plan, item: Item) -> Iterator[GoalpostMove]:
    """What one item records under `revisions`, in the order of the file, goalposts and others."""
    for place, revision in enumerate(item.revisions):
        what, effect = tell_revision(plan, item, place)
        yield GoalpostMove(
            item.id,
            one_line(item.title),
            field_of(revision.field),
            revision.date,
            what,
            effect,
            recorded=True,
            why=one_line(revision.why),
            agreed=tuple(link.id for link in revision.agreed),
            kind=item.kind,
        )


def join_moves(recorded: Iterable[GoalpostMove], from_git: Iterable[GoalpostMove]) -> tuple[GoalpostMove, ...]:
    """Both, each change once: what git saw and the item records is told as git saw it, with the item's reason."""
    left = list(recorded)
    told = []
    for move in from_git:
        same = [r for r in left if (r.item, r.field) == (move.item, move.field) and r.day <= move.day]
        entry = max(same, key=lambda r: r.day, default=None) if move.recorded else None
        if entry is not None:
            left.remove(entry)
            move = GoalpostMove(
                move.item, move.title, move.field, entry.day, move.what, move.effect, True, entry.why, entry.agreed,
                move.by, entry.kind,
            )  # fmt: skip
        told.append(move)
    return tuple(sorted([*told, *left], key=lambda move: (move.day, move.item)))


def gather_moves(moves: Iterable[GoalpostMove]) -> tuple[GoalpostMove, ...]:
    """Moves of one item, on one day and for one reason, as one: a time box that was shifted is one move, not two.

    A reason that only says "same", as people write under the second of two records, is that of the first.
    """
    found: list[GoalpostMove] = []
    places: dict[tuple[str, date], list[int]] = {}
    for move in moves:
        near = places.setdefault((move.item, move.day), [])
        place = next((index for index in near if _is_one_with(move, found[index])), None)
        if place is None:
            near.append(len(found))
            found.append(move)
        else:
            found[place] = _one_of_two(found[place], move)
    return tuple(found)


def _is_one_with(move: GoalpostMove, other: GoalpostMove) -> bool:
    if not (move.recorded and other.recorded and move.is_goalpost == other.is_goalpost):
        return False
    return move.why == other.why or _SAME.match(move.why or "") is not None


def _one_of_two(first: GoalpostMove, second: GoalpostMove) -> GoalpostMove:
    rest = _SAME.sub("", second.why or "")
    adds = rest and rest not in (first.why or "")
    why = f"{sentence_end(first.why or '')} {capitalise(rest)}" if adds else first.why
    effect = min((each for each in (first.effect, second.effect) if each), key=_WEIGHT.index, default="")
    return GoalpostMove(
        first.item,
        first.title,
        first.field,
        first.day,
        f"{first.what}; {second.what}",
        effect,
        first.recorded,
        why,
        tuple(dict.fromkeys([*first.agreed, *second.agreed])),
        first.by,
        first.kind,
    )


_SAME = re.compile(r"(?:the )?(?:same(?: (?:reason|again|as above))?|as above|ditto)\b(?:[\s;:,.–-]+|$)", re.IGNORECASE)
"""How people begin a reason that they gave just before."""

_WEIGHT = ("easier", "later", "harder", "sooner")
_GOALPOSTS = frozenset(
    {
        *("targets", "moves", "baseline", "direction", "counts", "path", "guards", "start", "end", "due", "every"),
        *("change", "population", "comparison", "signals"),
    }
)
