"""`alignctl log`: the life of the plan, or of one item, from git, in the words of the plan."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from alignctl import __version__
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import complete_ids, config_option, open_config
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal

if TYPE_CHECKING:
    from alignctl.change.git import Repository
    from alignctl.change.history import Chapter, Told
    from alignctl.config import Config

CHANGES_SHOWN = 12
"""How many changes of one commit are told, where the whole plan is asked for."""

COMMITS_SHOWN = 50
"""How many commits are told unless more are asked for."""

_MANY = 4
"""From how many new items of a kind on they are told in one line."""


@click.command("log")
@click.argument("item_id", metavar="[ID]", required=False, shell_complete=complete_ids)
@click.option("--since", metavar="DAY|REF", help="Only commits of this day and later, or after this revision.")
@click.option("--until", metavar="DAY|REF", help="Only commits of this day and earlier, or up to this revision.")
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=COMMITS_SHOWN, show_default=True, help="At most so many commits."
)
@click.option("--goalposts", is_flag=True, help="Only changes that moved what is to be reached, or by when.")
@click.option("--all", "everything", is_flag=True, help="Every change of a commit, however many there are.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@config_option
@click.pass_context
def command(
    ctx: click.Context,
    item_id: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    goalposts: bool,
    everything: bool,
    form: str,
) -> int:
    """Tell the life of the plan from git, the newest first: what changed, when, and by whom. With ID, of that item.

    Plans are compared, never texts: targets that moved, readings, decisions, agreements, names. An item is followed
    through its earlier names and files. A merge is told once, as what it brought in; drafts and proposals on branches
    are not.

    Exit codes: 0 told, 2 misuse, 3 git knows nothing of it, 70 a fault of alignctl.
    """
    from alignctl.change.git import GitError

    config = open_config(ctx)
    try:
        found = _read(config, item_id, since, until, limit, goalposts)
    except GitError as error:
        raise click.UsageError(f"{error}") from error
    if not found.chapters and form == "text":
        return _tell_nothing(config, item_id, found, narrowed=bool(since or until or goalposts))
    if form == "json":
        click.echo(_as_json(config, item_id, found), nl=False)
        return EXIT_CLEAN
    terminal = open_terminal()
    for line in _lines(terminal, found, item_id, everything):
        terminal.print(line)
    return EXIT_CLEAN


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found: the commits, whether there are more, and where a shallow clone ends."""

    chapters: tuple[Chapter, ...]
    start: str
    more: bool
    cut_off: str | None
    renamed_to: str | None


def _read(
    config: Config, item_id: str | None, since: str | None, until: str | None, limit: int, goalposts: bool
) -> _Found:
    """Walk back until as many commits are found as are wanted. Raises GitError."""
    from dataclasses import replace

    from alignctl.change.git import find_repository
    from alignctl.change.history import Trail, tell
    from alignctl.change.history_walk import Walk

    repository = find_repository(config.root, os.environ)
    first, after = _border(repository, since)
    last, upto = _border(repository, until)
    start = upto or repository.resolve("HEAD")
    trail = Trail(item_id) if item_id is not None else None
    chapters: list[Chapter] = []
    more = False
    with Walk(repository, config, start, before=(after,) if after is not None else ()) as walk:
        walk.following = trail.ids if trail is not None else None
        for step in walk.steps():
            if first is not None and step.commit.day < first:
                break
            chapter = tell(walk, step)
            if chapter is None:
                continue
            part = chapter if trail is None else trail.take(chapter)
            if part is not None and goalposts:
                part = replace(part, told=part.goalposts) if part.goalposts else None
            if part is None or (last is not None and part.commit.day > last):
                continue
            if len(chapters) == limit:
                more = True
                break
            chapters.append(part)
    cut_off = walk.cut_off.id if walk.cut_off is not None else None
    return _Found(tuple(chapters), start, more, cut_off, trail.renamed_to if trail else None)


def _border(repository: Repository, named: str | None) -> tuple[date | None, str | None]:
    """What --since or --until names: a day, or a commit."""
    from alignctl.plan.dates import parse_day

    if named is None:
        return None, None
    try:
        day = parse_day(named)
    except ValueError:
        return None, repository.resolve(named)
    return (None, repository.resolve(named)) if repository.knows(named) else (day, None)


def _tell_nothing(config: Config, item_id: str | None, found: _Found, *, narrowed: bool) -> int:
    """Say that nothing was found, and why; the exit code. Raises click.UsageError for an id that nothing ever had."""
    from alignctl.change.revision import load_by
    from alignctl.plan.nearest import nearest

    if found.cut_off is not None:
        click.echo(f"this clone ends at {found.cut_off[:7]}, {_REMEDY}", err=True)
        return EXIT_NOTHING
    if item_id is None and not narrowed:
        click.echo(f"git knows no plan in {', '.join(config.plans)} below {config.root}; commit it first", err=True)
        return EXIT_NOTHING
    ids = load_by(config).plan.ids if item_id is not None else ()
    if narrowed and (item_id is None or item_id in ids):
        click.echo("nothing that fits; without --since, --until and --goalposts more is told", err=True)
        return EXIT_CLEAN
    if item_id in ids:
        click.echo(f'git knows no item "{item_id}" yet; commit it first', err=True)
        return EXIT_NOTHING
    close = nearest(item_id or "", ids)
    hint = f'did you mean "{close}"?' if close else '"alignctl list" shows the ids that there are now'
    what = "there is nothing that fits of an item" if narrowed else "git knows no item"
    raise click.UsageError(f'{what} "{item_id}"; {hint}')


