"""What a field held before a change, read from the record of the change.

Under `revisions`, `was` may be anything: data as the field has it, one number, or a line of prose such as "85 by
2025-12-31; 90 by 2026-12-31". What is understood becomes the value that the field held; the rest is None, and is shown
as it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from alignctl.plan.dates import Period, parse_day, parse_period
from alignctl.plan.items import Hypothesis, Kpi
from alignctl.plan.parts import Baseline, Expectation, Target
from alignctl.plan.phrases import one_line

_NUMBER = r"[-−]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?"
_WHEN = r"(?:\s+(?:by|until|at the end of|for|in)\s+(?P<by>\S+))?"
_SIGN = r"(?:\s*(?P<unit>(?!(?:by|until|at|for|in)\b)[^\s\d].{0,40}?))?"
_TARGET = re.compile(
    rf"(?:at (?:least|most) )?(?P<value>{_NUMBER})(?:\s*(?:to|–)\s*(?P<high>{_NUMBER}))?{_SIGN}{_WHEN}"
)
_EXPECTED = re.compile(rf"(?:from (?P<start>{_NUMBER}) )?(?:to )?(?P<to>{_NUMBER}){_SIGN}{_WHEN}")
_DIRECTION = re.compile(r"direction:? (?P<direction>increase|decrease|keep-above|keep-below|keep-between)")
_BETWEEN = re.compile(r";\s*|,\s+|\s+(?:and|then)\s+")
_PLACE = re.compile(r"targets?[\[.](\d+)\]?(?:\.(value|low|high|by))?")


def former_period(was: Any, fiscal_year_starts: int) -> Period | None:
    """The day or period that stood there."""
    try:
        return parse_period(str(was), fiscal_year_starts)
    except ValueError:
        return None


def former_measure(kpi: Kpi, was: Any, fiscal_year_starts: int) -> Kpi | None:
    """A measure with the targets, and where it is named the direction, that it had.

    `kpi` is the measure as it was after the change: a value without a day is taken to have had the same day, where the
    two lists are of one length.
    """
    direction, parts = kpi.direction, was if isinstance(was, list) else [was]
    if isinstance(was, str):
        parts = []
        for text in _BETWEEN.split(one_line(was)):
            named = _DIRECTION.fullmatch(text)
            direction = named["direction"] if named else direction
            parts += [] if named else [text]
    found = [_target(part, kpi.unit, fiscal_year_starts) for part in parts]
    targets = [target for target in found if target is not None]
    if not targets or len(targets) < len(found):
        return None
    if len(targets) == len(kpi.targets) and all(target.by is None for target in targets):
        targets = [replace(target, by=now.by) for target, now in zip(targets, kpi.targets, strict=True)]
    return replace(kpi, targets=tuple(targets), direction=direction)


def former_measure_in_part(kpi: Kpi, path: str, was: Any, fiscal_year_starts: int) -> Kpi | None:
    """As `former_measure`, of a record that names one target: `targets[1].value`."""
    match = _PLACE.fullmatch(path.strip())
    index = int(match[1]) if match and len(match[1]) < 4 else len(kpi.targets)
    if match is None or index >= len(kpi.targets):
        return None
    target = kpi.targets[index]
    if match[2] == "by":
        by = former_period(was, fiscal_year_starts)
        before = replace(target, by=by) if by is not None else None
    elif match[2] is not None:
        value = _number(was)
        values: dict[str, Any] = {match[2]: value}
        before = replace(target, **values) if value is not None else None
    else:
        before = _target(was, kpi.unit, fiscal_year_starts)
        if before is not None and before.by is None:
            before = replace(before, by=target.by)
    if before is None:
        return None
    return replace(kpi, targets=(*kpi.targets[:index], before, *kpi.targets[index + 1 :]))


def _target(part: Any, unit: str | None, starts: int) -> Target | None:
    if isinstance(part, str):
        match = _TARGET.fullmatch(one_line(part))
        if match is None or not _is_unit(match["unit"], unit):
            return None
        part = {"by": match["by"]} if match["by"] else {}
        part |= {"low": match["value"], "high": match["high"]} if match["high"] else {"value": match["value"]}
    elif not isinstance(part, Mapping):
        part = {"value": part}
    values: dict[str, Any] = {name: _number(part[name]) for name in ("value", "low", "high") if name in part}
    by = former_period(part["by"], starts) if "by" in part else None
    if not values or None in values.values() or ("by" in part and by is None):
        return None
    return Target(by=by, **values) if set(part) <= {"value", "low", "high", "by", "note"} else None


def former_expectations(bet: Hypothesis, was: Any, unit: str | None, starts: int) -> tuple[Expectation, ...] | None:
    """What a bet expected. What the record does not repeat is taken to have been the same.

    `unit` is that of its KPI, where it has one alone.
    """
    parts = was if isinstance(was, list) else [was]
    found = [_expectation(bet, part, unit, starts) for part in parts]
    known = tuple(expected for expected in found if expected is not None)
    return known if known and len(known) == len(found) else None


def _expectation(bet: Hypothesis, part: Any, unit: str | None, starts: int) -> Expectation | None:
    if isinstance(part, str):
        match = _EXPECTED.fullmatch(one_line(part))
        if match is None or not _is_unit(match["unit"], unit):
            return None
        part = {name: match[key] for name, key in (("from", "start"), ("to", "to"), ("by", "by")) if match[key]}
    elif not isinstance(part, Mapping):
        part = {"to": part}
    if not set(part) <= {"id", "from", "to", "by", "note"}:
        return None
    same = [e for e in bet.moves if e.id == part["id"]] if "id" in part else list(bet.moves)
    values: dict[str, Any] = {
        name: _number(part[key]) for name, key in (("start", "from"), ("to", "to")) if key in part
    }
    by = former_period(part["by"], starts) if "by" in part else None
    if len(same) != 1 or None in values.values() or ("by" in part and by is None) or not (values or by):
        return None
    return replace(same[0], **values, by=by or same[0].by)


def former_baseline(was: Any) -> Baseline | None:
    """The value that a measure started from, with its day where that is told."""
    part = was if isinstance(was, Mapping) else {"value": was}
    value = _number(part.get("value"))
    try:
        day = parse_day(str(part["date"])) if "date" in part else None
    except ValueError:
        return None
    return Baseline(day, value) if value is not None and set(part) <= {"value", "date", "note"} else None


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(_NUMBER, value):
        return float(value.replace(",", "").replace("−", "-"))
    return None


def _is_unit(told: str | None, unit: str | None) -> bool:
    """Whether a word behind a number is the measure's unit, and no other thing."""
    names = {"percent": ("%", "percent", "per cent")}.get(unit or "", (unit or "",))
    return told is None or told in names or f"{told}s" in names
