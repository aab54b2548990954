"""`alignctl render trend`: a measure over time, against what was due, with the bets that aim at it."""

from __future__ import annotations

from pathlib import Path

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, complete_ids, open_plan, plan_options
from alignctl.cli.render_output import (
    check_kind,
    hand_over,
    is_folder,
    page_of,
    read_words,
    refuse_terminal,
    settle_form,
)

FORMATS = ("svg", "png", "html", "csv")
SUFFIXES = {f".{form}": form for form in FORMATS}
_WHOLE = ("html", "csv")


@click.command("trend")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete_ids)
@click.option("--strategy", metavar="ID", shell_complete=complete_ids, help="Only KPIs that lead to this strategy.")
@click.option("--team", metavar="ID", shell_complete=complete_ids, help="Only KPIs of this team, or of a part of it.")
@click.option("--status", "statuses", metavar="A,B", help="Only KPIs that do so, such as at-risk,missed,stale.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else svg.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file, or a folder for several charts."
)
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    ids: tuple[str, ...],
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Chart KPIs over time: baseline, targets, readings, what was due, limits, and the time boxes of the bets.

    Without an ID all KPIs that fit are charted, each in a file of its own with an index: name a folder with -o, or
    take html or csv, which hold them all in one file.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    for item_id in ids:
        check_kind(opened, item_id, "kpi", 'the id of a KPI; "alignctl trace {}" names those around it')
    check_kind(opened, strategy, "strategy", "--strategy with the id of a strategy")
    check_kind(opened, team, "team", "--team with the id of a team")
    return _draw(opened, ids, strategy, team, statuses, chosen_form, output)


def _draw(
    opened: Opened,
    ids: tuple[str, ...],
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    form: str,
    output: Path | None,
) -> int:
    from alignctl.draw.png import PngMissingError
    from alignctl.draw.view_files import draw_trend_files
    from alignctl.plan.progress import STATES
    from alignctl.views.status import mark_items
    from alignctl.views.trends import TrendChoice, TrendSource, choose_trends

    states = read_words(statuses, STATES, "status") if statuses else ()
    day = opened.today.day
    source = TrendSource(opened.plan, day, mark_items(opened.plan, day), lambda item_id: page_of(opened, item_id))
    trends = choose_trends(source, TrendChoice(ids, strategy, team, states))
    if not trends:
        why = "it has neither a reading nor a target" if len(ids) == 1 else "no KPI that fits has a reading or a target"
        click.echo(f"nothing to draw: {why}", err=True)
        return EXIT_NOTHING
    to_folder = is_folder(output, SUFFIXES)
    if len(trends) > 1 and form not in _WHOLE and not to_folder:
        raise click.UsageError(
            f"these are {len(trends)} charts; name one KPI, name a folder with -o, ask for less with --strategy, "
            "--team or --status, or take --format html or csv"
        )
    refuse_terminal(form, output)
    try:
        files = draw_trend_files(trends, f"{opened.config.name} trends", form)
    except PngMissingError as error:
        raise click.UsageError(f"{error}") from error
    return hand_over(files, output, to_folder=to_folder)
