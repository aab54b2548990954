"""`alignctl render assessment`: what people answered, beside what the plan measures and rewards."""

from __future__ import annotations

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import complete_ids, open_plan
from alignctl.cli.render_options import Wanted
from alignctl.cli.render_output import check_kind
from alignctl.cli.render_panels import panel_options, panel_source
from alignctl.cli.render_sheets import draw_sheets
from alignctl.plan.disclosure import SMALLEST


@click.command("assessment")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete_ids)
@click.option(
    "--smallest",
    type=click.IntRange(min=2),
    default=SMALLEST,
    show_default=True,
    metavar="PEOPLE",
    help="How many people a team or role must have to be shown apart.",
)
@panel_options
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], smallest: int, wanted: Wanted) -> int:
    """Draw assessments: scores, spread, agreement, how people speak, the change since last time, and the plan beside.

    Without an ID the latest round of each is drawn, each on a sheet of its own with an index: name a folder with -o, or
    take html, csv or xlsx, which hold them all in one file. --strategy and --team take assessments that are about
    them, --period those of a day in it. "alignctl assess report" says the same in the terminal, with every answer.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.cli.words import words_in_force
    from alignctl.draw.view_files import draw_panel_files
    from alignctl.lint.questionnaires import read_questionnaires
    from alignctl.views.assessment import STATES, draw_up_assessments
    from alignctl.views.choice import Choice

    opened = open_plan(ctx)
    for item_id in ids:
        check_kind(opened, item_id, "assessment", '"alignctl list assessment"')
    found = draw_up_assessments(
        panel_source(opened),
        wanted.settle(opened, STATES, Choice),
        questionnaires=read_questionnaires(),
        words=words_in_force(opened),
        smallest=smallest,
        ids=ids,
        title=f"{opened.config.name} assessment",
    )
    if not found.panels:
        click.echo("nothing to draw: no assessment with answers fits what was asked for", err=True)
        return EXIT_NOTHING
    return draw_sheets(
        wanted,
        len(found.panels),
        "sheets are needed, one for each assessment",
        lambda: draw_panel_files(found, wanted.form, opened.today.day),
    )
