"""`alignctl render strategy-map`: strategies and outcomes in the perspectives of a scorecard."""

from __future__ import annotations

import click

from alignctl.cli.opening import open_plan
from alignctl.cli.render_options import Wanted
from alignctl.cli.render_pictures import draw_pictures, known_statuses, make_source, picture_options


@click.command("strategy-map")
@picture_options
@click.pass_context
def command(ctx: click.Context, engine: str, wanted: Wanted) -> int:
    """Draw the strategy map: strategies and outcomes in four perspectives, causes below their effects.

    A line leads from what supports to what is supported, or from one to another because a KPI of the first is believed
    to drive a KPI of the second. What says no perspective stands with what it supports. A perspective that holds
    nothing is drawn, for it is a gap. A plan too large for one map has one for each strategy, with an index: name a
    folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.views.cascade_choice import Selection
    from alignctl.views.strategy_map import MapLimits, draw_up_strategy_maps

    opened = open_plan(ctx)
    selection = wanted.settle(opened, known_statuses(opened), Selection)
    limits = MapLimits()
    return draw_pictures(
        draw_up_strategy_maps(make_source(opened), selection, title=f"{opened.config.name} strategy map"),
        wanted,
        engine,
        nothing="no strategy or outcome of the plan fits what was asked for",
        less=f"as one holds no more than {limits.boxes} items, {limits.of_one_kind} in a perspective",
    )
