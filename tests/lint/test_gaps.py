"""What could not be read and what was meant; and that large plans with many slips stay quick to check."""

from __future__ import annotations

from datetime import date

from alignctl.lint.engine import run_rules
from alignctl.lint.gaps import clouded, may_hide_link, meant_by_slips
from alignctl.lint.rules import los, ref
from alignctl.lint.suggestions import MOST_COMPARISONS, Suggestions
from alignctl.plan.items import Item, Kpi, Origin, Outcome, Strategy
from alignctl.plan.parts import Link, Retirement
from alignctl.plan.plan import Placeholder, Plan

HERE = Origin("plans/a.yaml")
TODAY = date(2026, 6, 30)


def outcome(item_id: str, *supports: str, **values: object) -> Outcome:
    links = tuple(Link(entry) for entry in supports)
    return Outcome(id=item_id, title=item_id, origin=HERE, supports=links, **values)  # type: ignore[arg-type]


def kpi(item_id: str, *measures: str, **values: object) -> Kpi:
    links = tuple(Link(entry) for entry in measures)
    return Kpi(id=item_id, title=item_id, origin=HERE, measures=links, **values)  # type: ignore[arg-type]


def test_a_link_may_hide_in_what_is_broken_but_not_in_what_is_retired() -> None:
    broken = frozenset({"measures"})
    assert not may_hide_link(Plan([kpi("k")]), ("kpi",), "measures")
    assert may_hide_link(Plan([kpi("k", broken=broken)]), ("kpi",), "measures")
    assert not may_hide_link(Plan([kpi("k", broken=broken)]), ("kpi",), "drives")
    assert not may_hide_link(Plan([kpi("k", broken=broken, retired=Retirement(TODAY, "over"))]), ("kpi",), "measures")
    assert may_hide_link(Plan([], [Placeholder("p", "kpi", HERE)]), ("kpi",), "measures")
    assert may_hide_link(Plan([], [Placeholder("p", None, HERE)]), ("kpi",), "measures")
    assert not may_hide_link(Plan([], [Placeholder("p", "team", HERE)]), ("kpi",), "measures")


def test_a_slip_means_the_nearest_id_of_a_kind_that_fits() -> None:
    plan = Plan([outcome("answered-at-once"), kpi("answered-at-one"), kpi("k", "answered-at-onc")])
    assert meant_by_slips(plan, ("kpi",), "measures") == {"answered-at-once"}
    assert meant_by_slips(plan, ("kpi",), "drives") == frozenset()
    assert meant_by_slips(plan, ("outcome",), "measures") == frozenset()


def test_a_cloud_spreads_downwards_from_what_cannot_be_followed() -> None:
    plan = Plan(
        [
            Strategy(id="s", title="s", origin=HERE),
            outcome("to-nowhere", "gone"),
            outcome("below", "to-nowhere"),
            outcome("wrong-kind", "k"),
            outcome("on-placeholder", "p"),
            outcome("clear", "s"),
            outcome("dead-end"),
            kpi("k", "below"),
        ],
        [Placeholder("p", "outcome", HERE)],
    )
    assert clouded(plan) == {"to-nowhere", "below", "wrong-kind", "on-placeholder", "p", "k"}


def test_suggestions_stop_after_a_bounded_effort_and_repeat_what_they_found() -> None:
    plan = Plan([outcome(f"outcome-{number}") for number in range(1000)])
    suggestions = Suggestions(plan)
    asked = [suggestions.suggest(f"outcome-x{number}", ("outcome",)) for number in range(MOST_COMPARISONS // 1000 + 5)]
    assert asked[0] == "outcome-0"
    assert asked[-1] is None
    assert suggestions.suggest("outcome-x0", ("outcome",)) == "outcome-0"


def test_a_chain_of_thousands_is_followed_to_its_end() -> None:
    chain: list[Item] = [outcome(f"o-{n:05}", f"o-{n + 1:05}") for n in range(20_000)]
    plan = Plan([*chain, outcome("o-20000")])
    found = run_rules(plan, [*ref.RULES, *los.RULES], TODAY).diagnostics
    blind = [d for d in found if d.code == "LOS001"]
    assert len(blind) == 20_001
    assert all('its line ends at "o-20000"' in d.message for d in blind if d.item != "o-20000")
    assert not [d for d in found if d.code == "REF004"]


def test_a_ring_of_thousands_is_found_whole() -> None:
    size = 5_000
    plan = Plan([outcome(f"o-{n:05}", f"o-{(n + 1) % size:05}") for n in range(size)])
    (found,) = [d for d in run_rules(plan, ref.RULES, TODAY).diagnostics if d.code == "REF004"]
    assert found.item == "o-00000"
    assert len(found.labels) == size - 1
