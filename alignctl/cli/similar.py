"""`alignctl similar`: what was tried before, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.answers import open_for_answers, print_json
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import at_option, complete_ids, plan_options
from alignctl.cli.terminal import Terminal, clean, open_terminal, wrap
from alignctl.plan.items import Hypothesis

if TYPE_CHECKING:
    from alignctl.plan.earlier import Earlier


@click.command("similar")
@click.argument("words", metavar="TEXT-or-ID", nargs=-1, required=True, shell_complete=complete_ids)
@click.option("-n", "--limit", type=click.IntRange(1), default=5, show_default=True, help="How many are shown at most.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@at_option
@plan_options
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], limit: int, form: str) -> int:
    """Find hypotheses like a text, or like an item of the plan: the decided ones first, with what was learned.

    What is rare in the plan counts for more than what stands everywhere. Nothing leaves this machine.

    Exit codes: 0 something like it was found; 2 misuse; 3 nothing in the plan is like it.
    """
    from alignctl.plan.earlier import find_earlier, text_of

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    text = " ".join(words)
    asked = opened.plan.get(text)
    found = find_earlier(opened.plan, text if asked is None else text_of(asked), asked)
    if form == "json":
        entries = [_as_data(entry) for entry in found[:limit]]
        print_json(opened, {"asked": asked.id if asked else None, "text": text, "count": len(found), "like": entries})
    elif not found:
        about = f'"{clean(asked.id)}"' if asked is not None else "that"
        click.echo(f"no hypothesis of the plan is like {about}; nobody seems to have tried it", err=True)
    else:
        terminal = open_terminal()
        for line in _lines(terminal, found, limit):
            terminal.print(line)
    return EXIT_CLEAN if found else EXIT_NOTHING


def _as_data(entry: Earlier) -> dict[str, Any]:
    bet, result = entry.bet, entry.bet.result
    return {
        "id": bet.id,
        "title": bet.title,
        "likeness": round(entry.likeness, 3),
        "words": list(entry.words),
        "link": entry.link or None,
        "status": bet.status,
        "decision": result.decision if result is not None else None,
        "decided": result.date.isoformat() if result is not None else None,
        "learned": result.learned if result is not None else None,
    }


def _lines(terminal: Terminal, found: tuple[Earlier, ...], limit: int) -> Iterator[str]:
    for place, entry in enumerate(found[:limit]):
        if place:
            yield ""
        bet = entry.bet
        yield f"{terminal.paint(clean(bet.title), 'bold')} {terminal.paint(f'[{clean(bet.id)}]', 'dim')}"
        tied = f", tied to it by {entry.link}" if entry.link else ""
        words = ", ".join(clean(word) for word in entry.words)
        told = f"{_state(bet)}; {entry.likeness * 100:.0f} % alike{tied}: {words}"
        yield from wrap(told, terminal.text_width, "  ")
        if bet.result is not None and bet.result.learned:
            yield from wrap(f"learned: {clean(bet.result.learned)}", terminal.text_width, "  ")
    if len(found) > limit:
        yield ""
        yield terminal.paint(f"{len(found) - limit} more are less alike; --limit shows them", "dim")


def _state(bet: Hypothesis) -> str:
    if bet.result is not None:
        return f"{bet.result.decision}, {bet.result.date}"
    return clean(bet.status)
