"""Where things stand: the scoreboard at the end of the period, beside its eve, and which measures changed sides."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.plan.dates import format_day
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.phrases import capitalise, join_some
from alignctl.plan.scoreboard import Judged, Scoreboard, Share, judge_measures
from alignctl.views.pack import Block, Grid, GridCell, Head, Paragraph, Point, Points, Section
from alignctl.views.pack_scope import Review, agree, brief, figure, in_words
from alignctl.views.status import make_mark

NAMED = 8
"""How many measures of a sort are named."""

_NO_MEASURE = "no measure counts here yet"
_BEHIND = ("at-risk", "missed")


def tell_standing(review: Review) -> Section:
    """The attainment ratio with both denominators, the counts by state, milestones, and what changed since the eve."""
    return Section("standing", "Where we stand", tuple(_blocks(review, review.board, review.board_before)))


def _blocks(review: Review, board: Scoreboard, before: Scoreboard | None) -> Iterator[Block]:
    if not board.judged:
        why = f"no measure had both a target and data by {format_day(review.day)}" if board.measures else _NO_MEASURE
        yield Paragraph(f"There is no score to give: {why}.")
        return
    yield Paragraph(_sentence(review, board, before))
    yield _table(review, board, before)
    if before is not None:
        changed = tuple(_changes(review))
        yield Points(changed) if changed else Paragraph(f"No measure changed sides since {_eve(review)}.")
    if board.attained_behind:
        count = board.attained_behind
        yield Paragraph(
            f"{capitalise(in_words(count))} of those at target reached the latest target that came due and "
            f"{agree(count, 'is', 'are')} behind on the way to the next one."
        )
    yield Paragraph(_of_what(board))
    if before is not None:
        yield Paragraph(
            f"The figures of {_eve(review)} were worked out from the readings up to that day, by the targets that "
            "hold today.",
            soft=True,
        )


def _eve(review: Review) -> str:
    return format_day(review.period.eve)


def _sentence(review: Review, board: Scoreboard, before: Scoreboard | None) -> str:
    """The attainment ratio over all measures and over those that can be judged, and what it was on the eve."""
    if board.measures == 1:
        text = f"On {format_day(review.day)}, the one measure {'was' if review.is_over else 'is'} {_at_target(board)}"
    else:
        text = f"On {format_day(review.day)}, {of_measures(board.attained_of_all)} {review.are} at target"
        share = board.attained_of_judged
        if board.judged < board.measures:
            those = f"{format_number(share.whole)} that {agree(share.whole, 'has', 'have')} a target and data"
            text += f"; of the {those}, that is {format_ratio(share.ratio)}"
        else:
            text += "; all of them have a target and data"
    if before is None:
        return f"{text}. Up to {_eve(review)} no measure had both a target and data, so nothing can be compared."
    was = before.attained_of_all
    then = _at_target(before) if board.measures == 1 else f"{_of(was)} ({format_ratio(was.ratio)})"
    return f"{text}. On {_eve(review)}, the day before the period began, it was {then}."


def _at_target(board: Scoreboard) -> str:
    return "at target" if board.attained else "not at target"


def of_measures(share: Share) -> str:
    """`22 of 40 measures (55 %)`."""
    return f"{_of(share)} {agree(share.whole, 'measure', 'measures')} ({format_ratio(share.ratio)})"


def _of(share: Share) -> str:
    return f"{format_number(share.part)} of {format_number(share.whole)}"


def _table(review: Review, board: Scoreboard, before: Scoreboard | None) -> Grid:
    heads = [Head("")]
    heads += [Head(_eve(review), figures=True)] if before is not None else []
    heads += [Head(format_day(review.day), figures=True)]
    heads += [Head("Change", figures=True)] if before is not None else []
    of_all = before.attained_of_all if before is not None else None
    of_judged = before.attained_of_judged if before is not None else None
    rows = [
        _share_row("At target, of all measures", board.attained_of_all, of_all),
        _share_row("At target, of those with a target and data", board.attained_of_judged, of_judged),
    ]
    for state, count in board.by_state:
        was = before.count(state) if before is not None else 0
        if state != "attained" and (count or was):
            mark = make_mark(state)
            rows.append(_row(GridCell(mark.word.capitalize(), mark), count, was if before is not None else None))
    if board.milestones.total:
        done = Share(board.milestones.done, board.milestones.total)
        then = Share(before.milestones.done, before.milestones.total) if before is not None else None
        rows.append(_share_row("Milestones reached (counted apart)", done, then))
    return Grid("The scoreboard", tuple(heads), tuple(rows))


def _share_row(name: str, share: Share, was: Share | None) -> tuple[GridCell, ...]:
    cells = [GridCell(name)]
    if was is not None:
        cells.append(GridCell(_share(was)))
    cells.append(GridCell(_share(share)))
    if was is not None:
        cells.append(GridCell(signed(share.part - was.part)))
    return tuple(cells)


def _row(name: GridCell, count: int, was: int | None) -> tuple[GridCell, ...]:
    if was is None:
        return name, GridCell(format_number(count))
    return name, GridCell(format_number(was)), GridCell(format_number(count)), GridCell(signed(count - was))


def _share(share: Share) -> str:
    return f"{_of(share)} ({format_ratio(share.ratio)})" if share.whole else "–"


def signed(change: int) -> str:
    """`+3`, `−2`, `±0`."""
    size = format_number(abs(change))
    return f"+{size}" if change > 0 else f"−{size}" if change else "±0"


def _changes(review: Review) -> Iterator[Point]:
    """Which measures changed sides, of those that could be judged on both days."""
    then = {e.kpi.id: e for e in judge_measures(review.plan, review.period.eve, among=review.among)}
    pairs = [(then[e.kpi.id], e) for e in review.now if e.kpi.id in then and _is_known(then[e.kpi.id]) and _is_known(e)]
    reached = [now for was, now in pairs if now.progress.attained and not was.progress.attained]
    lost = [now for was, now in pairs if was.progress.attained and not now.progress.attained]
    fell = [now for was, now in pairs if _is_behind(now) and not _is_behind(was) and now not in lost]
    caught = [now for was, now in pairs if _is_behind(was) and now.progress.state == "on-pace"]
    for lead, found in (
        ("Reached their target", reached),
        ("Caught up", caught),
        ("No longer at target", lost),
        ("Fell behind", fell),
    ):
        if found:
            words = lead.replace("their", "its") if len(found) == 1 else lead
            yield Point(f"{join_some([_named(entry) for entry in found], NAMED)}.", f"{words}:")


def _is_known(entry: Judged) -> bool:
    return entry.progress.latest is not None and entry.progress.target is not None


def _is_behind(entry: Judged) -> bool:
    return entry.progress.state in _BEHIND


def _named(entry: Judged) -> str:
    latest = entry.progress.latest
    value = f" ({figure(latest.value, entry.kpi.unit)})" if latest is not None else ""
    return f"{brief(entry.kpi.title)}{value}"


def _of_what(board: Scoreboard) -> str:
    """What the measures tell of, and whether the work leads anywhere."""
    share, sight = board.outcome_share, board.sight
    if share.whole == 1:
        return (
            "It tells what changes for people."
            if share.part
            else "It tells what is produced, not what changes for people."
        )
    tell = agree(share.part, "tells", "tell")
    text = f"{_of(share)} measures {tell} what changes for people, not what is produced."
    what = f"{format_number(sight.whole)} outcomes, measures and pieces of work"
    if sight.part == sight.whole:
        return f"{text} All {what} lead to a strategy."
    lead = f"{in_words(sight.part)} {agree(max(1, sight.part), 'leads', 'lead')}"
    return f"{text} Of the {what}, {lead} to a strategy."
