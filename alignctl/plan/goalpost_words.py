"""What a record of a change tells, in words: what the field was, what it is, and whether that is easier to reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from alignctl.plan.dates import Period, format_day, format_period, parse_day, parse_period
from alignctl.plan.describe import as_data
from alignctl.plan.former_values import (
    former_baseline,
    former_expectations,
    former_measure,
    former_measure_in_part,
    former_period,
)
from alignctl.plan.items import Hypothesis, Item, Kpi
from alignctl.plan.numbers import format_quantity
from alignctl.plan.parts import Baseline, Expectation, Revision, Target
from alignctl.plan.phrases import join_words, one_line, spoken_expectation
from alignctl.plan.plan import Plan
from alignctl.plan.sentences import spoken_target
from alignctl.plan.target_shift import compare_targets, is_worse

LONGEST = 240
"""From how many characters on a text is cut, and of how many targets on only the number is told with the last."""
_MANY = 6

_FULL = {"target": "targets", "move": "moves", "expectation": "moves", "expectations": "moves", "guard": "guards"}
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
    "population": "the group it is tried with",
    "comparison": "the group it is compared with",
    "change": "what the bet changes",
    "signals": "the early signs",
    "who": "whose doing or condition changes",
}
_DATES = ("start", "end", "due")
_UNTOLD = object()
"""Stands for a value that nobody can tell any more, since a later record speaks of a part of it."""


def field_of(path: str) -> str:
    """The top field that a record speaks of: `targets`, `target`, `targets[0].value` all mean `targets`."""
    name = re.split(r"[.\[\s/]", path.strip(), maxsplit=1)[0]
    return _FULL.get(name, name)


def field_words(path: str) -> str:
    """A field as a sentence names it: `the target`, `the end`, `the definition`."""
    name = field_of(path)
    return _WORDS.get(name, f"the {name.replace('_', ' ')}")


def tell_revision(plan: Plan, item: Item, place: int) -> tuple[str, str]:
    """What a revision says was changed, to stand after the item's name and a colon, and the effect of it.

    The effect is `easier`, `later`, `harder`, `sooner`, or empty where it cannot be told. What was changed several
    times is told up to the next time; the last is told up to today, since when it may have moved without a record.
    """
    revision = item.revisions[place]
    name, starts = field_of(revision.field), plan.fiscal_year_starts
    said = f"{field_words(name)} was changed"
    if revision.was is None:
        return said, ""
    following, now = _value_after(plan, item, place)
    was = _value_of(plan, item, revision, now)
    if was is None:
        before, after = _shown(as_data(revision.was), _unit_of(item), starts), _say(plan, item, name, now)
    elif isinstance(was, Period) and isinstance(now, Period) and was != now:
        words = f"{field_words(name)} was moved from {format_period(was)} to {format_period(now)}"
        return words, _effect(plan, name, item, was, now)
    elif isinstance(was, Kpi) and isinstance(now, Kpi):
        before, after = _contrast(name, was, now, whole=_is_whole(revision))
    else:
        before, after = _say(plan, item, name, was), _say(plan, item, name, now)
    if after == before:
        return f"{said}; it had been {before}", ""
    effect = _effect(plan, name, item, was, now) if was is not None and now is not _UNTOLD else ""
    if after:
        return f"{said}; it had been {before}, and {'became' if following else 'is now'} {after}", effect
    gone = now in (None, ()) and hasattr(item, name)
    return f"{said}; it had been {before}{', and is no longer stated' if gone else ''}", effect


def _value_after(plan: Plan, item: Item, place: int) -> tuple[bool, Any]:
    """What the field became with a revision, and whether a later revision is where that is known from."""
    revision = item.revisions[place]
    name = field_of(revision.field)
    later = [
        (each.date, index, each)
        for index, each in enumerate(item.revisions)
        if (each.date, index) > (revision.date, place) and field_of(each.field) == name
    ]
    now = getattr(item, name, None)
    if not later:
        return False, item if name in ("targets", "direction") and isinstance(item, Kpi) else now
    each = min(later, key=lambda entry: entry[:2])[2]
    known = _value_of(plan, item, each, item if isinstance(item, Kpi) else now) if _is_whole(each) else None
    return True, _UNTOLD if known is None else known


def _is_whole(revision: Revision) -> bool:
    """Whether a record speaks of a field and not of a part of it."""
    name = field_of(revision.field)
    return revision.field.strip() == name or _FULL.get(revision.field.strip()) == name


def _value_of(plan: Plan, item: Item, revision: Revision, after: Any) -> Any:
    """What a record gives as the former value, as the field holds such values; None where it is not understood.

    A measure stands for its targets and its direction, which only together say what is to be reached.
    """
    name, was, starts = field_of(revision.field), as_data(revision.was), plan.fiscal_year_starts
    if name == "targets" and isinstance(item, Kpi):
        now = after if isinstance(after, Kpi) else item
        if _is_whole(revision):
            return former_measure(now, was, starts)
        return former_measure_in_part(now, revision.field, was, starts)
    if not _is_whole(revision):
        return None
    if name == "direction" and isinstance(item, Kpi):
        return replace(item, direction=was) if was in _DIRECTIONS else None
    if name == "moves" and isinstance(item, Hypothesis):
        kpi = plan.find(item.moves[0].id, Kpi) if len(item.moves) == 1 else None
        return former_expectations(item, was, kpi.unit if kpi is not None else None, starts)
    if name == "baseline" and isinstance(item, Kpi):
        return former_baseline(was)
    return former_period(was, starts) if name in _DATES else was


_DIRECTIONS = {
    "increase": "more is better",
    "decrease": "less is better",
    "keep-above": "to stay above a limit",
    "keep-below": "to stay below a limit",
    "keep-between": "to stay between two limits",
}


def _contrast(name: str, was: Kpi, now: Kpi, *, whole: bool) -> tuple[str, str]:
    """The targets or the direction that two states of a measure had, in words; of a record of a part, that part."""
    if name == "direction":
        return _DIRECTIONS.get(was.direction or "", ""), _DIRECTIONS.get(now.direction or "", "not stated")
    aimed = was.direction != now.direction
    same = () if whole else tuple(target for target in was.targets if target in now.targets)
    sides = [replace(kpi, targets=tuple(t for t in kpi.targets if t not in same)) for kpi in (was, now)]
    return _say_targets(sides[0], aimed=aimed), _say_targets(sides[1], aimed=aimed)


def _say(plan: Plan, item: Item, name: str, value: Any) -> str:
    """A value of a field in words; empty where there is nothing to tell."""
    if isinstance(value, Kpi) and name == "targets":
        return _say_targets(value)
    if isinstance(value, Kpi):
        return _DIRECTIONS.get(value.direction or "", "")
    if isinstance(value, Baseline) and value.value is not None:
        day = f" on {format_day(value.date)}" if value.date is not None else ""
        return f"{format_quantity(value.value, _unit_of(item))}{day}"
    if isinstance(value, tuple) and value and all(isinstance(each, Expectation) for each in value):
        return join_words([spoken_expectation(plan, each) for each in value])
    data = as_data(value)
    if value is _UNTOLD or data in (None, []):
        return ""
    return _shown(data, _unit_of(item), plan.fiscal_year_starts)


def _say_targets(kpi: Kpi, *, aimed: bool = False) -> str:
    told = [_say_target(kpi, target, aimed) for target in kpi.targets if spoken_target(kpi, target)]
    if len(told) > _MANY:
        return f"{len(told)} targets, the last {told[-1]}"
    return join_words(told)


def _say_target(kpi: Kpi, target: Target, aimed: bool) -> str:
    words = spoken_target(kpi, target)
    if aimed:
        words = words.removeprefix("at least ").removeprefix("at most ")
        words = f"{_AIMS.get(kpi.direction or '', '')}{words}"
    return words if target.by is None else f"{words} by {format_day(target.by.last)}"


_AIMS = {
    "increase": "to rise to ",
    "decrease": "to fall to ",
    "keep-above": "to stay at or above ",
    "keep-below": "to stay at or below ",
    "keep-between": "to stay ",
}


def _effect(plan: Plan, name: str, item: Item, was: Any, now: Any) -> str:
    effects = set(_effects(plan, name, item, was, now))
    return next((effect for effect in ("easier", "later", "harder", "sooner") if effect in effects), "")


def _effects(plan: Plan, name: str, item: Item, was: Any, now: Any) -> Iterator[str]:
    """What a change did; as in the comparison of two plans, one part that is easier outweighs others."""
    if isinstance(was, Kpi) and isinstance(now, Kpi):
        for shift in compare_targets(was, now, plan.fiscal_year_starts):
            yield "later" if shift.ahead else "easier" if shift.easier else "harder" if shift.harder else ""
    elif isinstance(was, Period):
        yield from _effects_of_days(was, now, first=name == "start")
    elif name == "moves" and isinstance(item, Hypothesis):
        yield from _effects_on_bet(plan, was, now)
    elif isinstance(was, Baseline) and isinstance(now, Baseline) and isinstance(item, Kpi):
        yield _effect_of_values(item, was.value, now.value)


def _effect_of_values(kpi: Kpi, was: float | None, now: float | None) -> str:
    if was is None or now is None:
        return ""
    return "easier" if is_worse(kpi.direction, now, was) else "harder" if is_worse(kpi.direction, was, now) else ""


def _effects_of_days(was: Period, now: Period | None, *, first: bool = False) -> Iterator[str]:
    if now is None:
        yield "later"
    else:
        before, after = (was.first, now.first) if first else (was.last, now.last)
        yield "later" if after > before else "sooner" if after < before else ""


def _effects_on_bet(plan: Plan, was: Sequence[Expectation], now: Sequence[Expectation]) -> Iterator[str]:
    after = {expected.id: expected for expected in now}
    for old in was:
        new, kpi = after.get(old.id), plan.find(old.id, Kpi)
        if new is None or kpi is None:
            continue
        yield _effect_of_values(kpi, old.to, new.to)
        if old.by is not None:
            yield from _effects_of_days(old.by, new.by)


def _unit_of(item: Item) -> str | None:
    return item.unit if isinstance(item, Kpi) else None


_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def _shown(data: Any, unit: str | None, starts: int) -> str:
    """What stood there, in words: `72 percent by 30 June 2026`, a day, text in quotes, other mappings part by part."""
    if isinstance(data, dict):
        if set(data) == {"value", "by"}:
            return f"{_shown(data['value'], unit, starts)} by {_shown(data['by'], unit, starts)}"
        return ", ".join(f"{str(key).replace('_', ' ')} {_shown(each, unit, starts)}" for key, each in data.items())
    if isinstance(data, list):
        return "; ".join(_shown(each, unit, starts) for each in data)
    if isinstance(data, str):
        try:
            return format_period(parse_period(data, starts))
        except ValueError:
            return f'"{_DAY.sub(_spoken_day, _shortened(one_line(data)))}"'
    if isinstance(data, int | float) and not isinstance(data, bool):
        return format_quantity(data, unit)
    return "yes" if data is True else "no" if data is False else "nothing"


def _spoken_day(match: re.Match[str]) -> str:
    try:
        day: date = parse_day(match[0])
    except ValueError:  # a text that only looks like a day
        return match[0]
    return format_day(day)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
