"""The scoreboard: how a plan stands on one day, in figures with their bars, and what asks for attention.

The figures are those of `alignctl.plan.scoreboard`; each stands with its counts, and attainment with both denominators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alignctl.plan.graph import strategies_above
from alignctl.plan.items import Hypothesis, Kpi, Strategy
from alignctl.plan.numbers import format_ratio
from alignctl.plan.progress import STATES
from alignctl.plan.scoreboard import Judged, Scoreboard, Share, count_scoreboard, is_live, judge_measures
from alignctl.views.bets import team_names
from alignctl.views.choice import Choice, choose_items
from alignctl.views.in_force import is_in_force
from alignctl.views.panel import (
    Cell,
    Column,
    Line,
    Panel,
    PanelSet,
    PanelSource,
    Row,
    Stretch,
    Table,
    Value,
    legend_of_lines,
)
from alignctl.views.picture import Tone, count_of
from alignctl.views.status import STATES as STATE_MARKS
from alignctl.views.status import describe_value, make_mark

__all__ = ["STATES", "draw_up_scoreboard"]

ROWS = 12
"""The most strategies, bets and measures that are listed: what is left of a sheet of A3 below the figures."""

_ATTENTION = ("missed", "at-risk", "stale")
_COLUMNS = (Column("Figure", 2.5), Column("Count", 1.5), Column("Share", 0.7), Column("", 3.0))
_KINDS = {"outcome": "outcomes", "kpi": "KPIs", "initiative": "initiatives"}
_MEANINGS = (
    *(STATE_MARKS[state] for state in STATES if state != "stale"),
    ("clock", "stale, or decision overdue", Tone.WATCH),
    ("warning", "asks for attention", Tone.WATCH),
)
_NOTE = (
    "Attained: the latest reading is at or past the final target, or past the latest target that came due. On pace is "
    "not attained, and a milestone is not an outcome. Drafts, retired items and segments of a measure are not counted."
)


def draw_up_scoreboard(source: PanelSource, choice: Choice, *, title: str = "Scoreboard") -> PanelSet:
    """The scoreboard of a plan, or of what leads to a strategy, belongs to a team or is in force in a period.

    `choice.statuses` says which measures are listed, in place of those that are missed, at risk or stale; the figures
    are about all.
    """
    plan, today = source.plan, source.today
    title = choice.title(plan, title)
    among = None
    if choice.strategy is not None or choice.team is not None or choice.period is not None:
        items = choose_items(plan, plan.items, choice)
        among = frozenset(item.id for item in items if is_in_force(plan, item.id, choice.period))
    board = count_scoreboard(plan, today, among=among)
    judged = judge_measures(plan, today, among=among)
    if not board.measures and not board.sight.whole and not any(count for _, count in board.bets.by_status):
        return PanelSet("scoreboard", title, ())
    below = _judged_below(source, judged)
    tables = (
        _attainment(board),
        _states(board),
        _glance(board),
        *_strategies(source, below),
        *_decisions(source, board),
        *_measures(source, judged, choice.statuses or _ATTENTION),
    )
    told = _told(board)
    panel = Panel(
        "scoreboard",
        title,
        " · ".join([count_of(board.measures, "measure") or "no measure", *choice.words(today, "in force in")]),
        " ".join(["A scoreboard.", *told]),
        tables,
        lead=told,
        legend=legend_of_lines(tables, _MEANINGS),
        notes=(_NOTE,),
        header=("figure", "id", "title", "part", "whole", "ratio"),
        records=tuple(_records(source, board, judged, below)),
    )
    return PanelSet("scoreboard", title, (panel,))


def _told(board: Scoreboard) -> tuple[str, ...]:
    """The most important in a sentence or two."""
    if not board.measures:
        return ("There is no measure to count.",)
    whole, known = board.attained_of_all, board.attained_of_judged
    first = (
        f"{whole.part} of {count_of(whole.whole, 'measure')} have reached their target ({format_ratio(whole.ratio)}); "
        f"of the {known.whole} with a target and data, {format_ratio(known.ratio)}."
    )
    late = [
        f"{count_of(board.stale, 'measure has', 'measures have')} no reading where one was due" if board.stale else "",
        f"{count_of(len(board.bets.overdue), 'decision is', 'decisions are')} overdue" if board.bets.overdue else "",
    ]
    more = " and ".join(part for part in late if part)
    return (first, f"{more[0].upper()}{more[1:]}.") if more else (first,)


def _row(key: str, head: Line, share: Share, tone: Tone, *more: str) -> Row:
    """A figure: so many of so many, the share, and a bar of it."""
    count = Line(f"{share.part} of {share.whole}" if share.whole else "none", "line")
    notes = tuple(Line(text, "soft") for text in more if text)
    bar = (Stretch(share.ratio, tone),) if share.ratio is not None else ()
    ratio = Line(format_ratio(share.ratio), "title") if share.whole else Line("–", "soft")
    return Row(key, (Cell((head,)), Cell((count, *notes)), Cell((ratio,)), Cell(bar=bar)))


def _attainment(board: Scoreboard) -> Table:
    count = board.attained_behind
    behind = f"{count} of these {'is' if count == 1 else 'are'} behind on the way to the next target" if count else ""
    rows = (
        _row("attained-of-all", Line("Of all measures", "title"), board.attained_of_all, Tone.GOOD, behind),
        _row(
            "attained-of-judged",
            Line("Of those with a target and data", "title"),
            board.attained_of_judged,
            Tone.GOOD,
        ),
    )
    return Table("attainment", "Attained: at or past the final target, or the latest that came due", _COLUMNS, rows)


def _states(board: Scoreboard) -> Table:
    """Every measure once, by state; states that only faulty or new plans have are shown where somebody is in them."""
    rows = []
    for state, count in board.by_state:
        if count or state in ("attained", "on-pace", "at-risk", "missed", "stale"):
            mark = make_mark(state)
            head = Line(mark.word.capitalize(), "line", mark.glyph, mark.tone)
            rows.append(_row(f"state-{state}", head, Share(count, board.measures), mark.tone))
    return Table("states", "How the measures stand, each in one state", _COLUMNS, tuple(rows))


def _glance(board: Scoreboard) -> Table:
    bets, milestones = board.bets, board.milestones
    running = Share(len(bets.overdue), len(bets.running))
    parts = ", ".join(
        f"{share.part} of {share.whole} {_KINDS[kind]}" for kind, share in board.sight_by_kind if share.whole
    )
    stale = Share(board.stale, board.measures)
    late = f"{milestones.overdue} overdue; counted apart" if milestones.overdue else "counted apart from attainment"
    rows = (
        _row("sight", Line("Line of sight: leads to a strategy"), board.sight, Tone.PLAIN, parts),
        _row("outcome-share", Line("Measures of level outcome or impact"), board.outcome_share, Tone.PLAIN),
        _row("stale", _flag("Stale data: no reading where one was due", board.stale), stale, Tone.WATCH),
        *(
            [
                _row(
                    "suspect",
                    _flag("Suspect: the same value for many periods", 1),
                    Share(board.suspect, board.measures),
                    Tone.WATCH,
                )
            ]
            if board.suspect
            else []
        ),
        _row("overdue", _flag("Decisions overdue, of bets that run", len(bets.overdue)), running, Tone.WATCH),
        _row("milestones", Line("Milestones done"), Share(milestones.done, milestones.total), Tone.PLAIN, late),
    )
    return Table("glance", "At a glance", _COLUMNS, rows)


def _flag(text: str, count: int) -> Line:
    return Line(text, "line", "warning", Tone.WATCH) if count else Line(text)


def _judged_below(source: PanelSource, judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The measures that lead to each strategy, by its id."""
    below: dict[str, list[Judged]] = {}
    for entry in judged:
        for strategy_id in strategies_above(source.plan, entry.kpi.id):
            below.setdefault(strategy_id, []).append(entry)
    return below


