"""What views say in all, before anybody opens one of their pictures: a sentence, and a row of figures a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from alignctl.plan.calibration import Tally, is_decided, tally_bets
from alignctl.plan.items import Hypothesis
from alignctl.plan.numbers import format_number, format_ratio
from alignctl.plan.phrases import join_words
from alignctl.plan.scoreboard import is_live
from alignctl.publish.facets import list_address
from alignctl.publish.html import EMPTY, join, tag
from alignctl.publish.parts import Cell, Column, item_link, item_links_in_line
from alignctl.publish.paths import kind_path
from alignctl.publish.site import Here
from alignctl.publish.wording import count_of
from alignctl.views import commitments
from alignctl.views.bowling import BowlingChart
from alignctl.views.hypothesis_board import state_of
from alignctl.views.panel import Panel, PanelSet
from alignctl.views.team_survey import GIVEN, TAKEN
from alignctl.views.x_matrix import XMatrix
from alignctl.views.x_matrix_layout import SIDES

NAMED = 12
"""The most teams or outcomes that a sentence names."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a view says in all. `told` stands above everything; `rows` has a row of cells for each picture, by its name.

    `first` heads the column that names the pictures. `items` are the items that pictures are about, by the name of the
    picture: where all have one, the table can be filtered by what these have.
    """

    told: Markup = EMPTY
    first: str = ""
    columns: tuple[Column, ...] = ()
    rows: Mapping[str, Sequence[Cell]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


def sum_up_board(here: Here, found: PanelSet) -> Overview:
    """How many bets are where."""
    site = here.site
    states = {bet.id: state_of(bet, site.today) for bet in site.plan.hypotheses if _counts(here, bet)}
    counts = Counter(states.values())
    bets = kind_path("hypothesis")
    said = [
        _linked(here, f"{format_number(counts[state])} {words}", bets, section)
        for state, words, section in (
            ("proposed", "proposed", "proposed"),
            ("running", "running in their time box", "running"),
            ("overdue", "past the end of it without a decision", "overdue"),
            ("decided", "decided", "decided"),
            ("abandoned", "abandoned", "abandoned"),
        )
        if counts[state]
    ]
    apart = sum(site.is_page(bet) for bet in site.plan.hypotheses) - len(states)
    more = f" {count_of(apart, 'draft or retired bet is', 'drafts or retired bets are')} not counted." if apart else ""
    told = join([_capital(count_of(len(states), "bet")), ": ", _in_line(said), ".", more])
    columns = [Column(name, number=True) for name in ("Proposed", "Running", "Overdue", "Decided", "Abandoned")]
    rows = {}
    for panel in found.panels:
        own = Counter(states[item_id] for item_id in _ids(panel) if item_id in states)
        rows[panel.name] = [_number(own[column.title.lower()]) for column in columns]
    return Overview(told, "Strategy", tuple(columns), rows)


def sum_up_ledger(here: Here, found: PanelSet) -> Overview:
    """How often bets came out as expected, with the interval that the true rate may lie in."""
    plan = here.site.plan
    bets = {bet.id: bet for bet in plan.hypotheses if plan.get(bet.id) is bet and is_decided(bet, here.site.today)}
    columns = (
        Column("Decided", number=True),
        Column("As expected, of judged", number=True),
        Column("Rate", number=True),
        Column("95 % interval"),
    )
    rows = {}
    for panel in found.panels:
        members = [bets[item_id] for item_id in _ids(panel, "bets") if item_id in bets] or list(bets.values())
        tally = tally_bets(plan, members)
        cells = [_number(tally.decided), "none", "", ""]
        if tally.judged:
            interval = f"{format_ratio(tally.low)} to {format_ratio(tally.high)}"
            cells[1:] = [f"{tally.right} of {tally.judged}", format_ratio(tally.rate), interval]
        rows[panel.name] = cells
    given_up = sum(bet.status == "abandoned" for bet in bets.values())
    told = _tell_rate(tally_bets(plan, bets.values()), given_up)
    return Overview(join([told]), "Strategy", columns, rows)


def _tell_rate(tally: Tally, given_up: int) -> str:
    """`given_up` of the decided bets are abandoned, which the board shows apart."""
    decided = _capital(f"{count_of(tally.decided, 'bet')} {'is' if tally.decided == 1 else 'are'} decided")
    if given_up:
        decided += f" ({format_number(given_up)} of them by giving it up)"
    if not tally.judged:
        return f"{decided}. Nobody wrote down what was observed, so none of them can be judged."
    among = "of them" if tally.judged == tally.decided else f"of the {format_number(tally.judged)} that can be judged"
    return (
        f"{decided}, and {format_number(tally.right)} {among} came out as expected: {format_ratio(tally.rate)}. The "
        f"true rate may lie anywhere between {format_ratio(tally.low)} and {format_ratio(tally.high)}."
    )


def sum_up_alignment(here: Here, found: PanelSet) -> Overview:
    """Which teams are silos and which outcomes are lone, or that there are none."""
    silos, lone, nobody = (found.marked.get(word, ()) for word in ("silo", "lone", "nobody"))
    said = [
        _name(here, silos, "team is a silo", "teams are silos", "No team is a silo"),
        _name(here, lone, "outcome is lone", "outcomes are lone", "No outcome is lone"),
    ]
    if nobody:
        said.append(_name(here, nobody, "outcome has nobody", "outcomes have nobody", ""))
    return Overview(join(said, " "))


def _name(here: Here, ids: Sequence[str], one: str, several: str, none: str) -> Markup:
    if not ids:
        return join([none, "."])
    told = f"{format_number(len(ids))} {one if len(ids) == 1 else several}"
    if len(ids) <= NAMED:
        return join([told, ": ", item_links_in_line(here, ids), "."])
    more = f" and {format_number(len(ids) - NAMED)} more"
    return join([told, ": ", join([item_link(here, item_id) for item_id in ids[:NAMED]], ", "), more, "."])


def sum_up_promises(here: Here, found: PanelSet) -> Overview:
    """How promises stand."""
    site = here.site
    states = {
        promise.id: commitments.state_of(promise, site.today)
        for promise in site.plan.commitments
        if is_live(promise, site.today) and site.is_page(promise)
    }
    said = [
        f"{format_number(count)} {words.partition(',')[0][:1].lower()}{words.partition(',')[0][1:]}"
        for _, words, among in commitments.GROUPS
        if (count := sum(state in among for state in states.values()))
    ]
    told = join([f"{_capital(count_of(len(states), 'promise'))}: {join_words(said)}."])
    columns = [Column(words.partition(",")[0], number=True) for _, words, _ in commitments.GROUPS]
    rows = {}
    for panel in found.panels:
        own = [states[item_id] for item_id in _ids(panel) if item_id in states]
        rows[panel.name] = [_number(sum(state in among for state in own)) for _, _, among in commitments.GROUPS]
    return Overview(told, "Strategy", tuple(columns), rows)


def sum_up_teams(here: Here, found: PanelSet) -> Overview:
    """How much each team has to do with, and how much waits for it."""
    names = {GIVEN: "Promised", TAKEN: "Awaited", "work": "Work", "bets": "Bets", "measures": "KPIs"}
    keys = ("work", "bets", "measures", "outcomes", GIVEN, TAKEN)
    columns = [Column(names.get(key, key.capitalize()), number=True) for key in keys]
    columns += [Column("Waits for it", number=True), Column("Late", number=True)]
    rows, items, late = {}, {}, set()
    for panel in found.panels:
        team_id = str(panel.records[0][0]) if panel.records else ""
        own = Counter(record[1] for record in panel.records)
        due = here.site.due_by_team.get(team_id, ())
        overdue = sum(entry.late for entry in due)
        rows[panel.name] = [*(_number(own[key]) for key in keys), _number(len(due)), _number(overdue)]
        if team_id:
            items[panel.name] = team_id
        if overdue:
            late.add(team_id)
    busy = {items[name] for name, cells in rows.items() if name in items and any(c != "–" for c in cells[: len(keys)])}
    teams = len(set(items.values()))
    told = f"{format_number(len(busy))} of {count_of(teams, 'team')} {'has' if len(busy) == 1 else 'have'} a part of "
    told += "their own in something that is under way. "
    told += f"For {count_of(len(late), 'team')} something is late." if late else "Nothing is late."
    return Overview(join([told]), "Team", tuple(columns), rows, items)


def sum_up_bowling(charts: Sequence[BowlingChart]) -> Overview:
    """How measures did at their last reading of the months shown."""
    columns = ("KPIs", "Met at the last reading", "Missed", "Missed, nothing done", "Not judged")
    rows = {chart.name: [_number(count) for count in _count_measures([chart])] for chart in charts}
    whole, green, red, open_, unjudged = _count_measures(charts)
    if not whole:
        return Overview()
    told = f"Of {count_of(whole, 'KPI')}, {format_number(green)} met the plan at the last reading of these months"
    told += f" and {format_number(red)} missed it." if red else " and none missed it."
    told += f" For {format_number(open_)} of these nobody wrote down what is done about it." if open_ else ""
    told += f" {count_of(unjudged, 'KPI has', 'KPIs have')} no reading here that can be judged." if unjudged else ""
    return Overview(join([told]), "Strategy", tuple(Column(name, number=True) for name in columns), rows)


def _count_measures(charts: Iterable[BowlingChart]) -> tuple[int, int, int, int, int]:
    """All measures; met, missed, missed without a countermeasure at the last judged reading; and not judged."""
    rows = {row.id: row for chart in charts for row in chart.rows}
    last = [
        next((cell for cell in reversed(row.cells) if cell.state in ("met", "missed")), None) for row in rows.values()
    ]
    counts = Counter(cell.state for cell in last if cell is not None)
    open_ = sum(cell is not None and cell.state == "missed" and not cell.notes for cell in last)
    return len(rows), counts["met"], counts["missed"], open_, len(rows) - counts.total()


def sum_up_matrices(matrices: Sequence[XMatrix]) -> Overview:
    """How many items stand on each side, and how many have an empty row or column."""
    if not matrices:
        return Overview()
    specs = matrices[0].sides
    columns = [Column(_capital(specs[name].spec.several), number=True) for name in SIDES]
    columns.append(Column("With an empty row or column", number=True))
    rows = {}
    for matrix in matrices:
        counts = [_number(len(matrix.sides[name].entries)) for name in SIDES]
        rows[matrix.name] = [*counts, _number(len({gap.item for gap in matrix.gaps}))]
    shown = {entry.id for matrix in matrices for side in matrix.sides.values() for entry in side.entries}
    gaps = {gap.item for matrix in matrices for gap in matrix.gaps}
    if gaps:
        verb = "has" if len(gaps) == 1 else "have"
        told = (
            f"Of {count_of(len(shown), 'item')}, {format_number(len(gaps))} {verb} an empty row or column: on one "
            "side, or among the teams, nothing is tied to it."
        )
    else:
        told = f"None of the {count_of(len(shown), 'item')} shown has an empty row or column."
    return Overview(join([told]), "Strategy", tuple(columns), rows)


SUMS: Mapping[str, Callable[[Here, PanelSet], Overview]] = {
    "hypothesis-board": sum_up_board,
    "learning-ledger": sum_up_ledger,
    "alignment-matrix": sum_up_alignment,
    "commitments": sum_up_promises,
    "team-sheet": sum_up_teams,
}
"""What sums up each of the views made of tables, by the name of the view."""


def _counts(here: Here, bet: Hypothesis) -> bool:
    return is_live(bet, here.site.today) and here.site.is_page(bet)


def _ids(panel: Panel, *keys: str) -> list[str]:
    """The items in the rows of a panel, of all its tables or of some."""
    return [row.id for table in panel.tables if not keys or table.key in keys for row in table.rows]


def _number(count: int) -> str:
    return format_number(count) if count else "–"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _linked(here: Here, words: str, path: str, section: str) -> Markup:
    return tag("a", words, href=list_address(here, path, section=section))


def _in_line(parts: Sequence[Markup]) -> Markup:
    """Parts as a person lists them: `A, B and C`."""
    return join([join(parts[:-1], ", "), " and ", parts[-1]]) if len(parts) > 1 else join(parts)
