"""Goalposts that moved, as a review tells them: from what items record themselves, and from what git knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from alignctl.plan.dates import format_period, parse_period
from alignctl.plan.describe import as_data
from alignctl.plan.items import Item, Kpi
from alignctl.plan.numbers import format_quantity
from alignctl.plan.phrases import one_line
from alignctl.plan.plan import Plan
from alignctl.plan.sentences import spoken_target
from alignctl.records import Record, record


@record
class GoalpostMove(Record):
    """A change of what is to be reached, or by when.

    `what` says it in words that follow the item's name after a colon, without full stop. `effect` is `easier`, `later`,
    `harder`, `sooner`, or empty where nobody worked it out. `why` is the reason that the item records, None where it
    records none; `recorded` says that it records the change. `agreed` are the ids of teams that agreed. `by` is whoever
    git says did it, empty where git was not asked.
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

    @property
    def is_goalpost(self) -> bool:
        """Whether the field is one of those that say what is to be reached, or by when."""
        return self.field in _GOALPOSTS


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
        GoalpostMove(
            item.id,
            one_line(item.title),
            field_of(revision.field),
            revision.date,
            _recorded_words(item, place),
            recorded=True,
            why=one_line(revision.why),
            agreed=tuple(link.id for link in revision.agreed),
        )
        for item in plan.items
        if not item.is_draft and plan.get(item.id) is item
        for place, revision in enumerate(item.revisions)
        if first <= revision.date <= last
    ]
    yield from sorted(found, key=lambda move: (move.day, move.item))


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
                move.by,
            )  # fmt: skip
        told.append(move)
    return tuple(sorted([*told, *left], key=lambda move: (move.day, move.item)))


def _recorded_words(item: Item, place: int) -> str:
    """What a revision says was changed, from what, and what it is now: it may have moved since without a record."""
    revision = item.revisions[place]
    name = field_words(revision.field)
    if revision.was is None:
        return f"{name} was changed"
    was, now = _shown(as_data(revision.was), _unit(item)), _is_now(item, place)
    text = f"{name} was changed; it had been {was}"
    return text if now in ("", was) or max(len(was), len(now)) > _LONGEST else f"{text}, and is now {now}"


def _is_now(item: Item, place: int) -> str:
    """What the field of a revision is today, in words; empty where a later one tells of it, or only of a part of it."""
    revision = item.revisions[place]
    name = field_of(revision.field)
    told_later = any(
        (later.date, i) > (revision.date, place) and field_of(later.field) == name
        for i, later in enumerate(item.revisions)
    )
    if told_later or revision.field not in (name, *_FULL):
        return ""
    if name == "targets" and isinstance(item, Kpi):
        spoken = [(spoken_target(item, target), target.by) for target in item.targets]
        return "; ".join(words if by is None else f"{words} by {format_period(by)}" for words, by in spoken)
    value = as_data(getattr(item, name, None))
    return "" if value in (None, []) else _shown(value, _unit(item))


def _unit(item: Item) -> str | None:
    return item.unit if isinstance(item, Kpi) else None


def field_of(path: str) -> str:
    """The top field that a record speaks of: `targets`, `target`, `targets[0].value` all mean `targets`."""
    name = re.split(r"[.\[\s/]", path.strip(), maxsplit=1)[0]
    return _FULL.get(name, name)


_LONGEST = 120
"""Of longer texts only what it had been is told: both would hide what differs."""

_FULL = {"target": "targets", "move": "moves", "expectation": "moves", "expectations": "moves", "guard": "guards"}
_GOALPOSTS = frozenset(
    {"targets", "moves", "baseline", "direction", "counts", "path", "guards", "start", "end", "due", "every"}
)
_WORDS = {
    "targets": "the target",
    "moves": "what the bet expects",
    "baseline": "the value it starts from",
    "end": "the end",
    "start": "the beginning",
    "due": "the day it is due",
    "every": "how often it is due",
    "counts": "what a value counts",
    "path": "the way to the target",
    "guards": "what it guards",
}


def field_words(path: str) -> str:
    """A field as a sentence names it: `the target`, `the end`, `the definition`."""
    name = field_of(path)
    return _WORDS.get(name, f"the {name.replace('_', ' ')}")


def _shown(data: Any, unit: str | None) -> str:
    """What stood there, in words: `72 percent by 30 June 2026`, a day, text in quotes, other mappings part by part."""
    if isinstance(data, dict):
        if set(data) == {"value", "by"}:
            return f"{_shown(data['value'], unit)} by {_shown(data['by'], unit)}"
        return ", ".join(f"{str(key).replace('_', ' ')} {_shown(each, unit)}" for key, each in data.items())
    if isinstance(data, list):
        return "; ".join(_shown(each, unit) for each in data)
    if isinstance(data, str):
        try:
            return format_period(parse_period(data))
        except ValueError:
            return f'"{one_line(data)}"'
    if isinstance(data, int | float) and not isinstance(data, bool):
        return format_quantity(data, unit)
    return "yes" if data is True else "no" if data is False else "nothing"
