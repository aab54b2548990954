"""The hypothesis board: proposed, running and decided bets as cards; what waits for a decision stands first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alignctl.plan.calibration import is_decided, weigh_evidence
from alignctl.plan.items import Hypothesis
from alignctl.plan.scoreboard import is_live, is_overdue
from alignctl.views.bets import (
    BET_HEADER,
    bet_records,
    decision_cell,
    expected_cell,
    head_cell,
    last_day,
    learned_cell,
    legend_of,
    measure_now_cell,
    observed_cell,
)
from alignctl.views.choice import Choice, choose_items, not_asked_for, not_shown
from alignctl.views.cutting import free_name, parts_by_strategy
from alignctl.views.in_force import is_in_force
from alignctl.views.panel import Column, Panel, PanelSet, PanelSource, Row, Table
from alignctl.views.picture import count_of

STATES = ("proposed", "overdue", "running", "decided", "abandoned")
"""Where a bet can stand; `overdue`: its time box is over and nothing is decided."""

CARDS = 12
"""The most cards in a lane: more are higher than a sheet of A1."""

_LANES = {"proposed": "Proposed", "running": "Running", "decided": "Decided or given up"}
_EMPTY = {
    "proposed": "Nothing is proposed",
    "running": "Nothing runs: nothing is being learned",
    "decided": "Nothing was decided yet",
}


def state_of(bet: Hypothesis, today: date) -> str:
    """Where a bet stands, one of `STATES`."""
    if bet.status == "abandoned":
        return "abandoned"
    if is_decided(bet, today) or bet.status == "decided":
        return "decided"
    if is_overdue(bet, today):
        return "overdue"
    return "running" if bet.status == "running" else "proposed"


def draw_up_hypothesis_board(
    source: PanelSource, choice: Choice, *, title: str = "Hypothesis board", limit: int = CARDS
) -> PanelSet:
    """The board of a plan, or one for each strategy where a lane would hold more than `limit` cards."""
    plan, today = source.plan, source.today
    title = choice.title(plan, title)
    chosen = [bet for bet in choose_items(plan, plan.hypotheses, choice) if is_in_force(plan, bet.id, choice.period)]
    if choice.statuses:
        chosen = [bet for bet in chosen if state_of(bet, today) in choice.statuses]
    bets = [bet for bet in chosen if is_live(bet, today)]
    drafts = sum(bet.is_draft for bet in chosen)
    others = [bet for bet in choose_items(plan, plan.hypotheses, Choice()) if is_live(bet, today)]
    left_out = (
        *not_shown([(drafts, "draft", "drafts"), (len(chosen) - len(bets) - drafts, "retired bet", "retired bets")]),
        *not_asked_for(len(others) - len(bets), "bet", "bets"),
    )
    if not bets:
        return PanelSet("hypothesis-board", title, ())
    if all(len(lane) <= limit for lane in _lanes_of(bets, today).values()):
        panel = _make_panel(source, choice, bets, "hypothesis-board", title, left_out)
        return PanelSet("hypothesis-board", title, (panel,))
    panels: list[Panel] = []
    starts: dict[str, str] = {}
    taken: set[str] = set()
    for item_id, heading, members in parts_by_strategy(plan, bets):
        cuts = _pieces(members, today, limit)
        for number, piece in enumerate(cuts, 1):
            name = free_name(f"hypothesis-board-{item_id}", taken)
            starts.setdefault(item_id, name)
            of = f" ({number} of {len(cuts)})" if len(cuts) > 1 else ""
            panels.append(_make_panel(source, choice, piece, name, f"{title}: {heading}{of}", left_out))
    return PanelSet("hypothesis-board", title, tuple(panels), starts)


def _lanes_of(bets: Sequence[Hypothesis], today: date) -> dict[str, list[Hypothesis]]:
    """The bets of each lane in order: overdue first, then what ends first; of what is decided the latest first."""
    lanes: dict[str, list[Hypothesis]] = {lane: [] for lane in _LANES}
    for bet in bets:
        state = state_of(bet, today)
        lanes["running" if state == "overdue" else "decided" if state == "abandoned" else state].append(bet)
    for lane in ("proposed", "running"):
        lanes[lane].sort(key=lambda b: (state_of(b, today) != "overdue", last_day(b, date.max), b.id))
    lanes["decided"].sort(key=lambda b: (-(b.result.date if b.result else last_day(b, date.min)).toordinal(), b.id))
    return lanes


def _pieces(bets: Sequence[Hypothesis], today: date, limit: int) -> list[list[Hypothesis]]:
    """Boards of at most `limit` cards a lane; what comes first in its lane stands on the first."""
    lanes = _lanes_of(bets, today)
    count = max(-(-len(lane) // limit) for lane in lanes.values())
    return [
        [bet for lane in lanes.values() for bet in lane[number * limit : (number + 1) * limit]]
        for number in range(count)
    ]


def _make_panel(
    source: PanelSource,
    choice: Choice,
    bets: Sequence[Hypothesis],
    name: str,
    title: str,
    left_out: tuple[str, ...],
) -> Panel:
    today = source.today
    lanes = _lanes_of(bets, today)
    overdue = sum(state_of(bet, today) == "overdue" for bet in bets)
    tables = tuple(_make_table(source, lane, members) for lane, members in lanes.items())
    counts = [f"{len(members)} {_LANES[lane].lower()}" for lane, members in lanes.items() if members]
    late = (f"{count_of(overdue, 'decision')} overdue",) if overdue else ()
    silent = sum(1 for b in lanes["decided"] if b.result is None or not b.result.learned)
    alt = [f"A board of {count_of(len(bets), 'hypothesis', 'hypotheses')}: {', '.join(counts)}."]
    alt += [f"{count_of(overdue, 'time box is', 'time boxes are')} over without a decision."] if overdue else []
    alt += [f"Of {silent} nobody wrote down what was learned."] if silent else []
    return Panel(
        name,
        title,
        " · ".join([*counts, *late, *choice.words(today, "in force in")]),
        " ".join([*alt, *left_out]),
        tables,
        lanes=True,
        legend=legend_of(tables),
        left_out=left_out,
        header=BET_HEADER,
        records=tuple(r for lane in lanes.values() for b in lane for r in bet_records(source, b, state_of(b, today))),
    )


def _make_table(source: PanelSource, lane: str, bets: Sequence[Hypothesis]) -> Table:
    today = source.today
    columns = [Column("Hypothesis", 1.6), Column("Expected", 1.4)]
    if lane == "decided":
        columns += [Column("Observed", 1.1), Column("Decision", 1.5), Column("Learned", 2.0)]
    elif lane == "running":
        columns.append(Column("Now", 1.0))
    rows = []
    for bet in bets:
        evidence = weigh_evidence(source.plan, bet)
        cells = [head_cell(source, bet, mark=lane != "decided"), expected_cell(source, bet, evidence)]
        if lane == "decided":
            cells += [observed_cell(evidence), decision_cell(source, bet), learned_cell(bet)]
        elif lane == "running":
            cells.append(measure_now_cell(source, bet))
        rows.append(Row(bet.id, tuple(cells), "watch" if state_of(bet, today) == "overdue" else ""))
    overdue = sum(state_of(bet, today) == "overdue" for bet in bets)
    note = f"{count_of(overdue, 'decision')} overdue, shown first" if overdue else ""
    title = f"{_LANES[lane]} · {len(bets)}"
    return Table(lane, title, tuple(columns), tuple(rows), note, _EMPTY[lane])
