"""The X-matrix of Hoshin planning: four lists around a centre, and how strongly they are tied in the corners between.

After Thomas L. Jackson, "Hoshin Kanri for the Lean Enterprise" (2006). Each list begins at the centre with what
matters most. Teams stand at the right, where they cross tactics and strategies, and below, where they cross outcomes
and measures. A row or column without any tie is a problem of the plan, and is marked as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from alignctl.plan.items import Hypothesis, Item, Kpi, Outcome
from alignctl.plan.plan import Plan
from alignctl.records import Record, record
from alignctl.views.cascade import CascadeSource, Chosen, write_subtitle
from alignctl.views.cutting import lead_to
from alignctl.views.picture import LegendEntry, Mark, Problems, count_of
from alignctl.views.x_matrix_layout import CORNERS, SIDES, MatrixLayout, SideSpec
from alignctl.views.x_matrix_strength import STRENGTHS, Links, ties_from

LIMIT = 24
"""The most items on a side, and the most teams: with more, a matrix is wider than can be read on a sheet of A3."""

OWNS, TAKES_PART = "owns", "takes part"

_NEVER = 1_000_000


@record
class Entry(Record):
    """One item on a side. `rank` is what the plan says, `context` items are there to show where others belong."""

    id: str
    kind: str
    title: str
    owner: str = ""
    rank: int | None = None
    mark: Mark | None = None
    problems: Problems = field(default_factory=Problems)
    href: str = ""
    context: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A list of the matrix; the entry nearest to the centre comes first."""

    name: str
    spec: SideSpec
    entries: tuple[Entry, ...]

    @property
    def count(self) -> str:
        """`3 tactics`, `no tactics`."""
        return count_of(len(self.entries), self.spec.one, self.spec.several) or f"no {self.spec.several}"


@record
class Crossing(Record):
    """A tie between the item of a row and that of a column. `way` says over what, in titles."""

    row: str
    column: str
    strength: str
    way: str


@record
class Gap(Record):
    """An item that nothing on a side is tied to; `side` is one of `SIDES`, or `teams` for an item without a team."""

    item: str
    side: str


