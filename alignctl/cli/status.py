"""`alignctl status`: how the measures are doing, and the bets, the work and the lines of sight."""

from __future__ import annotations

from collections.abc import Iterator
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
from alignctl.cli.terminal import Terminal, clean, flow, open_terminal, pad, unbroken, wrap

if TYPE_CHECKING:
    from alignctl.plan.scoreboard import Judged, Scoreboard, Share

LISTED = 15
"""How many measures that need attention are listed, unless all are asked for."""

BAR = 24
"""The width of the longest bar."""


@click.command("status")
@click.option("--team", metavar="ID", help="Only what this team, or a team in it, owns, co-owns, shares or runs.")
@click.option("--strategy", metavar="ID", help="Only this strategy and what leads to it.")
@click.option("--all", "everything", is_flag=True, help="List every measure that needs attention.")
@format_option
@at_option
@plan_options
@click.pass_context
def command(ctx: click.Context, team: str | None, strategy: str | None, everything: bool, form: str) -> int:
    """Say how the measures are doing: attained, on pace, at risk, missed, stale.

    Attained is a measure at or past its final target, or the latest target
    that came due. The attainment ratio is the share of these, over all
    measures and over those with a target and data. Being on pace is not
    attainment, nor is a milestone. Drafts, retired items and segments of a
    measure are not counted.

    Exit codes: 0 shown, 2 misuse, 3 the plan is empty, 70 a fault of alignctl.
    """
    from alignctl.plan.scoreboard import count_scoreboard, ids_of_strategy, ids_of_team, judge_measures

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    plan, among = opened.plan, None
    if team is not None:
        among = ids_of_team(plan, choose_of_kind(opened, team, "team", "--team"))
    if strategy is not None:
        below = ids_of_strategy(plan, choose_of_kind(opened, strategy, "strategy", "--strategy"))
        among = below if among is None else among & below
    board = count_scoreboard(plan, opened.today.day, among=among)
    worrying = [entry for entry in judge_measures(plan, opened.today.day, among=among) if _worries(entry)]
    worrying.sort(key=lambda entry: (_WORRIES.index(entry.progress.state), entry.kpi.id))
    if form == "json":
        print_json(opened, {"team": team, "strategy": strategy, **_as_data(board, worrying)})
        return EXIT_CLEAN
    terminal = open_terminal()
    scope = [clean(item.title) for i in (team, strategy) if i is not None and (item := plan.get(i)) is not None]
    terminal.print(terminal.paint(", ".join([clean(opened.config.name), *scope, str(opened.today)]), "bold"))
    for line in _lines(opened, terminal, board, worrying if everything else worrying[:LISTED], len(worrying)):
        terminal.print(line)
    return EXIT_CLEAN


_WORRIES = ("missed", "at-risk", "stale")


def _worries(entry: Judged) -> bool:
    return entry.progress.state in _WORRIES


def _as_data(board: Scoreboard, worrying: list[Judged]) -> dict[str, Any]:
    return {
        "attainment": {
            "attained": board.attained,
            "of_all": _share_data(board.attained_of_all),
            "of_those_with_target_and_data": _share_data(board.attained_of_judged),
            "attained_and_behind_on_the_next_target": board.attained_behind,
        },
        "measures": {
            "total": board.measures,
            "by_state": dict(board.by_state),
            "on_pace": board.on_pace,
            "stale": board.stale,
            "suspect": board.suspect,
            "outcome_or_impact": _share_data(board.outcome_share),
        },
        "milestones": {
            "total": board.milestones.total,
            "done": board.milestones.done,
            "due": board.milestones.due,
            "overdue": board.milestones.overdue,
        },
        "line_of_sight": {
            **_share_data(board.sight),
            "by_kind": {kind: _share_data(share) for kind, share in board.sight_by_kind},
        },
        "hypotheses": {
            "by_status": dict(board.bets.by_status),
            "running": list(board.bets.running),
            "overdue_decisions": list(board.bets.overdue),
        },
        "attention": [_measure_data(entry) for entry in worrying],
    }


def _share_data(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "ratio": share.ratio}


def _measure_data(entry: Judged) -> dict[str, Any]:
    from alignctl.cli.measure import progress_data

    kpi = entry.kpi
    owner = kpi.owner.id if kpi.owner is not None else None
    return {"id": kpi.id, "title": kpi.title, "owner": owner, "unit": kpi.unit, **progress_data(entry.progress)}


def _lines(opened: Opened, terminal: Terminal, board: Scoreboard, listed: list[Judged], worrying: int) -> Iterator[str]:
    yield ""
    yield from _attainment_lines(terminal, board)
    yield ""
    yield from _other_lines(opened, terminal, board)
    if listed:
        yield ""
        yield terminal.paint(f"{worrying} {'measure needs' if worrying == 1 else 'measures need'} attention", "bold")
        for entry in listed:
            yield from _measure_lines(opened, terminal, entry)
        if worrying > len(listed):
            yield f"  and {worrying - len(listed)} more (--all shows them)"


