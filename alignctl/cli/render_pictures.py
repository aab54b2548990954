"""What the views made of boxes and links share: the engine, what they are made from, and the way to files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, examine_opened
from alignctl.cli.render_options import PICTURES, Wanted, view_options
from alignctl.cli.render_output import hand_over, is_folder, page_of, refuse_terminal

if TYPE_CHECKING:
    from alignctl.views.cascade import CascadeSource
    from alignctl.views.picture import PictureSet

F = TypeVar("F", bound=Callable[..., Any])


_LESS = "name a folder with -o, or ask for less with --strategy, --team, --status or --period"


def picture_options(command: F) -> F:
    """Add the options of every view, and `--engine`."""
    engine = click.option(
        "--engine",
        type=click.Choice(["auto", "wheel", "dot"]),
        default="auto",
        show_default=True,
        help="What lays the picture out: the engine that comes along (wheel), or an installed Graphviz (dot).",
    )
    return view_options(PICTURES)(engine(command))


def draw_pictures(pictures: PictureSet, wanted: Wanted, engine: str, *, nothing: str, less: str) -> int:
    """Draw and hand over; returns an exit code.

    `nothing` says why there is nothing to draw, where that is so; `less` why several pictures are needed, after
    `3 pictures are needed, `. Raises click.UsageError.
    """
    from alignctl.draw.files import draw_files
    from alignctl.draw.layout import EngineMissingError
    from alignctl.draw.png import PngMissingError

    if not pictures.pictures:
        click.echo(f"nothing to draw: {nothing}", err=True)
        return EXIT_NOTHING
    form, output = wanted.form, wanted.output
    to_folder = is_folder(output, PICTURES)
    if len(pictures.pictures) > 1 and not to_folder:
        raise click.UsageError(f"{len(pictures.pictures)} pictures are needed, {less}; {_LESS}")
    refuse_terminal(form, output)
    try:
        files, notices = draw_files(pictures, form, engine=engine)
    except (EngineMissingError, PngMissingError) as error:
        raise click.UsageError(f"{error}") from error
    for notice in notices:
        click.echo(notice, err=True)
    return hand_over(files, output, to_folder=to_folder)


def known_statuses(opened: Opened) -> tuple[str, ...]:
    """What items of this plan can be narrowed to: the states of life that they are in, and how they are doing."""
    from alignctl.views.status import STATES

    return tuple(dict.fromkeys(["retired", *sorted({item.status for item in opened.plan.items}), *STATES]))


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
