"""The bowling chart: for each measure twelve months of plan over actual, met or missed.

A reading is judged against what was due on its own day, as everywhere. Where a month holds several, the last counts.
Drafts, retired measures and segments are left out, as on the scoreboard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from alignctl.plan.dates import format_day
from alignctl.plan.items import Kpi
from alignctl.plan.numbers import format_number
from alignctl.plan.parts import Reading, Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import at_or_past, bounds_of, due_on, is_limit, known_readings, limit_on, round_due
from alignctl.records import Record, record
from alignctl.views.bowling_notes import Note, write_notes
from alignctl.views.bowling_periods import Month, is_awaited, is_reading_due
from alignctl.views.picture import Mark, count_of

STATES: Mapping[str, str] = {
    "met": "met: at or past what was due",
    "missed": "missed",
    "unjudged": "a reading, but no plan to judge it by",
    "late": "no reading, though one was due",
    "awaited": "a reading may still come in",
    "not-due": "no reading due",
    "to-come": "still to come",
}
"""What the cell of a month can say, with its meaning for a legend."""

_MILLION, _BILLION = 1e6, 1e9


@record
class Cell(Record):
    """One month of one measure: its state, plan and actual as numbers and in short, the day of the reading.

    `low` and `high` are the bounds that the actual is judged by; an open end is None. `notes` are numbers of notes.
    """

    state: str
    plan: str = ""
    actual: str = ""
    low: float | None = None
    high: float | None = None
    value: float | None = None
    day: date | None = None
    notes: tuple[int, ...] = ()


@record
class Spark(Record):
    """A small chart: readings and what was due as (share of the twelve months, value), limits with both their ends."""

    readings: tuple[tuple[float, float], ...]
    due: tuple[tuple[float, float], ...]
    limits: tuple[tuple[float, float, float | None, float | None], ...]


@record
class Row(Record):
    """One measure."""

    id: str
    title: str
    unit: str
    direction: str
    owner: str
    href: str
    mark: Mark | None
    start: float | None
    start_text: str
    start_day: date | None
    cells: tuple[Cell, ...]
    spark: Spark
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of one outcome."""

    title: str
    href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BowlingChart:
    """A chart, ready to be drawn. `name` is a file name without ending; `left_out` says what is not shown."""

    name: str
    title: str
    subtitle: str
    months: tuple[Month, ...]
    today: date
    groups: tuple[Group, ...]
    left_out: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, group by group."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that occur, in the order of `STATES`."""
        present = {cell.state for row in self.rows for cell in row.cells}
        return tuple(state for state in STATES if state in present)

    def tally(self, position: int) -> tuple[int, int]:
        """How many measures met their plan in a month, of those that could be judged."""
        counts = Counter(row.cells[position].state for row in self.rows)
        return counts["met"], counts["met"] + counts["missed"]

    @property
    def alt(self) -> str:
        """The chart in words."""
        counts = Counter(cell.state for row in self.rows for cell in row.cells)
        red = sum(1 for row in self.rows if any(note.number is None for note in row.notes))
        span = f"from {self.months[0].name} to {self.months[-1].name}"
        parts = [
            f"A bowling chart of {count_of(len(self.rows), 'measure')} {span}.",
            f"Of {counts['met'] + counts['missed']} readings judged, {counts['met']} met their plan.",
        ]
        if counts["late"]:
            parts.append(f"{count_of(counts['late'], 'reading is', 'readings are')} late.")
        if red:
            parts.append(f"{count_of(red, 'measure')} missed a plan without a countermeasure.")
        return " ".join([*parts, *self.left_out])


@dataclass(frozen=True, slots=True)
class BowlingSource:
    """What charts are made from: a plan, the day, the columns, the marks of items and the pages they have, by id."""

    plan: Plan
    today: date
    months: tuple[Month, ...]
    marks: Mapping[str, Mark]
    href: Callable[[str], str]


