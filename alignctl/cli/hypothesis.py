"""`alignctl hypothesis`: a bet from its first sentence to its decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN
from alignctl.cli.opening import Opened, complete_ids, open_plan, plan_options
from alignctl.cli.recording import keep_trying, read_day
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, wrap
from alignctl.cli.writing import Changes, show_changes

if TYPE_CHECKING:
    from alignctl.plan.items import Hypothesis

_SHOWN = 3
"""How many earlier bets are shown beside a new one."""


@click.group("hypothesis")
def command() -> None:
    """Word a bet, start it, decide it, and see it beside its rivals."""


@command.command("new")
@click.option("--title", metavar="TEXT", help="The title; the id is made from it.")
@click.option("--id", "item_id", metavar="ID", help="Use this id.")
@click.option("--follows", metavar="ID", shell_complete=complete_ids, help="The bet whose learning this one builds on.")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field. May repeat.")
@click.option("-o", "--output", metavar="FILE", help="The file to make. Default: the folder of hypotheses in the plan.")
@click.option("--no-input", is_flag=True, help="Never ask, even on a terminal.")
@plan_options
@click.pass_context
def new(
    ctx: click.Context,
    title: str | None,
    item_id: str | None,
    follows: str | None,
    settings: tuple[str, ...],
    output: str | None,
    no_input: bool,
) -> int:
    """Word a bet: by a change we will solve a problem, as measured by a KPI, because of what we know.

    Asks for what is missing on a terminal, writes the file, reads the bet back as a sentence, and shows earlier bets
    like it and the rivals that aim at the same KPI.

    Exit codes: 0 written, 2 misuse.
    """
    from alignctl.cli.new import add_item

    if follows is not None:
        _bet(open_plan(ctx), follows)
    path, made = add_item(ctx, "hypothesis", title, item_id, settings, output, no_input=no_input, follows=follows)
    if not path.resolve().is_relative_to(open_plan(ctx).config.root):
        return EXIT_CLEAN
    opened = open_plan(ctx)
    terminal = open_terminal()
    for line in _read_back(opened, terminal, made):
        terminal.print(line)
    return EXIT_CLEAN


@command.command("start")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option("--from", "starts", multiple=True, metavar="KPI=VALUE", help="Where a KPI stands now. May repeat.")
@click.option("--date", "day", metavar="DAY", help="The first day, where the bet names none. Default: today.")
@click.option("--dry-run", "--diff", "dry_run", is_flag=True, help="Show the change as a diff, and write nothing.")
@plan_options
@click.pass_context
def start(ctx: click.Context, item_id: str, starts: tuple[str, ...], day: str | None, dry_run: bool) -> int:
    """Start a bet: it runs, and from where each KPI sets out is on record.

    Refuses what cannot turn out wrong: a bet without an expected value, a time box or a reason.

    Exit codes: 0 written, 2 misuse, or the bet cannot be started yet.
    """
    from alignctl.cli.bet_records import start_of

    def make() -> tuple[Opened, Changes, tuple[Hypothesis, Changes]]:
        opened = open_plan(ctx)
        bet = _bet(opened, item_id)
        changes = start_of(opened, bet, starts, read_day(day, opened.today.day))
        return opened, {} if dry_run else changes, (bet, changes)

    bet, changes = keep_trying(make)
    if dry_run:
        show_changes(changes)
        return EXIT_CLEAN
    terminal = open_terminal()
    for line in (*_written(terminal, bet, changes), *_after_start(open_plan(ctx), terminal, item_id)):
        terminal.print(line)
    return EXIT_CLEAN


@command.command("decide")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@click.option(
    "--decision", metavar="WORD", help="adopt, continue, pivot, stop or inconclusive. On a terminal it is asked for."
)
@click.option("--observed", multiple=True, metavar="KPI=VALUE", help="What was seen. Default: the latest readings.")
@click.option("--learned", metavar="TEXT", help="What you know now that you did not know before.")
@click.option("--reason", metavar="TEXT", help="What weighed more than the figures, where you decide against them.")
@click.option("--evidence", metavar="TEXT", help="Where the evidence can be seen.")
@click.option("--date", "day", metavar="DAY", help="The day of the decision (year-month-day). Default: today.")
@click.option("--dry-run", "--diff", "dry_run", is_flag=True, help="Show the change as a diff, and write nothing.")
@click.option("--no-input", is_flag=True, help="Never ask, even on a terminal.")
@plan_options
@click.pass_context
def decide(
    ctx: click.Context,
    item_id: str,
    decision: str | None,
    observed: tuple[str, ...],
    learned: str | None,
    reason: str | None,
    evidence: str | None,
    day: str | None,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Decide a bet: what was expected stands beside what was seen, and what was learned is written down.

    Exit codes: 0 written, 2 misuse, or something that a decision needs is missing.
    """
    from alignctl.cli.bet_records import Given, ask_for, compare, result_of

    opened = open_plan(ctx)
    bet = _bet(opened, item_id)
    terminal = open_terminal()
    given = Given(decision, observed, learned, reason, evidence, read_day(day, opened.today.day))
    for line in compare(opened, terminal, bet, given):
        terminal.print(line)
    given = ask_for(opened, bet, given, asking=not no_input)

    def make() -> tuple[Opened, Changes, Changes]:
        opened = open_plan(ctx)
        changes = result_of(opened, _bet(opened, item_id), given)
        return opened, {} if dry_run else changes, changes

    changes = keep_trying(make)
    if dry_run:
        show_changes(changes)
        return EXIT_CLEAN
    for line in _written(terminal, bet, changes):
        terminal.print(line)
    goes_on = given.decision in ("continue", "pivot", "inconclusive")
    lead = "next" if goes_on else "where what was learned asks for another bet"
    terminal.print(f"{lead}: alignctl hypothesis new --follows {clean(item_id)}")
    return EXIT_CLEAN


