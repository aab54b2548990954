"""What the views that are panels share on the command line: from the choice to the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_NOTHING
from alignctl.cli.opening import Opened, open_plan
from alignctl.cli.render_options import SHEETS, Wanted, view_options
from alignctl.cli.render_output import page_of
from alignctl.cli.render_sheets import draw_sheets

if TYPE_CHECKING:
    from alignctl.views.panel import PanelSet, PanelSource

DrawUp = Callable[..., "PanelSet"]

panel_options = view_options(SHEETS)
"""Adds the options of every view, in the formats that panels have."""


def draw_panels(
    ctx: click.Context, name: str, draw_up: Callable[[], tuple[DrawUp, Sequence[str]]], nothing: str, *, wanted: Wanted
) -> int:
    """Draw one of these views; returns an exit code. `draw_up` gives its function and the states it knows.

    `nothing` says what there is none of, after "nothing to draw: ".
    """
    from alignctl.draw.view_files import draw_panel_files
    from alignctl.views.choice import Choice

    opened = open_plan(ctx)
    function, states = draw_up()
    choice = wanted.settle(opened, states, Choice)
    found = function(panel_source(opened), choice, title=f"{opened.config.name} {name}")
    if not found.panels:
        click.echo(f"nothing to draw: {nothing}", err=True)
        return EXIT_NOTHING
    return draw_sheets(
        wanted,
        len(found.panels),
        "sheets are needed to be read",
        lambda: draw_panel_files(found, wanted.form, opened.today.day),
    )


def panel_source(opened: Opened) -> PanelSource:
    """What panels are made from: the plan, the marks of its items, and the pages they have."""
    from alignctl.views.panel import PanelSource
    from alignctl.views.status import mark_items

    plan, today = opened.plan, opened.today.day
    return PanelSource(plan, today, mark_items(plan, today), lambda item_id: page_of(opened, item_id))
