"""Documents become items: every field of every kind, and what is left of broken ones."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from alignctl.load.discovery import Refusal
from alignctl.load.load import Loaded, load_sources
from alignctl.plan.dates import Period, parse_period
from alignctl.plan.items import KINDS, Item, Kpi
from alignctl.plan.parts import (
    Agreement,
    Band,
    Baseline,
    Checkin,
    Countermeasure,
    Deliverable,
    Expectation,
    Funding,
    Kept,
    Link,
    Need,
    Observation,
    Question,
    Reading,
    Reference,
    Response,
    Result,
    Retirement,
    Revision,
    ScalePoint,
    Target,
    Tranche,
    Verdict,
)

from .test_schemas import mutants


def load(text: str, csv: dict[str, bytes] | None = None, fiscal_year_starts: int = 1) -> Loaded:
    def read(path: str) -> bytes | Refusal:
        return (csv or {}).get(path, Refusal("there is no such file", "check the name"))

    return load_sources({"plans/a.yaml": text.encode()}, read, fiscal_year_starts=fiscal_year_starts)


def item(text: str, csv: dict[str, bytes] | None = None) -> Any:
    loaded = load(text, csv)
    assert loaded.diagnostics == ()
    (found,) = loaded.plan.items
    return found


COMMON = """
id: a
title: T
summary: S
owner: team-a
co_owners: [team-b, {id: team-c, strength: weak, note: N}]
lead: L
status: draft
tags: one
see: {url: "https://example.org", title: E}
in_tension_with: b
agreed: {team: team-a, date: 2026-01-02, answer: no, note: N}
revisions: {date: 2026-01-03, field: targets, was: [1, {a: b}], why: W, agreed: team-b}
retired: {date: 2026-01-04, why: W}
replaced_by: z
x-b: 2
x-a: {deep: [1]}
"""
EXPECTED_COMMON: dict[str, Any] = {
    "id": "a",
    "title": "T",
    "summary": "S",
    "owner": Link("team-a"),
    "co_owners": (Link("team-b"), Link("team-c", "weak", "N")),
    "lead": "L",
    "status": "draft",
    "tags": ("one",),
    "see": (Reference("https://example.org", "E"),),
    "in_tension_with": (Link("b"),),
    "agreed": (Agreement(Link("team-a"), date(2026, 1, 2), "no", "N"),),
    "revisions": (Revision(date(2026, 1, 3), "targets", [1, {"a": "b"}], "W", (Link("team-b"),)),),
    "retired": Retirement(date(2026, 1, 4), "W"),
    "replaced_by": Link("z"),
    "extensions": (("x-a", {"deep": [1]}), ("x-b", 2)),
}
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")

KIND_FIELDS: dict[str, tuple[str, dict[str, Any]]] = {
    "strategy": (
        (
            "why: W\nstart: 2026\nend: 2026-Q3\nsupports: [s]\nperspective: learning\nrank: 2.0\n"
            "funding: {amount: 5, currency: EUR}\n"
        ),
        {
            "why": "W",
            "start": YEAR,
            "end": QUARTER,
            "supports": (Link("s"),),
            "perspective": "learning",
            "rank": 2,
            "funding": Funding(5.0, "EUR"),
        },
    ),
    "outcome": (
        (
            "supports: {id: s, strength: strong}\nwho: W\nfocus: internal\nshared_with: t\nperspective: process\n"
            "start: '2026'\nend: 2026-Q3\nrank: 3\ncheckins: [{date: 2026-01-05, says: at-risk, note: N}]\n"
            "result: {date: 2026-01-06, verdict: partly, note: N}\n"
        ),
        {
            "supports": (Link("s", "strong"),),
            "who": "W",
            "focus": "internal",
            "shared_with": (Link("t"),),
            "perspective": "process",
            "start": YEAR,
            "end": QUARTER,
            "rank": 3,
            "checkins": (Checkin(date(2026, 1, 5), "at-risk", "N"),),
            "result": Verdict(date(2026, 1, 6), "partly", "N"),
        },
    ),
    "kpi": (
        (
            "measures: [m, n]\ndrives: d\nguards: g\nsegment_of: s\nlevel: impact\ndirection: keep-between\n"
            "unit: days\ndefinition: D\nsource: S\ncadence: weekly\nlag: 3\ncounts: to-date\nrange: {low: 0}\n"
            "scale: [{value: 1, label: one}]\ntiming: lagging\nbaseline: {date: 2026-01-07, value: 1, note: N}\n"
            "targets: [{by: 2026-Q3, value: 2, note: N}, {low: 3, high: 4.5}]\npath: step\n"
            "readings: [{date: 2026-01-08, value: 5}, {date: 2026-01-09, value: 6.5, note: N, source: S, was: 7}]\n"
            "countermeasures: {date: 2026-01-10, cause: C, action: A, owner: o, due: 2026, done: 2026-01-11}\n"
            "rewards: r\n"
        ),
        {
            "measures": (Link("m"), Link("n")),
            "drives": (Link("d"),),
            "guards": (Link("g"),),
            "segment_of": Link("s"),
            "level": "impact",
            "direction": "keep-between",
            "unit": "days",
            "definition": "D",
            "source": "S",
            "cadence": "weekly",
            "lag": 3,
            "counts": "to-date",
            "range": Band(0.0, None),
            "scale": (ScalePoint(1.0, "one"),),
            "timing": "lagging",
            "baseline": Baseline(date(2026, 1, 7), 1.0, None, "N"),
            "targets": (Target(2.0, QUARTER, note="N"), Target(low=3.0, high=4.5)),
            "path": "step",
            "readings": (
                Reading(date(2026, 1, 8), 5.0),
                Reading(date(2026, 1, 9), 6.5, "N", "S", 7.0),
            ),
            "countermeasures": (Countermeasure(date(2026, 1, 10), "A", "C", Link("o"), YEAR, date(2026, 1, 11)),),
            "rewards": (Link("r"),),
        },
    ),
    "hypothesis": (
        (
            "change: C\nproblem: P\nbenefit: B\nbecause: E\nmoves: [m, {id: n, from: 1, to: 2, by: 2026, note: N}]\n"
            "signals: s\nstart: 2026\nend: 2026-Q3\nteams: [t, u]\npopulation: P\ncomparison: C\n"
            "result: {date: 2026-01-12, decision: pivot, reason: R, learned: L, evidence: E,"
            " observed: {kpi: m, value: 3, compared_with: 4}}\n"
            "follows: f\nrivals: [r]\npart_of: p\nneeds: [c, {id: d, needed_by: 2026, note: N}]\n"
            "funding: {amount: 9, currency: USD, tranches: [{amount: 4, after: 2026-01-01}, {amount: 5}]}\n"
        ),
        {
            "change": "C",
            "problem": "P",
            "benefit": "B",
            "because": "E",
            "moves": (Expectation("m"), Expectation("n", 1.0, 2.0, YEAR, "N")),
            "signals": (Link("s"),),
            "start": YEAR,
            "end": QUARTER,
            "teams": (Link("t"), Link("u")),
            "population": "P",
            "comparison": "C",
            "result": Result(date(2026, 1, 12), "pivot", "R", (Observation("m", 3.0, 4.0),), "L", "E"),
            "follows": (Link("f"),),
            "rivals": (Link("r"),),
            "part_of": Link("p"),
            "needs": (Need("c"), Need("d", YEAR, "N")),
            "funding": Funding(9.0, "USD", (Tranche(4.0, "2026-01-01"), Tranche(5.0))),
        },
    ),
    "initiative": (
        (
            "tests: h\nsustains: k\nsupports: o\nmandated: M\nstart: 2026\nend: 2026-Q3\nneeds: {id: c}\n"
            "deliverables: [{title: D, due: 2026, done: 2026-01-13, note: N}, {title: E, done: true}, {title: F}]\n"
            "funding: {amount: 1.5, currency: EUR}\n"
        ),
        {
            "tests": (Link("h"),),
            "sustains": (Link("k"),),
            "supports": (Link("o"),),
            "mandated": "M",
            "start": YEAR,
            "end": QUARTER,
            "needs": (Need("c"),),
            "deliverables": (
                Deliverable("D", YEAR, date(2026, 1, 13), "N"),
                Deliverable("E", done=True),
                Deliverable("F"),
            ),
            "funding": Funding(1.5, "EUR"),
        },
    ),
    "team": (
        "part_of: [p, q]\nfunction: F\npurpose: P\nworks_as: discovery\nforge: '@f'\n",
        {
            "part_of": (Link("p"), Link("q")),
            "function": "F",
            "purpose": "P",
            "works_as": "discovery",
            "forge": "@f",
        },
    ),
    "commitment": (
        (
            "from_team: f\nto_team: {id: t}\npromise: P\nsubject: S\nspecification: S\ndue: 2026\n"
            "every: {cadence: weekly}\nkept: [{date: 2026-01-14, kept: false, note: N}]\nserves: o\n"
        ),
        {
            "from_team": Link("f"),
            "to_team": Link("t"),
            "promise": "P",
            "subject": "S",
            "specification": "S",
            "due": YEAR,
            "every": "weekly",
            "kept": (Kept(date(2026, 1, 14), False, "N"),),
            "serves": (Link("o"),),
        },
    ),
    "assessment": (
        (
            "questionnaire: hoshin\ndate: 2026-01-15\nabout: [o]\n"
            "questions: [{id: q, text: T, scale: {low: 1, high: 5, low_label: L, high_label: H}}, {id: r, text: U}]\n"
            "responses: [{question: q, team: t, role: R, respondent: 1, score: 4, answer: A,"
            " read_as: [output, internal]}, {question: r, read_as: outcome}]\n"
        ),
        {
            "questionnaire": "hoshin",
            "date": date(2026, 1, 15),
            "about": (Link("o"),),
            "questions": (Question("q", "T", 1.0, 5.0, "L", "H"), Question("r", "U")),
            "responses": (
                Response("q", "t", "R", 1, 4.0, "A", ("output", "internal")),
                Response("r", read_as=("outcome",)),
            ),
        },
    ),
}
FROM_FILES = {"readings_file", "responses_file"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_built(kind: str) -> None:
    text, expected = KIND_FIELDS[kind]
    found = item(f"kind: {kind}{COMMON}{text}")
    values = {entry.name: getattr(found, entry.name) for entry in fields(found)}
    assert set(values) == {*EXPECTED_COMMON, *expected, "origin", "broken"} | (FROM_FILES & set(values))
    for name, value in {**EXPECTED_COMMON, **expected}.items():
        assert values[name] == value, name
        assert type(values[name]) is type(value), name


@pytest.mark.parametrize(
    ("kind", "status"), [("hypothesis", "proposed"), ("team", "active"), ("initiative", "planned")]
)
def test_status_has_a_default_for_each_kind(kind: str, status: str) -> None:
    extra = "change: C\n" if kind == "hypothesis" else ""
    assert item(f"kind: {kind}\nid: a\ntitle: T\n{extra}").status == status


def test_readings_come_from_a_file_beside_the_plan() -> None:
    csv = b'value,date,was,source,note\n5,2026-01-31,,help desk,"a ""b"""\n\n6.5,2026-02-28,7,,\n'
    found = item("kind: kpi\nid: a\ntitle: T\nreadings: data/r.csv\n", {"plans/data/r.csv": csv})
    assert found.readings_file == "data/r.csv"
    assert found.readings == (
        Reading(date(2026, 1, 31), 5.0, 'a "b"', "help desk"),
        Reading(date(2026, 2, 28), 6.5, was=7.0),
    )


