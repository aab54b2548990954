"""Why an item stands in no matrix: the reason that is given is true, and the index tells all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from alignctl.draw.view_files import draw_matrix_files
from alignctl.plan.dates import parse_period
from alignctl.plan.items import Hypothesis, Initiative, Item, Kpi, Origin, Outcome, Strategy
from alignctl.plan.parts import Expectation, Link, Retirement
from alignctl.plan.plan import Placeholder, Plan
from alignctl.views.cascade import CascadeSource
from alignctl.views.cascade_choice import Selection
from alignctl.views.x_matrix_alone import (
    CUT_OFF,
    NO_SIDE,
    NOT_SHOWN,
    OFF_SIDE,
    SAME_OR_OFF_SIDE,
    SAME_SIDE,
    TIED_TO_NOTHING,
    UNREADABLE,
)
from alignctl.views.x_matrix_cut import XMatrixSet, draw_up_x_matrices
from alignctl.views.x_matrix_layout import LAYOUTS, read_layout

HERE = Origin("plan.yaml")
OVER = Retirement(date(2026, 1, 1), "it is over")


def link(*ids: str) -> tuple[Link, ...]:
    return tuple(Link(item_id) for item_id in ids)


def strategy(item_id: str, **fields: Any) -> Strategy:
    return Strategy(id=item_id, title=item_id, origin=HERE, **fields)


def outcome(item_id: str, *above: str, **fields: Any) -> Outcome:
    return Outcome(id=item_id, title=item_id, origin=HERE, supports=link(*above), **fields)


def kpi(item_id: str, *measures: str, **fields: Any) -> Kpi:
    return Kpi(id=item_id, title=item_id, origin=HERE, measures=link(*measures), **fields)


def initiative(item_id: str, *above: str, **fields: Any) -> Initiative:
    return Initiative(id=item_id, title=item_id, origin=HERE, supports=link(*above), **fields)


TWO = [item for name in "ab" for item in (strategy(name), outcome(f"{name}-1", name), kpi(f"{name}-2", f"{name}-1"))]
"""Two strategies that have a matrix each, where a side holds one item."""


def draw_up(items: Iterable[Item], layout: Any = LAYOUTS["classic"], **choice: Any) -> XMatrixSet:
    unreadable = choice.pop("unreadable", ())
    source = CascadeSource(Plan([*items], [*unreadable]))
    return draw_up_x_matrices(source, Selection(**choice), layout, limit=1)


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ([strategy("s")], TIED_TO_NOTHING),
        ([strategy("s"), outcome("o", "s", retired=OVER)], f"{NOT_SHOWN} (retired)"),
        ([strategy("s"), kpi("k", "s", retired=OVER)], f"{NOT_SHOWN} (retired)"),
        ([strategy("s"), initiative("i", "s", status="dropped")], f"{NOT_SHOWN} (given up)"),
        ([strategy("s"), kpi("k", "s", segment_of=Link("a-2"))], f"{NOT_SHOWN} (segments of measures)"),
        (
            [strategy("s"), outcome("o", "s", retired=OVER), initiative("i", "s", status="dropped")],
            f"{NOT_SHOWN} (given up, retired)",
        ),
        ([strategy("s", supports=link("t")), strategy("t")], SAME_SIDE),
        ([outcome("s", "nowhere")], TIED_TO_NOTHING),
    ],
    ids=["nothing", "outcome over", "kpi over", "work given up", "segment", "several", "same side", "broken link"],
)
def test_why_a_strategy_has_no_matrix(items: list[Item], why: str) -> None:
    found = draw_up([*TWO, *items])
    assert len(found.matrices) == 2
    assert found.alone["s"] == why


def test_what_was_not_asked_for_is_no_lack_of_ties() -> None:
    ended = outcome("o", "s", start=parse_period("2024"), end=parse_period("2024"))
    items = [*TWO, strategy("s"), ended, strategy("t"), kpi("k", "t")]
    assert not set(draw_up(items).alone) & {"s", "t"}
    assert draw_up(items, kinds=("strategy", "outcome")).alone["t"] == f"{NOT_SHOWN} (not asked for)"
    in_force = draw_up(items, period=parse_period("2026"))
    assert in_force.alone == {"s": f"{NOT_SHOWN} (not asked for)"}


def test_a_document_that_cannot_be_used_is_named_as_the_reason() -> None:
    placeholder = Placeholder("broken", "outcome", HERE)
    found = draw_up([*TWO, strategy("s", supports=link("broken"))], unreadable=[placeholder])
    assert found.alone == {"broken": UNREADABLE, "s": CUT_OFF}


def test_what_a_layout_has_no_side_for() -> None:
    layout = read_layout({"north": ("hypothesis",), "east": ("result-kpi",), "west": ("initiative",)})
    items = [strategy("a"), kpi("a-1", "a", level="outcome"), strategy("b"), kpi("b-1", "b", level="outcome")]
    more = [
        kpi("process", "s", level="output"),
        strategy("s"),
        strategy("t", supports=link("u")),
        strategy("u"),
        outcome("o", "t"),
    ]
    found = draw_up([*items, *more], layout)
    assert found.alone == {"process": NO_SIDE, "s": OFF_SIDE, "t": SAME_OR_OFF_SIDE, "u": SAME_OR_OFF_SIDE}


def test_ties_that_no_matrix_holds_are_not_denied() -> None:
    bet = Hypothesis(id="bet", title="bet", origin=HERE, moves=(Expectation("result", to=4.0),), signals=link("early"))
    items = [strategy("a"), kpi("result", "a", level="outcome"), strategy("b"), kpi("b-1", "b", level="outcome"), bet]
    found = draw_up([*items, kpi("early", level="output")], LAYOUTS["hoshin-2"])
    assert found.alone == {"early": CUT_OFF}


def test_the_index_tells_each_reason_and_an_only_matrix_tells_it_itself() -> None:
    more = [strategy("s"), strategy("t"), strategy("u"), kpi("k", "u", retired=OVER)]
    drawn = draw_matrix_files(draw_up([*TWO, *more]), "svg", date(2026, 1, 1))
    index = next(file.content.decode() for file in drawn if file.name == "index.html")
    assert f"2 items stand in no matrix, {TIED_TO_NOTHING}." in index
    assert f"1 item stands in no matrix, {NOT_SHOWN} (retired)." in index
    (only,) = draw_up([*TWO[:3], strategy("s")]).matrices
    assert only.left_out == (f"1 item stands in no matrix, {TIED_TO_NOTHING}.",)
    assert draw_up([strategy("s"), strategy("t")]).alone == {"s": TIED_TO_NOTHING, "t": TIED_TO_NOTHING}
