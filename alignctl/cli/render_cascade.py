"""`alignctl render cascade`: the plan as boxes and links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import Opened, at_option, open_plan, plan_options
from alignctl.cli.render_output import check_kind, read_words, settle_form
from alignctl.cli.render_pictures import SUFFIXES, draw_pictures, known_statuses, make_source, picture_options

if TYPE_CHECKING:
    from alignctl.views.cascade_choice import Selection


@click.command("cascade")
@click.option("--root", metavar="ID", help="Only this item, what it leads to and what leads to it.")
@click.option("--depth", type=click.IntRange(0), help="How many links down from the root, or from the strategies.")
@click.option("--team", metavar="ID", help="Only what this team, or a team that is part of it, owns or shares.")
@click.option("--kinds", metavar="A,B", help="Only these kinds: strategy, outcome, kpi, hypothesis, initiative.")
@click.option("--status", "statuses", metavar="A,B", help="Only items in these states, such as running,draft,retired.")
@picture_options
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    root: str | None,
    depth: int | None,
    team: str | None,
    kinds: str | None,
    statuses: str | None,
    form: str | None,
    engine: str,
    output: Path | None,
) -> int:
    """Draw strategy, outcome, KPI, hypothesis and initiative as a cascade.

    A plan too large for one picture is cut into one for each strategy, with an index: name a folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    selection = _settle_selection(opened, root, depth, team, kinds, statuses)
    return _draw(opened, selection, chosen_form, engine, output)


def _draw(opened: Opened, selection: Selection, form: str, engine: str, output: Path | None) -> int:
    from alignctl.views.cascade_cut import READABLE, draw_up_cascade

    return draw_pictures(
        draw_up_cascade(make_source(opened), selection, title=f"{opened.config.name} cascade"),
        form,
        engine,
        output,
        nothing="no item of the plan fits what was asked for",
        less=f"as one holds no more than {READABLE} items; name a folder with -o, or ask for less with --root, --team, "
        "--kinds or --depth",
    )


def _settle_selection(
    opened: Opened, root: str | None, depth: int | None, team: str | None, kinds: str | None, statuses: str | None
) -> Selection:
    from alignctl.views.cascade import KINDS
    from alignctl.views.cascade_choice import Selection

    if root is not None and (opened.plan.kind_of(root) or opened.item(root).kind) not in KINDS:
        other = f"--team {root}" if opened.plan.kind_of(root) == "team" else "the id of a strategy, for one"
        raise click.UsageError(
            f'"{root}" is of kind {opened.plan.kind_of(root)}, which stands in no cascade; try {other}'
        )
    check_kind(opened, team, "team", "--root {}")
    return Selection(
        root=root,
        depth=depth,
        team=team,
        kinds=tuple(kind for kind in KINDS if kind in read_words(kinds, KINDS, "kind")) if kinds else KINDS,
        statuses=read_words(statuses, known_statuses(opened), "status") if statuses else (),
    )
