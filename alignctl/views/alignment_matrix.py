"""The alignment matrix: teams against outcomes. Silos (columns) and lone outcomes (rows) are marked.

Each crossing has four places: owns or shares, works on it now, promised something for it, agreed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial

from alignctl.plan.items import Outcome, Team
from alignctl.plan.phrases import join_words
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_live
from alignctl.views.alignment import ROLES, Parts
from alignctl.views.choice import Choice, choose_items, not_asked_for, not_shown
from alignctl.views.cutting import free_name, parts_by_strategy, rank_of
from alignctl.views.in_force import is_in_force
from alignctl.views.panel import Cell, Column, Line, Panel, PanelSet, PanelSource, Row, Table, line_of_mark
from alignctl.views.picture import LegendEntry, Mark, Tone, count_of

OUTCOMES, TEAMS = 24, 36
"""The most outcomes, and the most teams, on one sheet."""

STATES = ("shared", "lone", "nobody", "on-track", "at-risk", "off-track", "unsaid")
"""What the outcomes can be narrowed to: who has a part in them, or what their owner says."""

_PLACES = (("owns", "shares"), ("works",), ("commits",), ("agreed", "changed", "counter", "no", "unanswered"))
_NOTE = (
    "Each crossing has four places: above at the left who owns or shares the outcome, at the right who works on it "
    "now; below at the left who promised something for it, at the right who agreed to it."
)


def draw_up_alignment_matrix(
    source: PanelSource,
    choice: Choice,
    *,
    title: str = "Alignment matrix",
    limit: int = OUTCOMES,
    most_teams: int = TEAMS,
) -> PanelSet:
    """The matrix of a plan, on one sheet; with more than `limit` outcomes or `most_teams` teams on several, strategy by
    strategy.
    """
    plan, today = source.plan, source.today
    title = choice.title(plan, title)
    chosen = [o for o in choose_items(plan, plan.outcomes, choice) if is_in_force(plan, o.id, choice.period)]
    outcomes = [o for o in chosen if is_live(o, today) and o.result is None]
    parts = Parts(plan, outcomes, today)
    if choice.statuses:
        outcomes = [o for o in outcomes if {parts.reach(o.id), _said(o, today)} & set(choice.statuses)]
    drafts = sum(o.is_draft for o in chosen)
    ended = len([o for o in chosen if not o.is_draft and (o.result is not None or not is_live(o, today))])
    others = [o for o in choose_items(plan, plan.outcomes, Choice()) if is_live(o, today) and o.result is None]
    left_out = (
        *not_shown([(drafts, "draft", "drafts"), (ended, "outcome that is over", "outcomes that are over")]),
        *not_asked_for(len(others) - len(outcomes), "outcome", "outcomes"),
    )
    if not outcomes:
        return PanelSet("alignment-matrix", title, ())
    outcomes.sort(key=lambda o: (rank_of(o), o.id))
    sheets: list[list[_Group]] = [[("", "", outcomes)]]
    if len(outcomes) > limit or len(_columns_of(parts, outcomes)) > most_teams:
        sheets = _fill_sheets(plan, parts, outcomes, limit, most_teams)
    idle = _idle(source, parts) if not choice.strategy and not choice.team else ""
    column = cache(partial(_column, source, parts))
    panels: list[Panel] = []
    of: dict[str, str] = {}
    taken: set[str] = set()
    for groups in sheets:
        first = groups[0]
        name = free_name(f"alignment-matrix-{first[0]}" if first[0] else "alignment-matrix", taken)
        more = f" and {len(groups) - 1} more" if len(groups) > 1 else ""
        full = f"{title}: {first[1]}{more}" if first[1] else title
        panels.append(_make_panel(source, choice, parts, column, groups, name, full, left_out, idle, most_teams))
        for item_id, _, members in groups:
            for key in [item_id, *(outcome.id for outcome in members)]:
                of.setdefault(key, name)
    marked = {word: tuple(o.id for o in outcomes if parts.reach(o.id) == word) for word in ("lone", "nobody")}
    marked["silo"] = tuple(team for team in _columns_of(parts, outcomes) if team in parts.silos)
    return PanelSet("alignment-matrix", title, tuple(panels), {k: v for k, v in of.items() if k}, marked)


_Group = tuple[str, str, list[Outcome]]
"""The id of a strategy, its heading, and the outcomes that stand below it."""


def _fill_sheets(
    plan: Plan, parts: Parts, outcomes: Sequence[Outcome], limit: int, most_teams: int
) -> list[list[_Group]]:
    """Strategy by strategy; a sheet takes strategies as long as it holds their outcomes and all teams in them."""
    sheets: list[list[_Group]] = []
    rows, teams = 0, set[str]()
    for item_id, heading, members in parts_by_strategy(plan, outcomes):
        pieces = list(_pieces(parts, members, limit, most_teams))
        for number, piece in enumerate(pieces, 1):
            fresh = {team for outcome in piece for team in parts.roles[outcome.id]}
            if not sheets or rows + len(piece) > limit or len(teams | fresh) > most_teams:
                sheets.append([])
                rows, teams = 0, set()
            of = f" ({number} of {len(pieces)})" if len(pieces) > 1 else ""
            sheets[-1].append((item_id, f"{heading}{of}", piece))
            rows, teams = rows + len(piece), teams | fresh
    return sheets


def _said(outcome: Outcome, today: date) -> str:
    known = [checkin for checkin in outcome.checkins if checkin.date <= today]
    return max(known, key=lambda checkin: checkin.date).says if known else "unsaid"


def _columns_of(parts: Parts, outcomes: Sequence[Outcome]) -> list[str]:
    """The teams with a part in some outcome, or asked about it, in the order of `parts.places`."""
    teams = {team for outcome in outcomes for team in parts.roles[outcome.id]}
    return sorted(teams, key=parts.places.__getitem__)


def _pieces(parts: Parts, outcomes: Sequence[Outcome], limit: int, most_teams: int) -> Iterator[list[Outcome]]:
    """As many outcomes in a row as one sheet holds, with all teams that have a part in them."""
    piece: list[Outcome] = []
    teams: set[str] = set()
    for outcome in outcomes:
        fresh = set(parts.roles[outcome.id])
        if piece and (len(piece) == limit or len(teams | fresh) > most_teams):
            yield piece
            piece, teams = [], set()
        piece.append(outcome)
        teams |= fresh
    yield piece


def _make_panel(
    source: PanelSource,
    choice: Choice,
    parts: Parts,
    column: Callable[[str], Column],
    groups: Sequence[_Group],
    name: str,
    title: str,
    left_out: tuple[str, ...],
    idle: str,
    limit: int,
) -> Panel:
    outcomes = [outcome for _, _, members in groups for outcome in members]
    teams = _columns_of(parts, outcomes)
    if len(teams) > limit:
        left_out = (*left_out, f"Not shown: {count_of(len(teams) - limit, 'more team')} with a part in this outcome.")
        kept = sorted(teams, key=lambda t: (-max(len(parts.roles[o.id].get(t, ())) for o in outcomes), t))[:limit]
        teams = [team for team in teams if team in kept]
    columns = (Column("Outcome"), *map(column, teams))
    reach = [parts.reach(outcome.id) for outcome in outcomes]
    lone, empty = reach.count("lone"), reach.count("nobody")
    silos = sum(team in parts.silos for team in teams)
    words = [count_of(len(outcomes), "outcome"), count_of(len(teams), "team")]
    words += [count_of(lone, "lone outcome")] if lone else []
    words += [f"{count_of(empty, 'outcome')} of nobody"] if empty else []
    words += [count_of(silos, "silo")] if silos else []
    alt = f"A matrix of {count_of(len(outcomes), 'outcome')} against {count_of(len(teams), 'team') or 'no team'}."
    alone = [
        *([f"{count_of(lone, 'outcome is', 'outcomes are')} of one team or branch alone"] if lone else []),
        *([f"{count_of(empty, 'outcome is', 'outcomes are')} of nobody"] if empty else []),
        *([f"{count_of(silos, 'team is a silo', 'teams are silos')}"] if silos else []),
    ]
    alt += f" {join_words(alone)}." if alone else " Every outcome is shared across branches, and no team is a silo."
    tables = tuple(
        Table(key or "matrix", heading, columns, tuple(_row(source, parts, outcome, teams) for outcome in members))
        for key, heading, members in groups
    )
    crossings = (cell for table in tables for row in table.rows for cell in row.cells)
    used = {mark.word for cell in crossings for mark in cell.marks if mark is not None}
    legend = [LegendEntry("mark", mark.glyph, mark.word, mark.tone) for mark in ROLES.values() if mark.word in used]
    legend += _legend_of_states(source, outcomes)
    if silos or lone or empty:
        legend.append(LegendEntry("mark", "warning", "silo, or an outcome that one team alone works on", Tone.BAD))
    return Panel(
        name,
        title,
        " · ".join([*(word for word in words if word), *choice.words(source.today, "in force in")]),
        " ".join([alt, *left_out]),
        tables,
        legend=tuple(legend),
        notes=(_NOTE, *([idle] if idle else [])),
        left_out=left_out,
        header=(
            "outcome",
            "title",
            "team",
            "team title",
            "owns",
            "shares",
            "contributes",
            "commits",
            "agreed",
            "reach",
        ),
        records=tuple(_records(source, parts, outcomes)),
    )


def _legend_of_states(source: PanelSource, outcomes: Sequence[Outcome]) -> list[LegendEntry]:
    """How the outcomes are doing, as far as anybody says, each state once."""
    marks = {mark.glyph: mark for outcome in outcomes if (mark := source.marks.get(outcome.id)) is not None}
    return [LegendEntry("mark", glyph, mark.word, mark.tone) for glyph, mark in sorted(marks.items())]


def _column(source: PanelSource, parts: Parts, team_id: str) -> Column:
    team = source.plan.find(team_id, Team)
    title = team.title if team is not None else team_id
    href = source.href(team_id) if team is not None else ""
    if team_id in parts.silos:
        return Column(
            title, 1.0, True, href, "warning", "bad", f"{title}: shares no outcome with a team outside its branch"
        )
    return Column(title, 1.0, True, href)


def _row(source: PanelSource, parts: Parts, outcome: Outcome, teams: Sequence[str]) -> Row:
    mark = source.marks.get(outcome.id)
    lines = [Line(outcome.title, "title", href=source.href(outcome.id))]
    lines += [line_of_mark(mark)] if mark is not None else []
    reach = parts.reach(outcome.id)
    if reach != "shared":
        lines.append(Line(_LONELY[reach], "alarm", "warning", Tone.BAD))
    roles = parts.roles[outcome.id]
    crossings = [Cell(marks=_marks(roles[team])) if team in roles else _NO_PART for team in teams]
    return Row(outcome.id, (Cell(tuple(lines)), *crossings), "" if reach == "shared" else "bad")


_LONELY = {"lone": "lone: one team or branch alone has a part in it", "nobody": "nobody has a part in it"}


_NO_PART = Cell(marks=(None,))


def _marks(roles: set[str]) -> tuple[Mark | None, ...]:
    found = [next((ROLES[role] for role in place if role in roles), None) for place in _PLACES]
    return tuple(found) if any(found) else (None,)


def _idle(source: PanelSource, parts: Parts) -> str:
    """The teams that have no part in any outcome of the plan, nor has a part of them."""
    busy = frozenset[str]().union(*parts.teams.values())
    idle = sorted(team for team in parts.tree.ids if not ({team} | parts.tree.below(team)) & busy)
    if not idle:
        return ""
    names = [team.title for i in idle[:12] if (team := source.plan.find(i, Team)) is not None]
    more = f" and {len(idle) - 12} more" if len(idle) > 12 else ""
    return f"No part in any of these outcomes: {', '.join(names)}{more}."


def _records(
    source: PanelSource, parts: Parts, outcomes: Sequence[Outcome]
) -> Iterator[tuple[str | float | None, ...]]:
    """A record for each outcome and team that has to do with it; one without a team for an outcome of nobody."""
    answers = set(_PLACES[3])
    for outcome in outcomes:
        roles, reach = parts.roles[outcome.id], parts.reach(outcome.id)
        for team_id in _columns_of(parts, [outcome]) or [""]:
            team = source.plan.find(team_id, Team)
            has = roles.get(team_id, set())
            yield (
                outcome.id, outcome.title, team_id, team.title if team is not None else "",
                *("yes" if role in has else "" for role in ("owns", "shares", "works", "commits")),
                min(has & answers, default=""), reach,
            )  # fmt: skip
