"""The strategy map: strategies and outcomes in the four perspectives of a scorecard, and what is to bring about what.

A cause leads upwards to its effect: by `supports`, or because a measure of the one is believed to drive a measure of
the other. What says no perspective stands with what it supports; a perspective that holds nothing is shown as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from alignctl.plan.graph import drivers_under_test
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan
from alignctl.views.cascade import (
    NOWHERE,
    CascadeSource,
    Chosen,
    contract_edges,
    count_depths,
    count_kinds,
    make_box,
    write_subtitle,
)
from alignctl.views.cascade_choice import Selection, choose_items
from alignctl.views.cascade_cut import Limits, cut_up
from alignctl.views.cutting import rank_of
from alignctl.views.legend import make_entries
from alignctl.views.picture import Box, Edge, Picture, PictureSet, Region, count_of

PERSPECTIVES = (
    ("financial", "Financial"),
    ("customer", "Customers"),
    ("process", "Processes"),
    ("learning", "Learning and growth"),
)
"""The perspectives of a balanced scorecard, with their usual names; the effects stand on top."""

UNSAID = "unsaid"
KINDS = ("strategy", "outcome")
ROW = 5
"""The most boxes side by side: a perspective that holds more has several rows."""

ROWS = 3
"""The most rows of a perspective: with more, the map is higher than a sheet is."""

_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class MapLimits(Limits):
    """How much one map may hold: so many boxes, and so many in one perspective."""

    boxes: int = 36
    of_one_kind: int = ROW * ROWS
    perspectives: Mapping[str, str] = field(default_factory=dict)

    def fit(self, source: CascadeSource, ids: frozenset[str]) -> bool:
        """Whether these items may stand on one map."""
        counts = Counter(self.perspectives[item_id] for item_id in ids)
        return len(ids) <= self.boxes and max(counts.values(), default=0) <= self.of_one_kind


def draw_up_strategy_maps(
    source: CascadeSource, selection: Selection, *, title: str = "Strategy map", limits: MapLimits | None = None
) -> PictureSet:
    """The map of a plan, or where that would hold too much one for each strategy."""
    goals = frozenset(item_id for item_id, kind in source.kinds.items() if kind in KINDS)
    chosen = choose_items(source, replace(selection, among=goals))
    if not chosen.ids:
        return PictureSet(title, ())
    title = selection.title(source.plan, title)
    perspectives = settle_perspectives(source, goals)
    causes = _Causes(source.plan, perspectives)
    limits = replace(limits or MapLimits(), perspectives=perspectives)
    if limits.fit(source, chosen.ids):
        return PictureSet(title, (_make_map(source, causes, chosen, "strategy-map", title),))
    pictures: list[Picture] = []
    starts: dict[str, str] = {}
    for name, part in cut_up(source, chosen, limits, "strategy-map"):
        pictures.append(_make_map(source, causes, part.chosen, name, f"{title}: {part.title}"))
        if part.top is not None:
            starts.setdefault(part.top, name)
    return PictureSet(title, tuple(pictures), starts=starts)


def settle_perspectives(source: CascadeSource, ids: Iterable[str]) -> dict[str, str]:
    """The perspective of each item: what it says, else that of the nearest it supports (by id where two are as near),
    else `UNSAID`.
    """
    found: dict[str, str] = {}
    for item_id in ids:
        level: tuple[str, ...] = (item_id,)
        seen = {item_id}
        while level and item_id not in found:
            said = [s for s in (_says(source.plan, other) for other in level) if s is not None]
            if said:
                found[item_id] = said[0]
            level = tuple(sorted({up for i in level for up in source.web.above.get(i, ())} - seen))
            seen.update(level)
    return {item_id: found.get(item_id, UNSAID) for item_id in ids}


def _says(plan: Plan, item_id: str) -> str | None:
    """The perspective that an item itself names."""
    perspective = getattr(plan.get(item_id), "perspective", None)
    return perspective if isinstance(perspective, str) and perspective in dict(PERSPECTIVES) else None


class _Causes:
    """What is the same for all maps of a plan: perspectives, and causes that only measures tell of."""

    def __init__(self, plan: Plan, perspectives: Mapping[str, str]) -> None:
        self.perspectives = perspectives
        self._above: dict[str, dict[str, bool]] = {}
        self._lift(plan)

    def _lift(self, plan: Plan) -> None:
        """Follow drivers from what shows one goal to what shows another, over measures that show none."""
        tested = drivers_under_test(plan)
        for kpi in plan.kpis:
            if not kpi.measures or plan.get(kpi.id) is not kpi:
                continue
            reached: dict[str, bool] = {}
            waiting = [(kpi, True)]
            while waiting:
                driver, proof = waiting.pop()
                for driven in _driven_by(plan, driver):
                    sure = proof and (driver.id, driven.id) in tested
                    if reached.get(driven.id) in (sure, True):
                        continue
                    reached[driven.id] = sure
                    if not driven.measures:
                        waiting.append((driven, sure))
                    for lower in kpi.measures:
                        for upper in driven.measures:
                            known = self._above.setdefault(lower.id, {})
                            known[upper.id] = known.get(upper.id, False) or sure

    def among(self, source: CascadeSource, ids: frozenset[str]) -> tuple[Edge, ...]:
        """The links on a map, sorted: one for each pair, `supports` before what measures tell."""
        edges = [
            replace(edge, relation="causes") if edge.relation == "refines" else edge
            for edge in contract_edges(source, ids)
        ]
        known = {(edge.lower, edge.upper) for edge in edges}
        for lower in ids:
            for upper, proof in self._above.get(lower, {}).items():
                if upper in ids and upper != lower and (lower, upper) not in known:
                    edges.append(Edge(lower, upper, "by-measures", tested=proof))
        return tuple(sorted(edges, key=lambda edge: (edge.lower, edge.upper)))


def _driven_by(plan: Plan, kpi: Kpi) -> list[Kpi]:
    """The measures in force that a measure in force is believed to drive."""
    found = [plan.find(link.id, Kpi) for link in kpi.drives] if kpi.retired is None else []
    return [driven for driven in found if driven is not None and driven.retired is None]


def _make_map(source: CascadeSource, causes: _Causes, chosen: Chosen, name: str, title: str) -> Picture:
    edges = causes.among(source, chosen.ids)
    bands = causes.perspectives
    keys = [*dict(PERSPECTIVES), UNSAID]
    depths = count_depths(bands, dict.fromkeys(keys, _DEEPEST), chosen.ids, edges)
    boxes = [replace(make_box(source, chosen, i, depths[i]), band=bands[i]) for i in chosen.ids]
    boxes.sort(key=lambda box: (keys.index(box.band), box.depth, rank_of(source.plan.get(box.id)), box.id))
    boxes = _set_rows(boxes)
    unsaid = any(box.band == UNSAID for box in boxes)
    return Picture(
        name=name,
        title=title,
        subtitle=write_subtitle(source, chosen, count_kinds(source, chosen.ids)),
        alt=_describe(source, boxes, chosen),
        bands=(*PERSPECTIVES, (UNSAID, "No perspective")) if unsaid else PERSPECTIVES,
        boxes=tuple(boxes),
        edges=edges,
        regions=(Region(""), NOWHERE) if any(box.region for box in boxes) else (Region(""),),
        legend=make_entries(boxes, edges),
        left_out=(*_remarks(source, boxes, edges), *chosen.left_out),
        striped=True,
    )


def _set_rows(boxes: list[Box]) -> list[Box]:
    """The same boxes with levels of at most `ROW` in a region: what does not fit goes one level down."""
    placed: list[Box] = []
    rows: dict[tuple[str, str], list[list[Box]]] = {}
    for region, band, depth in dict.fromkeys((box.region, box.band, box.depth) for box in boxes):
        level = [box for box in boxes if (box.region, box.band, box.depth) == (region, band, depth)]
        count = -(-len(level) // ROW)
        each = -(-len(level) // count)
        rows.setdefault((region, band), []).extend(level[start : start + each] for start in range(0, len(level), each))
    for levels in rows.values():
        placed += [replace(box, depth=depth) for depth, level in enumerate(levels) for box in level]
    order = {box.id: position for position, box in enumerate(boxes)}
    return sorted(placed, key=lambda box: order[box.id])


def _remarks(source: CascadeSource, boxes: list[Box], edges: tuple[Edge, ...]) -> tuple[str, ...]:
    """What a reader has to know of the perspectives: which are taken from others, which nobody says, what they defy."""
    height = {box.id: list(dict(PERSPECTIVES)).index(box.band) for box in boxes if box.band != UNSAID}
    falling = sum(
        1 for edge in edges if edge.lower in height and height[edge.lower] < height.get(edge.upper, height[edge.lower])
    )
    taken = sum(1 for box in boxes if box.band != UNSAID and _says(source.plan, box.id) is None)
    unsaid = sum(1 for box in boxes if box.band == UNSAID)
    remarks = []
    if taken:
        verb = ("says", "stands", "it supports") if taken == 1 else ("say", "stand", "they support")
        remarks.append(f"{count_of(taken, 'item')} {verb[0]} no perspective and {verb[1]} with what {verb[2]}.")
    if unsaid:
        remarks.append(
            f"{count_of(unsaid, 'item')} {'has' if unsaid == 1 else 'have'} no perspective: nobody says whether "
            f"{'it is' if unsaid == 1 else 'they are'} financial, customer, process or learning."
        )
    if falling:
        runs, stands = ("line runs", "a cause stands") if falling == 1 else ("lines run", "causes stand")
        remarks.append(f"{falling} {runs} downwards: {stands} above the effect.")
    return tuple(remarks)


def _describe(source: CascadeSource, boxes: list[Box], chosen: Chosen) -> str:
    """What a reader who cannot see the picture should know."""
    counts = Counter(box.band for box in boxes)
    lost = sum(1 for box in boxes if box.region)
    held = [f"{title}: {counts[key] or 'nothing'}" for key, title in PERSPECTIVES]
    if counts[UNSAID]:
        held.append(f"no perspective: {counts[UNSAID]}")
    sentences = [f"A strategy map with {count_kinds(source, chosen.ids)}.", f"{', '.join(held)}."]
    if lost:
        sentences.append(f"{count_of(lost, 'item leads', 'items lead')} nowhere.")
    return " ".join([*sentences, *chosen.left_out])
