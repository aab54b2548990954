"""What the commands that write readings share: opening the part of a plan they need, writing, and telling of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from alignctl.cli.opening import Opened, open_config, open_plan, settle_today
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, pad, wrap
from alignctl.cli.writing import Changes, try_changes
from alignctl.records import Record
from alignctl.records import record as record_class

if TYPE_CHECKING:
    from datetime import date

    from alignctl.edit.checkin import Answer, Entry
    from alignctl.edit.recording import Recorded
    from alignctl.plan.items import Kpi

T = TypeVar("T")

ATTEMPTS = 100
"""How often a change is made anew because another process changed the same file first. Each time, that one got done."""


@record_class
class Manner(Record):
    """How to go about it: replace readings of a day, only say what would change, commit (None: offer it)."""

    correct: bool = False
    dry_run: bool = False
    commit: bool | None = None


def read_day(text: str | None, today: date) -> date:
    """The day that --date gives; today without it. Raises click.UsageError."""
    from alignctl.plan.dates import parse_day

    try:
        return parse_day(text) if text is not None else today
    except ValueError:
        raise click.UsageError(f'--date must be a day such as 2026-03-31; "{text}" is not') from None


def open_around(ctx: click.Context, item_id: str) -> Opened:
    """Load the files that speak of an item, which is enough to write to it; the whole plan where none gives it."""
    from alignctl.load import discovery
    from alignctl.load.load import ReadCsv, load_sources

    config = open_config(ctx)
    files = {}
    for path, refusal in discovery.find_files(config.root, config.plans):
        content = refusal or discovery.read_file(config.root, path)
        if isinstance(content, bytes):
            files[path] = content

    def load_those(holding: Iterable[str], read_csv: ReadCsv) -> Opened:
        words = [word.encode() for word in holding]
        chosen = {path: data for path, data in files.items() if any(word in data for word in words)}
        loaded = load_sources(chosen, read_csv, fiscal_year_starts=config.fiscal_year_starts)
        return Opened(config, settle_today(ctx, config), loaded)

    # A CSV file may be long, so at first all stand for empty ones.
    opened = load_those([item_id], lambda _: b"date,value\n")
    item = opened.plan.get(item_id) if item_id else None
    if item is None:
        return open_plan(ctx)
    csv = getattr(item, "readings_file", None)
    if not csv:
        return opened
    return load_those([item_id, csv.rpartition("/")[2]], lambda path: discovery.read_inside(config.root, path))


def keep_trying(make: Callable[[], tuple[Opened, Changes, T]]) -> T:
    """Write changes; where another process was faster, make them anew from what it wrote. Raises click.UsageError."""
    changed: str | None = None
    for _ in range(ATTEMPTS):
        opened, changes, result = make()
        changed = try_changes(opened.config.root, changes)
        if changed is None:
            return result
    raise click.UsageError(
        f'something else keeps changing "{changed}"; nothing was written: stop it, then run the command again'
    )


def record(
    opened: Opened | None, reopen: Callable[[], Opened], entries: Iterable[Entry], manner: Manner
) -> tuple[Opened, Recorded]:
    """Write down readings: the plan before, and what became of each. Raises click.UsageError.

    `opened` is the plan as it was a moment ago, where that is known; it is read anew where it has changed since.
    """
    from alignctl.edit.recording import record_readings

    entries = tuple(entries)
    at_hand = [opened] if opened is not None else []

    def make() -> tuple[Opened, Changes, tuple[Opened, Recorded]]:
        opened = at_hand.pop() if at_hand else reopen()
        sources = opened.loaded.sources
        recorded = record_readings(opened.plan, sources, entries, opened.today.day, correct=manner.correct)
        changes = {} if manner.dry_run else {path: (sources[path], data) for path, data in recorded.files.items()}
        return opened, changes, (opened, recorded)

    return keep_trying(make)


def said(entry: Entry) -> str:
    """A reading as a line of a commit message."""
    return f"{entry.kpi}: {entry.value} on {entry.day.isoformat()}"


def show_entries(opened: Opened, recorded: Recorded) -> None:
    """Print what each new reading changed."""
    terminal = open_terminal()
    for answer in recorded.answers:
        if answer.is_new:
            for line in _entry_lines(opened, terminal, recorded, answer):
                terminal.print(line)


def finish(opened: Opened, files: Mapping[str, bytes], lines: Sequence[str], manner: Manner) -> None:
    """Say which files changed, and commit them where that is wanted. `files` were written with these bytes."""
    for path in sorted(files):
        click.echo(f"{'would change' if manner.dry_run else 'wrote'} {clean(path)}")
    if files and manner.commit and not manner.dry_run:
        from alignctl.cli.committing import commit

        before = {path: opened.loaded.sources[path] for path in files}
        commit(opened.config.root, before, files, lines)


def _entry_lines(opened: Opened, terminal: Terminal, recorded: Recorded, answer: Answer) -> Iterator[str]:
    """What a reading changed: the value before, the value now, what was due, and the state."""
    from alignctl.cli.answers import paint_mark
    from alignctl.cli.measure import target_text
    from alignctl.plan.items import Kpi
    from alignctl.plan.progress import judge_progress
    from alignctl.views.status import make_mark

    entry = answer.entry
    before, after = opened.plan.find(entry.kpi, Kpi), recorded.measures[entry.kpi]
    assert before is not None
    starts, today = opened.plan.fiscal_year_starts, opened.today.day
    then, now = judge_progress(before, today, starts), judge_progress(after, today, starts)
    title = [(clean(after.title), "bold"), (f"[{clean(after.id)}]", "dim")]
    yield from flow(title, terminal.text_width, "", "  ", terminal.paint)

    def row(label: str, text: str) -> Iterator[str]:
        yield from wrap(text, terminal.text_width, pad(f"  {label}", 10), " " * 10)

    yield from row("before", _before_text(before, answer))
    yield from row("now", value_text(after, float(entry.value), entry.day))
    aims = [due_text(after, entry.day, starts), target_text(after, now)]
    if any(aims):
        yield from row("due", "; ".join(aim for aim in aims if aim))
    was = f", was {clean(make_mark(then.state).word)}" if then.state != now.state else ""
    yield f"  state   {paint_mark(terminal, make_mark(now.state))}{was}"


def _before_text(kpi: Kpi, answer: Answer) -> str:
    day = answer.entry.day
    if answer.was is not None:
        return f'{value_text(kpi, answer.was, day)} (kept as "was")'
    last = max((reading for reading in kpi.readings if reading.date < day), key=lambda r: r.date, default=None)
    if last is not None:
        return value_text(kpi, last.value, last.date)
    if kpi.baseline is not None and kpi.baseline.value is not None and kpi.baseline.date is not None:
        return f"baseline {value_text(kpi, kpi.baseline.value, kpi.baseline.date)}"
    return "no reading"


def value_text(kpi: Kpi, value: float, day: date) -> str:
    """`7.6 % on 30 September 2026`."""
    from alignctl.plan.dates import format_day
    from alignctl.plan.numbers import format_quantity

    unit = clean(kpi.unit) if kpi.unit is not None else None
    return f"{format_quantity(value, unit, short=True)} on {format_day(day)}"


def due_text(kpi: Kpi, day: date, fiscal_year_starts: int) -> str:
    """What is due of a measure on a day, or the limit that binds; empty where nothing can be said."""
    from alignctl.plan.numbers import format_quantity
    from alignctl.plan.progress import due_on, is_limit, limit_on, round_due
    from alignctl.plan.sentences import spoken_target

    unit = clean(kpi.unit) if kpi.unit is not None else None
    if is_limit(kpi):
        limit = limit_on(kpi, day)
        words = clean(spoken_target(kpi, limit)) if limit is not None else ""
        return f"{words.replace(' percent', ' %')} at all times" if words else ""
    due = due_on(kpi, day, fiscal_year_starts)
    if due is None or kpi.direction is None:
        return ""
    return f"{format_quantity(round_due(kpi, due), unit, short=True)} on that day"


def read_given(name: str) -> bytes:
    """What is in a file that was named; of `-`, what comes in. Raises UsageError."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f'"{name}" cannot be read: {error.strerror}') from error
