"""What the views made of tables share on the command line: their options, and from the choice to the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, complete_ids, open_plan, plan_options
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
    from alignctl.plan.dates import Period
    from alignctl.views.panel import PanelSet, PanelSource

FORMATS = ("svg", "png", "html", "csv", "xlsx")
SUFFIXES = {f".{form}": form for form in FORMATS}

F = TypeVar("F", bound=Callable[..., Any])
DrawUp = Callable[..., "PanelSet"]


def panel_options(command: F) -> F:
    """Add the options that all these views take: what is wanted, in which format, and where it goes."""
    for option in (
        plan_options,
        at_option,
        click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file, or a folder."),
        click.option(
            "-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else svg."
        ),
        click.option(
            "--period",
            "--year",
            "period",
            metavar="PERIOD",
            help="Only what falls into it: 2026, 2026-Q3, 2026-11, FY2026.",
        ),
        click.option(
            "--status", "statuses", metavar="A,B", help="Only what stands so; a wrong word lists those there are."
        ),
        click.option(
            "--team", metavar="ID", shell_complete=complete_ids, help="Only of this team, or of a part of it."
        ),
        click.option("--strategy", metavar="ID", shell_complete=complete_ids, help="Only what leads to this strategy."),
    ):
        command = option(command)
    return command


def draw_panels(
    ctx: click.Context,
    name: str,
    draw_up: Callable[[], tuple[DrawUp, Sequence[str]]],
    nothing: str,
    *,
    strategy: str | None,
    team: str | None,
    statuses: str | None,
    period: str | None,
    form: str | None,
    output: Path | None,
) -> int:
    """Draw one of these views; returns an exit code. `draw_up` gives its function and the states it knows.

    `nothing` says what there is none of, after "nothing to draw: ".
    """
    chosen_form = settle_form(form, output, SUFFIXES)
    opened = open_plan(ctx)
    check_kind(opened, strategy, "strategy", "--strategy with the id of a strategy")
    check_kind(opened, team, "team", "--team with the id of a team")
    from alignctl.views.panel_choice import PanelChoice

    function, states = draw_up()
    words = read_words(statuses, states, "status") if statuses else ()
    choice = PanelChoice(strategy, team, words, _read_period(period, opened))
    found = function(panel_source(opened), choice, title=f"{opened.config.name} {name}")
    if not found.panels:
        click.echo(f"nothing to draw: {nothing}", err=True)
        return EXIT_NOTHING
    return _hand_over(opened, found, chosen_form, output)


def _read_period(text: str | None, opened: Opened) -> Period | None:
    from alignctl.plan.dates import parse_period

    try:
        return parse_period(text, opened.plan.fiscal_year_starts) if text is not None else None
    except ValueError as error:
        raise click.UsageError(f"--period: {error}; write it like 2026, 2026-Q3, 2026-11 or FY2026") from error


def panel_source(opened: Opened) -> PanelSource:
    """What panels are made from: the plan, the marks of its items, and the pages they have."""
    from alignctl.views.panel import PanelSource
    from alignctl.views.status import mark_items

    plan, today = opened.plan, opened.today.day
    return PanelSource(plan, today, mark_items(plan, today), lambda item_id: page_of(opened, item_id))


def _hand_over(opened: Opened, found: PanelSet, form: str, output: Path | None) -> int:
    from alignctl.draw.png import PngMissingError
    from alignctl.draw.sheet import XlsxMissingError
    from alignctl.draw.view_files import WHOLE, draw_panel_files

    to_folder = is_folder(output, SUFFIXES)
    if len(found.panels) > 1 and form not in WHOLE and not to_folder:
        raise click.UsageError(
            f"{len(found.panels)} sheets are needed to be read; name a folder with -o, ask for less with --strategy, "
            "--team, --status or --period, or take --format html, csv or xlsx"
        )
    refuse_terminal(form, output)
    try:
        files = draw_panel_files(found, form, opened.today.day)
    except (PngMissingError, XlsxMissingError) as error:
        raise click.UsageError(f"{error}") from error
    return hand_over(files, output, to_folder=to_folder)
