"""`alignctl render alignment-matrix`: teams against outcomes, with silos and lone outcomes marked."""

from __future__ import annotations

from collections.abc import Sequence

import click

from alignctl.cli.render_options import Wanted
from alignctl.cli.render_panels import DrawUp, draw_panels, panel_options


@click.command("alignment-matrix")
@panel_options
@click.pass_context
def command(ctx: click.Context, wanted: Wanted) -> int:
    """Draw the alignment matrix: which team owns, shares, works on, promised for, and agreed to which outcome.

    Silos (teams that share no outcome with a team outside their own branch) and lone outcomes are marked. With more
    than 24 outcomes or 36 teams there are several sheets, strategy by strategy, with an index: name a folder with -o,
    or take html, csv or xlsx, which hold them all in one file.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    return draw_panels(
        ctx, "alignment matrix", _draw_up, "no outcome of the plan fits what was asked for", wanted=wanted
    )


def _draw_up() -> tuple[DrawUp, Sequence[str]]:
    from alignctl.views.alignment_matrix import STATES, draw_up_alignment_matrix

    return draw_up_alignment_matrix, STATES