@dataclass(frozen=True, slots=True)
class XMatrix:
    """A matrix, ready to be drawn. `name` is a file name without ending; `left_out` says what is not shown.

    `crossings` and `parts` are by the ids of row and column, and of item and team. `words` is a legend of marks.
    """

    name: str
    title: str
    subtitle: str
    sides: Mapping[str, Side]
    teams: Side
    crossings: Mapping[tuple[str, str], Crossing]
    parts: Mapping[tuple[str, str], str]
    gaps: tuple[Gap, ...]
    legend: tuple[LegendEntry, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def alt(self) -> str:
        """The matrix in words."""
        counts = Counter(crossing.strength for crossing in self.crossings.values())
        ties = ", ".join(f"{counts[strength]} {strength}" for strength in reversed(STRENGTHS))
        parts = [f"An X-matrix with {', '.join(self.sides[name].count for name in SIDES)}.", f"Ties: {ties}."]
        return " ".join([*parts, *self.problems, *self.left_out])

    @property
    def problems(self) -> tuple[str, ...]:
        """What is empty, in sentences: `3 tactics are tied to no measure.`"""
        sides = {entry.id: side for side in self.sides.values() for entry in side.entries}
        counts = Counter((sides[gap.item].name, gap.side) for gap in self.gaps)
        empty = [self.sides[name].spec for name in SIDES if not self.sides[name].entries]
        sentences = [
            f"There are no {spec.several} here, so nothing can be tied to one." for spec in empty if spec.groups
        ]
        for name in SIDES:
            for other in (*SIDES, "teams"):
                count = counts[name, other]
                if count:
                    spec = self.sides[name].spec
                    whom = "have no team" if other == "teams" else f"are tied to no {self.sides[other].spec.one}"
                    text = count_of(count, spec.one, spec.several)
                    sentences.append(f"{text} {_agree(whom, count)}.")
        return tuple(sentences)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to relate: fewer than two sides hold anything."""
        return sum(1 for side in self.sides.values() if side.entries) < 2


def _agree(words: str, count: int) -> str:
    if count != 1:
        return words
    return words.replace("have ", "has ", 1) if words.startswith("have") else words.replace("are ", "is ", 1)


@dataclass(frozen=True, slots=True)
class Order:
    """At which place strategies and outcomes stand among all of the plan, and the links that ties go over."""

    strategies: Places
    outcomes: Places
    links: Links


@dataclass(frozen=True, slots=True)
class Places:
    """The place of each goal by its id, and by the ids of all items the first goal that they lead to."""

    own: Mapping[str, int]
    above: Mapping[str, Item]

    def best(self, plan: Plan, item_id: str) -> int:
        """The place of the goals that an item measures or supports, else of those that it leads to; the first."""
        links = plan.links_from(item_id, "measures", "supports")
        direct = [self.own[edge.target] for edge in links if edge.target in self.own]
        top = self.above.get(item_id)
        return min(direct, default=self.own[top.id] if top is not None else _NEVER)


def order_goals(plan: Plan) -> Order:
    """The order that all matrices of a plan keep to."""
    strategies = _place(plan, sorted(plan.strategies, key=lambda i: (_rank(i), i.id)))
    outcomes = sorted(plan.outcomes, key=lambda i: (_rank(i), strategies.best(plan, i.id), i.id))
    return Order(strategies, _place(plan, outcomes), Links(plan))


def _place(plan: Plan, goals: Sequence[Item]) -> Places:
    return Places({item.id: place for place, item in enumerate(goals)}, lead_to(plan, goals))


def make_x_matrix(
    source: CascadeSource, chosen: Chosen, layout: MatrixLayout, name: str, title: str, order: Order
) -> XMatrix:
    """The matrix of the items chosen; those that stand on no side are left out."""
    plan = source.plan
    placed: dict[str, list[Item]] = {side: [] for side in SIDES}
    for item_id in sorted(chosen.ids):
        item = plan.get(item_id)
        side = layout.side_of(item) if item is not None else None
        if item is not None and side is not None:
            placed[side].append(item)
    keys = _order_keys(plan, order, [item for items in placed.values() for item in items])
    sides = {}
    for side, items in placed.items():
        ordered = sorted(items, key=lambda item: keys[item.id])
        sides[side] = Side(side, layout.side(side), tuple(_make_entry(source, chosen, item) for item in ordered))
    crossings = _find_crossings(plan, sides, order.links)
    parts, teams, fewer = _find_parts(source, sides)
    not_shown = (f"Not shown: {count_of(fewer, 'team')} with less to do here.",) if fewer else ()
    entries = [entry for side in sides.values() for entry in side.entries]
    return XMatrix(
        name=name,
        title=title,
        subtitle=write_subtitle(source, chosen, ", ".join(sides[s].count for s in SIDES)),
        sides=sides,
        teams=teams,
        crossings=crossings,
        parts=parts,
        gaps=_find_gaps(sides, teams, crossings, parts),
        legend=_legend_marks(entries),
        left_out=(*chosen.left_out, *not_shown),
    )


def _make_entry(source: CascadeSource, chosen: Chosen, item: Item) -> Entry:
    rank = getattr(item, "rank", None)
    return Entry(
        id=item.id,
        kind=item.kind,
        title=item.title,
        owner=_title_of(source.plan, item.owner.id) if item.owner is not None else "",
        rank=rank if isinstance(rank, int) else None,
        mark=source.marks.get(item.id),
        problems=source.problems.get(item.id, Problems()),
        href=source.href(item.id),
        context=item.id in chosen.context,
    )


def _order_keys(plan: Plan, order: Order, items: Iterable[Item]) -> dict[str, tuple[object, ...]]:
    """What each item is sorted by. An item without a rank stands where the best of what it leads to stands.

    So tactics and measures come in the order of the outcomes they serve, and ties gather along the diagonal.
    """
    keys: dict[str, tuple[object, ...]] = {}
    for item in items:
        own = _rank(item)
        best: tuple[int, ...] = () if item.kind == "strategy" else (order.strategies.best(plan, item.id),)
        if item.kind not in ("strategy", "outcome"):
            best = (order.outcomes.best(plan, item.id), *best)
        keys[item.id] = (own, *best, item.id)
    return keys


def _rank(item: Item) -> int:
    rank = getattr(item, "rank", None)
    return rank if isinstance(rank, int) else _NEVER


def _find_crossings(plan: Plan, sides: Mapping[str, Side], links: Links) -> dict[tuple[str, str], Crossing]:
    """The ties in all corners, in whichever direction they lead; the stronger one where there are two."""
    ids = {entry.id for side in sides.values() for entry in side.entries}
    ties = {item_id: ties_from(links, item_id, ids) for item_id in ids}
    found = {}
    for row_side, column_side in CORNERS:
        for row in sides[row_side].entries:
            for column in sides[column_side].entries:
                there, back = ties[row.id].get(column.id), ties[column.id].get(row.id)
                if there is None and back is None:
                    continue
                ways = [tie for tie in (there, back) if tie is not None]
                tie = max(ways, key=lambda tie: STRENGTHS.index(tie.strength))
                titles = [_title_of(plan, item_id) for item_id in tie.way]
                found[row.id, column.id] = Crossing(row.id, column.id, tie.strength, " → ".join(titles))
    return found


def _find_parts(source: CascadeSource, sides: Mapping[str, Side]) -> tuple[dict[tuple[str, str], str], Side, int]:
    """Who owns and who takes part in what is shown; the teams with most to do first, and how many more there are."""
    parts: dict[tuple[str, str], str] = {}
    for side in sides.values():
        for entry in side.entries:
            item = source.plan.get(entry.id)
            if item is None:
                continue
            for team in _helpers_of(item):
                parts[entry.id, team] = TAKES_PART
            if item.owner is not None:
                parts[entry.id, item.owner.id] = OWNS
    load = Counter(team for _, team in parts)
    teams = []
    for team_id in sorted(load, key=lambda i: (-load[i], i))[:LIMIT]:
        href = source.href(team_id) if source.plan.get(team_id) is not None else ""
        teams.append(Entry(team_id, "team", _title_of(source.plan, team_id), href=href))
    side = Side("teams", SideSpec("Teams", "team", "teams", ("team",)), tuple(teams))
    return parts, side, len(load) - len(teams)


def _helpers_of(item: Item) -> list[str]:
    links = [*item.co_owners]
    if isinstance(item, Outcome):
        links += item.shared_with
    if isinstance(item, Hypothesis):
        links += item.teams
    return [link.id for link in links]


def _find_gaps(
    sides: Mapping[str, Side],
    teams: Side,
    crossings: Mapping[tuple[str, str], Crossing],
    parts: Mapping[tuple[str, str], str],
) -> tuple[Gap, ...]:
    """Items without a tie in a corner that they reach into, and items without a team where there are teams."""
    gaps = []
    ids = {name: {entry.id for entry in side.entries} for name, side in sides.items()}
    for row_side, column_side in CORNERS:
        tied_rows = {row for row, column in crossings if column in ids[column_side]}
        tied_columns = {column for row, column in crossings if row in ids[row_side]}
        if sides[column_side].entries:
            gaps += [Gap(entry.id, column_side) for entry in sides[row_side].entries if entry.id not in tied_rows]
        if sides[row_side].entries:
            gaps += [Gap(e.id, row_side) for e in sides[column_side].entries if e.id not in tied_columns]
    if teams.entries:
        owned = {item for item, _ in parts}
        gaps += [Gap(entry.id, "teams") for name in SIDES for entry in sides[name].entries if entry.id not in owned]
    return tuple(gaps)


def _title_of(plan: Plan, item_id: str) -> str:
    item = plan.get(item_id)
    return item.title if item is not None else item_id


def _legend_marks(entries: Iterable[Entry]) -> tuple[LegendEntry, ...]:
    words: dict[tuple[str, str], set[str]] = {}
    tones = {}
    for entry in entries:
        if entry.mark is not None:
            words.setdefault((entry.mark.tone.value, entry.mark.glyph), set()).add(entry.mark.word)
            tones[entry.mark.tone.value] = entry.mark.tone
    order = ("good", "watch", "bad", "unknown", "plain")
    return tuple(
        LegendEntry("mark", glyph, ", ".join(sorted(words[tone, glyph])), tones[tone])
        for tone, glyph in sorted(words, key=lambda key: (order.index(key[0]), key[1]))
    )


def is_part_of_measure(item: Item | None) -> bool:
    """Whether an item is a segment of a measure, which stands for it in a matrix."""
    return isinstance(item, Kpi) and item.segment_of is not None
