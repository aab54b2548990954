"""`alignctl render commitments`: promises between teams, by due date."""

from __future__ import annotations

from collections.abc import Sequence

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_panels import DrawUp, draw_panels, panel_options


@click.command("commitments")
@panel_options
@click.pass_context
def command(ctx: click.Context, wanted: Wanted) -> int:
    """Draw the promises between teams: broken and late ones first, then by due date.

    With more than 24 promises there is one list for each strategy, with an index: name a folder with -o, or take html,
    csv or xlsx, which hold them all in one file. --period takes promises that fall due in it.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    return draw_panels(ctx, "commitments", _draw_up, "no commitment of the plan fits what was asked for", wanted=wanted)


def _draw_up() -> tuple[DrawUp, Sequence[str]]:
    from alignctl.views.commitments import STATES, draw_up_commitments

    return draw_up_commitments, STATES
