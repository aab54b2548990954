"""`alignctl agree ID`: write down what a team answered when an item was put to it (catchball)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened, complete_ids, open_plan, plan_options
from alignctl.cli.recording import keep_trying, read_day
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, wrap
from alignctl.cli.writing import Changes, show_changes

if TYPE_CHECKING:
    from alignctl.plan.due import Due
    from alignctl.plan.items import Item
    from alignctl.plan.parts import Agreement
    from alignctl.plan.plan import Plan
    from alignctl.plan.teams import TeamTree

_EVER = 10**6
"""A span of days past every day that a plan can name."""


@click.command("agree")
@click.argument("item_id", metavar="[ID]", required=False, shell_complete=complete_ids)
@click.option(
    "--team",
    "team_id",
    metavar="ID",
    shell_complete=complete_ids,
    help="The team that answers; without an item, whose answers to list.",
)
@click.option("--counter", metavar="TEXT", help="What the team proposes instead, in place of agreeing.")
@click.option("--no", "refusal", metavar="TEXT", help="Why the team does not agree.")
@click.option("--note", metavar="TEXT", help="What a reader should know about a yes: a condition, a limit.")
@click.option("--date", "day", metavar="DAY", help="The day of the answer (year-month-day). Default: today.")
@click.option("--dry-run", "--diff", "dry_run", is_flag=True, help="Show the change as a diff, and write nothing.")
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    item_id: str | None,
    team_id: str | None,
    counter: str | None,
    refusal: str | None,
    note: str | None,
    day: str | None,
    dry_run: bool,
) -> int:
    """Write down what a team answered when an item was put to it, and say who is still to answer.

    \b
    alignctl agree ID --team TEAM                 the team agrees
    alignctl agree ID --team TEAM --counter TEXT  it proposes something else
    alignctl agree ID --team TEAM --no TEXT       it does not agree
    alignctl agree --team TEAM                    lists what waits for its answer

    The answer goes into "agreed" of the item, and nothing else in the file changes. A team has one answer there, its
    latest; git keeps those before. Only a team that shares the item can answer, or one that it is part of, or a part of
    it; for a goal also the owner of the goal above or below. Who typed the line is a matter of the forge: see
    "alignctl codeowners".

    Exit codes: 0 written, listed, or known already; 2 misuse, or the answer was refused; 3 the plan is empty.
    """
    if item_id is None:
        for name, value in (("--counter", counter), ("--no", refusal), ("--note", note), ("--date", day)):
            if value is not None:
                raise click.UsageError(f'which item is {name} about? Type "alignctl agree ID --team TEAM {name} …"')
        return _list(ctx, team_id)
    if team_id is None:
        raise click.UsageError(f'which team answers? Type "alignctl agree {item_id} --team TEAM"')
    given = [name for name, value in (("--counter", counter), ("--no", refusal), ("--note", note)) if value is not None]
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} do not go together; --counter and --no take their own text")
    answer = "counter" if counter is not None else "no" if refusal is not None else "yes"
    return _record(ctx, item_id, team_id, answer, _line(given, counter, refusal, note), day, dry_run)


def _line(given: list[str], *texts: str | None) -> str | None:
    """The text that was given, on one line. Raises click.UsageError where it says nothing."""
    text = next((text for text in texts if text is not None), None)
    line = " ".join(text.split()) if text is not None else None
    if line == "":
        raise click.UsageError(f"{given[0]} needs a text")
    return line


def _record(
    ctx: click.Context, item_id: str, team_id: str, word: str, note: str | None, day: str | None, dry_run: bool
) -> int:
    from alignctl.edit.agreeing import agreed_with, record_answer
    from alignctl.edit.checkin import Refused
    from alignctl.plan.parts import Agreement, Link

    def make() -> tuple[Opened, Changes, tuple[Opened, Item, Agreement, Changes]]:
        opened = open_plan(ctx)
        item = _answerable(opened, item_id, team_id)
        answer = Agreement(Link(team_id), read_day(day, opened.today.day), word, note)
        _check_day(opened, item, answer)
        path = item.origin.path
        before = opened.loaded.sources[path]
        after = record_answer(item, before, answer, opened.plan.fiscal_year_starts)
        if isinstance(after, Refused):
            raise click.UsageError(f"{after.message}; {after.help}")
        changes = {path: (before, after)} if after is not None else {}
        return opened, {} if dry_run else changes, (opened, item, answer, changes)

    opened, item, answer, changes = keep_trying(make)
    if not changes:
        click.echo(f'nothing to do: "{item_id}" says so already')
        return EXIT_CLEAN
    if dry_run:
        show_changes(changes)
        return EXIT_CLEAN
    terminal = open_terminal()
    for line in _told(opened, terminal, item, answer):
        terminal.print(line)
    terminal.print(f"wrote {clean(item.origin.path)}")
    for line in _next(opened, terminal, agreed_with(item, answer), answer):
        terminal.print(line)
    return EXIT_CLEAN


def _answerable(opened: Opened, item_id: str, team_id: str) -> Item:
    """The item, which must be in use and alone with its id, and shared by the team. Raises click.UsageError."""
    from alignctl.cli.answers import choose_item, choose_of_kind

    item = choose_item(opened, item_id)
    opened.refuse_shared(item_id)
    if item.retired is not None:
        raise click.UsageError(f'"{item_id}" was retired on {item.retired.date.isoformat()}; nobody is asked any more')
    if "agreed" in item.broken:
        raise click.UsageError(f'"agreed" of "{item_id}" has errors; "alignctl check {item.origin.path}" says which')
    choose_of_kind(opened, team_id, "team", "--team")
    team = opened.item(team_id)
    if team.retired is not None:
        heir = f'; "{team.replaced_by.id}" took its place' if team.replaced_by is not None else ""
        raise click.UsageError(f'team "{team_id}" was retired on {team.retired.date.isoformat()}{heir}')
    _check_sharing(opened.plan, item, team_id)
    return item


def _check_sharing(plan: Plan, item: Item, team_id: str) -> None:
    from alignctl.plan.sharing import asked_teams
    from alignctl.plan.teams import TeamTree
    from alignctl.plan.waiting import owners_of

    teams = TeamTree(plan)
    asked = asked_teams(plan, item, teams)
    if team_id in asked or any(answer.team.id == team_id for answer in item.agreed):
        return
    if team_id in owners_of(item):
        why = f'"{team_id}" owns "{item.id}", so it need not agree with itself'
    elif any(team_id in teams.branch(other) for other in asked):
        return
    else:
        why = f'"{team_id}" does not share "{item.id}"'
    if asked:
        raise click.UsageError(f"{why}; {_named(asked)} {'does' if len(asked) == 1 else 'do'}")
    way = 'name the team under "shared_with"' if item.kind == "outcome" else 'name the team under "co_owners"'
    raise click.UsageError(f"{why}, and no other team does; if one is to, {way}")


def _named(teams: tuple[str, ...]) -> str:
    names = [f'"{team}"' for team in teams]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _check_day(opened: Opened, item: Item, answer: Agreement) -> None:
    from alignctl.edit.agreeing import last_answer

    today = opened.today.day
    if answer.date > today:
        raise click.UsageError(f"{answer.date.isoformat()} is in the future: today is {today.isoformat()}")
    index = last_answer(item, answer.team.id)
    if index is not None and item.agreed[index].date > answer.date:
        later = item.agreed[index]
        raise click.UsageError(
            f'"{answer.team.id}" answered {later.answer} on {later.date.isoformat()}, which is later; '
            "give the day of its new answer"
        )


def _told(opened: Opened, terminal: Terminal, item: Item, answer: Agreement) -> Iterator[str]:
    """The item, and the team's answer with the one before."""
    from alignctl.edit.agreeing import last_answer

    pieces = [(clean(item.title), "bold"), (f"[{clean(item.id)}]", "dim")]
    yield from flow(pieces, terminal.text_width, "", "  ", terminal.paint)
    index = last_answer(item, answer.team.id)
    title = clean(opened.item(answer.team.id).title)
    yield from wrap(f"{title}: {_words(answer)}", terminal.text_width, "  ", "    ")
    if index is not None:
        yield from wrap(f"before: {_words(item.agreed[index])}", terminal.text_width, "  ", "    ")