def test_responses_come_from_a_file_beside_the_plan() -> None:
    csv = b"question,team,role,respondent,score,answer,read_as\nq,t,R,1,4.5,A,output internal\nq,,,,,,\n"
    text = "kind: assessment\nid: a\ntitle: T\ndate: 2026-01-01\nquestionnaire: hoshin\nresponses: r.csv\n"
    found = item(text, {"plans/r.csv": csv})
    assert found.responses_file == "r.csv"
    assert found.responses == (Response("q", "t", "R", 1, 4.5, "A", ("output", "internal")), Response("q"))


def test_fiscal_years_follow_the_configuration() -> None:
    text = "kind: outcome\nid: a\ntitle: T\nsupports: s\nend: FY2026-Q1\n"
    (found,) = load(text, fiscal_year_starts=10).plan.outcomes
    assert found.end == parse_period("FY2026-Q1", 10)
    assert found.end.first == date(2025, 10, 1)


def test_sources_are_the_bytes_that_were_read() -> None:
    csv = b"date,value\n2026-01-31,5\n"
    loaded = load("kind: kpi\nid: a\ntitle: T\nreadings: r.csv\n", {"plans/r.csv": csv})
    assert dict(loaded.sources) == {
        "plans/a.yaml": b"kind: kpi\nid: a\ntitle: T\nreadings: r.csv\n",
        "plans/r.csv": csv,
    }


