"""What stands below a measure in a bowling chart: the countermeasures for its red months, and which have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alignctl.plan.dates import format_day, format_deadline
from alignctl.plan.items import Kpi
from alignctl.plan.parts import Countermeasure
from alignctl.plan.plan import Plan
from alignctl.views.bowling_periods import Month


@dataclass(frozen=True, slots=True)
class Note:
    """A line below a row. `month` is the column it belongs under; `number` marks the months it is about.

    Without a number it says which months have no countermeasure. `state` is open, done, overdue or lacking.
    """

    month: int
    number: int | None
    text: str
    state: str


def write_notes(
    plan: Plan, kpi: Kpi, cells: Sequence[tuple[str, date | None]], months: Sequence[Month], today: date
) -> tuple[tuple[Note, ...], dict[int, tuple[int, ...]]]:
    """The notes of a measure, and which of them (by number) each month refers to.

    A countermeasure answers the latest missed reading before it, and all that follow until it is done.
    """
    red = [(place, day) for place, (state, day) in enumerate(cells) if state == "missed" and day is not None]
    known = sorted((c for c in kpi.countermeasures if c.date <= today), key=lambda c: (c.date, c.action))
    notes: list[Note] = []
    refs: dict[int, tuple[int, ...]] = {}
    for measure in known:
        answered = [place for place, day in red if day <= measure.date][-1:]
        answered += [p for p, day in red if day > measure.date and (measure.done is None or measure.done > day)]
        if answered:
            number = len(notes) + 1
            notes.append(_make_note(plan, measure, answered[0], number, today))
            for place in answered:
                refs[place] = (*refs.get(place, ()), number)
    lacking = [place for place, _ in red if place not in refs]
    if lacking:
        notes.append(Note(lacking[0], None, f"no countermeasure for {_name_months(lacking, months)}", "lacking"))
    return tuple(notes), refs


def _name_months(places: Sequence[int], months: Sequence[Month]) -> str:
    """`Nov 2025 to Feb 2026, Aug 2026`: neighbours are taken together."""
    stretches: list[list[int]] = []
    for place in places:
        if stretches and place == stretches[-1][-1] + 1:
            stretches[-1].append(place)
        else:
            stretches.append([place])
    return ", ".join(
        " to ".join(dict.fromkeys([months[stretch[0]].name, months[stretch[-1]].name])) for stretch in stretches
    )


def _make_note(plan: Plan, measure: Countermeasure, month: int, number: int, today: date) -> Note:
    state = "open"
    if measure.done is not None and measure.done <= today:
        state = "done"
    elif measure.due is not None and measure.due.last < today:
        state = "overdue"
    details = []
    if measure.owner is not None:
        owner = plan.get(measure.owner.id)
        details.append(owner.title if owner is not None else measure.owner.id)
    if state == "done" and measure.done is not None:
        details.append(f"done {format_day(measure.done)}")
    elif measure.due is not None:
        details.append(f"{'overdue, was due' if state == 'overdue' else 'due'} {format_deadline(measure.due)}")
    cause = f"{_one_line(measure.cause)} → " if measure.cause else ""
    more = f" ({'; '.join(details)})" if details else ""
    return Note(month, number, f"{cause}{_one_line(measure.action)}{more}", state)


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
