"""`alignctl render cascade`: the plan as boxes and links."""

from __future__ import annotations

from dataclasses import replace

import click

from alignctl.cli.opening import Opened, complete_ids, open_plan
from alignctl.cli.render_options import Wanted
from alignctl.cli.render_output import read_words
from alignctl.cli.render_pictures import draw_pictures, known_statuses, make_source, picture_options


@click.command("cascade")
@click.option(
    "--root", metavar="ID", shell_complete=complete_ids, help="Only this item, what it leads to and what leads to it."
)
@click.option("--depth", type=click.IntRange(0), help="How many links down from the root, or from the strategies.")
@click.option("--kinds", metavar="A,B", help="Only these kinds: strategy, outcome, kpi, hypothesis, initiative.")
@picture_options
@click.pass_context
def command(
    ctx: click.Context, root: str | None, depth: int | None, kinds: str | None, engine: str, wanted: Wanted
) -> int:
    """Draw strategy, outcome, KPI, hypothesis and initiative as a cascade.

    A plan too large for one picture is cut into one for each strategy, with an index: name a folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    from alignctl.views.cascade import KINDS
    from alignctl.views.cascade_choice import Selection
    from alignctl.views.cascade_cut import READABLE, draw_up_cascade

    opened = open_plan(ctx)
    _check_root(opened, root)
    named = read_words(kinds, KINDS, "kind") if kinds is not None else KINDS
    selection = replace(
        wanted.settle(opened, known_statuses(opened), Selection),
        root=root,
        depth=depth,
        kinds=tuple(kind for kind in KINDS if kind in named),
    )
    return draw_pictures(
        draw_up_cascade(make_source(opened), selection, title=f"{opened.config.name} cascade"),
        wanted,
        engine,
        nothing="no item of the plan fits what was asked for",
        less=f"as one holds no more than {READABLE} items",
    )


def _check_root(opened: Opened, root: str | None) -> None:
    """Raise click.UsageError for what is not there, or stands in no cascade."""
    from alignctl.views.cascade import KINDS

    if root is not None and (opened.plan.kind_of(root) or opened.item(root).kind) not in KINDS:
        other = f"--team {root}" if opened.plan.kind_of(root) == "team" else "the id of a strategy, for one"
        raise click.UsageError(
            f'"{root}" is of kind {opened.plan.kind_of(root)}, which stands in no cascade; try {other}'
        )