def make_row(source: BowlingSource, kpi: Kpi) -> Row:
    """The row of one measure."""
    readings = known_readings(kpi, source.today)
    starts = source.plan.fiscal_year_starts
    cells = [_make_cell(kpi, month, readings, source.today, starts) for month in source.months]
    notes, refs = write_notes(source.plan, kpi, [(c.state, c.day) for c in cells], source.months, source.today)
    for place, numbers in refs.items():
        cells[place] = replace(cells[place], notes=numbers)
    baseline = kpi.baseline
    owner = source.plan.get(kpi.owner.id) if kpi.owner is not None else None
    start = baseline.value if baseline is not None else None
    return Row(
        id=kpi.id,
        title=kpi.title,
        unit=kpi.unit or "",
        direction=kpi.direction or "",
        owner=owner.title if owner is not None else kpi.owner.id if kpi.owner is not None else "",
        href=source.href(kpi.id),
        mark=source.marks.get(kpi.id),
        start=start,
        start_text=short_number(start) if start is not None else "",
        start_day=baseline.date if baseline is not None else None,
        cells=tuple(cells),
        spark=_make_spark(kpi, source.months, readings, starts),
        notes=notes,
    )


def _make_cell(kpi: Kpi, month: Month, readings: tuple[Reading, ...], today: date, starts: int) -> Cell:
    reading = next((r for r in reversed(readings) if month.first <= r.date <= month.last), None)
    target = _plan_on(kpi, reading.date if reading is not None else month.last, starts)
    low, high = bounds_of(kpi, target) if target is not None else (None, None)
    plan = _describe_limit(low, high) if is_limit(kpi) else _describe_due(kpi, target)
    if reading is not None:
        state = "unjudged" if not plan or target is None else "missed"
        if target is not None and at_or_past(kpi, reading.value, target):
            state = "met"
        return Cell(state, plan, short_number(reading.value), low, high, reading.value, reading.date)
    if month.first > today:
        state = "to-come"
    elif not is_reading_due(kpi, month, readings):
        state = "not-due"
    else:
        state = "awaited" if is_awaited(kpi, month, today) else "late"
    return Cell(state, plan, "", low, high)


def _describe_due(kpi: Kpi, target: Target | None) -> str:
    """What was due in short, rounded as everywhere; it is judged by as it is."""
    due = target.value if target is not None else None
    return short_number(round_due(kpi, due)) if due is not None else ""


def _plan_on(kpi: Kpi, day: date, starts: int) -> Target | None:
    if is_limit(kpi):
        return limit_on(kpi, day)
    due = due_on(kpi, day, starts)
    return Target(due) if due is not None else None


def _describe_limit(low: float | None, high: float | None) -> str:
    """A limit in short: `≥ 80`, `≤ 5`, `4–8`."""
    if low is not None and high is not None:
        return short_number(low) if low == high else f"{short_number(low)}–{short_number(high)}"
    if low is not None:
        return f"≥ {short_number(low)}"
    return f"≤ {short_number(high)}" if high is not None else ""


def short_number(value: float) -> str:
    """A number in at most eight or nine characters: `72.5`, `123,456`, `12.35 M`."""
    size = abs(value)
    if size >= _BILLION * 1e6 or 0 < size < 1e-4:
        return f"{value:.3g}"
    unit, sign = (_BILLION, " bn") if size >= _BILLION else (_MILLION, " M") if size >= _MILLION else (1.0, "")
    decimals = 0 if size / unit >= 10_000 else 2 if unit > 1 else 4
    return format_number(round(value / unit, decimals)) + sign


def _make_spark(kpi: Kpi, months: tuple[Month, ...], readings: tuple[Reading, ...], starts: int) -> Spark:
    first, last = months[0].first, months[-1].last
    whole = (last - first).days

    def place(day: date) -> float:
        return (day - first).days / whole

    shown = tuple((place(r.date), r.value) for r in readings if first <= r.date <= last)
    if is_limit(kpi):
        limits = []
        for month in months:
            target = limit_on(kpi, month.last)
            low, high = bounds_of(kpi, target) if target is not None else (None, None)
            if low is not None or high is not None:
                limits.append((place(month.first), place(month.last), low, high))
        return Spark(shown, (), tuple(limits))
    days = [first, *(month.last for month in months)]
    due = [(place(day), value) for day in days if (value := due_on(kpi, day, starts)) is not None]
    return Spark(shown, tuple(due), ())


def describe_cell(row: Row, cell: Cell, month: Month) -> str:
    """A cell in words, for tooltips and screen readers."""
    unit = f" {row.unit}" if row.unit and row.unit not in ("count", "score") else ""
    plan = f"plan {cell.plan}{unit}" if cell.plan else "no plan"
    if cell.day is None:
        return f"{month.name}: {plan}, {STATES[cell.state]}"
    return f"{month.name}: {plan}, actual {cell.actual}{unit} on {format_day(cell.day)}, {STATES[cell.state]}"
