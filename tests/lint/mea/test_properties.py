"""What holds for the rules about measures whatever a plan says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.diagnostics import Diagnostic
from alignctl.lint.engine import run_rules
from alignctl.lint.rules import mea
from alignctl.plan.dates import Period
from alignctl.plan.items import Hypothesis, Item, Kpi, Origin, Outcome
from alignctl.plan.parts import (
    Band,
    Baseline,
    Checkin,
    Countermeasure,
    Expectation,
    Link,
    Reading,
    Retirement,
    Target,
    Verdict,
)
from alignctl.plan.plan import Plan
from tests.lint.conftest import WORDS

TODAY = date(2026, 6, 30)
KPIS = [f"m{n}" for n in range(5)]
GOALS = ["goal", "other", "nowhere"]

values = st.one_of(st.integers(-5, 120), st.sampled_from([0.5, 61.25, 100.0]))
days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
periods = days.map(lambda day: Period(day, day + timedelta(days=30), str(day)))
to_kpis = st.lists(st.sampled_from([*KPIS, "unknown"]).map(Link), max_size=2).map(tuple)
readings = st.lists(st.builds(Reading, days, values), max_size=9, unique_by=lambda r: r.date).map(tuple)
targets = st.one_of(
    st.builds(Target, value=values, by=st.none() | periods), st.builds(Target, low=values, high=values, by=st.none())
)
baselines = st.one_of(st.builds(Baseline, date=days, value=values), st.builds(Baseline, due=periods))
ended = st.none() | st.none() | st.builds(Retirement, days, st.just("over"))


def kpis(item_id: str) -> st.SearchStrategy[Kpi]:
    return st.builds(
        Kpi,
        id=st.just(item_id),
        title=st.sampled_from(["Questions solved", "questions  solved", "Waits"]),
        origin=st.just(Origin(f"{item_id}.yaml")),
        status=st.sampled_from(["active", "active", "draft"]),
        broken=st.frozensets(st.sampled_from(["level", "targets", "readings", "drives"]), max_size=1),
        retired=ended,
        measures=st.lists(st.sampled_from(GOALS).map(Link), max_size=2).map(tuple),
        drives=to_kpis,
        guards=to_kpis,
        segment_of=st.none() | st.sampled_from(KPIS).map(Link),
        level=st.sampled_from([None, "input", "activity", "output", "outcome", "impact"]),
        direction=st.sampled_from([None, "increase", "decrease", "keep-above", "keep-below", "keep-between"]),
        unit=st.sampled_from([None, "percent", "days", "errors", "EUR"]),
        cadence=st.sampled_from([None, "monthly", "yearly"]),
        counts=st.sampled_from(["snapshot", "each-period", "year-to-date", "to-date"]),
        timing=st.sampled_from([None, "leading", "lagging"]),
        range=st.none() | st.builds(Band, st.none() | values, st.none() | values),
        baseline=st.none() | baselines,
        targets=st.lists(targets, max_size=3).map(tuple),
        readings=readings,
        countermeasures=st.lists(
            st.builds(Countermeasure, days, st.just("act"), due=st.none() | periods, done=st.none() | days), max_size=2
        ).map(tuple),
        rewards=st.sampled_from([(), (Link("team"),)]),
    )


def outcomes(item_id: str) -> st.SearchStrategy[Outcome]:
    return st.builds(
        Outcome,
        id=st.just(item_id),
        title=st.just("Goal"),
        origin=st.just(Origin(f"{item_id}.yaml")),
        supports=st.sampled_from([(), (Link("other"),)]),
        end=st.none() | periods,
        checkins=st.lists(st.builds(Checkin, days, st.sampled_from(["on-track", "at-risk"])), max_size=3).map(tuple),
        result=st.none() | st.builds(Verdict, days, st.just("reached")),
    )


bets = st.builds(
    Hypothesis,
    id=st.just("bet"),
    title=st.just("Bet"),
    origin=st.just(Origin("bet.yaml")),
    status=st.sampled_from(["proposed", "running", "decided", "abandoned", "draft"]),
    start=st.none() | periods,
    population=st.sampled_from([None, "newcomers"]),
    signals=to_kpis,
    moves=st.lists(
        st.builds(Expectation, st.sampled_from(KPIS), st.none() | values, st.none() | values, st.none() | periods),
        max_size=3,
    ).map(tuple),
)
items = st.tuples(*(kpis(i) for i in KPIS), outcomes("goal"), outcomes("other"), bets)


def findings(plan_items: tuple[Item, ...]) -> tuple[Diagnostic, ...]:
    return run_rules(Plan(plan_items), mea.RULES, TODAY, words=WORDS).diagnostics


@given(items, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_what_holds_of_any_measures(plan_items: tuple[Item, ...], rnd: Random) -> None:
    """All of it is tried on each plan: to draw one takes longer than to judge it."""
    every_finding_says_what_and_what_to_do(plan_items)
    order_of_readings_changes_nothing_but_what_is_said_of_the_order(plan_items, rnd)
    no_expectation_is_both_the_wrong_way_and_met(plan_items)
    an_output_is_orphaned_led_somewhere_guarding_or_not_judged(plan_items)


def every_finding_says_what_and_what_to_do(plan_items: tuple[Item, ...]) -> None:
    retired = {item.id for item in plan_items if item.retired is not None}
    for found in findings(plan_items):
        assert found.item is not None
        assert f'"{found.item}"' in found.message
        assert "None" not in found.message
        assert not found.message.endswith(".")
        assert found.help
        assert not found.help.endswith(".")
        assert found.item not in retired


def order_of_readings_changes_nothing_but_what_is_said_of_the_order(plan_items: tuple[Item, ...], rnd: Random) -> None:
    def shuffled(item: Item) -> Item:
        if not isinstance(item, Kpi):
            return item
        return replace(item, readings=tuple(rnd.sample(item.readings, len(item.readings))))

    def said(found: tuple[Diagnostic, ...]) -> Counter[tuple[str, str | None, str]]:
        return Counter((d.code, d.item, d.message) for d in found if d.code != "MEA010")

    assert said(findings(plan_items)) == said(findings(tuple(map(shuffled, plan_items))))


def no_expectation_is_both_the_wrong_way_and_met(plan_items: tuple[Item, ...]) -> None:
    places = [d.location.pointer for d in findings(plan_items) if d.item == "bet" and d.code in ("MEA007", "MEA008")]
    assert len(places) == len(set(places))


def an_output_is_orphaned_led_somewhere_guarding_or_not_judged(plan_items: tuple[Item, ...]) -> None:
    plan = Plan(plan_items)
    result = run_rules(plan, mea.RULES, TODAY, words=WORDS)
    orphaned = {d.item for d in result.diagnostics if d.code == "MEA001"}
    unsure = set(result.not_judged.get("MEA001", ()))
    assert not orphaned & unsure
    levels = {kpi.id: kpi.level for kpi in plan.kpis}
    for kpi in plan.kpis:
        straight = any(levels.get(link.id) in ("outcome", "impact") for link in kpi.drives)
        if straight or kpi.level in ("outcome", "impact"):
            assert kpi.id not in orphaned
        in_use = kpi.retired is None and not kpi.broken & {"level", "drives"}
        alone = not (kpi.drives or kpi.guards or kpi.segment_of or plan.links_to(kpi.id))
        if in_use and alone and kpi.level in ("input", "activity", "output"):
            assert kpi.id in orphaned
