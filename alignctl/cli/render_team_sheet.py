"""`alignctl render team-sheet`: what a team works on, and how that contributes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_panels import DrawUp, draw_panels, panel_options


@click.command("team-sheet")
@panel_options
@click.pass_context
def command(ctx: click.Context, wanted: Wanted) -> int:
    """Draw a team's sheet: its work, bets, measures, outcomes and promises, each with what it contributes to.

    Without --team there is one for each team, with an index: name a folder with -o, or take html, csv or xlsx, which
    hold them all in one file. "alignctl team ID" says the same in the terminal.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    return draw_panels(ctx, "team sheet", _draw_up, "no team of the plan fits what was asked for", wanted=wanted)


def _draw_up() -> tuple[DrawUp, Sequence[str]]:
    from alignctl.views.team_sheet import STATES, draw_up_team_sheets

    return draw_up_team_sheets, STATES
