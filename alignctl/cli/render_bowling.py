"""`alignctl render bowling`: twelve months of plan over actual for each measure."""

from __future__ import annotations

from pathlib import Path

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, open_plan, plan_options
from alignctl.cli.render_output import (
    check_kind,
    hand_over,
    is_folder,
    page_of,
    read_words,
    refuse_terminal,
    settle_form,
)

FORMATS = ("svg", "png", "html", "csv", "xlsx")
SUFFIXES = {f".{form}": form for form in FORMATS}


@click.command("bowling")
@click.option("--strategy", metavar="ID", help="Only KPIs that lead to this strategy.")
@click.option("--team", metavar="ID", help="Only KPIs of this team, or of a team that is part of it.")
@click.option("--status", "statuses", metavar="A,B", help="Only KPIs that do so, such as at-risk,missed,stale.")
@click.option("--year", metavar="YEAR", help="2026, or a fiscal year: FY2026. Default: the last twelve months.")
@click.option("--per", type=click.Choice(["strategy", "team"]), help="A chart for each strategy, or for each team.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else svg.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file, or a folder for several pictures."
)
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    year: str | None,
    per: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Draw the bowling chart: for each KPI its start and twelve months of plan over actual, met or missed.

    Below a red month stands what is done about it, or that nothing is. With more than 24 KPIs there is one chart for
    each strategy, with an index: name a folder with -o, or take html, csv or xlsx, which hold them all in one file.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    check_kind(opened, strategy, "strategy", "--strategy with the id of a strategy")
    check_kind(opened, team, "team", "--team with the id of a team")
    return _draw(opened, strategy, team, statuses, year, per, chosen_form, output)


def _draw(
    opened: Opened,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    year: str | None,
    per: str | None,
    form: str,
    output: Path | None,
) -> int:
    from alignctl.draw.png import PngMissingError
    from alignctl.draw.sheet import XlsxMissingError
    from alignctl.draw.view_files import WHOLE, draw_bowling_files
    from alignctl.plan.progress import STATES
    from alignctl.views.bowling import BowlingSource
    from alignctl.views.bowling_cut import ROWS, BowlingChoice, draw_up_bowling
    from alignctl.views.bowling_periods import months_of_year, months_up_to
    from alignctl.views.status import mark_items

    plan, today = opened.plan, opened.today.day
    try:
        months = months_of_year(year, plan.fiscal_year_starts) if year is not None else months_up_to(today)
    except ValueError as error:
        raise click.UsageError(f"--year: {error}") from error
    states = read_words(statuses, STATES, "status") if statuses else ()
    source = BowlingSource(plan, today, months, mark_items(plan, today), lambda item_id: page_of(opened, item_id))
    choice = BowlingChoice(strategy, team, states)
    found = draw_up_bowling(source, choice, title=f"{opened.config.name} bowling chart", per=per)
    if not found.charts:
        click.echo("nothing to draw: no KPI of the plan fits what was asked for", err=True)
        return EXIT_NOTHING
    to_folder = is_folder(output, SUFFIXES)
    if len(found.charts) > 1 and form not in WHOLE and not to_folder:
        why = "" if per is not None else f", as one holds no more than {ROWS} KPIs"
        raise click.UsageError(
            f"{len(found.charts)} charts are needed{why}; name a folder with -o, ask for less with --strategy, --team "
            "or --status, or take --format html, csv or xlsx"
        )
    refuse_terminal(form, output)
    try:
        files = draw_bowling_files(found, form, today)
    except (PngMissingError, XlsxMissingError) as error:
        raise click.UsageError(f"{error}") from error
    return hand_over(files, output, to_folder=to_folder)
