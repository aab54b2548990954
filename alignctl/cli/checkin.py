"""`alignctl checkin`: write down what was measured, or how an outcome looks."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from alignctl.cli.opening import Opened, complete_ids, open_plan, plan_options
from alignctl.cli.recording import Manner, finish, keep_trying, open_around, read_day, record, said, show_entries
from alignctl.cli.terminal import clean, open_terminal
from alignctl.cli.writing import Changes, counted

if TYPE_CHECKING:
    from alignctl.plan.items import Outcome

_SAYS = ("on-track", "at-risk", "off-track")
_NEGATIVE = re.compile(r"-(?=[.0-9])")
_MINUS = "\u2212"


class _WithNegativeValue(click.Command):
    """A command one of whose arguments may be a negative number, which is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        valued = {name for p in self.params if isinstance(p, click.Option) and not p.is_flag for name in p.opts}
        behind = ["", *args]
        args = [
            _NEGATIVE.sub(_MINUS, arg, count=1) if _NEGATIVE.match(arg) and before not in valued else arg
            for before, arg in zip(behind, args, strict=False)
        ]
        return super().parse_args(ctx, args)


@click.command("checkin", cls=_WithNegativeValue)
@click.argument("item_id", metavar="[ID]", required=False, shell_complete=complete_ids)
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--date", "day", metavar="DAY", help="The day that it is about (year-month-day). Default: today.")
@click.option("--note", metavar="TEXT", help="What a reader should know about it.")
@click.option("--source", metavar="TEXT", help="Where the value comes from, if not from where the measure says.")
@click.option("--correct", is_flag=True, help='Replace the reading of that day; the old value is kept as "was".')
@click.option("--says", type=click.Choice(_SAYS), help="How an outcome looks: record a judgement, not a value.")
@click.option("--from", "source_file", metavar="FILE", help='Read lines "kpi,value,date,note" from a file; - is stdin.')
@click.option("--team", metavar="ID", help="Ask for the readings of this team, and of the teams in it.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--commit/--no-commit", default=None, help="Commit to git without asking, or do not offer it.")
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    item_id: str | None,
    value: str | None,
    day: str | None,
    note: str | None,
    source: str | None,
    correct: bool,
    says: str | None,
    source_file: str | None,
    team: str | None,
    dry_run: bool,
    commit: bool | None,
) -> int:
    """Write down what was measured, or how an outcome looks.

    \b
    alignctl checkin KPI VALUE              adds one reading
    alignctl checkin OUTCOME --says at-risk records a judgement
    alignctl checkin --team TEAM            asks for the readings that are due
    alignctl checkin --from -               reads lines "kpi,value,date,note"

    A reading goes where the measure keeps its readings, a list in its document or a CSV file, and nothing else in the
    file changes. An impossible one is refused: outside the range of the measure, in the future, or of a day that has
    one (--correct replaces it).

    Exit codes: 0 written, or known already; 1 some lines of --from were refused; 2 misuse, or the value was refused; 3
    the plan is empty.
    """
    manner = Manner(correct, dry_run, commit)
    if source_file is not None:
        _refuse_with("--from", ID=item_id, __says=says, __note=note, __source=source, __team=team)
        return _record_lines(ctx, source_file, day, manner)
    if item_id is None:
        _refuse_with("asking for what is due", __says=says, __note=note, __source=source, __date=day)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError(
                'there is no terminal to ask on; type "alignctl checkin KPI VALUE", or give "--from -" lines '
                'such as "kpi,value,date,note"'
            )
        from alignctl.cli.checkin_walk import walk

        return walk(ctx, team, manner)
    if team is not None:
        raise click.UsageError("--team says whose readings to ask for; leave the id out")
    if says is not None:
        _refuse_with("--says, which records a judgement of an outcome", VALUE=value, __source=source)
        return _record_judgement(ctx, item_id, says, day, note, manner)
    return _record_one(ctx, item_id, value, day, note, source, manner)


def _refuse_with(what: str, **given: str | None) -> None:
    for name, value in given.items():
        if value is not None:
            raise click.UsageError(f"{name.replace('__', '--')} does not go with {what}")


def _line(text: str | None) -> str | None:
    """A text on one line; None where there is none."""
    return " ".join(text.split()) or None if text is not None else None


def _record_one(
    ctx: click.Context,
    item_id: str,
    value: str | None,
    day: str | None,
    note: str | None,
    source: str | None,
    manner: Manner,
) -> int:
    from alignctl.edit.checkin import Entry, Refused, find_kpi, read_value

    opened = open_around(ctx, item_id)
    kpi = find_kpi(opened.plan, item_id)
    if isinstance(kpi, Refused):
        raise click.UsageError(f"{kpi.message}; {kpi.help}")
    if value is None:
        raise click.UsageError(f'what is the value? Type "alignctl checkin {item_id} VALUE"')
    number = read_value(value)
    if isinstance(number, Refused):
        raise click.UsageError(f"{number.message}; {number.help}")
    entry = Entry(item_id, read_day(day, opened.today.day), number, _line(note), _line(source))
    opened, recorded = record(opened, lambda: open_around(ctx, item_id), [entry], manner)
    answer = recorded.answers[0]
    if answer.refused is not None:
        raise click.UsageError(f"{answer.refused.message}; {answer.refused.help}")
    if answer.known:
        click.echo(f'nothing to do: "{item_id}" has this reading of {entry.day.isoformat()} already')
        return EXIT_CLEAN
    show_entries(opened, recorded)
    finish(opened, recorded.files, [said(entry)], manner)
    return EXIT_CLEAN


