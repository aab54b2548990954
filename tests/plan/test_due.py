"""What is due of a plan, when, and of whom."""

from __future__ import annotations

from datetime import date

import pytest

from alignctl.load.load import load_sources
from alignctl.plan.due import Due, find_due, reading_due
from alignctl.plan.items import Kpi
from alignctl.plan.plan import Plan
from alignctl.plan.waiting import next_period

TODAY = date(2026, 6, 30)
TEAMS = """
kind: team
id: company
title: Company
---
kind: team
id: web
title: Web
part_of: company
---
kind: team
id: docs
title: Docs
part_of: company
---
"""


def plan_of(text: str) -> Plan:
    loaded = load_sources({"plans/a.yaml": (TEAMS + text).encode()}, lambda _: b"")
    assert not [d for d in loaded.diagnostics if d.code.startswith("SCH")]
    return loaded.plan


def due(text: str, within: int = 14, team: str | None = None) -> tuple[Due, ...]:
    return find_due(plan_of(text), TODAY, within, team)


KPI = "kind: kpi\nid: speed\ntitle: Speed\nowner: web\nlevel: outcome\ndirection: increase\nunit: percent\n"


@pytest.mark.parametrize(
    ("fields", "day", "late", "about"),
    [
        ("cadence: monthly\nreadings: [{date: 2026-05-31, value: 1}]", "2026-06-30", False, "2026-06-30"),
        ("cadence: monthly\nlag: 8\nreadings: [{date: 2026-05-31, value: 1}]", "2026-07-08", False, "2026-06-30"),
        ("cadence: monthly\nlag: 8\nreadings: [{date: 2026-02-28, value: 1}]", "2026-04-08", True, "2026-05-31"),
        ("cadence: weekly\nreadings: [{date: 2026-06-20, value: 1}]", "2026-06-27", False, "2026-06-27"),
        ("cadence: weekly\nreadings: [{date: 2026-06-01, value: 1}]", "2026-06-08", True, "2026-06-29"),
        ("cadence: quarterly\nbaseline: {date: 2025-12-31, value: 1}", "2026-03-31", True, "2026-06-30"),
        ("cadence: monthly", None, False, None),
    ],
)
def test_a_reading_is_due_one_period_and_the_lag_after_the_last(
    fields: str, day: str | None, late: bool, about: str | None
) -> None:
    (entry,) = due(KPI + fields)
    assert (entry.sort, entry.item, entry.teams) == ("reading", "speed", ("web",))
    assert (entry.day and entry.day.isoformat(), entry.late) == (day, late)
    assert (entry.about and entry.about.isoformat()) == about


def test_nothing_is_due_of_what_nobody_keeps_up() -> None:
    stale = "cadence: monthly\nreadings: [{date: 2026-01-31, value: 1}]\n"
    assert due(KPI + stale)
    assert not due(KPI + "readings: [{date: 2026-01-31, value: 1}]\n")
    assert not due(KPI + stale + "status: draft\n")
    assert not due(KPI + stale + "retired: {date: 2026-02-01, why: over}\n")
    over = "---\nkind: outcome\nid: o\ntitle: O\nowner: web\nresult: {date: 2026-02-01, verdict: reached}\n"
    assert not due(KPI + stale + "measures: o\n" + over)


HYPOTHESIS = "kind: hypothesis\nid: bet\ntitle: Bet\nowner: web\nchange: c\nstart: 2026-01-01\n"
OUTCOME = "kind: outcome\nid: o\ntitle: O\nowner: web\n"
PROMISE = "kind: commitment\nid: p\ntitle: P\nfrom_team: web\nto_team: docs\npromise: x\n"
CONSENT = "agreed: {team: docs, date: 2026-01-05, answer: yes}\n"
WORK = "kind: initiative\nid: work\ntitle: W\nowner: web\n"

