"""`alignctl report`: the review pack of a period, to be handed out at a meeting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.answers import choose_of_kind, open_for_answers
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, complete_ids, plan_options
from alignctl.cli.render_output import settle_form

if TYPE_CHECKING:
    from alignctl.plan.review_period import ReviewPeriod
    from alignctl.views.pack_scope import ReviewSource

FORMATS = ("markdown", "html")
SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}


@click.command("report")
@click.option(
    "--period",
    metavar="PERIOD",
    help="What to look back on: 2026, 2026-H1, 2026-Q3, 2026-09, FY2026-Q3. Default: the last full quarter.",
)
@click.option(
    "--team", metavar="ID", shell_complete=complete_ids, help="Only the work of this team, or of a part of it."
)
@click.option("--strategy", metavar="ID", shell_complete=complete_ids, help="Only this strategy and what leads to it.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else markdown.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    period: str | None,
    team: str | None,
    strategy: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Write the review pack of a period: one document for a meeting, in Markdown or in HTML that prints well.

    It tells what was set out to be done, where things stand beside the start of the period, what is off track and what
    is done about it, which bets were decided and what was learned, which wait, which promises were broken, which
    goalposts moved (from git, and from what the plan records), which data are old, what the meeting has to decide, and
    the dates of the next period.

    Figures are of the last day of the period, or of today where that is still to come; what is open is of today.

    \b
    alignctl report --period 2026-Q3 -o pack.html
    alignctl report --period 2026-H1 --team product

    Exit codes: 0 written, 2 misuse, 3 the plan is empty, 70 a fault of alignctl.
    """
    from alignctl.views.pack_draw_up import draw_up_pack

    _check_ending(form, output)
    chosen_form = settle_form(form, output, SUFFIXES, "markdown")
    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    team = choose_of_kind(opened, team, "team", "--team") if team is not None else None
    strategy = choose_of_kind(opened, strategy, "strategy", "--strategy") if strategy is not None else None
    pack = draw_up_pack(_source(opened, period, team, strategy))
    if chosen_form == "html":
        from alignctl.draw.pack_page import draw_pack_page

        return _hand_over(draw_pack_page(pack), output, pack.title)
    from alignctl.report.pack_markdown import report_pack_markdown

    return _hand_over(report_pack_markdown(pack), output, pack.title)


def _check_ending(form: str | None, output: Path | None) -> None:
    """Raise click.UsageError for a name that promises another format."""
    if form is not None or output is None or output.suffix.lower() in SUFFIXES:
        return
    if output.suffix.lower() == ".pdf":
        page = output.with_suffix(".html")
        raise click.UsageError(f'a pack is Markdown or HTML; write "{page}", and print it to PDF in a browser')
    raise click.UsageError(f'"{output}" ends neither in .html nor in .md; name it so, or say which with --format')


def _source(opened: Opened, named: str | None, team: str | None, strategy: str | None) -> ReviewSource:
    """What the pack is made from; git is asked for the goalposts that moved."""
    from alignctl.change.moves_between import find_moves_between
    from alignctl.plan.review_period import last_full_quarter
    from alignctl.views.choice import Choice
    from alignctl.views.pack_scope import ReviewSource

    today, starts = opened.today.day, opened.plan.fiscal_year_starts
    period = _read_period(opened, named) if named is not None else last_full_quarter(today, starts)
    start = opened.past.moment.commit if opened.past is not None else "HEAD"
    last = min(period.last, today)
    moves, reach = find_moves_between(opened.config, os.environ, period.first, last, start=start, known=opened.loaded)
    choice = Choice(strategy=strategy, team=team)
    return ReviewSource(opened.plan, opened.config.name, today, period, choice, moves, reach, named is None)


def _read_period(opened: Opened, named: str) -> ReviewPeriod:
    """The period that was named. Raises click.UsageError where it is none, or has not begun."""
    from alignctl.plan.dates import format_day
    from alignctl.plan.review_period import last_full_quarter, read_review_period

    today, starts = opened.today.day, opened.plan.fiscal_year_starts
    try:
        period = read_review_period(named.strip(), starts)
    except ValueError as error:
        way_out = "write it like 2026, 2026-H1, 2026-Q3, 2026-09 or FY2026-Q3"
        raise click.UsageError(f"--period: {error}; {way_out}") from error
    if period.first > today:
        last = last_full_quarter(today, starts)
        raise click.UsageError(
            f'--period: "{named}" begins on {format_day(period.first)}, which is still to come; '
            f"the last full quarter is {last.text}"
        )
    return period


def _hand_over(text: str, output: Path | None, title: str) -> int:
    """Write the pack to a file, or to standard output."""
    from alignctl.cli.output import write_report
    from alignctl.cli.terminal import clean

    if output is None:
        click.echo(text, nl=False)
        return EXIT_CLEAN
    write_report(str(output), text)
    click.echo(f"wrote {output}: {clean(title)}")
    return EXIT_CLEAN
