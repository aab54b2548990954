"""`alignctl render trend`: a measure over time, against what was due, with the bets that aim at it."""

from __future__ import annotations

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import complete_ids, open_plan
from alignctl.cli.render_options import CHARTS, Wanted, view_options
from alignctl.cli.render_output import check_kind, page_of
from alignctl.cli.render_sheets import draw_sheets


@click.command("trend")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete_ids)
@view_options(CHARTS)
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], wanted: Wanted) -> int:
    """Chart KPIs over time: baseline, targets, readings, what was due, limits, and the time boxes of the bets.

    Without an ID all KPIs that fit are charted, each in a file of its own with an index: name a folder with -o, or
    take html or csv, which hold them all in one file. With --period a chart shows that time alone.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.draw.view_files import draw_trend_files
    from alignctl.plan.progress import STATES
    from alignctl.views.choice import Choice
    from alignctl.views.status import mark_items
    from alignctl.views.trends import TrendSource, draw_up_trends

    opened = open_plan(ctx)
    for item_id in ids:
        check_kind(opened, item_id, "kpi", 'the id of a KPI; "alignctl trace {}" names those around it')
    choice = wanted.settle(opened, STATES, Choice)
    day = opened.today.day
    source = TrendSource(opened.plan, day, mark_items(opened.plan, day), lambda item_id: page_of(opened, item_id))
    found = draw_up_trends(source, choice, ids, title=f"{opened.config.name} trends")
    if not found.trends:
        then = " then" if choice.period is not None else ""
        why = f"no KPI that fits has a reading or a target{then}"
        if len(ids) == 1 and choice == Choice():
            why = "it has neither a reading nor a target"
        click.echo(f"nothing to draw: {why}", err=True)
        return EXIT_NOTHING
    return draw_sheets(
        wanted,
        len(found.trends),
        "charts are needed, one for each KPI",
        lambda: draw_trend_files(found, wanted.form),
    )
