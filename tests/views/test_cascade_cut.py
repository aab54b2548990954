"""Cutting: every item somewhere, no picture overfull, names that stay apart."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.load.load import load_sources
from alignctl.plan.plan import Plan
from alignctl.views.cascade import KINDS, CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.cascade_cut import READABLE, Limits, PictureSet, draw_up_cascade


def make_plan(strategies: int, seed: int = 1, fan: int = 3) -> Plan:
    """A plan with shared outcomes, chains between measures, and items that lead nowhere."""
    chance = random.Random(seed)
    lines = []
    for s in range(strategies):
        lines.append(f"kind: strategy\nid: s{s}\ntitle: Strategy {s}\n")
        for o in range(fan):
            more = chance.randrange(strategies)
            up = f"[s{s}, s{more}]" if more != s and chance.random() < 0.3 else f"s{s}"
            lines.append(f"kind: outcome\nid: s{s}-o{o}\ntitle: Outcome\nsupports: {up}\n")
            for k in range(fan):
                lines.append(f"kind: kpi\nid: s{s}-o{o}-k{k}\ntitle: Measure\nmeasures: s{s}-o{o}\n")
                lines.append(
                    f"kind: hypothesis\nid: s{s}-o{o}-h{k}\ntitle: Bet\nmoves: {{id: s{s}-o{o}-k{k}, to: 1}}\n"
                )
        lines.append(f"kind: kpi\nid: alone-{s}\ntitle: Alone\n")
        lines.append(f"kind: initiative\nid: alone-{s}-i\ntitle: Work\nsustains: alone-{s}\n")
    return load_sources({"a.yaml": "---\n".join(lines).encode()}, lambda path: b"").plan


def cut(plan: Plan, limits: Limits, selection: Selection | None = None) -> PictureSet:
    return draw_up_cascade(CascadeSource(plan), selection or Selection(), limits=limits)


@given(
    st.integers(1, 7),
    st.integers(0, 5),
    st.integers(1, 4),
    st.integers(4, 40),
    st.integers(3, 30),
    st.sampled_from([KINDS, ("outcome", "kpi"), ("strategy", "kpi", "hypothesis"), ("kpi",)]),
)
@settings(max_examples=100, deadline=None)
def test_every_item_is_shown_and_no_picture_is_overfull(
    strategies: int, seed: int, fan: int, boxes: int, of_one_kind: int, kinds: tuple[str, ...]
) -> None:
    plan = make_plan(strategies, seed, fan)
    made = cut(plan, Limits(boxes, of_one_kind), Selection(kinds=kinds))
    shown = [box.id for picture in made.pictures for box in picture.boxes]
    assert set(shown) == {item.id for item in plan.items if item.kind in kinds}
    assert max(len(picture.boxes) for picture in made.pictures) <= boxes
    names = [picture.name for picture in made.pictures]
    assert len(set(names)) == len(names)
    assert (made.index is not None) <= (len(names) > 1)
    if made.index is not None:
        assert len(made.index.boxes) <= boxes
        assert {box.picture for box in made.index.boxes} - {""} <= set(names)


def test_a_small_plan_is_one_picture_without_an_index() -> None:
    made = cut(make_plan(1, fan=2), Limits())
    assert [picture.name for picture in made.pictures] == ["cascade"]
    assert made.index is None


def test_a_large_plan_has_one_picture_for_each_strategy_and_one_for_what_leads_nowhere() -> None:
    made = cut(make_plan(5, seed=3), Limits())
    names = [picture.name for picture in made.pictures]
    assert names == [*(f"cascade-s{s}" for s in range(5)), "cascade-leads-nowhere"]
    assert made.index is not None
    assert {box.kind for box in made.index.boxes} == {"strategy", "outcome"}
    assert next(box for box in made.index.boxes if box.id == "s3").picture == "cascade-s3"
    assert made.index.left_out[-1].startswith("Cut into 6 pictures")


def test_a_strategy_too_large_for_one_picture_is_shared_out_over_several() -> None:
    made = cut(make_plan(1, fan=6), Limits(40, 30))
    titles = [picture.title for picture in made.pictures]
    assert "Cascade: Strategy 0 (1 of 2)" in titles
    first = made.pictures[0]
    assert next(box for box in first.boxes if box.id == "s0").note.startswith("below: ")


def test_a_branch_too_large_even_alone_has_pictures_of_its_own() -> None:
    made = cut(make_plan(2, fan=6), Limits(9, 9))
    assert "cascade-s0-o0" in [picture.name for picture in made.pictures]


def test_hidden_items_are_announced_where_their_branch_is_cut_off() -> None:
    made = cut(make_plan(2, fan=6), Limits(9, 9))
    top = made.pictures[0]
    notes = {box.id: box.note for box in top.boxes}
    assert any(note.startswith("below: ") for item, note in notes.items() if item.startswith("s0-o"))


def test_nothing_chosen_gives_no_picture() -> None:
    assert cut(Plan(()), Limits()).pictures == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_items_does_not_matter(seed: int) -> None:
    plan = make_plan(4, seed)
    items = list(plan.items)
    random.Random(seed).shuffle(items)
    assert cut(Plan(items), Limits(20, 15)) == cut(plan, Limits(20, 15))


def test_hidden_kinds_do_not_tear_a_plan_into_single_items() -> None:
    made = cut(make_plan(8), Limits(), Selection(kinds=("strategy", "kpi")))
    assert [picture.name for picture in made.pictures][:8] == [f"cascade-s{s}" for s in range(8)]
    assert all(len(picture.boxes) >= 9 for picture in made.pictures[:8])
    without = cut(make_plan(8), Limits(), Selection(kinds=("outcome", "kpi")))
    assert len(without.pictures) < 8


def test_what_is_tied_to_everything_is_cut_in_bounded_time(make_source: Callable[[str], CascadeSource]) -> None:
    """Every measure drives five others, so that each branch is the whole plan: no item is lost, and none is followed
    without end.
    """
    parts = [f"kind: strategy\nid: s{s}\ntitle: S\n" for s in range(4)]
    parts += [f"kind: outcome\nid: o{s}\ntitle: O\nsupports: s{s}\n" for s in range(4)]
    for k in range(400):
        drives = ", ".join(f"k{(k * 7 + step * step * 31 + 1) % 400}" for step in range(5))
        parts.append(f"kind: kpi\nid: k{k}\ntitle: K\nmeasures: o{k % 4}\ndrives: [{drives}]\n")
    source = make_source("---\n".join(parts))
    made = draw_up_cascade(source, Selection())
    shown = {box.id for picture in made.pictures for box in picture.boxes}
    assert shown == set(source.kinds)
    assert len(made.pictures) < 200
    assert all(len(picture.boxes) <= READABLE for picture in made.pictures)
    assert any(box.note.startswith("below: ") for picture in made.pictures for box in picture.boxes)
