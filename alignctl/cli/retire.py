"""`alignctl retire ID`: mark an item as over, and say what still points to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import Opened, complete_ids, open_plan, plan_options
from alignctl.cli.terminal import clean
from alignctl.cli.writing import counted, show_changes, write_changes

if TYPE_CHECKING:
    from alignctl.plan.items import Item
    from alignctl.plan.plan import Edge


@click.command("retire")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--why", metavar="TEXT", help="Why it is over. Without it the file gets a mark to be filled in.")
@click.option(
    "--replaced-by", metavar="ID", shell_complete=complete_ids, help="The item of the same kind that took its place."
)
@click.option("--date", "day", metavar="DAY", help="Since when (year-month-day). Default: the day of --today.")
@click.option("--dry-run", is_flag=True, help="Show the change as a diff, and write nothing.")
@plan_options
@click.pass_context
def command(
    ctx: click.Context, item_id: str, why: str | None, replaced_by: str | None, day: str | None, dry_run: bool
) -> int:
    """Mark an item as over. It keeps its file, so that history, links and learning survive.

    Adds 'retired' (and 'replaced_by') to its document, leaves everything else as it is, and says what now points to a
    retired item.
    """
    from alignctl.edit.retiring import has_field, retire_item
    from alignctl.load.problems import PLACEHOLDER

    opened = open_plan(ctx)
    item = _in_use(opened, item_id)
    since = _day(day) if day is not None else opened.today.day
    if replaced_by is not None:
        _check_heir(opened, item, replaced_by)
    path = item.origin.path
    before = opened.loaded.sources[path]
    for field in ("retired", "replaced_by") if replaced_by is not None else ("retired",):
        if has_field(before, item.origin.document, field):
            raise click.UsageError(f'"{item_id}" has a field "{field}" already, in {path}; change it there')
    reason = " ".join(why.split()) if why is not None else PLACEHOLDER
    after = retire_item(before, item.origin.document, since, reason or PLACEHOLDER, replaced_by)
    if after is None:
        raise click.UsageError(
            f'"{path}" is written in a way that leaves no sure place for a field; add it by hand: '
            f"retired: {{date: {since.isoformat()}, why: …}}"
        )
    changes = {path: (before, after)}
    if dry_run:
        show_changes(changes)
    else:
        write_changes(opened.config.root, changes)
    verb = "would retire" if dry_run else "retired"
    click.echo(f'{verb} {item.kind} "{item_id}" as of {since.isoformat()}, in {clean(path)}', err=dry_run)
    if reason in ("", PLACEHOLDER):
        click.echo(f"still to fill in, where the file says {PLACEHOLDER}: why", err=dry_run)
    _tell_what_points_here(opened, item, replaced_by, dry_run)
    return 0


def _in_use(opened: Opened, item_id: str) -> Item:
    """The item, which must be in use and alone with its id. Raises click.UsageError."""
    item = opened.item(item_id)
    if item.retired is not None:
        raise click.UsageError(f'"{item_id}" was retired on {item.retired.date.isoformat()}, in {item.origin.path}')
    opened.refuse_shared(item_id)
    return item


def _day(text: str) -> date:
    from alignctl.plan.dates import parse_day

    try:
        return parse_day(text)
    except ValueError:
        raise click.UsageError(f'--date must be a day such as 2026-03-31; "{text}" is not') from None


def _check_heir(opened: Opened, item: Item, heir_id: str) -> None:
    heir = opened.item(heir_id)
    if heir.id == item.id:
        raise click.UsageError(f'"{item.id}" cannot take its own place; name another {item.kind}')
    if heir.kind != item.kind:
        raise click.UsageError(f'"{heir_id}" is of kind {heir.kind}; a {item.kind} is replaced by a {item.kind}')
    seen = {heir.id}
    following = heir.replaced_by
    while following is not None and following.id not in seen:
        if following.id == item.id:
            raise click.UsageError(f'"{heir_id}" was itself replaced by "{item.id}": that would be a circle')
        seen.add(following.id)
        after = opened.plan.get(following.id)
        following = after.replaced_by if after is not None else None


def _tell_what_points_here(opened: Opened, item: Item, heir: str | None, to_stderr: bool) -> None:
    """List the links and mentions of items that are in use."""
    from alignctl.edit.document import Unplaceable
    from alignctl.edit.placing import Placer
    from alignctl.plan.plan import mentions_of

    placer = Placer(opened.loaded.sources)

    def line_of(edge: Edge) -> str:
        origin = edge.source.origin
        try:
            file = placer.yaml(origin.path)
            document = file.document(origin.document)
            at = document.start(document.trace(edge.pointer).node)
        except Unplaceable:
            return clean(origin.path)
        return f"{clean(origin.path)}:{file.lines.span(at, at).line}"

    edges = [edge for edge in opened.plan.edges if edge.target == item.id]
    edges += [edge for other in opened.plan.items for edge, _ in mentions_of(other) if edge.target == item.id]
    edges = [edge for edge in edges if edge.source.retired is None and edge.source.id != item.id]
    if not edges:
        click.echo("nothing points to it", err=to_stderr)
        return
    click.echo(
        f"{counted(len(edges), 'place')} in items that are in use now {_points(len(edges))} to it:", err=to_stderr
    )
    for edge in edges:
        title = clean(edge.source.title)
        click.echo(f'  {line_of(edge)}: {edge.field} of {edge.source.kind} "{edge.source.id}" ({title})', err=to_stderr)
    hint = f'"{heir}", which took its place' if heir is not None else "what takes its place"
    click.echo(f"let links that look ahead name {hint}; those that tell history may stay", err=to_stderr)


def _points(number: int) -> str:
    return "points" if number == 1 else "point"
