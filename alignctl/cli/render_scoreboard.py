"""`alignctl render scoreboard`: how the plan stands, in figures with bars."""

from __future__ import annotations

from collections.abc import Sequence

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_panels import DrawUp, draw_panels, panel_options


@click.command("scoreboard")
@panel_options
@click.pass_context
def command(ctx: click.Context, wanted: Wanted) -> int:
    """Draw the scoreboard: attainment with both denominators, how the measures stand, and what asks for attention.

    Beside it stand line of sight, the share of measures that tell of outcomes, stale data, overdue decisions,
    milestones (counted apart), and attainment below each strategy. --status says which measures are listed, by default
    those that are missed, at risk or stale; the figures are about all. "alignctl status" says the same in the terminal.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    return draw_panels(ctx, "scoreboard", _draw_up, "nothing of the plan fits what was asked for", wanted=wanted)


def _draw_up() -> tuple[DrawUp, Sequence[str]]:
    from alignctl.views.scoreboard import STATES, draw_up_scoreboard

    return draw_up_scoreboard, STATES
