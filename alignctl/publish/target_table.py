"""The targets of a measure, each with what was read when its day came, and whether that met it."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from alignctl.plan.dates import fiscal_year_of
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Reading, Target
from alignctl.plan.progress import at_or_past, bounds_of, covers, is_limit, known_readings, limit_on, ordered_targets
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import Cell, Column, mark_badge, table
from alignctl.publish.site import Here
from alignctl.publish.wording import say_day, say_period, say_target, say_value
from alignctl.views.picture import Mark, Tone

_MET = Mark("tick", "met", Tone.GOOD)
_NOT_MET = Mark("cross", "not met", Tone.BAD)
_EARLY = Mark("tick", "met before its day", Tone.GOOD)
_KEPT = Mark("tick", "kept so far", Tone.GOOD)
_NOT_KEPT = Mark("cross", "not kept", Tone.BAD)
_TO_COME = Mark("dots", "to come", Tone.PLAIN)
_UNREAD = Mark("question", "no reading for that day", Tone.WATCH)
_UNJUDGED = Mark("question", "cannot be told", Tone.PLAIN)


def target_table(here: Here, kpi: Kpi) -> Markup:
    """Every target, the earliest first; one whose day has come with the reading that counts for it."""
    columns = (
        Column("By"),
        Column("Target", number=True),
        Column("Read then", number=True),
        Column("Met?"),
        Column("Note"),
    )
    today, starts = here.site.today, here.site.plan.fiscal_year_starts
    readings = known_readings(kpi, today)
    rows = []
    for target in ordered_targets(kpi):
        reading, mark = judge_target(kpi, target, readings, today, starts)
        row: tuple[Cell, ...] = (
            say_period(target.by) if target.by else "always",
            say_target(kpi, target),
            _read(kpi, reading),
            mark_badge(mark),
            here.line(target.note),
        )
        rows.append(row)
    return table("Targets, the earliest first", columns, rows, narrow=True) if rows else EMPTY


def judge_target(
    kpi: Kpi, target: Target, readings: tuple[Reading, ...], today: date, fiscal_year_starts: int
) -> tuple[Reading | None, Mark]:
    """The reading that counts for a target, and whether it met it.

    For a day that has come that is the last up to it, as long as no later one is awaited; a limit that binds today is
    judged by the latest. A reading that met a target before its day is told as well; else there is nothing to tell yet.
    `readings` are those known today, by date.
    """
    came = target.by is not None and target.by.last <= today
    day = target.by.last if target.by is not None and came else today
    first = fiscal_year_of(_end(target, today), fiscal_year_starts)[0] if kpi.counts == "year-to-date" else date.min
    reading = next((each for each in reversed(readings) if first <= each.date <= day), None)
    if came:
        if reading is None or not covers(kpi, reading, day, today):
            return reading, _UNREAD
        return reading, _judged(kpi, reading, target, _MET, _NOT_MET)
    if reading is None or bounds_of(kpi, target) == (None, None):
        return None, _TO_COME
    if is_limit(kpi):
        binds = limit_on(kpi, today) == target
        return (reading, _judged(kpi, reading, target, _KEPT, _NOT_KEPT)) if binds else (None, _TO_COME)
    grows_past = kpi.counts == "year-to-date" and bounds_of(kpi, target)[1] is not None
    met = at_or_past(kpi, reading.value, target)
    return (reading, _EARLY) if met and not grows_past else (None, _TO_COME)


def _end(target: Target, today: date) -> date:
    return target.by.last if target.by is not None else today


def _judged(kpi: Kpi, reading: Reading, target: Target, good: Mark, bad: Mark) -> Mark:
    """Better and worse are known only where the measure has a direction, and the target a value."""
    if bounds_of(kpi, target) == (None, None):
        return _UNJUDGED
    return good if at_or_past(kpi, reading.value, target) else bad


def _read(kpi: Kpi, reading: Reading | None) -> Cell:
    if reading is None:
        return ""
    return join([say_value(reading.value, kpi.unit), tag("span", f" on {say_day(reading.date)}", class_="a-soft")])