def _attainment_lines(terminal: Terminal, board: Scoreboard) -> Iterator[str]:
    from alignctl.plan.numbers import format_ratio
    from alignctl.views.status import make_mark

    if not board.measures:
        yield "Attainment: there is no measure to count"
        return
    width = len(str(board.measures))
    for share, of_what in (
        (board.attained_of_all, "all measures"),
        (board.attained_of_judged, "the measures with a target and data"),
    ):
        figures = f"{share.part} of {share.whole:>{width}}"
        pieces = [
            (unbroken(f"Attained  {format_ratio(share.ratio):>5} "), "bold"),
            (unbroken(f"{figures} "), ""),
            (of_what, ""),
        ]
        yield from flow(pieces, terminal.text_width, "", " " * 18, terminal.paint)
    yield ""
    most = max(count for _, count in board.by_state)
    longest = min(BAR, terminal.text_width - 20 - width)
    for state, count in board.by_state:
        mark = make_mark(state)
        bar = terminal.sign("█", "#") * (max(1, round(longest * count / most)) if count else 0)
        tone = mark.tone.value if mark.tone.value in ("good", "watch", "bad") else "unknown"
        yield f"  {paint_mark(terminal, mark, 16)}{count:>{width}}  {terminal.paint(bar, tone)}".rstrip()
    if board.attained_behind:
        notes = f"{board.attained_behind} of the attained reached the latest target that came due and "
        notes += f"{'is' if board.attained_behind == 1 else 'are'} behind on the way to the next; "
        notes += f"{'it stands' if board.attained_behind == 1 else 'they stand'} under at risk or stale"
        yield from wrap(notes, terminal.text_width, "  ")
    if board.suspect:
        yield f"  {board.suspect} {'shows' if board.suspect == 1 else 'show'} the same value for many periods (suspect)"


def _other_lines(opened: Opened, terminal: Terminal, board: Scoreboard) -> Iterator[str]:
    from alignctl.plan.numbers import format_ratio

    def row(label: str, text: str) -> Iterator[str]:
        yield from wrap(text, terminal.text_width, pad(label, 16), " " * 16)

    milestones, bets = board.milestones, board.bets
    if milestones.total:
        late = f", {milestones.overdue} overdue" if milestones.overdue else ""
        yield from row("Milestones", f"{milestones.done} of {milestones.total} done{late} (not part of attainment)")
    share = board.outcome_share
    if share.whole:
        text = f"{share.part} of {share.whole} measures are of level outcome or impact ({format_ratio(share.ratio)})"
        yield from row("Outcome share", text)
    parts = [
        f"{part.part} of {part.whole} {kind.replace('kpi', 'KPI')}s" for kind, part in board.sight_by_kind if part.whole
    ]
    if parts:
        yield from row("Line of sight", f"{', '.join(parts)} lead to a strategy ({format_ratio(board.sight.ratio)})")
    if board.measures:
        elsewhere = board.stale - board.count("stale")
        more = f"; {elsewhere} of them {'stands' if elsewhere == 1 else 'stand'} in another state" if elsewhere else ""
        yield from row(
            "Stale data", f"{board.stale} of {board.measures} measures have no reading where one was due{more}"
        )
    counts = [f"{count} {status}" for status, count in bets.by_status if count]
    if counts:
        yield from row("Bets", ", ".join(counts))
    if bets.running and not bets.overdue:
        yield from row("Decisions", "none is overdue")
    for number, bet_id in enumerate(bets.overdue):
        bet = opened.plan.get(bet_id)
        title = clean(bet.title) if bet is not None else ""
        label = "Decide now" if number == 0 else ""
        pieces = [(title, "watch"), (f"[{bet_id}]", "dim"), ("its time box is over", "")]
        yield from flow(pieces, terminal.text_width, pad(label, 16), " " * 16, terminal.paint)


def _measure_lines(opened: Opened, terminal: Terminal, entry: Judged) -> Iterator[str]:
    from alignctl.cli.measure import due_text, latest_text, target_text
    from alignctl.views.status import make_mark

    kpi, progress = entry.kpi, entry.progress
    head = f"  {paint_mark(terminal, make_mark(progress.state), 10)}"
    margin = " " * 12
    lines = flow(
        [(clean(kpi.title), ""), (f"[{clean(kpi.id)}]", "dim")], terminal.text_width - 12, "", None, terminal.paint
    )
    for number, line in enumerate(lines):
        yield (margin if number else head) + line
    facts = [latest_text(kpi, progress), due_text(kpi, progress), target_text(kpi, progress), team_title(opened, kpi)]
    yield from wrap("; ".join(fact for fact in facts if fact), terminal.text_width, margin)
