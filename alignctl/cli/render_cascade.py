"""`alignctl render cascade`: the plan as boxes and links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, examine_opened, open_plan, plan_options
from alignctl.cli.render_output import (
    check_kind,
    hand_over,
    is_folder,
    page_of,
    read_words,
    refuse_terminal,
    settle_form,
)

if TYPE_CHECKING:
    from alignctl.views.cascade import CascadeSource
    from alignctl.views.cascade_choice import Selection

FORMATS = ("svg", "png", "dot", "mermaid")
SUFFIXES = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}


@click.command("cascade")
@click.option("--root", metavar="ID", help="Only this item, what it leads to and what leads to it.")
@click.option("--depth", type=click.IntRange(0), help="How many links down from the root, or from the strategies.")
@click.option("--team", metavar="ID", help="Only what this team, or a team that is part of it, owns or shares.")
@click.option("--kinds", metavar="A,B", help="Only these kinds: strategy, outcome, kpi, hypothesis, initiative.")
@click.option("--status", "statuses", metavar="A,B", help="Only items in these states, such as running,draft,retired.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else svg.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "wheel", "dot"]),
    default="auto",
    show_default=True,
    help="What lays the picture out: the engine that comes along (wheel), or an installed Graphviz (dot).",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file, or a folder for several pictures."
)
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
    from alignctl.draw.files import draw_files
    from alignctl.draw.layout import EngineMissingError
    from alignctl.draw.png import PngMissingError
    from alignctl.views.cascade_cut import READABLE, draw_up_cascade

    pictures = draw_up_cascade(make_source(opened), selection, title=f"{opened.config.name} cascade")
    if not pictures.pictures:
        click.echo("nothing to draw: no item of the plan fits what was asked for", err=True)
        return EXIT_NOTHING
    to_folder = is_folder(output, SUFFIXES)
    if len(pictures.pictures) > 1 and not to_folder:
        raise click.UsageError(
            f"{len(pictures.pictures)} pictures are needed, as one holds no more than {READABLE} items; name a folder "
            "with -o, or ask for less with --root, --team, --kinds or --depth"
        )
    refuse_terminal(form, output)
    try:
        files, notices = draw_files(pictures, form, engine=engine)
    except (EngineMissingError, PngMissingError) as error:
        raise click.UsageError(f"{error}") from error
    for notice in notices:
        click.echo(notice, err=True)
    return hand_over(files, output, to_folder=to_folder)


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


def known_statuses(opened: Opened) -> tuple[str, ...]:
    """The states of life that items of this plan are in."""
    return ("retired", *sorted({item.status for item in opened.plan.items}))


def make_source(opened: Opened) -> CascadeSource:
    """What pictures of the plan are made from: findings and marks on its items, links to their pages."""
    from alignctl.views.cascade import CascadeSource
    from alignctl.views.problems import count_problems
    from alignctl.views.status import mark_items

    plan = opened.plan
    return CascadeSource(
        plan,
        problems=count_problems(examine_opened(opened, places=False).shown),
        marks=mark_items(plan, opened.today.day),
        href=lambda item_id: page_of(opened, item_id),
        as_of=f"as of {opened.today.moment or opened.today.day.isoformat()}",
    )