CASES = {
    "a baseline to be measured": (KPI + "baseline: {due: 2026-Q1}", "baseline", "2026-03-31", True, ("web",)),
    "a countermeasure, of its owner": (
        KPI + "countermeasures: {date: 2026-01-01, action: Do, owner: docs, due: 2026-07-01}",
        "countermeasure",
        "2026-07-01",
        False,
        ("docs",),
    ),
    "a bet whose time box is over": (
        HYPOTHESIS + "status: running\nend: 2026-05-31\nmoves: {id: speed, to: 5, by: 2026-06-15}",
        "decision",
        "2026-06-15",
        True,
        ("web",),
    ),
    "a bet that was continued before its end": (
        HYPOTHESIS + "status: running\nend: 2026-06-15\nresult: {date: 2026-03-01, decision: continue}",
        "decision",
        "2026-06-15",
        True,
        ("web",),
    ),
    "a promise": (PROMISE + "status: agreed\ndue: 2026-06", "commitment", "2026-06-30", False, ("web",)),
    "a promise that returns": (
        PROMISE + "status: agreed\nevery: {cadence: monthly}\nkept: {date: 2026-05-16, kept: true}",
        "commitment",
        "2026-06-16",
        False,
        ("web",),
    ),
    "a promise that returned and nobody said": (
        PROMISE + "status: agreed\nevery: {cadence: monthly}\nkept: {date: 2026-05-10, kept: true}",
        "commitment",
        "2026-06-10",
        True,
        ("web",),
    ),
    "a proposal without an answer": (PROMISE + "status: proposed", "agreement", None, False, ("docs",)),
    "a shared goal": (OUTCOME + "shared_with: docs\nstart: 2026-06-01", "agreement", "2026-06-01", True, ("docs",)),
    "a counter-proposal": (
        OUTCOME + "shared_with: docs\nagreed: {team: docs, date: 2026-04-05, answer: counter}",
        "agreement",
        "2026-07-04",
        False,
        ("web",),
    ),
    "a goal changed after consent": (
        OUTCOME + CONSENT + "revisions: {date: 2026-02-01, field: who, was: a, why: b}",
        "agreement",
        "2026-02-01",
        True,
        ("docs",),
    ),
    "a strategy whose years are over": (
        "kind: strategy\nid: s\ntitle: S\nwhy: because\nowner: web\nstart: 2024\nend: 2026-Q1\n",
        "review",
        "2026-03-31",
        True,
        ("web",),
    ),
    "an outcome whose time is over": (OUTCOME + "end: 2026-06-29", "verdict", "2026-06-29", True, ("web",)),
    "a deliverable": (
        WORK + "deliverables: [{title: A, due: 2026-06-01, done: true}, {title: B, due: 2026-06-01}]",
        "deliverable",
        "2026-06-01",
        True,
        ("web",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_due_and_of_whom(name: str) -> None:
    text, sort, day, late, teams = CASES[name]
    (entry,) = due(text)
    assert (entry.sort, entry.day and entry.day.isoformat(), entry.late, entry.teams) == (sort, day, late, teams)


@pytest.mark.parametrize(
    "text",
    [
        HYPOTHESIS + "status: decided\nend: 2026-05-31\nresult: {date: 2026-06-01, decision: adopt}",
        HYPOTHESIS + "status: proposed\nend: 2026-05-31",
        PROMISE + "status: met\ndue: 2026-06-01",
        PROMISE + "status: proposed\nagreed: {team: docs, date: 2026-06-01, answer: no}",
        OUTCOME + "shared_with: docs\nagreed: {team: company, date: 2026-06-01, answer: yes}",
        OUTCOME + "end: 2026-07-15",
        WORK + "status: dropped\ndeliverables: {title: B, due: 2026-06-01}",
        KPI + "countermeasures: {date: 2026-01-01, action: Do, due: 2026-05-01, done: 2026-05-02}",
    ],
)
def test_what_is_settled_or_far_off_is_not_due(text: str) -> None:
    assert not due(text)


def test_the_late_come_first_and_a_team_sees_its_own() -> None:
    text = "\n---\n".join(
        (
            OUTCOME + "end: 2026-07-02",
            PROMISE + "status: proposed",
            WORK + "deliverables: [{title: B, due: 2026-06-01}, {title: A, due: 2026-05-01}]",
        )
    )
    assert [(e.sort, e.text) for e in due(text)][:2] == [("deliverable", "A"), ("deliverable", "B")]
    assert [e.sort for e in due(text)] == ["deliverable", "deliverable", "verdict", "agreement"]
    assert [e.sort for e in due(text, team="docs")] == ["agreement"]
    assert len(due(text, team="company")) == 4
    assert [e.sort for e in due(text, within=0)] == ["deliverable", "deliverable", "agreement"]


@pytest.mark.parametrize(
    ("day", "cadence", "following"),
    [
        ("2026-01-31", "monthly", "2026-02-28"),
        ("2026-02-28", "monthly", "2026-03-31"),
        ("2024-02-29", "yearly", "2025-02-28"),
        ("2026-01-30", "monthly", "2026-02-28"),
        ("2026-11-15", "quarterly", "2027-02-15"),
        ("2026-12-31", "half-yearly", "2027-06-30"),
        ("2026-12-31", "daily", "2027-01-01"),
        ("9999-12-31", "weekly", None),
        ("9999-12-31", "monthly", None),
    ],
)
def test_a_period_goes_from_the_end_of_a_month_to_the_end_of_a_month(
    day: str, cadence: str, following: str | None
) -> None:
    found = next_period(date.fromisoformat(day), cadence)
    assert (found and found.isoformat()) == following


def test_many_missed_days_are_counted_at_once() -> None:
    kpi = plan_of(KPI + "cadence: daily\nlag: 2\nreadings: [{date: 0001-01-01, value: 1}]").find("speed", Kpi)
    assert kpi is not None
    assert reading_due(kpi, TODAY) == (date(2026, 6, 28), TODAY)