@command.command("rivals")
@click.argument("item_id", metavar="ID", shell_complete=complete_ids)
@plan_options
@click.pass_context
def rivals(ctx: click.Context, item_id: str) -> int:
    """Show a bet beside its rivals: those it names, and open ones that aim at the same KPI.

    Exit codes: 0 shown, also where it has none; 2 misuse.
    """
    opened = open_plan(ctx)
    bet = _bet(opened, item_id)
    terminal = open_terminal()
    others = list(_rivals(opened, bet))
    for line in _side_by_side(opened, terminal, [bet, *others]):
        terminal.print(line)
    if not others:
        terminal.print(f'"{clean(item_id)}" has no rival: what else could move the same KPI?')
    return EXIT_CLEAN


def _bet(opened: Opened, item_id: str) -> Hypothesis:
    """The hypothesis, which must be alone with its id. Raises click.UsageError."""
    from alignctl.cli.answers import choose_item
    from alignctl.plan.items import Hypothesis

    item = choose_item(opened, item_id)
    opened.refuse_shared(item_id)
    if not isinstance(item, Hypothesis):
        raise click.UsageError(
            f'"{item_id}" is no hypothesis but of kind {item.kind}; "alignctl list hypothesis" shows all'
        )
    return item


def _written(terminal: Terminal, bet: Hypothesis, changes: Changes) -> Iterator[str]:
    pieces = [(clean(bet.title), "bold"), (f"[{clean(bet.id)}]", "dim")]
    yield from flow(pieces, terminal.text_width, "", "  ", terminal.paint)
    yield from (f"  wrote {clean(path)}" for path in changes)


def _after_start(opened: Opened, terminal: Terminal, item_id: str) -> Iterator[str]:
    from alignctl.plan.sentences import sentence_of

    bet = _bet(opened, item_id)
    yield from wrap(clean(sentence_of(bet, opened.plan)), terminal.text_width, "  ")
    if bet.end is not None:
        yield f"  the decision is due when the time box ends: {bet.end.last.isoformat()}"


def _read_back(opened: Opened, terminal: Terminal, item_id: str) -> Iterator[str]:
    """The new bet as a sentence, earlier bets like it, and its rivals."""
    from alignctl.load.problems import PLACEHOLDER
    from alignctl.plan.earlier import find_earlier, text_of
    from alignctl.plan.sentences import sentence_of

    bet = opened.plan.get(item_id)
    if bet is None or bet.kind != "hypothesis":
        return
    yield ""
    yield from wrap(clean(sentence_of(bet, opened.plan)), terminal.text_width)
    text = text_of(bet).replace(PLACEHOLDER, "")
    earlier = [entry for entry in find_earlier(opened.plan, text, bet) if entry.bet.result is not None][:_SHOWN]
    if earlier:
        yield ""
        yield "tried before:"
    for entry in earlier:
        result = entry.bet.result
        assert result is not None  # chosen above
        learned = f": {clean(result.learned)}" if result.learned else ""
        told = f"{clean(entry.bet.title)} [{clean(entry.bet.id)}], {result.decision}{learned}"
        yield from wrap(told, terminal.text_width, "  ", "    ")
    others = list(_rivals(opened, _bet(opened, item_id)))
    if others:
        yield ""
        yield "rivals, which aim at the same KPI:"
        yield from (f"  {clean(other.title)} [{clean(other.id)}], {clean(other.status)}" for other in others)


def _rivals(opened: Opened, bet: Hypothesis) -> Iterator[Hypothesis]:
    """The rivals that a bet names or that name it, and open bets that move a KPI of it; by id."""
    from alignctl.plan.items import Hypothesis

    plan = opened.plan
    edges = [plan.get(edge.target) for edge in plan.links_from(bet.id, "rivals")]
    edges += [edge.source for edge in plan.links_to(bet.id, "rivals")]
    for expected in bet.moves:
        for edge in plan.links_to(expected.id, "moves"):
            other = edge.source
            if isinstance(other, Hypothesis) and other.result is None and other.status in ("proposed", "running"):
                edges.append(other)
    found = {item.id: item for item in edges if isinstance(item, Hypothesis) and item.retired is None}
    found.pop(bet.id, None)
    yield from (found[name] for name in sorted(found))


def _side_by_side(opened: Opened, terminal: Terminal, bets: list[Hypothesis]) -> Iterator[str]:
    from alignctl.cli.bet_records import facts_of
    from alignctl.cli.side_by_side import side_by_side

    columns = []
    for bet in bets:
        facts: dict[str, list[str]] = {}
        for name, text in facts_of(opened, bet):
            facts.setdefault(name, []).append(clean(text))
        columns.append(((clean(bet.title), clean(bet.id)), facts))
    yield from side_by_side(terminal, columns)
