"""`alignctl render line-of-sight`: one item, up to its strategies and down to its work, as a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.opening import Opened, at_option, complete_ids, open_plan, plan_options
from alignctl.cli.render_output import check_kind, settle_form
from alignctl.cli.render_pictures import SUFFIXES, draw_pictures, make_source, picture_options, settle_selection


@click.command("line-of-sight")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--depth", type=click.IntRange(0), help="How many links down from the item.")
@click.option("--strategy", metavar="ID", help="Upwards, only what leads to this strategy.")
@click.option("--team", metavar="ID", help="Besides the item, only what this team, or a part of it, owns or shares.")
@click.option("--status", "statuses", metavar="A,B", help="Besides the item, only items in these states.")
@click.option("--year", metavar="YEAR", help="Besides the item, only what is in force in this year: 2026 or FY2026.")
@picture_options
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    item_id: str,
    depth: int | None,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    year: str | None,
    form: str | None,
    engine: str,
    output: Path | None,
) -> int:
    """Draw the line of sight of one strategy, outcome, KPI, hypothesis or initiative.

    Upwards stand the strategies it leads to, downwards the work that leads to it, and on top a sentence that says the
    same. It is always one picture: what is nearest comes first, and boxes say what is hidden below them.

    Exit codes: 0 drawn, 2 misuse, 70 a fault of alignctl.
    """
    from alignctl.views.line_of_sight import view_line_of_sight
    from alignctl.views.picture import PictureSet

    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    _check_item(opened, item_id)
    check_kind(opened, strategy, "strategy", "--strategy with the id of a strategy")
    selection = replace(settle_selection(opened, team=team, statuses=statuses, year=year), depth=depth)
    picture = view_line_of_sight(make_source(opened), item_id, selection, strategy=strategy)
    return draw_pictures(PictureSet(picture.title, (picture,)), chosen_form, engine, output, nothing="", less="")


def _check_item(opened: Opened, item_id: str) -> None:
    """Raise click.UsageError for what is not there, or stands in no picture of boxes and links."""
    from alignctl.views.cascade import KINDS

    kind = opened.plan.kind_of(item_id) or opened.item(item_id).kind
    if kind not in KINDS:
        other = f"alignctl render cascade --team {item_id}" if kind == "team" else f"alignctl trace {item_id}"
        raise click.UsageError(f'"{item_id}" is of kind {kind}, which has no such picture; try "{other}"')
