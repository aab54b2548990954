"""The cascade: what it holds, what it leaves out, and what it says about both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alignctl.load.load import load_sources
from alignctl.plan.plan import Plan
from alignctl.views.cascade import KINDS, CascadeSource, contract_edges, make_picture
from alignctl.views.cascade_choice import Selection, choose_items
from alignctl.views.picture import Edge, Picture, Problems

ALL = {
    "top", "sub", "shared", "lost", "reached", "result-kpi", "driver", "believed", "bet", "decided-bet", "drafted",
    "work", "late-work",
}  # fmt: skip


def draw(source: CascadeSource, **asked: object) -> Picture:
    return make_picture(source, choose_items(source, Selection(**asked)), "cascade", "Cascade")  # type: ignore[arg-type]


def ids(picture: Picture) -> set[str]:
    return {box.id for box in picture.boxes}


def test_holds_every_item_of_its_kinds_that_is_not_retired(source: CascadeSource) -> None:
    picture = draw(source)
    assert ids(picture) == ALL
    assert len(picture.boxes) == len(ALL)
    assert picture.left_out == ("Not shown: 1 retired item.",)
    assert picture.subtitle == "2 strategies, 3 outcomes, 3 KPIs, 3 hypotheses (1 draft), 2 initiatives"


def test_links_are_drawn_once_with_what_they_say(source: CascadeSource) -> None:
    edges = {(edge.lower, edge.upper): edge for edge in draw(source).edges}
    assert edges["shared", "top"].relation == "refines"
    assert edges["shared", "top"].points_down
    assert edges["believed", "shared"] == Edge("believed", "shared", "measures", "strong")
    assert edges["bet", "result-kpi"].relation == "moves"  # it is among the signals too
    assert edges["bet", "driver"].relation == "signals"
    assert not edges["work", "bet"].points_down
    assert edges["late-work", "shared"].relation == "supports"
    assert len(edges) == 13


def test_a_driver_is_tested_where_a_bet_watches_it_and_moves_what_it_drives(source: CascadeSource) -> None:
    tested = {(edge.lower, edge.upper): edge.tested for edge in draw(source).edges if edge.relation == "drives"}
    assert tested == {("driver", "result-kpi"): True, ("driver", "believed"): False}


def test_boxes_stand_by_kind_then_depth_then_rank(source: CascadeSource) -> None:
    boxes = draw(source).boxes
    assert [box.kind for box in boxes] == sorted((box.kind for box in boxes), key=KINDS.index)
    depths = {box.id: box.depth for box in boxes}
    assert (depths["top"], depths["sub"], depths["driver"], depths["result-kpi"]) == (0, 1, 1, 0)


def test_orphans_stand_apart(source: CascadeSource) -> None:
    picture = draw(source)
    assert {box.id for box in picture.boxes if box.region} == {"lost", "drafted"}
    assert [region.key for region in picture.regions] == ["", "nowhere"]
    assert "2 items lead nowhere" in picture.alt


def test_boxes_say_owner_state_problems_and_page(source: CascadeSource) -> None:
    marked = replace(source, problems={"shared": Problems(2, 1, 0)})
    box = next(box for box in draw(marked).boxes if box.id == "shared")
    assert (box.owner, box.href, box.problems.text) == ("Documentation", "items/shared/", "2 errors, 1 warning")
    assert box.mark is not None
    assert box.mark.word == "at risk"


def test_root_shows_what_it_leads_to_and_what_leads_to_it(source: CascadeSource) -> None:
    picture = draw(source, root="result-kpi")
    assert ids(picture) == {"result-kpi", "shared", "top", "sub", "driver", "bet", "work"}
    assert "decided-bet" not in ids(picture)


def test_depth_counts_links_down_and_says_what_is_hidden(source: CascadeSource) -> None:
    picture = draw(source, depth=1)
    assert ids(picture) == {"top", "sub", "shared", "reached", "lost", "drafted"}
    notes = {box.id: box.note for box in picture.boxes if box.note}
    assert notes["shared"] == "below: 3 KPIs, 2 hypotheses, 2 initiatives"
    assert picture.left_out[-1] == "Not shown, further down: 3 KPIs, 2 hypotheses, 2 initiatives."
    assert ids(draw(source, root="shared", depth=0)) == {"shared", "top", "sub"}


def test_team_brings_what_its_parts_own_and_share_with_what_stands_above(source: CascadeSource) -> None:
    picture = draw(source, team="docs")
    context = {box.id for box in picture.boxes if box.context}
    assert ids(picture) - context == {"shared", "result-kpi", "bet", "work"}
    assert context == {"top", "sub", "driver", "believed"}
    assert ids(draw(source, team="docs")) <= ids(draw(source, team="support"))
    assert any(entry.sample == "context" for entry in picture.legend)


def test_status_picks_items_and_shows_where_they_belong(source: CascadeSource) -> None:
    picture = draw(source, statuses=("running",))
    assert {box.id for box in picture.boxes if not box.context} == {"bet"}
    assert "feedback" in ids(draw(source, statuses=("retired",)))


def test_hidden_kinds_leave_a_link_that_says_so(source: CascadeSource) -> None:
    picture = draw(source, kinds=("strategy", "kpi"))
    assert {box.kind for box in picture.boxes} == {"strategy", "kpi"}
    assert Edge("result-kpi", "top", "leads-to") in picture.edges
    assert picture.left_out[-1] == "Not shown: 3 outcomes, 3 hypotheses (1 draft), 2 initiatives."


def test_no_link_for_a_chain_that_is_shown(source: CascadeSource) -> None:
    whole = frozenset(source.kinds)
    assert contract_edges(source, whole) == source.edges
    assert Edge("work", "result-kpi", "leads-to") not in contract_edges(source, whole - {"lost"})


def test_a_document_that_cannot_be_read_is_drawn_with_its_id() -> None:
    files = {
        "a.yaml": b"kind: strategy\nid: s\ntitle: S\nwhy: x\n---\nkind: outcome\nid: broken\ntitle: [\n",
        "b.yaml": b"kind: kpi\nid: k\ntitle: K\nmeasures: broken\n",
    }
    plan = load_sources(files, lambda path: b"").plan
    picture = draw(CascadeSource(plan))
    assert ("broken", "broken") in {(box.id, box.title) for box in picture.boxes}
    assert Edge("k", "broken", "measures") in picture.edges


def test_rings_end() -> None:
    files = {
        "a.yaml": b"kind: strategy\nid: s1\ntitle: S\nsupports: s2\n",
        "c.yaml": b"kind: strategy\nid: s2\ntitle: S\nsupports: s1\n",
        "b.yaml": b"kind: kpi\nid: k1\ntitle: K\ndrives: [k2, k1]\n---\nkind: kpi\nid: k2\ntitle: K\ndrives: k1\n",
    }
    source = CascadeSource(load_sources(files, lambda path: b"").plan)
    picture = draw(source)
    assert ids(picture) == {"s1", "s2", "k1", "k2"}
    assert len(picture.edges) == 4
    assert ids(draw(source, root="k1", depth=5)) == {"k1", "k2"}


@pytest.mark.parametrize("asked", [{}, {"root": "shared"}, {"team": "web"}, {"kinds": ("kpi",)}, {"depth": 2}])
def test_nothing_depends_on_the_order_of_items(source: CascadeSource, asked: dict[str, object]) -> None:
    plan = source.plan
    shuffled = Plan(reversed(plan.items), reversed(plan.placeholders), plan.fiscal_year_starts)
    assert draw(replace(source, plan=shuffled), **asked) == draw(source, **asked)


def test_an_empty_plan_gives_an_empty_picture() -> None:
    assert draw(CascadeSource(Plan(()))).boxes == ()
