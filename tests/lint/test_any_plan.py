"""Whatever a plan links to what: rules come to an end, say the same in any order, and agree with a plain definition."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.lint.engine import run_rules
from alignctl.lint.rules import los, ref
from alignctl.plan.items import KINDS, LINK_FIELDS, Item, Origin
from alignctl.plan.parts import Expectation, Link, Need, Retirement
from alignctl.plan.plan import Placeholder, Plan

TODAY = date(2026, 6, 30)
IDS = [f"{kind}-{number}" for kind in KINDS for number in (1, 2, 3)]
STATUSES = ["draft", "active", "running", "decided", "abandoned", "planned", "done", "dropped"]


def link(name: str, target: str) -> Link | Expectation | Need:
    """A link as the field wants it."""
    return {"moves": Expectation, "needs": Need}.get(name, Link)(target)


@st.composite
def items(draw: st.DrawFn) -> Item:
    kind = draw(st.sampled_from(sorted(KINDS)))
    number = draw(st.integers(1, 3))
    values: dict[str, object] = {"status": draw(st.sampled_from(STATUSES))}
    for name, kinds in LINK_FIELDS[kind].items():
        fitting = [entry for entry in IDS if entry.rpartition("-")[0] in kinds]
        targets = draw(st.lists(st.sampled_from([*fitting, *fitting, "strategy-l", "team-1", "kpi-1"]), max_size=2))
        single = KINDS[kind].__dataclass_fields__[name].default is None
        links = tuple(link(name, target) for target in targets)
        values[name] = (links[0] if links else None) if single else links
    if kind == "kpi":
        values["level"] = draw(st.sampled_from([None, "output", "outcome"]))
    if draw(st.integers(0, 4)) == 0:
        values["retired"] = Retirement(TODAY, "over")
    values["broken"] = draw(st.sampled_from([frozenset(), frozenset(), frozenset({"supports", "measures", "owner"})]))
    origin = Origin(f"plans/{draw(st.sampled_from('ab'))}.yaml", draw(st.integers(0, 9)))
    return KINDS[kind](id=f"{kind}-{number}", title="Title", origin=origin, **values)  # type: ignore[arg-type]


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Item], list[Placeholder]]:
    held = draw(st.lists(items(), max_size=10, unique_by=lambda item: (item.origin.path, item.origin.document)))
    kinds = st.sampled_from([None, *sorted(KINDS)])
    lost = draw(
        st.lists(st.builds(Placeholder, st.sampled_from(IDS), kinds, st.just(Origin("plans/c.yaml"))), max_size=1)
    )
    return held, lost


@settings(max_examples=60, deadline=None)
@given(plans())
def test_rules_end_and_do_not_depend_on_order(parts: tuple[list[Item], list[Placeholder]]) -> None:
    held, lost = parts
    rules = (*ref.RULES, *los.RULES)
    assert run_rules(Plan(held, lost), rules, TODAY) == run_rules(Plan(held[::-1], lost), rules[::-1], TODAY)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_every_dangling_link_is_found_and_no_other(parts: tuple[list[Item], list[Placeholder]]) -> None:
    plan = Plan(*parts)
    taken = {entry.id for entry in (*plan.items, *plan.placeholders)}
    found = run_rules(plan, ref.RULES, TODAY).diagnostics
    dangling = sorted(
        (e.source.origin.path, e.source.origin.document, e.pointer) for e in plan.edges if e.target not in taken
    )
    places = [(d.location.path, d.location.document, d.location.pointer) for d in found if d.code == "REF001"]
    assert sorted(places) == dangling


@settings(max_examples=60, deadline=None)
@given(plans())
def test_no_outcome_is_called_unlinked_that_may_lead_to_a_strategy(parts: tuple[list[Item], list[Placeholder]]) -> None:
    plan = Plan(*parts)
    result = run_rules(plan, los.RULES, TODAY)

    def may_arrive(item_id: str, seen: frozenset[str]) -> bool:
        """Walk every way up; what cannot be followed may lead anywhere."""
        if item_id in seen:
            return False
        holders = [item for item in plan.items if item.id == item_id]
        if not holders or any("supports" in item.broken for item in holders):
            return True
        if any(item.kind not in ("strategy", "outcome") for item in holders):
            return True
        if any(item.kind == "strategy" for item in holders):
            return True
        return any(may_arrive(edge.target, seen | {item_id}) for edge in plan.links_from(item_id, "supports"))

    for found in result.diagnostics:
        if found.code == "LOS001":
            assert found.item is not None
            assert not may_arrive(found.item, frozenset())
    judged = {d.item for d in result.diagnostics if d.code == "LOS001"}
    counted = set(result.not_judged.get("LOS001", ()))
    for outcome in plan.outcomes:
        if outcome.retired is None and not outcome.supports and not outcome.broken:
            assert outcome.id in judged | counted or may_arrive(outcome.id, frozenset())
