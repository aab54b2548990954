"""What is told of a bet on a board or in a ledger: what it expects of which measure, what was seen and decided."""

from __future__ import annotations

from datetime import date

from alignctl.plan.calibration import Evidence, was_right, weigh_evidence
from alignctl.plan.dates import format_deadline
from alignctl.plan.items import Hypothesis, Kpi, Team
from alignctl.plan.numbers import format_change, format_number, format_quantity, format_ratio
from alignctl.plan.phrases import begins_with_ing, clause, lower_verb
from alignctl.plan.plan import Plan
from alignctl.plan.progress import known_readings
from alignctl.views.panel import Cell, Line, PanelSource, Table, legend_of_lines, line_of_mark
from alignctl.views.picture import LegendEntry, Tone

RIGHT = ("tick", Tone.GOOD)
WRONG = ("cross", Tone.BAD)


def team_names(plan: Plan, ids: list[str]) -> str:
    """The titles of teams, listed; an id where there is no such team."""
    named = ((plan.find(team_id, Team), team_id) for team_id in dict.fromkeys(ids))
    return ", ".join(team.title if team is not None else team_id for team, team_id in named)


def teams_of(bet: Hypothesis) -> list[str]:
    """The teams that own or run a bet, its owner first."""
    owner = [bet.owner.id] if bet.owner is not None else []
    return list(dict.fromkeys([*owner, *(link.id for link in (*bet.co_owners, *bet.teams))]))


def time_box(bet: Hypothesis) -> str:
    """From when to when, in the words of the plan; empty where neither is said."""
    start, end = (str(bet.start) if bet.start else ""), (str(bet.end) if bet.end else "")
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


def head_cell(source: PanelSource, bet: Hypothesis, *, mark: bool = True) -> Cell:
    """The title of a bet, how it stands, what it changes, whose it is and its time box."""
    lines = [Line(bet.title, "title", href=source.href(bet.id))]
    found = source.marks.get(bet.id)
    if mark and found is not None:
        lines.append(line_of_mark(found))
    if bet.change is not None:
        change = clause(bet.change)
        lines.append(Line(f"By {lower_verb(change)}" if begins_with_ing(change) else change))
    more = [part for part in (team_names(source.plan, teams_of(bet)), time_box(bet)) if part]
    return Cell((*lines, *([Line(" · ".join(more), "soft")] if more else [])))


def expected_cell(source: PanelSource, bet: Hypothesis, evidence: tuple[Evidence, ...]) -> Cell:
    """Each measure that is to move: from where, to where, by when."""
    lines: list[Line] = []
    for entry, move in zip(evidence, bet.moves, strict=True):
        kpi = source.plan.get(entry.kpi)
        title = kpi.title if kpi is not None else entry.kpi
        lines.append(Line(title, href=source.href(entry.kpi) if kpi is not None else ""))
        if entry.to is not None:
            by = f" by {format_deadline(move.by)}" if move.by is not None else ""
            lines.append(Line(f"{format_change(entry.start, entry.to, entry.unit)}{by}", "title"))
        else:
            lines.append(Line("no value expected", "alarm"))
    return Cell(tuple(lines or [Line("names no measure", "alarm", "warning", Tone.WATCH)]))


def observed_cell(evidence: tuple[Evidence, ...]) -> Cell:
    """What was seen of each measure, whether it is as expected, and how much of the effect that is."""
    lines: list[Line] = []
    for entry in evidence:
        if entry.value is None:
            lines.append(Line("nothing observed written down", "alarm", "ring", Tone.UNKNOWN))
            continue
        sign, tone = ("question", Tone.UNKNOWN) if entry.right is None else RIGHT if entry.right else WRONG
        against = f", compared with {format_number(entry.compared_with)}" if entry.compared_with is not None else ""
        lines.append(Line(f"{format_quantity(entry.value, entry.unit)}{against}", "title", sign, tone))
        if entry.realised is not None:
            lines.append(Line(spoken_share(entry.realised), "soft"))
    return Cell(tuple(lines))


def spoken_share(realised: float) -> str:
    """How much of the expected effect was seen, in words."""
    if realised <= 0:
        return "no effect" if realised == 0 else "the effect went the wrong way"
    if realised > 20:
        return f"{format_number(round(realised))} times the effect expected"
    return f"{format_ratio(realised)} of the effect expected"


