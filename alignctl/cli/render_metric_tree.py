"""`alignctl render metric-tree`: measures, and what is believed to drive them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import open_plan
from alignctl.cli.render_options import Wanted
from alignctl.cli.render_pictures import draw_pictures, known_statuses, make_source, picture_options

if TYPE_CHECKING:
    from alignctl.views.cascade_choice import Selection


@click.command("metric-tree")
@picture_options
@click.pass_context
def command(ctx: click.Context, engine: str, wanted: Wanted) -> int:
    """Draw the metric tree: KPIs by level, impact first, and what is believed to drive them.

    A full line is a believed cause that a bet tests or has tested, a broken one a mere belief. Early signs that bets
    watch, parts of a KPI and guardrails are lines of their own. Each KPI says its level, and whether it leads or lags.
    With --team or --status, what the KPIs drive comes along, fainter. KPIs that are on no tree stand apart, or are
    counted where there are too many. A plan too large for one picture has one for each strategy, with an index: name a
    folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.views.cascade_choice import Selection
    from alignctl.views.metric_tree import LIMITS, draw_up_metric_trees

    opened = open_plan(ctx)
    selection = wanted.settle(opened, known_statuses(opened), Selection)
    return draw_pictures(
        draw_up_metric_trees(make_source(opened), selection, title=f"{opened.config.name} metric tree"),
        wanted,
        engine,
        nothing=_why_nothing(selection),
        less=f"as one holds no more than {LIMITS.boxes} KPIs, {LIMITS.of_one_kind} of one level",
    )


def _why_nothing(selection: Selection) -> str:
    """What would have to be in the plan, or to be asked for, and which view shows KPIs that nothing ties together."""
    instead = '"alignctl render cascade --kinds strategy,outcome,kpi" shows what each is a measure of'
    if any((selection.strategy, selection.team, selection.statuses, selection.period)):
        return f"of the KPIs that fit no two are tied to each other; ask for more, or {instead}"
    return (
        "no KPI says what it drives, guards or is a part of, and no bet watches one as an early sign of another; write "
        f'into a cause what it is believed to move, as in "drives: id-of-a-kpi"; {instead}'
    )
