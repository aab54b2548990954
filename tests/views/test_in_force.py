"""What `--period` means: which items are in force in a period."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alignctl.plan.dates import parse_period
from alignctl.views.cascade import CascadeSource
from alignctl.views.in_force import is_in_force

PLAN = """
kind: strategy
id: goal
title: G
start: 2026
end: 2027
---
kind: outcome
id: undated
title: U
supports: goal
---
kind: outcome
id: short
title: S
supports: goal
start: 2026-Q1
end: 2026-Q2
---
kind: outcome
id: gone
title: G
supports: goal
retired: {date: 2026-05-31, why: w}
---
kind: outcome
id: of-nothing
title: N
---
kind: kpi
id: read
title: R
measures: short
baseline: {date: 2025-12-31, value: 1}
readings: [{date: 2026-02-28, value: 2}]
targets: [{by: 2026-09-30, value: 3}]
---
kind: kpi
id: goes-on
title: O
measures: short
readings: [{date: 2026-02-28, value: 2}]
---
kind: kpi
id: unread
title: U
measures: short
---
kind: hypothesis
id: bet
title: B
moves: {id: read, to: 3}
start: 2026-03
end: 2026-04
status: decided
result: {date: 2026-06-10, decision: stop}
---
kind: initiative
id: work
title: W
tests: bet
---
kind: kpi
id: ring-a
title: A
drives: ring-b
---
kind: kpi
id: ring-b
title: B
drives: ring-a
"""
ALWAYS = {"of-nothing", "ring-a", "ring-b"}


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2025", {"read"}),
        ("2026-03", {"goal", "undated", "short", "gone", "read", "goes-on", "unread", "bet", "work"}),
        ("2026-Q2", {"goal", "undated", "short", "gone", "read", "goes-on", "unread", "bet", "work"}),
        ("2026-06-10", {"goal", "undated", "short", "read", "goes-on", "unread", "bet", "work"}),
        ("2026-06-11", {"goal", "undated", "short", "read", "goes-on", "unread"}),
        ("FY2027", {"goal", "undated", "goes-on"}),
        ("2027", {"goal", "undated", "goes-on"}),
        ("2028", {"goes-on"}),
    ],
)
def test_what_is_in_force(make_source: Callable[[str], CascadeSource], period: str, shown: set[str]) -> None:
    source = make_source(PLAN)
    then = parse_period(period, fiscal_year_starts=10)
    assert {item_id for item_id in source.kinds if is_in_force(source.plan, item_id, then)} == shown | ALWAYS


def test_without_a_period_everything_is(make_source: Callable[[str], CascadeSource]) -> None:
    source = make_source(PLAN)
    assert all(is_in_force(source.plan, item_id, None) for item_id in source.kinds)
