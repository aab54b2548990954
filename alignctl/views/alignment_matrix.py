"""The alignment matrix: teams against outcomes. Silos (columns) and lone outcomes (rows) are marked.

Each crossing has four places: owns or shares, works on it now, promised something for it, agreed to it. A team is a
silo where it owns outcomes, and neither it nor a part of it shares one with a team outside its own branch; the rule
siloed-team says the same. An outcome is lone where no two teams of different branches have a part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from alignctl.plan.graph import descendants
from alignctl.plan.items import Commitment, Hypothesis, Initiative, Kpi, Outcome, Team
from alignctl.plan.phrases import join_words
from alignctl.plan.plan import Plan
from alignctl.plan.scoreboard import is_live
from alignctl.plan.sharing import asked_teams
from alignctl.plan.teams import TeamTree
from alignctl.plan.trace import OVER
from alignctl.plan.waiting import answer_of, owners_of, unanswered_revision
from alignctl.views.cutting import free_name, parts_by_strategy, rank_of
from alignctl.views.panel import Cell, Column, Line, Panel, PanelSet, PanelSource, Row, Table, line_of_mark
from alignctl.views.panel_choice import PanelChoice, choose_items, not_shown, touches
from alignctl.views.picture import LegendEntry, Mark, Tone, count_of

OUTCOMES, TEAMS = 24, 36
"""The most outcomes, and the most teams, on one sheet."""

STATES = ("shared", "lone", "nobody", "on-track", "at-risk", "off-track", "unsaid")
"""What the outcomes can be narrowed to: who has a part in them, or what their owner says."""

ROLES: dict[str, Mark] = {
    "owns": Mark("disc", "owns", Tone.PLAIN),
    "shares": Mark("half", "shares", Tone.PLAIN),
    "works": Mark("initiative", "contributes: works on it, bets on it or answers for a measure", Tone.PLAIN),
    "commits": Mark("diamond", "commits: promised something for it", Tone.PLAIN),
    "agreed": Mark("tick", "agrees", Tone.GOOD),
    "changed": Mark("clock", "agreed before it was changed", Tone.WATCH),
    "counter": Mark("turn", "made a counter-proposal", Tone.WATCH),
    "no": Mark("cross", "disagrees", Tone.BAD),
    "unanswered": Mark("question", "was asked, has not answered", Tone.UNKNOWN),
}
"""What a team can be to an outcome, with its mark."""

_PLACES = (("owns", "shares"), ("works",), ("commits",), ("agreed", "changed", "counter", "no", "unanswered"))
_NOTE = (
    "Each crossing has four places: above at the left who owns or shares the outcome, at the right who works on it "
    "now; below at the left who promised something for it, at the right who agreed to it."
)


class Parts:
    """Who has which part in which outcome of a plan."""

    def __init__(self, plan: Plan, outcomes: Sequence[Outcome], today: date) -> None:
        self.plan = plan
        self.tree = TeamTree(plan)
        self.roles = {outcome.id: self._roles_of(outcome, today) for outcome in outcomes}
        self.teams = {outcome_id: _with_a_part(roles) for outcome_id, roles in self.roles.items()}
        """The teams that have a part in each outcome; to have been asked is none."""
        self.silos = self._silos(today)

    def _silos(self, today: date) -> frozenset[str]:
        """The teams that own outcomes while neither they nor a part of them shares one outside their own branch."""
        tree = self.tree
        open_teams: set[str] = set()
        owners: set[str] = set()
        for outcome in self.plan.outcomes:
            if outcome.result is not None or (outcome.retired is not None and outcome.retired.date <= today):
                continue
            partners = frozenset((*owners_of(outcome), *(link.id for link in outcome.shared_with))) & tree.ids
            holders = partners.union(*(tree.above(team) for team in partners))
            open_teams |= {holder for holder in holders if partners - tree.branch(holder)}
            if not outcome.is_draft:
                owners |= set(owners_of(outcome)) & tree.ids
        return frozenset(team for team in owners - open_teams if tree.ids - tree.branch(team))

    def reach(self, outcome_id: str) -> str:
        """`nobody`, `lone` or `shared`: whether teams of different branches have a part in an outcome."""
        teams = self.teams[outcome_id] & self.tree.ids
        if not teams:
            return "nobody"
        return "lone" if self.tree.on_one_line(teams) else "shared"

    def _roles_of(self, outcome: Outcome, today: date) -> dict[str, set[str]]:
        plan = self.plan
        roles: dict[str, set[str]] = {}
        for link in outcome.shared_with:
            roles.setdefault(link.id, set()).add("shares")
        for team in owners_of(outcome):
            roles.setdefault(team, set()).add("owns")
        for item_id in descendants(plan, outcome.id):
            item = plan.get(item_id)
            if item is None or not is_live(item, today) or item.status in OVER:
                continue
            if isinstance(item, Commitment):
                for giver in [item.from_team.id] if item.from_team is not None else []:
                    roles.setdefault(giver, set()).add("commits")
            elif isinstance(item, Hypothesis | Initiative | Kpi):
                more = [link.id for link in item.teams] if isinstance(item, Hypothesis) else []
                for team in (*owners_of(item), *more):
                    roles.setdefault(team, set()).add("works")
        for team in asked_teams(plan, outcome, self.tree):
            roles.setdefault(team, set()).add(self._answer(outcome, team))
        return roles

    def _answer(self, outcome: Outcome, team: str) -> str:
        answer = answer_of(outcome, team, self.tree)
        if answer is None:
            return "unanswered"
        if answer.answer == "yes":
            return "changed" if unanswered_revision(outcome, answer) is not None else "agreed"
        return answer.answer if answer.answer in ROLES else "unanswered"


def _with_a_part(roles: Mapping[str, Set[str]]) -> frozenset[str]:
    return frozenset(team for team, has in roles.items() if not has.isdisjoint(_TAKING_PART))


_TAKING_PART = frozenset({"owns", "shares", "works", "commits"})


def draw_up_alignment_matrix(
    source: PanelSource,
    choice: PanelChoice,
    *,
    title: str = "Alignment matrix",
    limit: int = OUTCOMES,
    most_teams: int = TEAMS,
) -> PanelSet:
    """The matrix of a plan, on one sheet or, with more than `limit` outcomes or `most_teams` teams, on some for each
    strategy.
    """
    plan, today = source.plan, source.today
    title = choice.title(plan, title)
    chosen = [o for o in choose_items(plan, plan.outcomes, choice) if touches(choice.period, *_days_of(o))]
    outcomes = [o for o in chosen if is_live(o, today) and o.result is None]
    parts = Parts(plan, outcomes, today)
    if choice.statuses:
        outcomes = [o for o in outcomes if {parts.reach(o.id), _said(o, today)} & set(choice.statuses)]
    drafts = sum(o.is_draft for o in chosen)
    ended = len([o for o in chosen if not o.is_draft and (o.result is not None or not is_live(o, today))])
    left_out = not_shown([(drafts, "draft", "drafts"), (ended, "outcome that is over", "outcomes that are over")])
    if not outcomes:
        return PanelSet("alignment-matrix", title, ())
    outcomes.sort(key=lambda o: (rank_of(o), o.id))
    sheets: list[tuple[str, str, list[Outcome]]] = [("", "", outcomes)]
    if len(outcomes) > limit or len(_columns_of(parts, outcomes)) > most_teams:
        sheets = list(parts_by_strategy(plan, outcomes))
    idle = _idle(source, parts) if not choice.strategy and not choice.team else ""
    panels: list[Panel] = []
    of: dict[str, str] = {}
    taken: set[str] = set()
    for item_id, heading, members in sheets:
        pieces = list(_pieces(parts, members, limit, most_teams))
        for number, piece in enumerate(pieces, 1):
            name = free_name(f"alignment-matrix-{item_id}" if item_id else "alignment-matrix", taken)
            part = f" ({number} of {len(pieces)})" if len(pieces) > 1 else ""
            full = f"{title}: {heading}{part}" if heading else f"{title}{part}"
            panels.append(_make_panel(source, choice, parts, piece, name, full, left_out, idle, most_teams))
            for key in [item_id, *(outcome.id for outcome in piece)]:
                of.setdefault(key, name)
    return PanelSet("alignment-matrix", title, tuple(panels), {k: v for k, v in of.items() if k})


def _days_of(outcome: Outcome) -> tuple[date | None, date | None]:
    return (outcome.start.first if outcome.start else None), (outcome.end.last if outcome.end else None)


def _said(outcome: Outcome, today: date) -> str:
    known = [checkin for checkin in outcome.checkins if checkin.date <= today]
    return max(known, key=lambda checkin: checkin.date).says if known else "unsaid"


def _columns_of(parts: Parts, outcomes: Sequence[Outcome]) -> list[str]:
    """The teams with a part in some outcome, or asked about it: each group before its parts, else by id."""
    teams = {team for outcome in outcomes for team in parts.roles[outcome.id]}
    return sorted(teams, key=lambda team: (sorted(parts.tree.tops(team))[0], len(parts.tree.above(team)), team))


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
    choice: PanelChoice,
    parts: Parts,
    outcomes: Sequence[Outcome],
    name: str,
    title: str,
    left_out: tuple[str, ...],
    idle: str,
    limit: int,
) -> Panel:
    teams = _columns_of(parts, outcomes)
    if len(teams) > limit:
        left_out = (*left_out, f"Not shown: {count_of(len(teams) - limit, 'more team')} with a part in this outcome.")
        kept = sorted(teams, key=lambda t: (-max(len(parts.roles[o.id].get(t, ())) for o in outcomes), t))[:limit]
        teams = [team for team in teams if team in kept]
    columns = (Column("Outcome"), *(_column(source, parts, team) for team in teams))
    rows = tuple(_row(source, parts, outcome, teams) for outcome in outcomes)
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
    tables = (Table("matrix", "", columns, rows),)
    used = {mark.word for row in rows for cell in row.cells for mark in cell.marks if mark is not None}
    legend = [LegendEntry("mark", mark.glyph, mark.word, mark.tone) for mark in ROLES.values() if mark.word in used]
    legend += _legend_of_states(source, outcomes)
    if silos or lone or empty:
        legend.append(LegendEntry("mark", "warning", "silo, or an outcome that one team alone works on", Tone.BAD))
    return Panel(
        name,
        title,
        " · ".join([*(word for word in words if word), *choice.words(source.today)]),
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
    crossings = (Cell(marks=_marks(roles.get(team, set()))) for team in teams)
    return Row(outcome.id, (Cell(tuple(lines)), *crossings), "" if reach == "shared" else "bad")


_LONELY = {"lone": "lone: one team or branch alone has a part in it", "nobody": "nobody has a part in it"}


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
        roles = parts.roles[outcome.id]
        for team_id in _columns_of(parts, [outcome]) or [""]:
            team = source.plan.find(team_id, Team)
            has = roles.get(team_id, set())
            yield (
                outcome.id, outcome.title, team_id, team.title if team is not None else "",
                *("yes" if role in has else "" for role in ("owns", "shares", "works", "commits")),
                next(iter(sorted(has & answers)), ""), parts.reach(outcome.id),
            )  # fmt: skip
