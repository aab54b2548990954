"""The strategy map: who stands in which perspective, what leads where, what is said of gaps, how a large one is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from alignctl.plan.dates import parse_period
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.picture import Picture
from alignctl.views.strategy_map import ROW, ROWS, MapLimits, draw_up_strategy_maps

MakeSource = Callable[[str], CascadeSource]


def only(source: CascadeSource, selection: Selection | None = None) -> Picture:
    (picture,) = draw_up_strategy_maps(source, selection or Selection()).pictures
    return picture


def test_perspectives_are_said_taken_from_above_or_missing(causes: CascadeSource) -> None:
    picture = only(causes)
    assert {box.id: box.band for box in picture.boxes} == {
        "grow": "financial",
        "loyal": "customer",
        "answers": "customer",  # says none, supports loyal
        "skilled": "learning",
        "cheap": "financial",
        "lost": "unsaid",
    }
    assert [key for key, _ in picture.bands] == ["financial", "customer", "process", "learning", "unsaid"]
    assert "1 item says no perspective and stands with what it supports." in picture.left_out
    assert "Processes: nothing" in picture.alt


def test_causes_lead_up_by_links_and_by_measures(causes: CascadeSource) -> None:
    links = {(edge.lower, edge.upper): edge for edge in only(causes).edges}
    assert {pair: edge.key for pair, edge in links.items()} == {
        ("loyal", "grow"): "causes",
        ("answers", "loyal"): "causes",
        ("skilled", "answers"): "causes",  # their measures say so too, but a link is said once
        ("cheap", "skilled"): "causes",
        ("answers", "grow"): "by-measures",  # solved drives profit, and a bet watches the one and moves the other
    }
    assert links["answers", "loyal"].strength == "strong"
    assert not any(edge.points_down for edge in links.values())


def test_a_chain_of_drivers_is_followed_and_tested_only_as_a_whole(make_source: MakeSource) -> None:
    kpi = "kind: kpi\nlevel: output\ndirection: increase\nunit: count\ntitle: T\n"
    source = make_source(
        "kind: strategy\nid: s\ntitle: S\n---\nkind: outcome\nid: a\ntitle: A\nsupports: s\n---\n"
        "kind: outcome\nid: b\ntitle: B\nsupports: s\n---\n"
        f"{kpi}id: ka\nmeasures: a\ndrives: between\n---\n{kpi}id: between\ndrives: kb\n---\n{kpi}id: kb\nmeasures: b\n"
    )
    assert {(e.lower, e.upper, e.key) for e in only(source).edges if e.relation == "by-measures"} == {
        ("a", "b", "by-measures/untested")
    }


def test_a_line_against_the_order_of_the_perspectives_is_said(causes: CascadeSource) -> None:
    assert "1 line runs downwards: a cause stands above the effect." in only(causes).left_out


@pytest.mark.parametrize(
    ("selection", "shown"),
    [
        (Selection(strategy="loyal"), {"grow", "loyal", "answers", "skilled", "cheap"}),
        (Selection(team="docs"), {"grow", "loyal", "answers", "lost"}),
        (Selection(statuses=("retired",)), {"grow", "renewals"}),
        (Selection(period=parse_period("2026")), {"grow", "loyal", "answers", "skilled", "lost"}),
        (Selection(period=parse_period("2028")), {"grow", "loyal", "answers", "skilled", "cheap", "lost"}),
        (Selection(period=parse_period("2030")), {"lost"}),
    ],
)
def test_filters(causes: CascadeSource, selection: Selection, shown: set[str]) -> None:
    assert {box.id for box in only(causes, selection).boxes} == shown


def test_what_only_shows_where_others_belong_is_marked(causes: CascadeSource) -> None:
    picture = only(causes, Selection(team="docs"))
    assert {box.id for box in picture.boxes if box.context} == {"grow", "loyal"}


def test_what_is_not_in_force_is_counted(causes: CascadeSource) -> None:
    picture = only(causes, Selection(period=parse_period("2026")))
    assert "Not asked for: 1 outcome." in picture.left_out


def test_a_plan_without_goals_has_no_map(make_source: MakeSource) -> None:
    assert draw_up_strategy_maps(make_source("kind: team\nid: t\ntitle: T\n"), Selection()).pictures == ()


def test_no_row_is_longer_than_it_may_be(make_source: MakeSource) -> None:
    outcomes = [f"kind: outcome\nid: o{n:02}\ntitle: O\nsupports: s\nperspective: process\n" for n in range(13)]
    source = make_source("---\n".join(["kind: strategy\nid: s\ntitle: S\n", *outcomes]))
    rows = Counter((box.band, box.depth) for box in only(source).boxes)
    assert rows == {("unsaid", 0): 1, ("process", 0): 5, ("process", 1): 5, ("process", 2): 3}


def test_a_large_plan_is_cut_by_strategy_and_nothing_is_lost(make_source: MakeSource) -> None:
    parts = []
    for s in range(4):
        parts.append(f"kind: strategy\nid: s{s}\ntitle: Strategy {s}\nperspective: customer\n")
        parts += [
            f"kind: outcome\nid: s{s}-o{o:02}\ntitle: O\nsupports: s{s}\nperspective: process\n" for o in range(40)
        ]
    source = make_source("---\n".join(parts))
    found = draw_up_strategy_maps(source, Selection())
    limits = MapLimits()
    assert len(found.pictures) == 12
    for picture in found.pictures:
        assert len(picture.boxes) <= limits.boxes
        assert max(Counter(box.band for box in picture.boxes).values()) <= ROW * ROWS
    assert {box.id for picture in found.pictures for box in picture.boxes} == set(source.kinds)
    assert len({picture.name for picture in found.pictures}) == len(found.pictures)
    assert set(found.places) == set(source.kinds)
    assert found.places["s1"] == "strategy-map-s1"