def measure_now_cell(source: PanelSource, bet: Hypothesis) -> Cell:
    """Where the measures of a bet stand today; a bet on some of the population may be hidden in it."""
    lines = []
    for kpi_id in dict.fromkeys(move.id for move in bet.moves):
        kpi = source.plan.find(kpi_id, Kpi)
        readings = known_readings(kpi, source.today) if kpi is not None else ()
        if kpi is not None and readings:
            whole = "the whole measure at " if bet.population is not None else "at "
            day = readings[-1].date.isoformat()
            lines.append(Line(f"{whole}{format_quantity(readings[-1].value, kpi.unit)} on {day}"))
    return Cell(tuple(lines))


def decision_cell(source: PanelSource, bet: Hypothesis) -> Cell:
    """What was decided, when, and why."""
    found = source.marks.get(bet.id)
    lines = [line_of_mark(found)] if found is not None else []
    if bet.result is not None and bet.result.reason:
        lines.append(Line(bet.result.reason))
    return Cell(tuple(lines))


def learned_cell(bet: Hypothesis) -> Cell:
    """What was learned; that nothing was written down is said."""
    if bet.result is not None and bet.result.learned:
        return Cell((Line(bet.result.learned),))
    return Cell((Line("nothing written down", "alarm", "warning", Tone.WATCH),))


BET_HEADER = (
    "id", "hypothesis", "state", "owner", "teams", "change", "starts", "ends", "measure", "unit", "from", "to", "by",
    "observed", "compared with", "as expected", "share of the effect", "decision", "decided on", "reason", "learned",
)  # fmt: skip


def bet_records(source: PanelSource, bet: Hypothesis, state: str) -> list[tuple[str | float | None, ...]]:
    """One record for each measure that a bet is to move; one for a bet that names none."""
    plan, result = source.plan, bet.result
    owner = team_names(plan, [bet.owner.id]) if bet.owner is not None else ""
    first = (
        bet.id, bet.title, state, owner, team_names(plan, [link.id for link in bet.teams]), bet.change or "",
        str(bet.start or ""), str(bet.end or ""),
    )  # fmt: skip
    last = (
        result.decision if result else "", result.date.isoformat() if result else "",
        (result.reason or "") if result else "", (result.learned or "") if result else "",
    )  # fmt: skip
    said = {True: "yes", False: "no", None: ""}
    middles: list[tuple[str | float | None, ...]] = [
        (
            e.kpi, e.unit or "", e.start, e.to, e.by.isoformat() if e.by is not None else "", e.value, e.compared_with,
            said[e.right], round(e.realised, 4) if e.realised is not None else None,
        )
        for e in weigh_evidence(plan, bet)
    ]  # fmt: skip
    return [(*first, *middle, *last) for middle in middles or [("", "", None, None, "", None, None, "", None)]]


def was_bet_right(plan: Plan, bet: Hypothesis) -> bool | None:
    """Whether a bet was right; None where nobody can say."""
    return was_right(weigh_evidence(plan, bet))


def last_day(bet: Hypothesis, otherwise: date) -> date:
    """The end of a time box, for sorting; `otherwise` where it has none."""
    return bet.end.last if bet.end is not None else otherwise


_MEANINGS = (
    ("clock", "decision overdue: the time box is over", Tone.WATCH),
    ("tick", "came to what was expected, or adopted", Tone.GOOD),
    ("cross", "did not come to what was expected", Tone.BAD),
    ("question", "nobody can say, or inconclusive", Tone.UNKNOWN),
    ("ring", "nothing observed written down", Tone.UNKNOWN),
    ("turn", "pivoted", Tone.PLAIN),
    ("stop", "stopped or given up", Tone.PLAIN),
    ("play", "runs, or goes on", Tone.PLAIN),
    ("dots", "proposed", Tone.PLAIN),
    ("warning", "something is missing", Tone.WATCH),
)


def legend_of(tables: tuple[Table, ...]) -> tuple[LegendEntry, ...]:
    """What the glyphs mean that stand before lines."""
    return legend_of_lines(tables, _MEANINGS)
