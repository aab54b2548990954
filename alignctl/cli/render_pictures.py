"""What the views made of boxes and links share: formats, options, what they are made from, and the way to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, examine_opened
from alignctl.cli.render_output import check_kind, hand_over, is_folder, page_of, read_words, refuse_terminal

if TYPE_CHECKING:
    from datetime import date

    from alignctl.views.cascade import CascadeSource
    from alignctl.views.cascade_choice import Selection
    from alignctl.views.picture import PictureSet

FORMATS = ("svg", "png", "dot", "mermaid")
SUFFIXES = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}

F = TypeVar("F", bound=Callable[..., Any])


def picture_options(command: F) -> F:
    """Add `--format`, `--engine` and `--output`."""
    for option in (
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="PATH",
            help="A file, or a folder for several pictures.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["auto", "wheel", "dot"]),
            default="auto",
            show_default=True,
            help="What lays the picture out: the engine that comes along (wheel), or an installed Graphviz (dot).",
        ),
        click.option(
            "-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else svg."
        ),
    ):
        command = option(command)
    return command


def draw_pictures(pictures: PictureSet, form: str, engine: str, output: Path | None, *, nothing: str, less: str) -> int:
    """Draw and hand over; returns an exit code.

    `nothing` says why there is nothing to draw, where that is so; `less` why several pictures are needed and how to ask
    for less, after `3 pictures are needed, `. Raises click.UsageError.
    """
    from alignctl.draw.files import draw_files
    from alignctl.draw.layout import EngineMissingError
    from alignctl.draw.png import PngMissingError

    if not pictures.pictures:
        click.echo(f"nothing to draw: {nothing}", err=True)
        return EXIT_NOTHING
    to_folder = is_folder(output, SUFFIXES)
    if len(pictures.pictures) > 1 and not to_folder:
        raise click.UsageError(f"{len(pictures.pictures)} pictures are needed, {less}")
    refuse_terminal(form, output)
    try:
        files, notices = draw_files(pictures, form, engine=engine)
    except (EngineMissingError, PngMissingError) as error:
        raise click.UsageError(f"{error}") from error
    for notice in notices:
        click.echo(notice, err=True)
    return hand_over(files, output, to_folder=to_folder)


def settle_selection(
    opened: Opened,
    *,
    strategy: str | None = None,
    team: str | None = None,
    statuses: str | None = None,
    year: str | None = None,
) -> Selection:
    """What `--strategy`, `--team`, `--status` (states of life) and `--year` choose. Raises click.UsageError."""
    from alignctl.views.cascade_choice import Selection

    check_kind(opened, strategy, "strategy", "--strategy with the id of a strategy")
    check_kind(opened, team, "team", "--team with the id of a team")
    states = read_words(statuses, known_statuses(opened), "status") if statuses else ()
    return Selection(root=strategy, team=team, statuses=states, period=settle_period(opened, year))


def known_statuses(opened: Opened) -> tuple[str, ...]:
    """The states of life that items of this plan are in."""
    return ("retired", *sorted({item.status for item in opened.plan.items}))


def settle_period(opened: Opened, year: str | None) -> tuple[date, date] | None:
    """The first and last day of `2026` or `FY2026`. Raises click.UsageError for what is no year."""
    from alignctl.views.bowling_periods import months_of_year

    if year is None:
        return None
    try:
        months = months_of_year(year, opened.plan.fiscal_year_starts)
    except ValueError as error:
        raise click.UsageError(f"--year: {error}") from error
    return months[0].first, months[-1].last


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
