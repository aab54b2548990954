"""`alignctl render metric-tree`: measures, and what is believed to drive them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from alignctl.cli.opening import Opened, at_option, open_plan, plan_options
from alignctl.cli.render_output import read_words, settle_form
from alignctl.cli.render_pictures import SUFFIXES, draw_pictures, make_source, picture_options, settle_selection


@click.command("metric-tree")
@click.option("--strategy", metavar="ID", help="Only KPIs that lead to this strategy.")
@click.option("--team", metavar="ID", help="Only KPIs of this team, or of a team that is part of it.")
@click.option("--status", "statuses", metavar="A,B", help="Only KPIs that do so, such as at-risk,missed,stale.")
@picture_options
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    form: str | None,
    engine: str,
    output: Path | None,
) -> int:
    """Draw the metric tree: KPIs by level, impact first, and what is believed to drive them.

    A full line is a believed cause that a bet tests or has tested, a broken one a mere belief. Early signs that bets
    watch, parts of a KPI and guardrails are lines of their own. Each KPI says its level, and whether it leads or lags.
    With --team or --status, what the KPIs drive comes along, fainter. KPIs that are on no tree stand apart, or are
    counted where there are too many. A plan too large for one picture has one for each strategy, with an index: name a
    folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.views.metric_tree import LIMITS, draw_up_metric_trees

    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    selection = replace(settle_selection(opened, strategy=strategy, team=team), only=_doing(opened, statuses))
    return draw_pictures(
        draw_up_metric_trees(make_source(opened), selection, title=f"{opened.config.name} metric tree"),
        chosen_form,
        engine,
        output,
        nothing="no two KPIs that fit are tied to each other; write what one is believed to move, as in "
        '"drives: id-of-a-kpi"',
        less=f"as one holds no more than {LIMITS.boxes} KPIs, {LIMITS.of_one_kind} of one level; name a folder with "
        "-o, or ask for less with --strategy, --team or --status",
    )


def _doing(opened: Opened, statuses: str | None) -> frozenset[str] | None:
    """The ids of the measures that do so as `--status` says; None where all are wanted."""
    from alignctl.plan.progress import STATES, judge_progress

    if not statuses:
        return None
    states = read_words(statuses, STATES, "status")
    plan, today = opened.plan, opened.today.day
    return frozenset(kpi.id for kpi in plan.kpis if judge_progress(kpi, today, plan.fiscal_year_starts).state in states)
