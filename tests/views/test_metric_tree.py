"""The metric tree: levels, timing, drivers tested and untested, feedback, what is on no tree, how it is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.metric_tree import LIMITS, TreeLimits, draw_up_metric_trees
from alignctl.views.picture import Picture

MakeSource = Callable[[str], CascadeSource]


def only(source: CascadeSource, selection: Selection | None = None) -> Picture:
    (picture,) = draw_up_metric_trees(source, selection or Selection()).pictures
    return picture


def test_levels_and_timing(causes: CascadeSource) -> None:
    boxes = {box.id: box for box in only(causes).boxes}
    assert {i: box.band for i, box in boxes.items()} == {
        "profit": "impact",
        "solved": "outcome",
        "reopened": "outcome",
        "solved-by-phone": "outcome",
        "trained": "output",
        "mood": "output",
        "clicks": "activity",
        "alone": "input",
        "views": "unsaid",
    }
    traits = {i: (box.traits.glyph, box.traits.text) for i, box in boxes.items() if box.traits is not None}
    assert traits["profit"] == ("lagging", "impact · lagging")
    assert traits["trained"] == ("leading", "output · leading")
    assert traits["mood"] == ("", "output")
    assert traits["views"] == ("", "no level said")


def test_tested_and_untested_drivers_differ(causes: CascadeSource) -> None:
    picture = only(causes)
    assert {(edge.lower, edge.upper): edge.key for edge in picture.edges} == {
        ("solved", "profit"): "drives",
        ("clicks", "solved"): "drives",
        ("trained", "solved"): "drives/untested",
        ("trained", "mood"): "drives/untested",
        ("mood", "trained"): "drives/untested",
        ("reopened", "solved"): "guards",
        ("solved-by-phone", "solved"): "segment_of",
        ("views", "solved"): "early-sign",
    }
    assert "5 believed causes, 2 of them tested" in picture.subtitle
    names = {entry.name for entry in picture.legend}
    assert {"drives kpi", "drives/untested kpi", "early-sign kpi", "leading", "lagging"} <= names


def test_feedback_is_told(causes: CascadeSource) -> None:
    loops = [line for line in only(causes).left_out if line.startswith("A loop")]
    assert len(loops) == 1
    assert loops[0].count("→") == 2


def test_what_is_on_no_tree_stands_apart(causes: CascadeSource) -> None:
    assert {box.id for box in only(causes).boxes if box.region} == {"alone"}


def test_filters(causes: CascadeSource) -> None:
    def shown(selection: Selection) -> dict[str, bool]:
        return {box.id: box.context for box in only(causes, selection).boxes}

    assert set(shown(Selection(strategy="loyal"))) == {
        "profit", "solved", "reopened", "solved-by-phone", "trained", "mood", "clicks", "views", "alone"
    } - {"profit"}  # fmt: skip
    assert shown(Selection(team="docs")) == {
        "solved": False, "reopened": False, "solved-by-phone": False, "clicks": False, "views": False, "profit": True
    }  # fmt: skip
    assert shown(Selection(statuses=("at-risk",))) == {"solved": False, "profit": True}


def test_measures_without_any_link_make_no_tree(make_source: MakeSource) -> None:
    source = make_source("kind: kpi\nid: a\ntitle: A\n---\nkind: kpi\nid: b\ntitle: B\n")
    assert draw_up_metric_trees(source, Selection()).pictures == ()


def chains(count: int) -> str:
    """Two strategies, measures of each, three drivers to each measure, and as many measures on no tree."""
    parts = [f"kind: strategy\nid: s{s}\ntitle: Strategy {s}\n" for s in range(2)]
    for n in range(count):
        parts.append(f"kind: kpi\nid: top{n:02}\ntitle: T\nmeasures: s{n % 2}\nlevel: outcome\n")
        parts.append(f"kind: kpi\nid: lone{n:02}\ntitle: L\nmeasures: s{n % 2}\nlevel: input\n")
        parts += [f"kind: kpi\nid: d{n:02}-{d}\ntitle: D\ndrives: top{n:02}\nlevel: output\n" for d in range(3)]
    return "---\n".join(parts)


def test_a_large_plan_is_cut_by_strategy_and_no_tree_is_cut_in_two(make_source: MakeSource) -> None:
    source = make_source(chains(20))
    found = draw_up_metric_trees(source, Selection())
    assert len(found.pictures) > 2
    ids = [box.id for picture in found.pictures for box in picture.boxes]
    assert Counter(ids) == Counter(i for i, kind in source.kinds.items() if kind == "kpi" and not i.startswith("lone"))
    for picture in found.pictures:
        assert LIMITS.fit(source, frozenset(box.id for box in picture.boxes))
        assert "Not shown: 20 KPIs on no tree." in picture.left_out
        assert {edge.upper for edge in picture.edges} == {box.id for box in picture.boxes if box.band == "outcome"}
    assert sum(len(picture.edges) for picture in found.pictures) == 60
    assert found.places["d03-1"] == found.places["top03"]


@pytest.mark.parametrize("drivers", [60, 200])
def test_a_tree_that_is_too_large_alone_stays_bounded(make_source: MakeSource, drivers: int) -> None:
    parts = ["kind: strategy\nid: s\ntitle: S\n", "kind: kpi\nid: top\ntitle: T\nmeasures: s\nlevel: impact\n"]
    parts += [f"kind: kpi\nid: d{d:03}\ntitle: D\ndrives: top\nlevel: output\n" for d in range(drivers)]
    source = make_source("---\n".join(parts))
    limits = TreeLimits()
    found = draw_up_metric_trees(source, Selection(), limits=limits)
    assert all(limits.fit(source, frozenset(box.id for box in picture.boxes)) for picture in found.pictures)
    assert {box.id for picture in found.pictures for box in picture.boxes} == set(source.kinds) - {"s"}
