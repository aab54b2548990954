"""`alignctl render hypothesis-board`: proposed, running and decided bets as cards."""

from __future__ import annotations

from collections.abc import Sequence

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_panels import DrawUp, draw_panels, panel_options


@click.command("hypothesis-board")
@panel_options
@click.pass_context
def command(ctx: click.Context, wanted: Wanted) -> int:
    """Draw the hypothesis board: what is proposed, what runs, what was decided, and what was learned.

    Each card says what is expected of which measure against what was observed; overdue decisions stand first. With
    more than 12 cards in a lane there is one board for each strategy, with an index: name a folder with -o, or take
    html, csv or xlsx, which hold them all in one file. --period takes bets whose time box or decision falls into it.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    return draw_panels(
        ctx, "hypothesis board", _draw_up, "no hypothesis of the plan fits what was asked for", wanted=wanted
    )


def _draw_up() -> tuple[DrawUp, Sequence[str]]:
    from alignctl.views.hypothesis_board import STATES, draw_up_hypothesis_board

    return draw_up_hypothesis_board, STATES
