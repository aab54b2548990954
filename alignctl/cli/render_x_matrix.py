"""`alignctl render x-matrix`: strategies, outcomes, tactics and measures around a centre, and how they are tied."""

from __future__ import annotations

from pathlib import Path

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, open_plan, plan_options
from alignctl.cli.render_output import hand_over, is_folder, refuse_terminal, settle_form

FORMATS = ("svg", "png", "html", "csv", "xlsx")
SUFFIXES = {f".{form}": form for form in FORMATS}
LAYOUTS = ("classic", "hoshin-2")


@click.command("x-matrix")
@click.option("--strategy", metavar="ID", help="Only this strategy, and what leads to it.")
@click.option("--team", metavar="ID", help="Only what this team, or a team that is part of it, owns or shares.")
@click.option("--status", "statuses", metavar="A,B", help="Only items in these states, such as active,done,retired.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    help="classic: strategies south, outcomes west, tactics north, measures east. hoshin-2: results south, strategies "
    "west, tactics north, process measures east. Default: the configuration, else classic.",
)
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
    layout: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Draw the X-matrix of Hoshin planning.

    Four lists stand around a centre, the most important item nearest to it; in the corners stand their ties: strong,
    medium or weak. Teams cross them at the right and below. Empty rows and columns are marked: they are what a plan
    has to mend. With more than 24 items on a side there is one matrix for each strategy, with an index: name a folder
    with -o, or take html, csv or xlsx, which hold them all in one file.

    Which kinds stand on which side is set by `x_matrix` in the configuration.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    return _draw(opened, strategy, team, statuses, layout, chosen_form, output)


def _draw(
    opened: Opened,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    layout: str | None,
    form: str,
    output: Path | None,
) -> int:
    from alignctl.cli.render_pictures import make_source, settle_selection
    from alignctl.draw.png import PngMissingError
    from alignctl.draw.sheet import XlsxMissingError
    from alignctl.draw.view_files import WHOLE, draw_matrix_files
    from alignctl.views.x_matrix import LIMIT
    from alignctl.views.x_matrix_cut import draw_up_x_matrices
    from alignctl.views.x_matrix_layout import read_layout

    selection = settle_selection(opened, strategy=strategy, team=team, statuses=statuses)
    sides = read_layout(opened.config.x_matrix, layout)
    found = draw_up_x_matrices(make_source(opened), selection, sides, title=f"{opened.config.name} X-matrix")
    if not found.matrices:
        click.echo("nothing to draw: no item of the plan fits what was asked for", err=True)
        return EXIT_NOTHING
    to_folder = is_folder(output, SUFFIXES)
    if len(found.matrices) > 1 and form not in WHOLE and not to_folder:
        raise click.UsageError(
            f"{len(found.matrices)} matrices are needed, as one holds no more than {LIMIT} items a side; name a folder "
            "with -o, ask for less with --strategy or --team, or take --format html, csv or xlsx"
        )
    refuse_terminal(form, output)
    try:
        files = draw_matrix_files(found, form, opened.today.day)
    except (PngMissingError, XlsxMissingError) as error:
        raise click.UsageError(f"{error}") from error
    return hand_over(files, output, to_folder=to_folder)
