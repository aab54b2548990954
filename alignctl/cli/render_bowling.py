"""`alignctl render bowling`: twelve months of plan over actual for each measure."""

from __future__ import annotations

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import open_plan
from alignctl.cli.render_options import SHEETS, Wanted, view_options
from alignctl.cli.render_output import page_of
from alignctl.cli.render_sheets import draw_sheets


@click.command("bowling")
@click.option("--per", type=click.Choice(["strategy", "team"]), help="A chart for each strategy, or for each team.")
@view_options(SHEETS)
@click.pass_context
def command(ctx: click.Context, per: str | None, wanted: Wanted) -> int:
    """Draw the bowling chart: for each KPI its start and twelve months of plan over actual, met or missed.

    Below a red month stands what is done about it, or that nothing is. With more than 24 KPIs there is one chart for
    each strategy, with an index: name a folder with -o, or take html, csv or xlsx, which hold them all in one file.
    The months are those of the year that --period names, or the twelve up to the end of a shorter time; without it,
    the last twelve.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.draw.view_files import draw_bowling_files
    from alignctl.plan.progress import STATES
    from alignctl.views.bowling import BowlingSource
    from alignctl.views.bowling_cut import ROWS, draw_up_bowling
    from alignctl.views.bowling_periods import months_up_to
    from alignctl.views.choice import Choice
    from alignctl.views.status import mark_items

    opened = open_plan(ctx)
    choice = wanted.settle(opened, STATES, Choice)
    plan, today = opened.plan, opened.today.day
    months = months_up_to(choice.period.last if choice.period is not None else today)
    source = BowlingSource(plan, today, months, mark_items(plan, today), lambda item_id: page_of(opened, item_id))
    found = draw_up_bowling(source, choice, title=f"{opened.config.name} bowling chart", per=per)
    if not found.charts:
        click.echo("nothing to draw: no KPI of the plan fits what was asked for", err=True)
        return EXIT_NOTHING
    why = "charts are needed" if per is not None else f"charts are needed, as one holds no more than {ROWS} KPIs"
    return draw_sheets(wanted, len(found.charts), why, lambda: draw_bowling_files(found, wanted.form, today))
