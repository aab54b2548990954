"""The cascade: strategy → outcome → measure ← hypothesis ← initiative, as a picture of boxes and links.

Items without a line of sight to a strategy stand in a region of their own. What is not shown is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from alignctl.plan.graph import drivers_under_test, survey_sight
from alignctl.plan.items import UPWARD, Item
from alignctl.plan.plan import Plan
from alignctl.views.cutting import rank_of
from alignctl.views.legend import make_entries
from alignctl.views.picture import Box, Edge, Mark, Picture, Problems, Region, count_of
from alignctl.views.web import Web, make_web, reach

KINDS = ("strategy", "outcome", "kpi", "hypothesis", "initiative")
BANDS = (
    ("strategy", "Strategies"),
    ("outcome", "Outcomes"),
    ("kpi", "KPIs"),
    ("hypothesis", "Hypotheses"),
    ("initiative", "Initiatives"),
)
NOWHERE = Region("nowhere", "Leads nowhere", "No chain of links to a strategy")

_NAMES = {
    "strategy": ("strategy", "strategies"),
    "outcome": ("outcome", "outcomes"),
    "kpi": ("KPI", "KPIs"),
    "hypothesis": ("hypothesis", "hypotheses"),
    "initiative": ("initiative", "initiatives"),
}
_DEEPEST: Mapping[str, int] = {"strategy": 2, "outcome": 2, "kpi": 1, "hypothesis": 1, "initiative": 0}
"""How many levels below the first a band may have; what lies deeper stays on the last."""

_FOLLOWED = 200
"""Over how many hidden items a chain is followed."""

_PRECEDENCE = ("refines", "measures", "moves", "tests", "supports", "sustains", "drives", "guards", "segment_of")


def no_href(item_id: str) -> str:
    """For pictures whose boxes link nowhere."""
    del item_id
    return ""


@dataclass(frozen=True)
class CascadeSource:
    """What a cascade is made from: a plan, the findings and marks of its items by id, and the pages they have.

    `as_of` is a text for the subtitle, such as the day that marks were judged by.
    """

    plan: Plan
    problems: Mapping[str, Problems] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    href: Callable[[str], str] = no_href
    as_of: str = ""

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of every item, or document that could not be read, that a cascade may show."""
        entries: list[tuple[str, str | None]] = [(entry.id, entry.kind) for entry in self.plan.placeholders]
        entries += [(item.id, item.kind) for item in reversed(self.plan.items)]
        return {item_id: kind for item_id, kind in sorted(entries) if kind in KINDS}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All links of the cascade, one for each pair of items, sorted."""
        tested = drivers_under_test(self.plan)
        found: dict[tuple[str, str], Edge] = {}
        for link in self.plan.edges:
            lower, upper, kind = link.source.id, link.target, link.source.kind
            if link.field not in UPWARD[kind] or lower == upper or upper not in self.kinds or lower not in self.kinds:
                continue
            if self.plan.get(lower) is not link.source:
                continue
            relation = "refines" if link.field == "supports" and kind in ("strategy", "outcome") else link.field
            known = found.get((lower, upper))
            if known is None or _rank(relation) < _rank(known.relation):
                proof = (lower, upper) in tested if relation == "drives" else None
                found[lower, upper] = Edge(lower, upper, relation, link.strength, proof)
        return tuple(found[pair] for pair in sorted(found))

    @cached_property
    def edges_from(self) -> dict[str, list[Edge]]:
        """The same by the id of the lower item."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.lower, []).append(edge)
        return found

    @cached_property
    def web(self) -> Web:
        """The links of the whole cascade in both directions."""
        return make_web(self.edges)

    @cached_property
    def sighted(self) -> frozenset[str]:
        """The ids that lead to a strategy."""
        return survey_sight(self.plan).sees_strategy


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids to be shown, which of them only show where others belong, and what was left out, in sentences.

    `notes` are lines to be put on boxes, by id; `told` is what a subtitle says of the choice.
    """

    ids: frozenset[str]
    context: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def make_picture(source: CascadeSource, chosen: Chosen, name: str, title: str) -> Picture:
    """The picture of the items chosen, with the links among them."""
    edges = contract_edges(source, chosen.ids)
    depths = count_depths(source.kinds, _DEEPEST, chosen.ids, edges)
    boxes = [make_box(source, chosen, item_id, depths[item_id]) for item_id in chosen.ids]
    bands = {kind: position for position, (kind, _) in enumerate(BANDS)}
    boxes.sort(key=lambda box: (bands[box.kind], box.depth, rank_of(source.plan.get(box.id)), box.id))
    bound = any(box.region for box in boxes)
    return Picture(
        name=name,
        title=title,
        subtitle=write_subtitle(source, chosen, count_kinds(source, chosen.ids)),
        alt=_describe(source, chosen, boxes),
        bands=BANDS,
        boxes=tuple(boxes),
        edges=edges,
        regions=(Region(""), NOWHERE) if bound else (Region(""),),
        legend=make_entries(boxes, edges),
        left_out=chosen.left_out,
    )


def write_subtitle(source: CascadeSource, chosen: Chosen, *counts: str) -> str:
    """What is shown, what was asked for, and as of when."""
    return " · ".join(part for part in (*counts, *chosen.told, source.as_of) if part)


def count_kinds(source: CascadeSource, ids: Iterable[str]) -> str:
    """How many items of each kind, and how many of these are drafts: `3 strategies, 9 outcomes (1 draft)`."""
    counts, drafts = Counter[str](), Counter[str]()
    for item_id in ids:
        kind, item = source.kinds[item_id], source.plan.get(item_id)
        counts[kind] += 1
        drafts[kind] += item is not None and item.is_draft
    told = {kind: f" ({count_of(drafts[kind], 'draft')})" if drafts[kind] else "" for kind in counts}
    return ", ".join(f"{count_of(counts[kind], *_NAMES[kind])}{told[kind]}" for kind in KINDS if counts[kind])


def contract_edges(source: CascadeSource, ids: frozenset[str]) -> tuple[Edge, ...]:
    """The links among the ids. Where all between two of them is hidden, a `leads-to` link stands for the chain."""
    edges = [edge for lower in sorted(ids) for edge in source.edges_from.get(lower, ()) if edge.upper in ids]
    if len(ids) < len(source.kinds):
        direct = {(edge.lower, edge.upper) for edge in edges}
        for lower in sorted(ids):
            hidden = [upper for upper in source.web.above.get(lower, ()) if upper not in ids]
            if not hidden:
                continue
            reached = reach(hidden, source.web.above, _FOLLOWED, ids)
            for upper in sorted(reached & ids - {lower}):
                if (lower, upper) not in direct:
                    edges.append(Edge(lower, upper, "leads-to"))
    return tuple(sorted(edges, key=lambda edge: (edge.lower, edge.upper)))


def make_box(source: CascadeSource, chosen: Chosen, item_id: str, depth: int) -> Box:
    """The box of an item of the plan, or of a document that could not be read."""
    item = source.plan.get(item_id)
    return Box(
        id=item_id,
        kind=source.kinds[item_id],
        title=item.title if item is not None else item_id,
        owner=_owner_of(source.plan, item),
        mark=source.marks.get(item_id),
        problems=source.problems.get(item_id, Problems()),
        href=source.href(item_id),
        region="" if item_id in source.sighted else NOWHERE.key,
        depth=depth,
        note=chosen.notes.get(item_id, ""),
        context=item_id in chosen.context,
    )


def _owner_of(plan: Plan, item: Item | None) -> str:
    if item is None or item.owner is None:
        return ""
    team = plan.get(item.owner.id)
    return team.title if team is not None else item.owner.id


def count_depths(
    bands: Mapping[str, str], deepest: Mapping[str, int], ids: frozenset[str], edges: Iterable[Edge]
) -> dict[str, int]:
    """How far below the first of its band each item stands, by its longest chain inside the band.

    `deepest` says how many levels below the first a band may have; there chains and rings end.
    """
    above: dict[str, list[str]] = {}
    for edge in edges:
        if bands[edge.lower] == bands[edge.upper]:
            above.setdefault(edge.lower, []).append(edge.upper)
    depths = dict.fromkeys(ids, 0)
    for _ in range(max(deepest.values())):
        # Each round lets chains grow by one; a ring stops where the band does.
        depths = {
            item_id: min(
                deepest[bands[item_id]], max((depths[upper] + 1 for upper in above.get(item_id, ())), default=0)
            )
            for item_id in depths
        }
    return depths


def _describe(source: CascadeSource, chosen: Chosen, boxes: list[Box]) -> str:
    """What a reader who cannot see the picture should know."""
    lost = sum(1 for box in boxes if box.region)
    wrong = sum(1 for box in boxes if box.problems.errors)
    states = Counter(box.mark.word for box in boxes if box.kind == "kpi" and box.mark is not None)
    sentences = [f"A cascade with {count_kinds(source, chosen.ids) or 'no items'}."]
    if states:
        sentences.append("KPIs: " + ", ".join(f"{states[word]} {word}" for word in sorted(states)) + ".")
    if lost:
        sentences.append(f"{count_of(lost, 'item leads', 'items lead')} nowhere.")
    if wrong:
        sentences.append(f"{count_of(wrong, 'item has', 'items have')} errors.")
    return " ".join([*sentences, *chosen.left_out])


def _rank(relation: str) -> int:
    return _PRECEDENCE.index(relation) if relation in _PRECEDENCE else len(_PRECEDENCE)
