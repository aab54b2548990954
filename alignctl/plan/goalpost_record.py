"""Goalposts that moved, as a review tells them: from what items record themselves, and from what git knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from alignctl.plan.dates import format_period, parse_period
from alignctl.plan.describe import as_data
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_quantity
from alignctl.plan.parts import Revision
from alignctl.plan.phrases import one_line
from alignctl.plan.plan import Plan
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
            _recorded_words(revision, item.unit if isinstance(item, Kpi) else None),
            recorded=True,
            why=one_line(revision.why),
            agreed=tuple(link.id for link in revision.agreed),
        )
        for item in plan.items
        if not item.is_draft and plan.get(item.id) is item
        for revision in item.revisions
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


def _recorded_words(revision: Revision, unit: str | None) -> str:
    text = f"{field_words(revision.field)} was changed"
    return text if revision.was is None else f"{text}; it had been {_shown(as_data(revision.was), unit)}"


def field_of(path: str) -> str:
    """The top field that a record speaks of: `targets`, `target`, `targets[0].value` all mean `targets`."""
    name = re.split(r"[.\[\s/]", path.strip(), maxsplit=1)[0]
    return _FULL.get(name, name)


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
