"""The metric tree: measures, and what is believed to drive them.

Measures stand by their level, impact first. A driver leads to what it drives: tested by a bet or only believed;
besides, early signs that a bet watches, parts of a measure, and guardrails. Measures without any such link stand apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from alignctl.plan.graph import early_signs, find_rings
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan
from alignctl.views.cascade import CascadeSource, Chosen, count_depths, make_box, write_subtitle
from alignctl.views.cascade_choice import Selection, choose_items
from alignctl.views.cascade_cut import Limits, cut_up
from alignctl.views.cutting import rank_of
from alignctl.views.legend import make_entries
from alignctl.views.picture import Box, Edge, Mark, Picture, PictureSet, Region, Tone, count_of

LEVELS = (
    ("impact", "Impact"),
    ("outcome", "Outcomes"),
    ("output", "Outputs"),
    ("activity", "Activities"),
    ("input", "Inputs"),
    ("unsaid", "No level"),
)
"""The stages from what we put in to what it changes in the world, the last first."""

ALONE = Region("alone", "On no tree", "Tied to no other KPI")

_DEEPEST = 2
_RINGS = 3


@dataclass(frozen=True, slots=True)
class TreeLimits(Limits):
    """How many measures one tree may hold, and how many of one level; strategies do not count."""

    boxes: int = 36
    of_one_kind: int = 16

    def fit(self, source: CascadeSource, ids: frozenset[str]) -> bool:
        """Whether the measures among these items may stand in one picture."""
        counts = Counter(_level_of(source.plan, i) for i in ids if source.kinds[i] == "kpi")
        return sum(counts.values()) <= self.boxes and max(counts.values(), default=0) <= self.of_one_kind


LIMITS = TreeLimits()


@dataclass(frozen=True)
class _Forest:
    """The links between the measures of a plan, as far as these are shown."""

    source: CascadeSource
    ids: frozenset[str]

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """One link for each pair: what the plan says before what a bet watches; sorted."""
        found = {
            (edge.lower, edge.upper): edge
            for edge in self.source.edges
            if edge.lower in self.ids and edge.upper in self.ids
        }
        for lower, upper in sorted(early_signs(self.source.plan)):
            if lower != upper and lower in self.ids and upper in self.ids:
                found.setdefault((lower, upper), Edge(lower, upper, "early-sign"))
        return tuple(found[pair] for pair in sorted(found))

    @cached_property
    def edges_from(self) -> dict[str, list[Edge]]:
        """The links by the measure that leads on."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.lower, []).append(edge)
        return found

    @cached_property
    def linked(self) -> frozenset[str]:
        """The measures that have such a link."""
        return frozenset(i for edge in self.edges for i in (edge.lower, edge.upper))

    @cached_property
    def rings(self) -> tuple[tuple[str, ...], ...]:
        """Where drivers lead back to where they began."""
        return find_rings(self.source.plan, ("drives",))

    def among(self, ids: frozenset[str]) -> tuple[Edge, ...]:
        found = (edge for lower in ids for edge in self.edges_from.get(lower, ()) if edge.upper in ids)
        return tuple(sorted(found, key=lambda edge: (edge.lower, edge.upper)))


def draw_up_metric_trees(
    source: CascadeSource, selection: Selection, *, title: str = "Metric tree", limits: TreeLimits = LIMITS
) -> PictureSet:
    """The trees of a plan in one picture, or where that would hold too much in one for each strategy.

    Measures that are on no tree stand apart where there is room for them, else they are counted. No picture at all
    comes of a plan, or a choice, in which no measure is tied to another.
    """
    kpis = frozenset(item_id for item_id, kind in source.kinds.items() if kind == "kpi")
    chosen = choose_items(source, replace(selection, among=kpis))
    shown = chosen.ids
    forest = _Forest(source, shown)
    if not forest.edges:
        return PictureSet(title, ())
    title = selection.title(source.plan, title)
    if limits.fit(source, shown):
        return PictureSet(title, (_make_tree(forest, chosen, "metric-tree", title),))
    if shown != forest.linked:
        lone = count_of(len(shown - forest.linked), "KPI")
        chosen = replace(chosen, left_out=(f"Not shown: {lone} on no tree.", *chosen.left_out))
    if limits.fit(source, forest.linked):
        return PictureSet(title, (_make_tree(forest, replace(chosen, ids=forest.linked), "metric-tree", title),))
    chosen = replace(chosen, ids=forest.linked | _strategies_above(source, forest.linked))
    pictures: list[Picture] = []
    starts: dict[str, str] = {}
    for name, part in cut_up(source, chosen, limits, "metric-tree", forest.edges):
        ids = part.chosen.ids & forest.linked
        if ids:
            narrowed = replace(part.chosen, ids=ids)
            pictures.append(_make_tree(forest, narrowed, name, f"{title}: {part.title}"))
            if part.top is not None:
                starts.setdefault(part.top, name)
    return PictureSet(title, tuple(pictures), starts=starts)