def _words(answer: Agreement) -> str:
    note = f" ({clean(answer.note)})" if answer.note else ""
    return f"{answer.answer} on {answer.date.isoformat()}{note}"


def _next(opened: Opened, terminal: Terminal, item: Item, answer: Agreement) -> Iterator[str]:
    """Who is still to act before all who share the item stand by it."""
    from alignctl.plan.due import find_due
    from alignctl.plan.plan import Plan
    from alignctl.plan.teams import TeamTree

    items = [item if other.id == item.id else other for other in opened.plan.items]
    plan = Plan(items, opened.plan.placeholders, opened.plan.fiscal_year_starts)
    waiting = [
        entry.text
        for entry in find_due(plan, opened.today.day, _EVER)
        if entry.sort == "agreement" and entry.item == item.id
    ]
    if answer.answer == "no":
        waiting.insert(0, f'"{answer.team.id}" does not stand by it: change it, and put it to that team again')
    waiting += _behalf(plan, item, answer.team.id, TeamTree(plan))
    yield from (line for text in waiting for line in wrap(clean(text), terminal.text_width, "next: ", "      "))
    if not waiting:
        yield "nobody else is to answer"


def _behalf(plan: Plan, item: Item, team_id: str, teams: TeamTree) -> Iterator[str]:
    """What to know where a team answers for one that it is part of, or for a part of it."""
    from alignctl.plan.sharing import asked_teams

    asked = asked_teams(plan, item, teams)
    near = tuple(other for other in asked if team_id in teams.branch(other)) if team_id not in asked else ()
    if near:
        shares, whose = ("shares", "its own answer") if len(near) == 1 else ("share", "the answer of one of them")
        yield f'{_named(near)} {shares} it: a change that is recorded under "revisions" needs {whose}'