def _strategies(source: PanelSource, below: Mapping[str, Sequence[Judged]]) -> Iterator[Table]:
    """Attainment below each strategy that has measures below it, by rank."""
    plan = source.plan
    found = [s for s in plan.strategies if s.id in below and plan.get(s.id) is s and is_live(s, source.today)]
    found.sort(key=lambda s: (s.rank is None, s.rank or 0, s.id))
    rows = [_strategy_row(source, strategy, below[strategy.id]) for strategy in found]
    if rows:
        note = "a measure counts for every strategy that it leads to"
        yield Table("strategies", "Attained below each strategy", _COLUMNS, tuple(rows[:ROWS]), _cut(rows, note))


def _cut(rows: Sequence[Row], note: str = "") -> str:
    more = f"{len(rows) - ROWS} more are not shown" if len(rows) > ROWS else ""
    return "; ".join(part for part in (note, more) if part)


def _shares(entries: Sequence[Judged]) -> tuple[Share, Share]:
    attained = sum(entry.progress.attained for entry in entries)
    known = sum(entry.progress.target is not None and entry.progress.latest is not None for entry in entries)
    return Share(attained, len(entries)), Share(attained, known)


def _strategy_row(source: PanelSource, strategy: Strategy, entries: Sequence[Judged]) -> Row:
    whole, known = _shares(entries)
    more = f"of {known.whole} with a target and data: {format_ratio(known.ratio)}" if known.whole < whole.whole else ""
    return _row(strategy.id, Line(strategy.title, "title", href=source.href(strategy.id)), whole, Tone.GOOD, more)