def _record_judgement(
    ctx: click.Context, item_id: str, says: str, day: str | None, note: str | None, manner: Manner
) -> int:
    from alignctl.edit.checkin import Refused
    from alignctl.edit.recording import record_judgement
    from alignctl.plan.dates import format_day
    from alignctl.plan.parts import Checkin

    def make() -> tuple[Opened, Changes, tuple[Opened, Outcome, Checkin, bytes | None]]:
        opened = open_around(ctx, item_id)
        outcome = _judgeable(opened, item_id)
        judgement = Checkin(read_day(day, opened.today.day), says, _line(note))
        if judgement.date > opened.today.day:
            raise click.UsageError(
                f"{judgement.date.isoformat()} is in the future: today is {opened.today.day.isoformat()}"
            )
        path = outcome.origin.path
        before = opened.loaded.sources[path]
        after = record_judgement(outcome, before, judgement, opened.plan.fiscal_year_starts)
        if isinstance(after, Refused):
            raise click.UsageError(f"{after.message}; {after.help}")
        changes = {} if after is None or manner.dry_run else {path: (before, after)}
        return opened, changes, (opened, outcome, judgement, after)

    opened, outcome, judgement, after = keep_trying(make)
    if after is None:
        click.echo(f'nothing to do: "{item_id}" says so already')
        return EXIT_CLEAN
    terminal = open_terminal()
    earlier = [entry for entry in outcome.checkins if entry.date <= judgement.date]
    last = max(earlier, key=lambda entry: entry.date, default=None)
    was = f", was {last.says.replace('-', ' ')} on {format_day(last.date)}" if last is not None else ""
    terminal.print(f"{clean(outcome.title)} [{clean(item_id)}]")
    terminal.print(f"  {says.replace('-', ' ')} on {format_day(judgement.date)}{was}")
    finish(opened, {outcome.origin.path: after}, [f"{item_id}: {says} on {judgement.date.isoformat()}"], manner)
    return EXIT_CLEAN


def _judgeable(opened: Opened, item_id: str) -> Outcome:
    """The outcome, which must be in use and alone with its id. Raises click.UsageError."""
    from alignctl.cli.answers import choose_item
    from alignctl.plan.items import Kpi, Outcome

    item = choose_item(opened, item_id)
    opened.refuse_shared(item_id)
    if not isinstance(item, Outcome):
        way = f'; "alignctl checkin {item_id} VALUE" adds a reading' if isinstance(item, Kpi) else ""
        raise click.UsageError(f'"{item_id}" is of kind {item.kind}, and --says is about an outcome{way}')
    if item.retired is not None:
        raise click.UsageError(f'"{item_id}" was retired on {item.retired.date.isoformat()}')
    if "checkins" in item.broken:
        raise click.UsageError(f'"checkins" of "{item_id}" has errors; "alignctl check {item.origin.path}" says which')
    return item


def _record_lines(ctx: click.Context, name: str, day: str | None, manner: Manner) -> int:
    """Take lines of "kpi,value,date,note". Those that are refused are told with their number and reason."""
    from alignctl.edit.checkin import Entry, Refused
    from alignctl.edit.lines import read_lines

    opened = open_plan(ctx)
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f'"{name}" cannot be read: {error.strerror}') from error
    lines = read_lines(data, read_day(day, opened.today.day))
    numbers = [number for number, entry in lines if isinstance(entry, Entry)]
    entries = [entry for _, entry in lines if isinstance(entry, Entry)]
    opened, recorded = record(opened, lambda: open_plan(ctx), entries, manner)
    refused = [(number, entry) for number, entry in lines if isinstance(entry, Refused)]
    refused += [
        (number, answer.refused)
        for number, answer in zip(numbers, recorded.answers, strict=True)
        if answer.refused is not None
    ]
    show_entries(opened, recorded)
    known = sum(answer.known for answer in recorded.answers)
    new = [answer.entry for answer in recorded.answers if answer.is_new]
    finish(opened, recorded.files, [said(entry) for entry in new], manner)
    verb = "would be written" if manner.dry_run else "written"
    click.echo(f"{counted(len(new), 'reading')} {verb}, {known} known already, {len(refused)} refused")
    for number, why in sorted(refused, key=lambda pair: pair[0]):
        click.echo(f"line {number}: {clean(why.message)}; {clean(why.help)}", err=True)
    return EXIT_FINDINGS if refused else EXIT_CLEAN
