"""`alignctl list`: items by kind, team, status and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.answers import (
    choose_of_kind,
    format_option,
    open_for_answers,
    paint_mark,
    print_json,
    team_title,
)
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened, at_option, plan_options
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, pad, unbroken, width_of

if TYPE_CHECKING:
    from alignctl.plan.items import Item
    from alignctl.views.picture import Mark

WIDEST_ID = 44
"""Up to this width ids stand in a column of their own; a longer one pushes what follows."""

STATUSES = frozenset(
    {"draft", "active", "planned", "done", "dropped", "proposed", "running", "decided", "abandoned"}
    | {"agreed", "met", "missed", "withdrawn"}
)
"""Every status that the schemas allow, over all kinds."""

LEAST_TITLE = 24
"""With less room than this for a title, it gets a line of its own."""


@click.command("list")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@click.option("--team", metavar="ID", help="Items that this team, or a team in it, owns, co-owns, shares or runs.")
@click.option("--status", "statuses", multiple=True, metavar="STATUS", help="Items in this state, such as at-risk.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Items with this tag.")
@format_option
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    kinds: tuple[str, ...],
    team: str | None,
    statuses: tuple[str, ...],
    tags: tuple[str, ...],
    form: str,
) -> int:
    """List items: all, or those of the KINDs named (strategy, outcome, kpi, hypothesis, initiative, team, ...).

    --status takes what an item states (draft, running, ...), `retired`, and how a measure does (attained, on-pace,
    at-risk, missed, stale, no-data, no-target, unclassified). Given more than once, an option widens the choice.

    Exit codes: 0 listed, also where nothing fits, 2 misuse, 3 the plan is empty, 70 a fault of alignctl.
    """
    wanted = [_read_kind(kind) for kind in kinds]
    states = [_read_status(status) for status in statuses]
    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    items = _choose(opened, wanted, team, states, tags)
    if form == "json":
        print_json(opened, {"count": len(items), "items": [_as_data(opened, item) for item in items]})
        return EXIT_CLEAN
    if not items:
        click.echo("no item fits; fewer conditions show more", err=True)
    _print_items(opened, open_terminal(), items)
    return EXIT_CLEAN


def _read_kind(text: str) -> str:
    from alignctl.plan.items import KINDS, PLURALS
    from alignctl.plan.nearest import nearest

    word = text.lower()
    for kind, plural in PLURALS.items():
        if word in (kind, plural):
            return kind
    close = nearest(word, [*KINDS, *PLURALS.values()])
    hint = f'; did you mean "{close}"?' if close else f"; kinds: {', '.join(KINDS)}"
    raise click.UsageError(f'there is no kind "{text}"{hint}')


def _read_status(text: str) -> str:
    from alignctl.plan.nearest import nearest
    from alignctl.plan.progress import STATES

    known = sorted({*STATES, *STATUSES, "retired"})
    word = text.lower().replace(" ", "-").replace("_", "-")
    if word in known:
        return word
    close = nearest(word, known)
    hint = f'; did you mean "{close}"?' if close else f"; known: {', '.join(known)}"
    raise click.UsageError(f'--status knows no "{text}"{hint}')


def _choose(
    opened: Opened, kinds: list[str], team: str | None, states: list[str], tags: tuple[str, ...]
) -> tuple[Item, ...]:
    """The items that fit, by kind in the order people meet them, then by id."""
    from alignctl.plan.items import KINDS
    from alignctl.plan.scoreboard import ids_of_team

    plan = opened.plan
    among = ids_of_team(plan, choose_of_kind(opened, team, "team", "--team")) if team is not None else None
    return tuple(
        item
        for kind, cls in KINDS.items()
        if not kinds or kind in kinds
        for item in plan.of_kind(cls)
        if (among is None or item.id in among)
        and (not tags or not set(tags).isdisjoint(item.tags))
        and (not states or not set(states).isdisjoint(_states_of(opened, item)))
    )


def _states_of(opened: Opened, item: Item) -> tuple[str, ...]:
    """What can be said of an item: its status or that it is retired, and of a measure in force how it does."""
    from alignctl.plan.items import Kpi
    from alignctl.plan.progress import judge_progress
    from alignctl.plan.scoreboard import is_live

    if item.retired is not None and item.retired.date <= opened.today.day:
        return ("retired",)
    if isinstance(item, Kpi) and is_live(item, opened.today.day):
        return (item.status, judge_progress(item, opened.today.day, opened.plan.fiscal_year_starts).state)
    return (item.status,)


def _as_data(opened: Opened, item: Item) -> dict[str, Any]:
    states = _states_of(opened, item)
    return {
        "kind": item.kind,
        "id": item.id,
        "title": item.title,
        "status": states[0],
        "progress": states[1] if len(states) > 1 else None,
        "owner": item.owner.id if item.owner is not None else None,
        "tags": list(item.tags),
        "path": item.origin.path,
        "document": item.origin.document,
    }


def _print_items(opened: Opened, terminal: Terminal, items: tuple[Item, ...]) -> None:
    from alignctl.plan.items import KINDS, PLURALS
    from alignctl.views.status import mark_items

    marks = mark_items(opened.plan, opened.today.day)
    first = True
    for kind in KINDS:
        group = [item for item in items if item.kind == kind]
        if not group:
            continue
        if not first:
            terminal.print()
        first = False
        name = (PLURALS[kind] if len(group) > 1 else kind).replace("kpi", "KPI")
        terminal.print(terminal.paint(f"{len(group)} {name}", "bold"))
        id_width = min(WIDEST_ID, max(width_of(clean(item.id)) for item in group))
        found = [marks[item.id] for item in group if item.id in marks and item.kind != "strategy"]
        mark_width = max((width_of(mark.word) + 4 for mark in found), default=0)
        for item in group:
            mark = marks.get(item.id) if item.kind != "strategy" else None
            _print_item(opened, terminal, item, mark, mark_width, id_width)


def _print_item(
    opened: Opened, terminal: Terminal, item: Item, mark: Mark | None, mark_width: int, id_width: int
) -> None:
    """One line, in columns: state, id, title, owner; two where the window is too narrow for the title."""
    state = paint_mark(terminal, mark, mark_width) if mark is not None else " " * mark_width
    name, title, owner = clean(item.id), clean(item.title), team_title(opened, item)
    head = f"  {state}{pad(name, id_width)}  "
    used = 2 + mark_width + max(id_width, width_of(name)) + 2
    if terminal.width is None:
        terminal.print(f"{head}{title}{'  ' + terminal.paint(owner, 'dim') if owner else ''}")
        return
    room = terminal.width - used
    if room < min(LEAST_TITLE, width_of(title)):
        terminal.print(head.rstrip())
        head, used = " " * (4 + mark_width), 4 + mark_width
        room = terminal.width - used
    if owner and width_of(title) + 2 + width_of(owner) <= room:
        terminal.print(head + pad(title, room - width_of(owner)) + terminal.paint(owner, "dim"))
        return
    pieces = [(title, ""), *([(unbroken(f"({owner})"), "dim")] if owner else [])]
    for number, line in enumerate(flow(pieces, room, "", None, terminal.paint)):
        terminal.print((" " * used if number else head) + line)
