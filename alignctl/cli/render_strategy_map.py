"""`alignctl render strategy-map`: strategies and outcomes in the perspectives of a scorecard."""

from __future__ import annotations

from pathlib import Path

import click

from alignctl.cli.opening import at_option, open_plan, plan_options
from alignctl.cli.render_output import settle_form
from alignctl.cli.render_pictures import SUFFIXES, draw_pictures, make_source, picture_options, settle_selection


@click.command("strategy-map")
@click.option("--strategy", metavar="ID", help="Only this strategy, what it supports and what leads to it.")
@click.option("--team", metavar="ID", help="Only what this team, or a team that is part of it, owns or shares.")
@click.option("--status", "statuses", metavar="A,B", help="Only items in these states, such as active,draft,retired.")
@click.option("--year", metavar="YEAR", help="Only what is in force in this year: 2026, or a fiscal year, FY2026.")
@picture_options
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    year: str | None,
    form: str | None,
    engine: str,
    output: Path | None,
) -> int:
    """Draw the strategy map: strategies and outcomes in four perspectives, causes below their effects.

    A line leads from what supports to what is supported, or from one to another because a KPI of the first is believed
    to drive a KPI of the second. What says no perspective stands with what it supports. A perspective that holds
    nothing is drawn, for it is a gap. A plan too large for one map has one for each strategy, with an index: name a
    folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.views.strategy_map import MapLimits, draw_up_strategy_maps

    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    selection = settle_selection(opened, strategy=strategy, team=team, statuses=statuses, year=year)
    limits = MapLimits()
    return draw_pictures(
        draw_up_strategy_maps(make_source(opened), selection, title=f"{opened.config.name} strategy map"),
        chosen_form,
        engine,
        output,
        nothing="no strategy or outcome of the plan fits what was asked for",
        less=f"as one holds no more than {limits.boxes} items, {limits.of_one_kind} in a perspective; name a folder "
        "with -o, or ask for less with --strategy, --team, --status or --year",
    )