def _decisions(source: PanelSource, board: Scoreboard) -> Iterator[Table]:
    columns = (Column("Bet", 3.2), Column("Its time box ended", 1.2), Column("Owner", 1.5))
    bets = [bet for i in board.bets.overdue if (bet := source.plan.find(i, Hypothesis)) is not None]
    rows = [
        Row(
            bet.id,
            (
                Cell((Line(bet.title, "title", href=source.href(bet.id)),)),
                Cell((Line(str(bet.end or ""), "line", "clock", Tone.WATCH),)),
                Cell((Line(team_names(source.plan, [bet.owner.id] if bet.owner else []), "soft"),)),
            ),
            "watch",
        )
        for bet in sorted(bets, key=lambda b: (b.end.last if b.end else source.today, b.id))
    ]
    if rows:
        yield Table("decide", f"Decide now · {len(rows)}", columns, tuple(rows[:ROWS]), _cut(rows))


def _measures(source: PanelSource, judged: Sequence[Judged], states: Sequence[str]) -> Iterator[Table]:
    columns = (Column("Measure", 3.2), Column("State", 1.0), Column("Latest, and target", 2.0), Column("Owner", 1.5))
    order = {state: place for place, state in enumerate((*_ATTENTION, *STATES))}
    found = sorted(
        (entry for entry in judged if entry.progress.state in states),
        key=lambda entry: (order[entry.progress.state], entry.kpi.id),
    )
    rows = [_measure_row(source, entry) for entry in found]
    title = "What needs attention" if tuple(states) == _ATTENTION else "Measures that stand so"
    if rows:
        yield Table("attention", f"{title} · {len(rows)}", columns, tuple(rows[:ROWS]), _cut(rows))


def _measure_row(source: PanelSource, entry: Judged) -> Row:
    kpi: Kpi = entry.kpi
    mark = make_mark(entry.progress.state)
    return Row(
        kpi.id,
        (
            Cell((Line(kpi.title, "title", href=source.href(kpi.id)),)),
            Cell((Line(mark.word, "line", mark.glyph, mark.tone),)),
            Cell((Line(describe_value(kpi, entry.progress) or "–", "line"),)),
            Cell((Line(team_names(source.plan, [kpi.owner.id] if kpi.owner else []), "soft"),)),
        ),
    )


def _records(
    source: PanelSource, board: Scoreboard, judged: Sequence[Judged], below: Mapping[str, Sequence[Judged]]
) -> Iterator[tuple[Value, ...]]:
    """Every figure with what it is a part of; then attainment below each strategy, and the state of each measure."""

    def record(figure: str, share: Share, item_id: str = "", title: str = "") -> tuple[Value, ...]:
        ratio = round(share.ratio, 4) if share.ratio is not None else None
        return figure, item_id, title, share.part, share.whole, ratio

    yield record("attained of all measures", board.attained_of_all)
    yield record("attained of those with a target and data", board.attained_of_judged)
    yield record("on pace", Share(board.on_pace, board.measures))
    for state, count in board.by_state:
        yield record(f"state {state}", Share(count, board.measures))
    yield record("stale data", Share(board.stale, board.measures))
    yield record("suspect data", Share(board.suspect, board.measures))
    yield record("line of sight", board.sight)
    for kind, share in board.sight_by_kind:
        yield record(f"line of sight {kind}", share)
    yield record("outcome share of measures", board.outcome_share)
    yield record("decisions overdue of running bets", Share(len(board.bets.overdue), len(board.bets.running)))
    yield record("milestones done", Share(board.milestones.done, board.milestones.total))
    yield record("milestones overdue", Share(board.milestones.overdue, board.milestones.total))
    for strategy_id, entries in sorted(below.items()):
        strategy = source.plan.get(strategy_id)
        title = strategy.title if strategy is not None else ""
        yield record("attained below strategy", _shares(entries)[0], strategy_id, title)
    for entry in judged:
        yield f"state {entry.progress.state}", entry.kpi.id, entry.kpi.title, None, None, None
