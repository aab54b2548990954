"""`alignctl render learning-ledger`: every decided bet, and how often bets came out as expected."""

from __future__ import annotations

from collections.abc import Sequence

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_panels import DrawUp, draw_panels, panel_options


@click.command("learning-ledger")
@panel_options
@click.pass_context
def command(ctx: click.Context, wanted: Wanted) -> int:
    """Draw the learning ledger: every decided bet with what was expected, observed, decided and learned.

    Hit rate and effect stand above, by team, function and strategy, each with its counts and its 95 % interval. With
    more than 16 bets there is one ledger for each strategy, with an index: name a folder with -o, or take html, csv or
    xlsx, which hold them all in one file. --period takes bets decided in it.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    return draw_panels(
        ctx, "learning ledger", _draw_up, "no decided hypothesis of the plan fits what was asked for", wanted=wanted
    )


def _draw_up() -> tuple[DrawUp, Sequence[str]]:
    from alignctl.views.learning_ledger import STATES, draw_up_learning_ledger

    return draw_up_learning_ledger, STATES
