"""What the commands that answer questions about a plan (`trace`, `list`, `show`, `status`) have in common."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alignctl.cli.opening import Opened, open_plan
from alignctl.cli.terminal import Terminal, clean
from alignctl.diagnostics import Severity

if TYPE_CHECKING:
    from alignctl.plan.items import Item
    from alignctl.views.picture import Mark

F = TypeVar("F", bound=Callable[..., Any])

VERSION = 1
"""The version of the JSON that these commands print. It rises when a field changes its meaning or goes away."""

format_option = click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)

_ASCII_GLYPHS = {
    "tick": "+",
    "up": "^",
    "slope": "\\",
    "down": "v",
    "clock": "@",
    "ring": "o",
    "aimless": "-",
    "play": ">",
    "dots": ".",
    "pencil": "~",
    "cross": "x",
    "stop": "#",
    "turn": "/",
    "kpi": "%",
}


def open_for_answers(ctx: click.Context) -> Opened | None:
    """Load the plan; say on standard error how many documents are broken. None, with a line there, where it is empty"""
    opened = open_plan(ctx)
    broken = {(d.location.path, d.location.document) for d in opened.loaded.diagnostics if d.severity is Severity.ERROR}
    if broken:
        what = "1 document has" if len(broken) == 1 else f"{len(broken)} documents have"
        click.echo(f'{what} errors; "alignctl check" says what is wrong', err=True)
    if not opened.plan.items:
        folders = ", ".join(opened.config.plans)
        way_out = (
            '"alignctl new" adds one' if opened.past is None else f"that is {opened.past.moment}; name a later one"
        )
        click.echo(f"the plan is empty: no item in {folders} below {opened.config.root}; {way_out}", err=True)
        return None
    return opened


def choose_item(opened: Opened, item_id: str) -> Item:
    """The item that was named. Raises click.UsageError, with the nearest id, or where its document cannot be read."""
    plan = opened.plan
    if plan.get(item_id) is None and plan.knows(item_id):
        place = next(entry.origin.path for entry in plan.placeholders if entry.id == item_id)
        raise click.UsageError(f'"{item_id}" could not be read; "alignctl check {place}" says what is wrong')
    return opened.item(item_id)


def choose_of_kind(opened: Opened, item_id: str, kind: str, option: str) -> str:
    """The id that was given to an option, if such an item is of this kind. Raises click.UsageError with the nearest."""
    from alignctl.plan.nearest import nearest

    plan = opened.plan
    if plan.kind_of(item_id) == kind:
        return item_id
    known = [i for i in plan.ids if plan.kind_of(i) == kind]
    close = nearest(item_id, known)
    hint = f'; did you mean "{close}"?' if close else f'; "alignctl list {kind}" shows them'
    raise click.UsageError(f'{option} names no {kind} of the plan: "{item_id}"{hint}')


def print_json(opened: Opened, answer: dict[str, Any]) -> None:
    """Print an answer as JSON in ASCII, which every encoding can carry, with its version and the day it is about."""
    document = {
        "version": VERSION,
        "plan": opened.config.name,
        "today": opened.today.day.isoformat(),
        "today_said_by": opened.today.said_by,
        **_revision_data(opened),
        **answer,
    }
    click.echo(json.dumps(document, indent=2, allow_nan=False))


def _revision_data(opened: Opened) -> dict[str, Any]:
    """Which commit a plan of the past was read from."""
    if opened.past is None:
        return {}
    moment = opened.past.moment
    return {"revision": {"commit": moment.commit, "date": moment.day.isoformat()}}


def sign_of(terminal: Terminal, glyph: str) -> str:
    """The character of a named glyph (see `alignctl.draw.glyphs`)."""
    from alignctl.draw.glyphs import TEXT

    return terminal.sign(TEXT.get(glyph, "·"), _ASCII_GLYPHS.get(glyph, "?"))


def paint_mark(terminal: Terminal, mark: Mark, width: int = 0) -> str:
    """A mark's sign and word in its colour, filled up to a width."""
    text = f"{sign_of(terminal, mark.glyph)} {clean(mark.word)}"
    return terminal.paint(text, tone_style(mark)) + " " * max(0, width - len(text))


def tone_style(mark: Mark) -> str:
    """The terminal style of a mark's tone."""
    return {"good": "good", "watch": "watch", "bad": "bad"}.get(mark.tone.value, "unknown")


def team_title(opened: Opened, item: Item) -> str:
    """The title of the team that owns an item; empty where it states none."""
    from alignctl.plan.phrases import owner_of

    return clean(owner_of(opened.plan, item) or "")
