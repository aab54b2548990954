"""The dates of the next period: what is due on which day, and from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from alignctl.plan.dates import format_day
from alignctl.plan.due import Due
from alignctl.plan.phrases import capitalise, clause, join_some, quote
from alignctl.plan.progress import ordered_targets
from alignctl.plan.scoreboard import is_live
from alignctl.views.bets import teams_of
from alignctl.views.pack import Block, Grid, GridCell, Head, Paragraph, Section
from alignctl.views.pack_scope import Review, agree, counted, unbroken

ROWS = 40
"""How many dates are listed."""

_Row = tuple[date, str, str]


def tell_dates(review: Review) -> Section:
    """What falls due from the day of the meeting to the end of the next period, day by day; readings as a number."""
    return Section("dates", _title(review), tuple(_blocks(review)))


def _title(review: Review) -> str:
    if review.next is None:
        return "Dates ahead"
    return f"Dates in {review.next.name}" if review.is_over else f"Dates up to the end of {review.next.name}"


def _blocks(review: Review) -> Iterator[Block]:
    if review.horizon < review.today:
        yield Paragraph(
            f"That period ended on {format_day(review.horizon)}; this pack looks back at what came before it."
        )
        return
    ahead = [entry for entry in review.due if not entry.late and entry.day is not None and entry.day >= review.today]
    rows = [*_events(review, ahead), *_beginnings(review)]
    rows.sort()
    if rows:
        heads = (Head("Day"), Head("What"), Head("Who"))
        cells = tuple(
            (GridCell(unbroken(format_day(day))), GridCell(what), GridCell(who)) for day, what, who in rows[:ROWS]
        )
        yield Grid(_title(review), heads, cells)
    else:
        yield Paragraph(f"Nothing but readings is due up to {format_day(review.horizon)}.")
    if len(rows) > ROWS:
        more = len(rows) - ROWS
        follow = agree(more, "follows", "follow")
        yield Paragraph(f"{capitalise(counted(more, 'more date'))} {follow} up to {format_day(review.horizon)}.")
    yield from (Paragraph(text) for text in (_targets(review), _readings(review, ahead)) if text)


def _events(review: Review, ahead: list[Due]) -> Iterator[_Row]:
    for entry in ahead:
        if entry.sort != "reading" and entry.day is not None:
            yield entry.day, _words(entry), review.teams(entry.teams)


def _words(entry: Due) -> str:
    """What is due, as a line of an agenda."""
    name = quote(entry.title)
    if entry.sort == "decision":
        return f"Decide on the bet {name}"
    if entry.sort == "verdict":
        return f"Say how this ended: {name}"
    if entry.sort == "baseline":
        return f"Measure where {name} starts from"
    if entry.sort == "commitment":
        promised = clause(entry.text).removesuffix(": was it kept?")
        asked = ": note whether it was kept" if entry.text.endswith("was it kept?") else ""
        return f"{name}, {promised}{asked}"
    if entry.sort == "agreement":
        return f"{name}: {clause(entry.text)}"
    return f"{clause(entry.text)} ({name})"


def _beginnings(review: Review) -> Iterator[_Row]:
    """The bets that are to begin."""
    for bet in review.chosen(review.plan.hypotheses):
        if bet.status == "proposed" and bet.start is not None and is_live(bet, review.today):
            day = bet.start.first
            if review.today <= day <= review.horizon:
                yield day, f"The bet {quote(bet.title)} is to begin", review.teams(teams_of(bet))


def _targets(review: Review) -> str:
    """How many targets come due, and when most of them do."""
    days: Counter[date] = Counter()
    for entry in review.now:
        for target in ordered_targets(entry.kpi):
            if target.by is not None and review.today <= target.by.last <= review.horizon:
                days[target.by.last] += 1
    if not days:
        return ""
    total = sum(days.values())
    text = f"{capitalise(counted(total, 'target'))} {agree(total, 'comes', 'come')} due"
    day, most = max(days.items(), key=lambda pair: (pair[1], -pair[0].toordinal()))
    if most == total:
        return f"{text} on {format_day(day)}."
    return f"{text}, {most} of them on {format_day(day)}."


def _readings(review: Review, ahead: list[Due]) -> str:
    """How many measures are to be read next, and by whom."""
    due = [entry for entry in ahead if entry.sort == "reading"]
    if not due:
        return ""
    first = min(entry.day for entry in due if entry.day is not None)
    by_team = Counter(team for entry in due for team in entry.teams[:1])
    ordered = sorted(by_team.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(due) == 1:
        return f"One measure is to be read again, by {format_day(first)} ({review.teams(due[0].teams)})."
    who = join_some([f"{review.title_of(team)} {count}" for team, count in ordered], 8)
    text = f"{capitalise(counted(len(due), 'measure'))} are to be read again, "
    text += f"the first by {format_day(first)}"
    return f"{text}: {who}." if who else f"{text}."
