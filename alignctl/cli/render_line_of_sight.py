"""`alignctl render line-of-sight`: one item, up to its strategies and down to its work, as a picture."""

from __future__ import annotations

from dataclasses import replace

import click

from alignctl.cli.opening import Opened, complete_ids, open_plan
from alignctl.cli.render_options import Wanted
from alignctl.cli.render_pictures import draw_pictures, known_statuses, make_source, picture_options


@click.command("line-of-sight")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--depth", type=click.IntRange(0), help="How many links down from the item.")
@picture_options
@click.pass_context
def command(ctx: click.Context, item_id: str, depth: int | None, engine: str, wanted: Wanted) -> int:
    """Draw the line of sight of one strategy, outcome, KPI, hypothesis or initiative.

    Upwards stand the strategies it leads to, downwards the work that leads to it, and on top a sentence that says the
    same. It is always one picture: what is nearest comes first, and boxes say what is hidden below them.

    Exit codes: 0 drawn, 2 misuse, 70 a fault of alignctl.
    """
    from alignctl.views.cascade_choice import Selection
    from alignctl.views.line_of_sight import view_line_of_sight
    from alignctl.views.picture import PictureSet

    opened = open_plan(ctx)
    _check_item(opened, item_id)
    selection = replace(wanted.settle(opened, known_statuses(opened), Selection), depth=depth)
    picture = view_line_of_sight(make_source(opened), item_id, selection)
    return draw_pictures(PictureSet(picture.title, (picture,)), wanted, engine, nothing="", less="")


def _check_item(opened: Opened, item_id: str) -> None:
    """Raise click.UsageError for what is not there, or stands in no picture of boxes and links."""
    from alignctl.views.cascade import KINDS

    kind = opened.plan.kind_of(item_id) or opened.item(item_id).kind
    if kind not in KINDS:
        other = f"alignctl render cascade --team {item_id}" if kind == "team" else f"alignctl trace {item_id}"
        raise click.UsageError(f'"{item_id}" is of kind {kind}, which has no such picture; try "{other}"')
