"""The line of sight of one item: always one picture, bounded, with the item in focus and nothing that passes it by."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alignctl.plan.dates import parse_period
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.line_of_sight import LIMITS, view_line_of_sight
from alignctl.views.picture import Picture

MakeSource = Callable[[str], CascadeSource]


def ids(picture: Picture) -> set[str]:
    return {box.id for box in picture.boxes}


def test_up_to_its_strategies_and_down_to_its_work(causes: CascadeSource) -> None:
    picture = view_line_of_sight(causes, "clicks", Selection())
    assert ids(picture) == {"clicks", "solved", "answers", "loyal", "grow", "profit", "shorter", "rewrite"}
    assert [box.id for box in picture.boxes if box.focus] == ["clicks"]
    assert picture.told.startswith('"Clicks on the first answer that is shown" is believed to drive "שאלות')
    assert picture.told.endswith('which serves the strategy "' + causes.plan.strategies[0].title + '".')
    assert picture.told in picture.alt


def test_links_past_the_item_are_not_its_line(causes: CascadeSource) -> None:
    picture = view_line_of_sight(causes, "answers", Selection())
    assert not [edge for edge in picture.edges if edge.relation == "leads-to"]
    for edge in picture.edges:
        assert {edge.lower, edge.upper} <= ids(picture)


def test_a_gap_is_told(causes: CascadeSource) -> None:
    picture = view_line_of_sight(causes, "lost", Selection())
    assert ids(picture) == {"lost"}
    assert picture.told.startswith('"An outcome that leads nowhere" leads to no strategy: add "supports"')


def test_an_unreadable_document_has_one_too(make_source: MakeSource) -> None:
    source = make_source("kind: outcome\nid: broken\ntitle: [\n---\nkind: kpi\nid: k\ntitle: K\nmeasures: broken\n")
    picture = view_line_of_sight(source, "k", Selection())
    assert "k" in ids(picture)


@pytest.mark.parametrize(
    ("selection", "shown"),
    [
        (Selection(depth=0), {"loyal", "grow"}),
        (Selection(depth=1), {"loyal", "grow", "answers"}),
        (Selection(team="docs", depth=2), {"loyal", "answers", "solved", "views", "grow"}),
        (Selection(statuses=("running",)), {"loyal", "answers", "solved", "clicks", "views", "shorter", "grow"}),
        (
            Selection(period=parse_period("2025-Q2"), depth=3),
            {"loyal", "answers", "skilled", "solved", "views", "trained",
             "alone", "coaching", "grow"},
        ),
    ],
)  # fmt: skip
def test_filters(causes: CascadeSource, selection: Selection, shown: set[str]) -> None:
    assert ids(view_line_of_sight(causes, "loyal", selection)) == shown


def test_one_strategy_only(make_source: MakeSource) -> None:
    source = make_source(
        "kind: strategy\nid: one\ntitle: One\n---\nkind: strategy\nid: two\ntitle: Two\n---\n"
        "kind: outcome\nid: o\ntitle: O\nsupports: [one, two]\n"
    )
    assert ids(view_line_of_sight(source, "o", Selection())) == {"o", "one", "two"}
    assert ids(view_line_of_sight(source, "o", Selection(strategy="two"))) == {"o", "two"}


def test_what_has_no_room_is_counted_where_it_hides(make_source: MakeSource) -> None:
    parts = ["kind: strategy\nid: s\ntitle: S\n"]
    for o in range(30):
        parts.append(f"kind: outcome\nid: o{o:02}\ntitle: O\nsupports: s\nrank: {30 - o}\n")
        parts += [f"kind: kpi\nid: k{o:02}-{k}\ntitle: K\nmeasures: o{o:02}\n" for k in range(20)]
    source = make_source("---\n".join(parts))
    picture = view_line_of_sight(source, "s", Selection())
    assert len(picture.boxes) <= LIMITS.boxes
    outcomes = {box.id for box in picture.boxes if box.kind == "outcome"}
    assert outcomes == {f"o{o:02}" for o in range(16, 30)}  # the most important ones
    kpis = sum(box.kind == "kpi" for box in picture.boxes)
    assert f"Not shown, further down: 16 outcomes, {600 - kpis} KPIs." in picture.left_out
    hidden = {box.id: box.note for box in picture.boxes if box.note}
    assert hidden["s"].startswith("below: 16 outcomes")
    assert view_line_of_sight(source, "k00-0", Selection()).left_out == ()


def test_a_long_way_up_is_cut_and_said(make_source: MakeSource) -> None:
    parts = [f"kind: strategy\nid: s{s:02}\ntitle: S\n" for s in range(40)]
    parts.append(f"kind: outcome\nid: o\ntitle: O\nsupports: [{', '.join(f's{s:02}' for s in range(40))}]\n")
    picture = view_line_of_sight(make_source("---\n".join(parts)), "o", Selection())
    assert len(picture.boxes) == 1 + min(LIMITS.of_one_kind, LIMITS.above - 1)
    assert picture.left_out == ("Not shown, further up: 26 strategies.",)
