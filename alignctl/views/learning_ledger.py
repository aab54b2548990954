"""The learning ledger: every decided bet with its result, and how often bets came out as expected.

Retired bets stay in it: what was learned does not end with them. The formulas are those of `alignctl.plan.calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alignctl.plan.calibration import FEW, Tally, is_decided, tally_bets, weigh_evidence
from alignctl.plan.dates import Period
from alignctl.plan.graph import strategies_above
from alignctl.plan.items import Hypothesis, Strategy, Team
from alignctl.plan.numbers import format_ratio
from alignctl.plan.plan import Plan
from alignctl.views.bets import (
    BET_HEADER,
    bet_records,
    decision_cell,
    expected_cell,
    head_cell,
    learned_cell,
    legend_of,
    observed_cell,
    was_bet_right,
)
from alignctl.views.choice import Choice, choose_items, not_asked_for, not_shown
from alignctl.views.cutting import free_name, parts_by_strategy, pieces_of
from alignctl.views.in_force import touches
from alignctl.views.panel import (
    Cell,
    Column,
    Line,
    Panel,
    PanelSet,
    PanelSource,
    Records,
    Row,
    Span,
    Table,
    Value,
)
from alignctl.views.picture import count_of

STATES = ("right", "wrong", "not-judged", "adopt", "continue", "pivot", "stop", "inconclusive")
"""What a ledger can be narrowed to: how a bet came out, or what was decided."""

ROWS = 16
"""The most bets on one sheet: more are higher than a sheet of A2."""

TALLIES = 12
"""The most teams, functions or strategies that are tallied on one sheet."""

_RATE_NOTE = (
    "A bet came out as expected where every measure that it named reached the expected value. The interval is Wilson's "
    "(1927), at 95 %: from so few bets, the true rate can lie anywhere in it. With fewer than "
    f"{FEW} judged bets it may span more than half of the scale, and says next to nothing about a team."
)
_EFFECT_NOTE = (
    "Effect seen: what was observed against the comparison, else against the start, over what was expected; 100 % is "
    "as expected. Shown is the median of all measures, with the least and the greatest."
)


def draw_up_learning_ledger(
    source: PanelSource, choice: Choice, *, title: str = "Learning ledger", limit: int = ROWS
) -> PanelSet:
    """The ledger of a plan, or one for each strategy where it would hold more than `limit` bets.

    Where there are several sheets, the first tallies the bets of all; the others those of their strategy.
    """
    plan, today = source.plan, source.today
    title = choice.title(plan, title)
    chosen = choose_items(plan, plan.hypotheses, choice)
    bets = [b for b in chosen if is_decided(b, today) and _was_decided_in(b, choice.period)]
    if choice.statuses:
        bets = [bet for bet in bets if set(_states_of(plan, bet)) & set(choice.statuses)]
    bets.sort(key=_latest_first)
    silent = sum(b.status in ("abandoned", "decided") and b.result is None and b.retired is None for b in chosen)
    unsaid = "bet that was given up or decided, without a result"
    others = sum(is_decided(b, today) and b.result is not None for b in choose_items(plan, plan.hypotheses, Choice()))
    left_out = (
        *not_shown([(silent, unsaid, unsaid.replace("bet that was", "bets that were"))]),
        *not_asked_for(others - len(bets), "decided bet", "decided bets"),
    )
    if not bets:
        return PanelSet("learning-ledger", title, ())
    if len(bets) <= limit:
        return PanelSet(
            "learning-ledger", title, (_make_panel(source, choice, bets, bets, "learning-ledger", title, left_out),)
        )
    panels = [_make_panel(source, choice, [], bets, "learning-ledger", f"{title}: hit rate of all bets", left_out)]
    starts: dict[str, str] = {}
    taken = {"learning-ledger"}
    for item_id, heading, members in parts_by_strategy(plan, bets):
        for number, (of, piece) in enumerate(pieces_of(members, limit)):
            name = free_name(f"learning-ledger-{item_id}", taken)
            starts.setdefault(item_id, name)
            counted = members if not number else []
            panels.append(_make_panel(source, choice, piece, counted, name, f"{title}: {heading}{of}", left_out))
    return PanelSet("learning-ledger", title, tuple(panels), starts)


def _was_decided_in(bet: Hypothesis, period: Period | None) -> bool:
    return bet.result is not None and touches(period, bet.result.date, bet.result.date)


def _latest_first(bet: Hypothesis) -> tuple[int, str]:
    return (-bet.result.date.toordinal() if bet.result is not None else 0), bet.id


def _states_of(plan: Plan, bet: Hypothesis) -> tuple[str, ...]:
    verdict = {True: "right", False: "wrong", None: "not-judged"}[was_bet_right(plan, bet)]
    return (verdict, bet.result.decision) if bet.result is not None else (verdict,)


def _make_panel(
    source: PanelSource,
    choice: Choice,
    bets: Sequence[Hypothesis],
    counted: Sequence[Hypothesis],
    name: str,
    title: str,
    left_out: tuple[str, ...],
) -> Panel:
    plan = source.plan
    whole = tally_bets(plan, counted or bets)
    tables = tuple(_tallies(source, counted)) if counted else ()
    if bets:
        columns = (
            Column("Bet", 1.9), Column("Expected", 1.4), Column("Observed", 1.2), Column("Decision", 1.5),
            Column("Learned", 2.0),
        )  # fmt: skip
        rows = tuple(_row(source, bet) for bet in bets)
        tables = (*tables, Table("bets", f"Decided bets, the latest first · {len(bets)}", columns, rows))
    words = [count_of(whole.decided, "decided bet"), _rate_words(whole)]
    alt = f"A ledger of {count_of(whole.decided, 'decided bet')}. {_rate_sentence(whole)}"
    return Panel(
        name,
        title,
        " · ".join([*words, *choice.words(source.today, "decided in")]),
        " ".join([alt, *left_out]),
        tables,
        legend=legend_of(tables),
        notes=(_RATE_NOTE, _EFFECT_NOTE) if counted else (),
        left_out=left_out,
        header=BET_HEADER,
        records=tuple(r for bet in bets for r in bet_records(source, bet, _states_of(plan, bet)[0])),
        figures=_figures(source, counted) if counted else None,
    )


def _row(source: PanelSource, bet: Hypothesis) -> Row:
    evidence = weigh_evidence(source.plan, bet)
    cells = (
        head_cell(source, bet, mark=False),
        expected_cell(source, bet, evidence),
        observed_cell(evidence),
        decision_cell(source, bet),
        learned_cell(bet),
    )
    return Row(bet.id, cells)


def _tallies(source: PanelSource, bets: Sequence[Hypothesis]) -> Iterator[Table]:
    """One row for all bets, then one for each team, function and strategy that has decided some."""
    columns = (
        Column("Hit rate and effect", 2.2), Column("Decided", 0.6), Column("As expected, of judged", 1.6),
        Column("Rate, with its 95 % interval", 1.9), Column("Effect seen, of the effect expected", 1.9),
    )  # fmt: skip
    yield Table("all", "", columns, (_tally_row("", "All bets", "", tally_bets(source.plan, bets), style="title"),))
    for key, made in _counted_by(source, bets):
        rows = tuple(_tally_row(*entry) for entry in made[:TALLIES])
        note = f"{len(made) - TALLIES} with fewer bets are not shown" if len(made) > TALLIES else ""
        if key == "strategy":
            note = "; ".join(part for part in ("a bet counts for every strategy that it leads to", note) if part)
        if len(rows) > 1:
            yield Table(key, _HEADINGS[key], columns, rows, note)


_HEADINGS = {"team": "By team that owns the bet", "function": "By function", "strategy": "By strategy"}


def _counted_by(
    source: PanelSource, bets: Sequence[Hypothesis]
) -> Iterator[tuple[str, list[tuple[str, str, str, Tally]]]]:
    """For each of `_HEADINGS` the groups, those with most judged bets first: id, title, page, and the bets counted."""
    plan = source.plan
    ways = {
        "team": _by_team(source, bets),
        "function": _by_function(plan, bets),
        "strategy": _by_strategy(source, bets),
    }
    for key, groups in ways.items():
        made = [(ident, title, href, tally_bets(plan, members)) for ident, title, href, members in groups]
        yield key, sorted(made, key=lambda entry: (-entry[3].judged, -entry[3].decided, entry[1], entry[0]))


_FIGURES = (
    "by", "id", "title", "decided", "judged", "as expected", "rate", "interval from", "interval to",
    "measures with an effect", "median effect", "least effect", "greatest effect",
)  # fmt: skip


def _figures(source: PanelSource, bets: Sequence[Hypothesis]) -> Records:
    """All tallies as plain values; shares are fractions of 1."""
    rows = [_figure_row("all", "", "All bets", tally_bets(source.plan, bets))]
    for key, made in _counted_by(source, bets):
        rows += [_figure_row(key, ident, title, tally) for ident, title, _, tally in made]
    return Records("Hit rate", _FIGURES, tuple(rows))


def _figure_row(by: str, ident: str, title: str, tally: Tally) -> tuple[Value, ...]:
    rounded = [None if share is None else round(share, 4) for share in (tally.rate, tally.low, tally.high)]
    middle = None if tally.median is None else round(tally.median, 4)
    effects: list[Value] = [None, None]
    if tally.realised:
        effects = [round(tally.realised[0], 4), round(tally.realised[-1], 4)]
    return (
        by, ident, title, tally.decided, tally.judged, tally.right, *rounded, len(tally.realised), middle, *effects,
    )  # fmt: skip


_Group = tuple[str, str, str, list[Hypothesis]]


def _by_team(source: PanelSource, bets: Iterable[Hypothesis]) -> list[_Group]:
    groups: dict[str, list[Hypothesis]] = {}
    for bet in bets:
        groups.setdefault(bet.owner.id if bet.owner is not None else "", []).append(bet)
    found = []
    for team_id, members in groups.items():
        team = source.plan.get(team_id)
        title = team.title if team is not None else team_id or "Owned by nobody"
        found.append((team_id, title, source.href(team_id) if team is not None else "", members))
    return found


def _by_function(plan: Plan, bets: Iterable[Hypothesis]) -> list[_Group]:
    groups: dict[str, list[Hypothesis]] = {}
    for bet in bets:
        team = plan.find(bet.owner.id, Team) if bet.owner is not None else None
        groups.setdefault(team.function if team is not None and team.function else "", []).append(bet)
    return [(name, name or "No function stated", "", members) for name, members in groups.items()]


def _by_strategy(source: PanelSource, bets: Iterable[Hypothesis]) -> list[_Group]:
    groups: dict[str, list[Hypothesis]] = {}
    for bet in bets:
        for strategy_id in strategies_above(source.plan, bet.id) or ("",):
            groups.setdefault(strategy_id, []).append(bet)
    found = []
    for strategy_id, members in groups.items():
        strategy = source.plan.find(strategy_id, Strategy)
        title = strategy.title if strategy is not None else strategy_id or "Leads to no strategy"
        found.append((strategy_id, title, source.href(strategy_id) if strategy is not None else "", members))
    return found


def _tally_row(ident: str, title: str, href: str, tally: Tally, *, style: str = "line") -> Row:
    right = f"{tally.right} of {tally.judged}" if tally.judged else "none can be judged"
    few = [Line(f"{count_of(tally.decided - tally.judged, 'bet')} without an observed value", "soft")]
    judged = [Line(right, "title"), *(few if tally.judged < tally.decided else [])]
    rate = (Line("no rate", "soft"),)
    if tally.judged:
        rate = (Line(f"{_percent(tally.rate)}; between {_percent(tally.low)} and {_percent(tally.high)}"),)
    return Row(
        ident,
        (
            Cell((Line(title, style, href=href),)),
            Cell((Line(str(tally.decided)),)),
            Cell(tuple(judged)),
            Cell(rate, Span(tally.low, tally.rate, tally.high) if tally.judged else None),
            Cell(tuple(_effect_lines(tally))),
        ),
    )


def _effect_lines(tally: Tally) -> Iterator[Line]:
    if tally.median is None:
        yield Line("no effect can be worked out", "soft")
        return
    yield Line(f"median {_percent(tally.median)}")
    count = len(tally.realised)
    if count > 1:
        least, most = _percent(tally.realised[0]), _percent(tally.realised[-1])
        yield Line(f"from {least} to {most}, {count} measures", "soft")
    else:
        yield Line("1 measure", "soft")


def _percent(share: float | None) -> str:
    """A share for people; an effect may be below 0 % or above 100 %."""
    if share is not None and not 0 <= share <= 1:
        return f"{share * 100:,.0f} %".replace("-", "\u2212")
    return format_ratio(share)


def _rate_words(tally: Tally) -> str:
    return f"{tally.right} of {tally.judged} judged came out as expected" if tally.judged else "none can be judged"


def _rate_sentence(tally: Tally) -> str:
    if not tally.judged:
        return "None can be judged, as nobody wrote down what was observed."
    return (
        f"Of {tally.judged} that can be judged, {tally.right} came out as expected ({_percent(tally.rate)}; 95 % "
        f"interval {_percent(tally.low)} to {_percent(tally.high)})."
    )