def _list(ctx: click.Context, team_id: str | None) -> int:
    """List the answers that are awaited, of one team and the teams in it, or of all."""
    from alignctl.cli.answers import choose_of_kind, open_for_answers
    from alignctl.plan.due import find_due

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    if team_id is not None:
        choose_of_kind(opened, team_id, "team", "--team")
    found = [e for e in find_due(opened.plan, opened.today.day, _EVER, team_id) if e.sort == "agreement"]
    terminal = open_terminal()
    if not found:
        whose = f'"{team_id}"' if team_id is not None else "anybody"
        terminal.print(f"nothing waits for an answer of {whose}, {opened.today}")
    for entry in found:
        for line in _entry(opened, terminal, entry):
            terminal.print(line)
    return EXIT_CLEAN


def _entry(opened: Opened, terminal: Terminal, entry: Due) -> Iterator[str]:
    from alignctl.plan.dates import format_day

    pieces = [(clean(entry.title), "bold"), (f"[{clean(entry.item)}]", "dim")]
    yield from flow(pieces, terminal.text_width, "", "  ", terminal.paint)
    when = f"; {'late, ' if entry.late else ''}due on {format_day(entry.day)}" if entry.day is not None else ""
    yield from wrap(f"{clean(entry.text)}{when}", terminal.text_width, "  ", "    ")
    owner = opened.item(entry.item).owner
    asked = [team for team in entry.teams if owner is None or team != owner.id]
    for team in asked:
        yield f"  alignctl agree {clean(entry.item)} --team {clean(team)}"
