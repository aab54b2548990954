"""The X-matrix: who stands where, how strongly things are tied, what is empty, and how a large plan is cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alignctl.config_values import X_MATRIX_GROUPS, X_MATRIX_LAYOUTS, X_MATRIX_SIDES, read_x_matrix
from alignctl.plan.items import Hypothesis, Initiative, Kpi, Origin, Outcome, Strategy
from alignctl.plan.parts import Expectation, Link, Retirement
from alignctl.plan.plan import Plan
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.status import mark_items
from alignctl.views.x_matrix import Gap, XMatrix
from alignctl.views.x_matrix_cut import XMatrixSet, draw_up_x_matrices
from alignctl.views.x_matrix_layout import GROUPS, LAYOUTS, SIDES, read_layout
from alignctl.views.x_matrix_strength import Links, ties_from

HERE = Origin("plan.yaml")
TODAY = date(2026, 3, 1)


@pytest.fixture(scope="session")
def matrix_source(read_plan: Callable[[str], Plan]) -> CascadeSource:
    plan = read_plan("matrix")
    return CascadeSource(plan, {}, mark_items(plan, TODAY), lambda item_id: f"items/{item_id}/")


def draw_up(source: CascadeSource, layout: str = "classic", limit: int = 24, **selection: Any) -> XMatrixSet:
    return draw_up_x_matrices(source, Selection(**selection), LAYOUTS[layout], limit=limit)


def only(found: XMatrixSet) -> XMatrix:
    (matrix,) = found.matrices
    return matrix


def ids(matrix: XMatrix) -> dict[str, list[str]]:
    return {side: [entry.id for entry in matrix.sides[side].entries] for side in SIDES}


def test_the_most_important_item_stands_nearest_to_the_centre(matrix_source: CascadeSource) -> None:
    assert ids(only(draw_up(matrix_source))) == {
        "south": ["first", "second"],
        "west": ["answers", "speed", "lost"],
        "north": ["rewrite", "rota", "lonely"],
        "east": ["rewritten", "solved", "load", "wait"],
    }


def test_the_second_layout_has_results_in_the_south(matrix_source: CascadeSource) -> None:
    assert ids(only(draw_up(matrix_source, "hoshin-2"))) == {
        "south": ["solved", "wait"],
        "west": ["first", "second"],
        "north": ["rewrite", "rota", "lonely"],
        "east": ["rewritten", "load"],
    }


@pytest.mark.parametrize(
    ("row", "column", "strength"),
    [
        ("rewrite", "solved", "strong"),  # work whose bet moves the measure
        ("rewrite", "rewritten", "medium"),  # through a signal
        ("rewrite", "answers", "medium"),  # one step more
        ("rota", "wait", "medium"),  # as the link states
        ("rota", "speed", "medium"),
        ("first", "answers", "strong"),
        ("second", "speed", "weak"),  # as the link states, though it is direct
        ("second", "wait", "weak"),  # no way is stronger than its weakest link
        ("first", "solved", "medium"),
        ("first", "rewritten", "weak"),
    ],
)
def test_ties(matrix_source: CascadeSource, row: str, column: str, strength: str) -> None:
    assert only(draw_up(matrix_source)).crossings[row, column].strength == strength


def test_a_tie_says_over_what(matrix_source: CascadeSource) -> None:
    way = only(draw_up(matrix_source)).crossings["rewrite", "answers"].way
    assert way == (
        "Rewrite the twenty most needed articles → Rewritten articles help → Questions solved at the first contact → "
        "Customers get an answer that works"
    )


def test_what_is_empty(matrix_source: CascadeSource) -> None:
    matrix = only(draw_up(matrix_source))
    assert set(matrix.gaps) == {
        Gap("lonely", "west"),
        Gap("lonely", "east"),
        Gap("lonely", "teams"),
        Gap("lost", "north"),
        Gap("lost", "teams"),
        Gap("load", "north"),
    }
    assert "1 tactic is tied to no outcome." in matrix.problems
    assert "1 measure is tied to no tactic." in matrix.alt
    assert "An X-matrix with 2 strategies, 3 outcomes, 3 tactics, 4 measures." in matrix.alt


def test_a_side_that_holds_nothing_is_said(matrix_source: CascadeSource) -> None:
    matrix = only(draw_up(matrix_source, kinds=("strategy", "outcome", "kpi")))
    assert matrix.problems[0] == "There are no tactics here, so nothing can be tied to one."
    assert not [gap for gap in matrix.gaps if gap.side == "north"]


def test_owners_and_those_who_take_part(matrix_source: CascadeSource) -> None:
    matrix = only(draw_up(matrix_source))
    assert [team.id for team in matrix.teams.entries] == ["support", "docs"]
    assert matrix.parts["rewrite", "docs"] == "owns"
    assert matrix.parts["rewrite", "support"] == "takes part"
    assert matrix.parts["answers", "docs"] == "takes part"
    assert ("wait", "docs") not in matrix.parts


def test_what_is_not_shown_is_said(matrix_source: CascadeSource) -> None:
    assert only(draw_up(matrix_source)).left_out == (
        "Not shown: 1 segment of a measure.",
        "Not shown: 1 item that was given up.",
    )
    assert "given-up" in ids(only(draw_up(matrix_source, statuses=("dropped",))))["north"]


def test_filters(matrix_source: CascadeSource) -> None:
    by_strategy = ids(only(draw_up(matrix_source, root="second")))
    assert by_strategy == {"south": ["second"], "west": ["speed"], "north": ["rota"], "east": ["load", "wait"]}
    by_team = only(draw_up(matrix_source, team="docs"))
    assert ids(by_team)["north"] == ["rewrite"]
    assert {entry.id for entry in by_team.sides["south"].entries if entry.context} == {"first"}
    assert not draw_up(matrix_source, statuses=("retired",)).matrices


def test_a_large_plan_is_cut_by_strategy(matrix_source: CascadeSource) -> None:
    found = draw_up(matrix_source, limit=2)
    names = [matrix.name for matrix in found.matrices]
    assert len(set(names)) == len(names)
    assert found.of_strategy["first"].startswith("x-matrix-first")
    shown = {i for matrix in found.matrices for side in ids(matrix).values() for i in side}
    whole = {i for side in ids(only(draw_up(matrix_source))).values() for i in side}
    assert shown | set(found.alone) == whole
    assert all(len(side) <= 2 for matrix in found.matrices for side in ids(matrix).values())


def test_the_order_of_files_makes_no_difference(matrix_source: CascadeSource) -> None:
    plan = matrix_source.plan
    turned = Plan([replace(item, origin=Origin(f"{n}.yaml")) for n, item in enumerate(reversed(plan.items))])
    assert draw_up(replace(matrix_source, plan=turned)) == draw_up(matrix_source)


def test_nothing_to_relate_gives_no_matrix() -> None:
    assert not draw_up(CascadeSource(Plan([]))).matrices


def kpi(item_id: str, **fields: Any) -> Kpi:
    return Kpi(id=item_id, title=item_id, origin=HERE, **fields)


def test_ways_end_at_what_is_over_and_rings_do_not_loop() -> None:
    over = kpi("over", measures=(Link("o"),), retired=Retirement(date(2026, 1, 1), "x"))
    plan = Plan(
        [
            Strategy(id="s", title="s", origin=HERE),
            Outcome(id="o", title="o", origin=HERE, supports=(Link("s"),)),
            over,
            kpi("below", drives=(Link("over"),)),
            kpi("a", drives=(Link("b"),)),
            kpi("b", drives=(Link("c"),)),
            kpi("c", drives=(Link("a"), Link("nowhere"))),
            kpi("stated", drives=(Link("a", "medium"),)),
        ]
    )
    assert ties_from(Links(plan), "below") == {}
    assert {target: tie.strength for target, tie in ties_from(Links(plan), "a").items()} == {
        "b": "strong",
        "c": "medium",
    }
    assert ties_from(Links(plan), "stated")["a"].strength == "medium"
    assert ties_from(Links(plan), "nobody") == {}


def test_the_strongest_of_several_ways_counts() -> None:
    plan = Plan(
        [
            kpi("k"),
            kpi("early", drives=(Link("k", "weak"),)),
            Hypothesis(id="h", title="h", origin=HERE, moves=(Expectation("k", to=1),), signals=(Link("early"),)),
            Initiative(id="i", title="i", origin=HERE, tests=(Link("h"),), sustains=(Link("k", "weak"),)),
        ]
    )
    assert ties_from(Links(plan), "i")["k"].strength == "strong"
    assert (
        ties_from(Links(plan), "early")["k"].strength == "medium"
    )  # a bet watches it, which says more than the weak link
    assert ties_from(Links(plan), "i")["k"].way == ("i", "h", "k")


def test_the_configuration_knows_the_same_words() -> None:
    assert X_MATRIX_GROUPS == GROUPS
    assert set(X_MATRIX_LAYOUTS) == set(LAYOUTS)
    assert X_MATRIX_SIDES == SIDES


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("classic", 'must hold "layout"'),
        ({"nort": "initiative"}, 'did you mean "north"?'),
        ({"north": "initiatives"}, 'did you mean "initiative"?'),
        ({"layout": "clasic"}, 'did you mean "classic"?'),
        ({"layout": ["classic", "hoshin-2"]}, 'must name one "layout"'),
        ({"north": []}, "must say what stands"),
        ({"north": "kpi", "south": "result-kpi"}, 'puts "result-kpi" on two sides'),
        ({"north": "kpi", "south": "kpi"}, 'puts "kpi" on two sides'),
    ],
)
def test_what_a_configuration_may_not_say(setting: Any, words: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read_x_matrix(setting)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({}, {"south": "Long-term strategies", "north": "Tactics"}),
        ({"layout": "hoshin-2"}, {"south": "Results", "west": "Strategies", "east": "Process measures"}),
        ({"north": ["initiative", "hypothesis"]}, {"north": "Tactics and hypotheses", "east": "Measures"}),
        ({"south": "outcome"}, {"south": "Outcomes", "west": "Nothing"}),
    ],
)
def test_a_configuration_moves_kinds_to_sides(setting: Mapping[str, Any], expected: dict[str, str]) -> None:
    layout = read_layout(read_x_matrix(dict(setting)))
    assert {side: layout.side(side).title for side in expected} == expected
    assert read_layout(read_x_matrix(dict(setting)), "classic") == LAYOUTS["classic"]


def test_teams_are_cut_where_there_are_many(make_source: Callable[[str], CascadeSource]) -> None:
    parts = ["kind: strategy\nid: s\ntitle: S\n"]
    for t in range(30):
        parts.append(f"kind: team\nid: t{t:02}\ntitle: Team {t}\n")
    for o in range(16):
        shared = ", ".join(f"t{t:02}" for t in range(30) if t % 16 >= o)
        parts.append(f"kind: outcome\nid: o{o:02}\ntitle: O\nsupports: s\nshared_with: [{shared}]\n")
    matrix = only(draw_up(make_source("---\n".join(parts))))
    assert len(matrix.teams.entries) == 24
    assert [entry.id for entry in matrix.teams.entries[:2]] == ["t15", "t14"]
    assert matrix.left_out == ("Not shown: 6 teams with less to do here.",)
    assert not [gap for gap in matrix.gaps if gap.side == "teams" and gap.item != "s"]
