"""The figures of the scoreboard: what counts and what does not."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.dates import parse_period
from alignctl.plan.items import Kpi, Origin
from alignctl.plan.parts import Baseline, Link, Reading, Retirement, Target
from alignctl.plan.plan import Plan
from alignctl.plan.progress import STATES
from alignctl.plan.scoreboard import (
    Share,
    count_scoreboard,
    ids_of_strategy,
    ids_of_team,
    judge_measures,
)

TODAY = date(2026, 6, 30)

PLAN = """
kind: team
id: company
title: Company
---
kind: team
id: support
title: Support
part_of: company
---
kind: strategy
id: stay
title: Customers stay
---
kind: outcome
id: solved
title: Problems are solved
supports: stay
owner: support
---
kind: outcome
id: adrift
title: Adrift
---
kind: kpi
id: reached
title: Reached
level: outcome
direction: increase
measures: solved
owner: support
targets: {by: 2026-06-30, value: 10}
readings: [{date: 2026-06-30, value: 10}]
---
kind: kpi
id: reached-north
title: Reached, north
segment_of: reached
direction: increase
targets: {by: 2026-06-30, value: 10}
readings: [{date: 2026-06-30, value: 12}]
---
kind: kpi
id: behind
title: Behind
level: output
direction: increase
measures: adrift
baseline: {date: 2025-12-31, value: 0}
targets: {by: 2026-12-31, value: 10}
readings: [{date: 2026-06-30, value: 1}]
---
kind: kpi
id: no-reading
title: No reading
direction: increase
targets: {by: 2026-12-31, value: 10}
---
kind: kpi
id: no-direction
title: No direction
targets: {by: 2026-12-31, value: 10}
readings: [{date: 2026-06-30, value: 1}]
---
kind: kpi
id: written-only
title: Being written
status: draft
direction: increase
targets: {by: 2026-06-30, value: 10}
readings: [{date: 2026-06-30, value: 12}]
---
kind: kpi
id: given-up
title: Given up
direction: increase
targets: {by: 2026-06-30, value: 10}
readings: [{date: 2026-06-30, value: 12}]
retired: {date: 2026-06-30, why: nobody used it}
---
kind: hypothesis
id: in-time
title: In time
status: running
moves: {id: reached, to: 12}
end: 2026-06-30
owner: support
---
kind: hypothesis
id: too-late
title: Too late
status: running
moves: {id: reached, to: 12}
end: 2026-06-29
---
kind: hypothesis
id: over
title: Over
status: decided
moves: {id: reached, to: 12}
end: 2026-03-31
result: {date: 2026-04-01, decision: adopt}
---
kind: initiative
id: work
title: Work
status: active
tests: in-time
deliverables:
  - {title: early, due: 2026-12-31, done: 2026-05-01}
  - {title: late, due: 2026-06-29}
  - {title: today, due: 2026-06-30}
  - {title: somewhen, done: true}
  - {title: promised, due: 2026-06-01, done: 2026-07-15}
---
kind: initiative
id: dropped-work
title: Dropped
status: dropped
deliverables: [{title: never, due: 2026-01-01}]
"""


def test_the_figures_of_a_plan_with_one_of_everything(make_plan: Any) -> None:
    board = count_scoreboard(make_plan(PLAN), TODAY)
    assert (board.measures, board.judged, board.attained) == (4, 3, 1)
    assert board.attained_of_all == Share(1, 4)
    assert board.attained_of_judged == Share(1, 3)
    assert {state: count for state, count in board.by_state if count} == {
        "attained": 1,
        "at-risk": 1,
        "no-data": 1,
        "unclassified": 1,
    }
    assert board.outcome_share == Share(1, 4)
    assert dict(board.sight_by_kind) == {"outcome": Share(1, 2), "kpi": Share(2, 5), "initiative": Share(1, 1)}
    assert board.sight == Share(4, 8)
    assert board.bets.running == ("in-time", "too-late")
    assert board.bets.overdue == ("too-late",)
    assert dict(board.bets.by_status) == {"proposed": 0, "running": 2, "decided": 1, "abandoned": 0}
    milestones = board.milestones
    assert (milestones.total, milestones.done, milestones.due, milestones.overdue) == (5, 2, 3, 2)


def test_an_empty_plan_has_no_ratio() -> None:
    board = count_scoreboard(Plan([]), TODAY)
    assert board.attained_of_all.ratio is None
    assert board.sight.ratio is None
    assert [state for state, _ in board.by_state] == list(STATES)


def test_what_is_retired_later_counts_until_then(make_plan: Any) -> None:
    plan = make_plan(PLAN)
    assert "given-up" in [entry.kpi.id for entry in judge_measures(plan, date(2026, 6, 29))]
    assert "given-up" not in [entry.kpi.id for entry in judge_measures(plan, TODAY)]


def test_a_team_has_what_its_parts_have(make_plan: Any) -> None:
    plan = make_plan(PLAN)
    assert ids_of_team(plan, "support") == {"solved", "reached", "in-time"}
    assert ids_of_team(plan, "company") == ids_of_team(plan, "support")
    board = count_scoreboard(plan, TODAY, among=ids_of_team(plan, "company"))
    assert (board.measures, board.attained, board.bets.running) == (1, 1, ("in-time",))


def test_a_strategy_has_all_that_leads_to_it(make_plan: Any) -> None:
    plan = make_plan(PLAN)
    ids = ids_of_strategy(plan, "stay")
    assert {"stay", "solved", "reached", "reached-north", "in-time", "work"} <= ids
    assert "behind" not in ids


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
    made = []
    for number in range(draw(st.integers(0, 8))):
        value = st.integers(0, 20).map(float)
        target = st.builds(lambda day, goal: Target(goal, parse_period(day.isoformat())), days, value)
        made.append(
            Kpi(
                id=f"k{number}",
                title="K",
                origin=Origin("plans/k.yaml"),
                status=draw(st.sampled_from(["active", "draft"])),
                level=draw(st.sampled_from([None, "output", "outcome"])),
                direction=draw(st.sampled_from([None, "increase", "decrease"])),
                cadence=draw(st.sampled_from([None, "monthly"])),
                segment_of=draw(st.sampled_from([None, None, Link("k0")])),
                baseline=draw(st.none() | st.builds(Baseline, days, value)),
                targets=tuple(draw(st.lists(target, max_size=2))),
                readings=tuple(draw(st.lists(st.builds(Reading, days, value), max_size=3))),
                retired=draw(st.none() | st.builds(Retirement, days, st.just("over"))),
            )
        )
    return Plan(made)


@given(plans(), st.dates(date(2026, 1, 1), date(2027, 6, 30)))
def test_the_figures_agree_with_each_other(plan: Plan, today: date) -> None:
    board = count_scoreboard(plan, today)
    assert sum(count for _, count in board.by_state) == board.measures
    assert board.attained <= board.judged <= board.measures
    assert board.judged == board.measures - board.count("no-data") - board.count("no-target")
    assert board.attained == board.count("attained") + board.attained_behind
    assert board.stale >= board.count("stale")
    assert board.outcome_share.part <= board.outcome_share.whole == board.measures
    whole = count_scoreboard(plan, today, among=frozenset(plan.ids))
    assert whole == board
    none = count_scoreboard(plan, today, among=frozenset())
    assert (none.measures, none.sight) == (0, Share(0, 0))