def defaults(found: Item) -> dict[str, Any]:
    return {entry.name: entry.default for entry in fields(found) if entry.default is not MISSING}


@settings(max_examples=300, deadline=None)
@given(mutants())
def test_broken_fields_hold_their_default_and_the_rest_is_there(document: dict[str, Any]) -> None:
    loaded = load(yaml.safe_dump(document), {"plans/a.csv": b""})
    whole = [entry for entry in loaded.plan.items if not entry.broken]
    if not loaded.diagnostics:
        assert len(whole) == 1
    for found in loaded.plan.items:
        assert found.id == document["id"]
        for name in found.broken - {"title", "status"}:
            if not name.startswith("x-"):
                assert getattr(found, name) == defaults(found)[name], name
        for name in ("tags", "summary", "supports", "targets"):
            if name in document and name not in found.broken and document[name] and hasattr(found, name):
                assert getattr(found, name)


def test_broken_item_keeps_what_is_right() -> None:
    loaded = load("kind: kpi\nid: a\ntitle: 5\nmeasures: m\nlevel: wrong\nreadings: [{date: 2026-02-30, value: 1}]\n")
    (found,) = loaded.plan.items
    assert isinstance(found, Kpi)
    assert found.broken == {"title", "level", "readings"}
    assert (found.title, found.level, found.readings, found.measures) == ("a", None, (), (Link("m"),))
