"""A reading that somebody gives, and whether the plan can take it: a value that is possible, on a day that is free."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

from alignctl.load.wording import as_number, shown
from alignctl.plan.items import Kpi, Outcome
from alignctl.plan.nearest import nearest
from alignctl.plan.numbers import format_number, format_quantity
from alignctl.plan.parts import Band
from alignctl.plan.plan import Plan

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading that somebody gives. `value` is its number as text, see `read_value`."""

    kpi: str
    day: date
    value: str
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an entry is not written, and what to do instead."""

    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of an entry: `refused` says why not, `known` that the plan says so already, else it is written.

    `was` is the value that a correction replaces.
    """

    entry: Entry
    refused: Refused | None = None
    known: bool = False
    was: float | None = None

    @property
    def is_new(self) -> bool:
        return self.refused is None and not self.known


def read_value(text: str) -> str | Refused:
    """The number that a text says, as the plan is to hold it: as it was typed where that is plain."""
    plain = text.strip().replace("\u2212", "-")
    if not _NUMBER.match(plain) or not math.isfinite(float(plain)):
        guess = as_number(plain)
        help = f"did you mean {guess}?" if guess else "write a plain number such as 64.5, without a unit"
        return Refused(f"{shown(text)} is not a number", help)
    if _PLAIN.match(plain):
        return plain
    number = float(plain)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def possible_values(kpi: Kpi) -> Band | None:
    """The values that a measure can have: its range, else the ends of its scale; None where anything goes."""
    if kpi.range is not None:
        return kpi.range
    if kpi.scale:
        values = [point.value for point in kpi.scale]
        return Band(min(values), max(values))
    return None


def find_kpi(plan: Plan, item_id: str) -> Kpi | Refused:
    """The measure with this id if readings can be written to it; else why not."""
    item = plan.get(item_id)
    if item is None:
        if plan.knows(item_id):
            return Refused(f'"{item_id}" could not be read', '"alignctl check" says what is wrong')
        close = nearest(item_id, [kpi.id for kpi in plan.kpis])
        return Refused(
            f"there is no measure {shown(item_id)}",
            f'did you mean "{close}"?' if close else '"alignctl list kpi" shows all',
        )
    if not isinstance(item, Kpi):
        way = f'"alignctl checkin {item_id} --says at-risk" records a judgement'
        other = '"alignctl list kpi" shows the measures'
        return Refused(
            f'"{item_id}" is of kind {item.kind}, and only a kpi has readings',
            way if isinstance(item, Outcome) else other,
        )
    if sum(other.id == item_id for other in plan.items) > 1:
        return Refused(f'several documents have the id "{item_id}"', "give one of them another id first")
    if item.retired is not None:
        heir = item.replaced_by.id if item.replaced_by is not None else None
        help = (
            f'"{heir}" took its place' if heir else f'if it is in use again, take "retired" out of {item.origin.path}'
        )
        return Refused(f'"{item_id}" was retired on {item.retired.date.isoformat()}', help)
    if not item.broken.isdisjoint(("readings", "range", "scale")):
        return Refused(f'the readings of "{item_id}" have errors', f'"alignctl check {item.origin.path}" says which')
    return item


def judge_entry(kpi: Kpi, entry: Entry, today: date, correct: bool = False) -> Answer:
    """Say what becomes of an entry, given the readings that the measure has."""
    value = float(entry.value)
    band = possible_values(kpi)
    if band is not None and not ((band.low is None or value >= band.low) and (band.high is None or value <= band.high)):
        name = "range" if kpi.range is not None else "scale"
        return Answer(
            entry,
            Refused(
                f'{format_quantity(value, kpi.unit)} is outside the {name} of "{kpi.id}", {_told(band)}',
                f'correct the value, or "{name}" in {kpi.origin.path} if such a value is possible',
            ),
        )
    if entry.day > today:
        help = "a reading has the day that it was measured on or is about; what is expected belongs in a target"
        return Answer(entry, Refused(f"{entry.day.isoformat()} is in the future: today is {today.isoformat()}", help))
    there = [reading for reading in kpi.readings if reading.date == entry.day]
    if not there:
        if correct:
            days = [reading.date for reading in kpi.readings]
            latest = f"the latest is of {max(days).isoformat()}" if days else "it has none yet"
            help = f"{latest}; to add a new one, leave --correct out"
            return Answer(entry, Refused(f'"{kpi.id}" has no reading of {entry.day.isoformat()} to correct', help))
        return Answer(entry)
    if len(there) > 1:
        help = f"keep one of them in {kpi.origin.path} first"
        return Answer(entry, Refused(f'"{kpi.id}" has {len(there)} readings of {entry.day.isoformat()}', help))
    old = there[0]
    if old.value == value and (not correct or (entry.note in (None, old.note) and entry.source in (None, old.source))):
        return Answer(entry, known=True)
    if correct:
        return Answer(entry, was=old.value)
    help = 'if that was wrong, add --correct (it keeps the old value as "was"); else give another day'
    message = f'"{kpi.id}" has a reading of {entry.day.isoformat()} already: {format_quantity(old.value, kpi.unit)}'
    return Answer(entry, Refused(message, help))


def _told(band: Band) -> str:
    if band.low is None or band.high is None:
        return (
            f"at least {format_number(band.low)}"
            if band.low is not None
            else f"at most {format_number(band.high or 0)}"
        )
    return f"{format_number(band.low)} to {format_number(band.high)}"