_REMEDY = (
    "and what was before is not here: fetch the whole history (actions/checkout: fetch-depth: 0; git fetch --unshallow)"
)


def _as_json(config: Config, item_id: str | None, found: _Found) -> str:
    from alignctl.report.history_json import report_history_json

    return report_history_json(
        found.chapters,
        plan=config.name,
        item=item_id,
        renamed_to=found.renamed_to,
        start=found.start,
        complete=not found.more and found.cut_off is None,
        cut_off=found.cut_off,
        tool_version=__version__,
    )


def _lines(terminal: Terminal, found: _Found, item_id: str | None, everything: bool) -> Iterator[str]:
    for number, chapter in enumerate(found.chapters):
        if number:
            yield ""
        yield from _head(terminal, chapter)
        yield from _changes(terminal, chapter, None if everything or item_id is not None else CHANGES_SHOWN, item_id)
    notes = []
    if found.renamed_to is not None:
        name = clean(found.renamed_to)
        notes.append(
            f'"{clean(item_id or "")}" has been called "{name}" since; "alignctl log {name}" tells its whole life'
        )
    if found.more:
        notes.append(f"and there is more: -n {max(len(found.chapters) * 4, COMMITS_SHOWN)} tells of more commits")
    if found.cut_off is not None:
        notes.append(f"this clone ends at {found.cut_off[:7]}, {_REMEDY}")
    for note in notes:
        yield ""
        yield from flow([(note, "dim")], terminal.text_width, "", None, terminal.paint)


def _head(terminal: Terminal, chapter: Chapter) -> Iterator[str]:
    commit = chapter.commit
    pieces = [
        (commit.day.isoformat(), "bold"),
        (clean(chapter.by), "bold"),
        (commit.short, "dim"),
        (clean(commit.subject), "dim"),
    ]
    yield from flow([piece for piece in pieces if piece[0]], terminal.text_width, "", "  ", terminal.paint)
    if chapter.begins:
        yield "  the plan begins here"
    for text in chapter.settings:
        yield from flow([(clean(text), "watch")], terminal.text_width, "  ", "    ", terminal.paint)


def _changes(terminal: Terminal, chapter: Chapter, most: int | None, item_id: str | None) -> Iterator[str]:
    """What a commit changed, item by item: those first whose goalposts moved."""
    from alignctl.change.changes import ChangeKind

    added: dict[str, list[Told]] = {}
    for told in chapter.told:
        if told.change.kind is ChangeKind.ADDED and most is not None:
            added.setdefault(told.change.item_kind, []).append(told)
    many = {kind: group for kind, group in added.items() if len(group) >= _MANY}
    single = [t for t in chapter.told if not (t.change.kind is ChangeKind.ADDED and t.change.item_kind in many)]
    moved = {told.change.item for told in single if told.goalpost}
    single.sort(key=lambda told: told.change.item not in moved)
    shown = single if most is None or len(single) <= most + 1 else single[:most]
    before = ""
    for told in shown:
        change = told.change
        if item_id is None or change.item != item_id:
            if change.item != before:
                pieces = [(clean(change.title), ""), (f"({change.item_kind} {clean(change.item)})", "dim")]
                yield from flow(pieces, terminal.text_width, "  ", "    ", terminal.paint)
            before = change.item
        yield from _change(terminal, told, "  " if item_id is not None and change.item == item_id else "    ")
    if len(shown) < len(single):
        yield f"  and {len(single) - len(shown)} more changes (--all shows them)"
    for kind in sorted(many):
        yield from _new_items(terminal, kind, many[kind])
    for entry in chapter.not_compared:
        text = f"not compared: {clean(entry.what)}: {clean(entry.why)}"
        yield from flow([(text, "watch")], terminal.text_width, "  ", "    ", terminal.paint)
    if chapter.bridged:
        names = ", ".join(clean(path) for path in chapter.bridged)
        text = f"{names} could not be read in the revision before; what stood there earlier was compared"
        yield from flow([(text, "watch")], terminal.text_width, "  ", "    ", terminal.paint)


def _change(terminal: Terminal, told: Told, indent: str) -> Iterator[str]:
    from alignctl.change.changes import Effect

    change = told.change
    pieces = [(clean(change.text), "")]
    if told.goalpost:
        word = "moved" if change.effect is Effect.OTHER else change.effect.value
        tone = "bad" if change.effect in (Effect.EASIER, Effect.LATER) else "watch"
        pieces.append((f"[goalpost: {word}, {'recorded' if told.recorded else 'not recorded'}]", tone))
    yield from flow(pieces, terminal.text_width, indent, f"{indent}  ", terminal.paint)


def _new_items(terminal: Terminal, kind: str, group: list[Told]) -> Iterator[str]:
    from alignctl.plan.items import PLURALS
    from alignctl.plan.phrases import join_some, quote

    several = "KPIs" if kind == "kpi" else PLURALS[kind]
    names = join_some([quote(clean(told.change.title)) for told in group], 3)
    yield from flow([(f"{len(group)} new {several}: {names}", "")], terminal.text_width, "  ", "    ", terminal.paint)
