"""`alignctl render x-matrix`: strategies, outcomes, tactics and measures around a centre, and how they are tied."""

from __future__ import annotations

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import open_plan
from alignctl.cli.render_options import SHEETS, Wanted, view_options
from alignctl.cli.render_sheets import draw_sheets

LAYOUTS = ("classic", "hoshin-2")


@click.command("x-matrix")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    help="classic: strategies south, outcomes west, tactics north, measures east. hoshin-2: results south, strategies "
    "west, tactics north, process measures east. Default: the configuration, else classic.",
)
@view_options(SHEETS)
@click.pass_context
def command(ctx: click.Context, layout: str | None, wanted: Wanted) -> int:
    """Draw the X-matrix of Hoshin planning.

    Four lists stand around a centre, the most important item nearest to it; in the corners stand their ties: strong,
    medium or weak. Teams cross them at the right and below. Empty rows and columns are marked: they are what a plan
    has to mend. With more than 24 items on a side there is one matrix for each strategy, with an index: name a folder
    with -o, or take html, csv or xlsx, which hold them all in one file.

    Which kinds stand on which side is set by `x_matrix` in the configuration.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.cli.render_pictures import known_statuses, make_source
    from alignctl.draw.view_files import draw_matrix_files
    from alignctl.views.cascade_choice import Selection
    from alignctl.views.x_matrix import LIMIT
    from alignctl.views.x_matrix_alone import tell_alone
    from alignctl.views.x_matrix_cut import draw_up_x_matrices
    from alignctl.views.x_matrix_layout import read_layout

    opened = open_plan(ctx)
    selection = wanted.settle(opened, known_statuses(opened), Selection)
    sides = read_layout(opened.config.x_matrix, layout)
    found = draw_up_x_matrices(make_source(opened), selection, sides, title=f"{opened.config.name} X-matrix")
    if not found.matrices:
        why = " ".join(tell_alone(found.alone)).removesuffix(".") or "no item of the plan fits what was asked for"
        click.echo(f"nothing to draw: {why}", err=True)
        return EXIT_NOTHING
    return draw_sheets(
        wanted,
        len(found.matrices),
        f"matrices are needed, as one holds no more than {LIMIT} items a side",
        lambda: draw_matrix_files(found, wanted.form, opened.today.day),
    )