def _strategies_above(source: CascadeSource, ids: frozenset[str]) -> frozenset[str]:
    """The strategies that these lead to, to share them out by; none that is retired."""
    above = (source.plan.get(i) for i in source.web.up(ids) if source.kinds[i] == "strategy")
    return frozenset(item.id for item in above if item is not None and item.retired is None)


def _level_of(plan: Plan, kpi_id: str) -> str:
    kpi = plan.find(kpi_id, Kpi)
    return kpi.level if kpi is not None and kpi.level in dict(LEVELS) else "unsaid"


def _make_tree(forest: _Forest, chosen: Chosen, name: str, title: str) -> Picture:
    source = forest.source
    edges = forest.among(chosen.ids)
    keys = [key for key, _ in LEVELS]
    bands = {item_id: _level_of(source.plan, item_id) for item_id in chosen.ids}
    depths = count_depths(bands, dict.fromkeys(keys, _DEEPEST), chosen.ids, edges)
    boxes = [_make_box(forest, chosen, item_id, bands[item_id], depths[item_id]) for item_id in chosen.ids]
    boxes.sort(key=lambda box: (keys.index(box.band), box.depth, rank_of(source.plan.get(box.id)), box.id))
    believed = [edge for edge in edges if edge.relation == "drives"]
    tested = sum(1 for edge in believed if edge.tested)
    counts = [
        count_of(len(boxes), "KPI"),
        f"{count_of(len(believed), 'believed cause')}, {tested or 'none'} of them tested" if believed else "",
    ]
    return Picture(
        name=name,
        title=title,
        subtitle=write_subtitle(source, chosen, *counts),
        alt=_describe(boxes, edges, chosen),
        bands=LEVELS,
        boxes=tuple(boxes),
        edges=edges,
        regions=(Region(""), ALONE) if any(box.region for box in boxes) else (Region(""),),
        legend=make_entries(boxes, edges),
        left_out=(*_tell_rings(forest, chosen.ids), *chosen.left_out),
    )


def _make_box(forest: _Forest, chosen: Chosen, item_id: str, level: str, depth: int) -> Box:
    box = make_box(forest.source, chosen, item_id, depth)
    kpi = forest.source.plan.find(item_id, Kpi)
    timing = kpi.timing if kpi is not None and kpi.timing in ("leading", "lagging") else ""
    stage = level if level != "unsaid" else "no level said"
    region = "" if item_id in forest.linked else ALONE.key
    return replace(box, band=level, traits=Mark(timing, stage, Tone.PLAIN, timing), region=region)


def _tell_rings(forest: _Forest, ids: frozenset[str]) -> tuple[str, ...]:
    """Feedback in words, for a ring is hard to see among other lines."""
    plan = forest.source.plan
    rings = [ring for ring in forest.rings if ids.issuperset(ring)]
    told = []
    for ring in rings[:_RINGS]:
        titles = [item.title for i in (*ring, ring[0]) if (item := plan.get(i)) is not None]
        told.append(f"A loop: {' → '.join(titles)}.")
    if len(rings) > _RINGS:
        told.append(f"And {count_of(len(rings) - _RINGS, 'more loop')}.")
    return tuple(told)


def _describe(boxes: list[Box], edges: tuple[Edge, ...], chosen: Chosen) -> str:
    """What a reader who cannot see the picture should know."""
    relations = Counter(edge.key for edge in edges)
    levels = Counter(box.band for box in boxes)
    states = Counter(box.mark.word for box in boxes if box.mark is not None)
    lone = sum(1 for box in boxes if box.region)
    words = {
        "drives": ("tested cause", "tested causes"),
        "drives/untested": ("cause that no bet tests", "causes that no bet tests"),
        "early-sign": ("early sign", "early signs"),
        "segment_of": ("part of a KPI", "parts of KPIs"),
        "guards": ("guardrail", "guardrails"),
    }
    links = ", ".join(count_of(relations[key], *names) for key, names in words.items() if relations[key])
    sentences = [f"A metric tree with {count_of(len(boxes), 'KPI')}: {links or 'no links'}."]
    sentences.append(", ".join(f"{title}: {levels[key]}" for key, title in LEVELS if levels[key]) + ".")
    if states:
        sentences.append("KPIs: " + ", ".join(f"{states[word]} {word}" for word in sorted(states)) + ".")
    if lone:
        sentences.append(f"{count_of(lone, 'KPI is', 'KPIs are')} on no tree.")
    return " ".join([*sentences, *chosen.left_out])
