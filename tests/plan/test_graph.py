"""Chains and rings, against the slowest way of finding them that can be trusted."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.graph import (
    OUTCOME_LEVELS,
    ancestors,
    descendants,
    find_rings,
    strategies_above,
    survey_sight,
)
from alignctl.plan.items import Hypothesis, Item, Kpi, Origin, Outcome, Strategy
from alignctl.plan.parts import Expectation, Link
from alignctl.plan.plan import Placeholder, Plan

ORIGIN = Origin("plans/plan.yaml")
NAMES = ("a", "b", "c", "d", "e")
ARROWS = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=9)
LEVELS = st.sampled_from([None, "input", "activity", "output", "outcome", "impact"])


def links(*ids: str) -> tuple[Link, ...]:
    return tuple(Link(i) for i in ids)


def drivers(arrows: set[tuple[str, str]]) -> list[Item]:
    return [
        Kpi(id=name, title=name, origin=ORIGIN, drives=links(*sorted(t for s, t in arrows if s == name)))
        for name in NAMES
    ]


def simple_rings(arrows: set[tuple[str, str]]) -> set[tuple[str, ...]]:
    """Every ring without a repeated name, turned so that its smallest name stands first."""
    found = set()
    for size in range(1, len(NAMES) + 1):
        for ring in permutations(NAMES, size):
            closed = all((ring[i], ring[(i + 1) % size]) in arrows for i in range(size))
            if closed and ring[0] == min(ring):
                found.add(ring)
    return found


def reach(arrows: set[tuple[str, str]], start: str) -> set[str]:
    """What can be reached in one step or more."""
    found: set[str] = set()
    for _ in NAMES:
        found |= {t for s, t in arrows if s == start or s in found}
    return found


@given(ARROWS)
def test_every_ring_that_is_found_is_one_and_each_knot_has_one(arrows: set[tuple[str, str]]) -> None:
    rings = find_rings(Plan(drivers(arrows)), ["drives"])
    every = simple_rings(arrows)
    assert set(rings) <= every
    assert list(rings) == sorted(rings)
    knots = {
        frozenset({n, *(m for m in reach(arrows, n) if n in reach(arrows, m))}) for n in NAMES if n in reach(arrows, n)
    }
    assert len(rings) == len(knots)
    for ring in rings:
        (knot,) = (knot for knot in knots if ring[0] in knot)
        assert ring[0] == min(knot)
        assert len(ring) == min(len(other) for other in every if ring[0] in other)


@given(ARROWS, st.permutations(NAMES))
def test_rings_do_not_depend_on_the_order_of_items(arrows: set[tuple[str, str]], order: list[str]) -> None:
    items = {item.id: item for item in drivers(arrows)}
    assert find_rings(Plan([items[n] for n in order]), ["drives"]) == find_rings(Plan(items.values()), ["drives"])


def test_links_to_what_is_not_there_make_no_ring() -> None:
    plan = Plan([Kpi(id="a", title="A", origin=ORIGIN, drives=links("gone"))])
    assert find_rings(plan, ["drives"]) == ()


def test_a_long_chain_needs_no_recursion() -> None:
    size = 5000
    items = [Kpi(id=f"k{i:05}", title="K", origin=ORIGIN, drives=links(f"k{(i + 1) % size:05}")) for i in range(size)]
    (ring,) = find_rings(Plan(items), ["drives"])
    assert len(ring) == size
    assert len(ancestors(Plan(items), "k00000")) == size


@given(ARROWS)
def test_ancestors_and_descendants_are_what_can_be_reached(arrows: set[tuple[str, str]]) -> None:
    plan = Plan(drivers(arrows))
    turned = {(t, s) for s, t in arrows}
    for name in NAMES:
        assert ancestors(plan, name) == reach(arrows, name)
        assert descendants(plan, name) == reach(turned, name)


@given(ARROWS, st.sets(st.sampled_from(NAMES), max_size=2), st.sets(st.sampled_from(NAMES), max_size=2))
def test_who_sees_a_strategy(arrows: set[tuple[str, str]], measuring: set[str], lost: set[str]) -> None:
    items = [Strategy(id="top", title="Top", origin=ORIGIN), Outcome(id="apart", title="Apart", origin=ORIGIN)]
    items += [Outcome(id="goal", title="Goal", origin=ORIGIN, supports=links("top"))]
    for driver in drivers(arrows):
        ends = [*(["goal"] if driver.id in measuring else []), *(["apart", "gone"] if driver.id in lost else [])]
        items.append(Kpi(id=driver.id, title=driver.id, origin=ORIGIN, measures=links(*ends), drives=driver.drives))
    plan = Plan(items)
    sees = {name for name in NAMES if ({name} | reach(arrows, name)) & measuring}
    assert survey_sight(plan).sees_strategy == sees | {"top", "goal"}
    for name in NAMES:
        assert strategies_above(plan, name) == (("top",) if name in sees else ())


@given(ARROWS, st.lists(LEVELS, min_size=len(NAMES), max_size=len(NAMES)), ARROWS)
def test_which_measures_lead_to_an_outcome(
    arrows: set[tuple[str, str]], levels: list[str | None], bets: set[tuple[str, str]]
) -> None:
    """A bet here has one signal and moves one measure; it makes the same way as if the one drove the other."""
    items: list[Item] = [
        Kpi(id=item.id, title=item.id, origin=ORIGIN, level=level, drives=item.drives)
        for item, level in zip(drivers(arrows), levels, strict=True)
        if isinstance(item, Kpi)
    ]
    for number, (signal, moved) in enumerate(sorted(bets)):
        bet = Hypothesis(
            id=f"bet-{number}",
            title="Bet",
            origin=ORIGIN,
            moves=(Expectation(moved, None, 1.0),),
            signals=links(signal),
        )
        items.append(bet)
    good = {name for name, level in zip(NAMES, levels, strict=True) if level in OUTCOME_LEVELS}
    expected = {name for name in NAMES if ({name} | reach(arrows | bets, name)) & good}
    assert survey_sight(Plan(items)).leads_to_outcome == expected


def test_a_document_that_cannot_be_read_may_be_what_a_chain_needs() -> None:
    goal = Outcome(id="goal", title="Goal", origin=ORIGIN, supports=links("unread"))
    plan = Plan([goal], [Placeholder("unread", "strategy", ORIGIN)])
    assert survey_sight(plan).sees_strategy == {"goal", "unread"}
    assert strategies_above(plan, "goal") == ("unread",)
    assert survey_sight(Plan([goal], [Placeholder("unread", "team", ORIGIN)])).sees_strategy == set()
