"""The plan: finding items and following links both ways."""

from __future__ import annotations

from typing import Any

from alignctl.plan.items import KINDS, Kpi, Origin, Outcome, Strategy, Team
from alignctl.plan.parts import Link
from alignctl.plan.plan import Placeholder, Plan, links_of, mentions_of

TEXT = """
kind: strategy
id: stay
title: Customers stay
owner: board
---
kind: outcome
id: solved
title: Problems are solved
supports: {id: stay, strength: strong}
owner: support
shared_with: [docs, support]
agreed: {team: docs, date: 2026-01-01, answer: yes}
revisions: {date: 2026-02-01, field: end, was: 2026, why: more time, agreed: [support]}
---
kind: kpi
id: solved-first
title: Solved at first contact
measures: [solved, gone]
countermeasures: {date: 2026-03-01, action: talk, owner: docs}
---
kind: hypothesis
id: call-back
title: Call back
moves: {id: solved-first, to: 68}
funding: {amount: 10, currency: EUR, tranches: [{amount: 5, after: 2026-01-01}, {amount: 5, after: other-bet}]}
result: {date: 2026-05-01, decision: adopt, observed: {kpi: solved-first, value: 67}}
"""


def test_items_are_found_by_id_and_kind(make_plan: Any) -> None:
    plan = make_plan(TEXT)
    assert [item.id for item in plan.items] == ["call-back", "solved", "solved-first", "stay"]
    assert plan.find("solved", Outcome) is plan.get("solved")
    assert plan.find("solved", Strategy) is None
    assert plan.get("gone") is None
    assert not plan.knows("gone")
    assert plan.kind_of("solved-first") == "kpi"
    assert plan.kind_of("gone") is None


def test_each_kind_has_its_own_tuple(make_plan: Any) -> None:
    plan = make_plan(TEXT)
    by_kind = {
        "strategy": plan.strategies,
        "outcome": plan.outcomes,
        "kpi": plan.kpis,
        "hypothesis": plan.hypotheses,
        "initiative": plan.initiatives,
        "team": plan.teams,
        "commitment": plan.commitments,
        "assessment": plan.assessments,
    }
    assert set(by_kind) == set(KINDS)
    assert {kind: [item.id for item in items] for kind, items in by_kind.items() if items} == {
        "strategy": ["stay"],
        "outcome": ["solved"],
        "kpi": ["solved-first"],
        "hypothesis": ["call-back"],
    }


def test_links_are_followed_both_ways(make_plan: Any) -> None:
    plan = make_plan(TEXT)
    assert [(e.field, e.target, e.pointer) for e in plan.links_from("solved")] == [
        ("owner", "support", ("owner",)),
        ("supports", "stay", ("supports", 0)),
        ("shared_with", "docs", ("shared_with", 0)),
        ("shared_with", "support", ("shared_with", 1)),
    ]
    assert [(e.source.id, e.field) for e in plan.links_to("support")] == [
        ("solved", "owner"),
        ("solved", "shared_with"),
    ]
    assert [e.field for e in plan.links_to("support", "owner")] == ["owner"]
    assert [e.strength for e in plan.links_from("solved", "supports")] == ["strong"]
    assert [e.source.id for e in plan.links_to("gone")] == ["solved-first"]
    assert plan.links_from("gone") == ()


def test_every_link_is_found_from_both_of_its_ends(make_plan: Any) -> None:
    plan = make_plan(TEXT)
    assert plan.edges
    for edge in plan.edges:
        assert edge in plan.links_from(edge.source.id)
        assert edge in plan.links_to(edge.target)
    assert len(plan.edges) == sum(len(list(links_of(item))) for item in plan.items)


def test_mentions_are_the_names_that_stand_elsewhere(make_plan: Any) -> None:
    plan = make_plan(TEXT)
    mentioned = {
        (item.id, edge.pointer, edge.target, kinds) for item in plan.items for edge, kinds in mentions_of(item)
    }
    assert mentioned == {
        ("solved", ("agreed", 0, "team"), "docs", ("team",)),
        ("solved", ("revisions", 0, "agreed", 0), "support", ("team",)),
        ("solved-first", ("countermeasures", 0, "owner"), "docs", ("team",)),
        ("call-back", ("result", "observed", 0, "kpi"), "solved-first", ("kpi",)),
        ("call-back", ("funding", "tranches", 1, "after"), "other-bet", ("hypothesis",)),
    }


def test_of_two_items_with_one_id_the_first_by_file_wins_whatever_the_order() -> None:
    one = Team(id="twin", title="One", origin=Origin("plans/a.yaml"))
    two = Kpi(id="twin", title="Two", origin=Origin("plans/b.yaml"), measures=(Link("goal"),))
    for items in ([one, two], [two, one]):
        plan = Plan(items)
        assert plan.get("twin") is one
        assert plan.items == (one, two)
        assert plan.kpis == (two,)
        assert [edge.target for edge in plan.links_from("twin")] == ["goal"]


def test_a_document_that_could_not_be_read_keeps_its_id() -> None:
    plan = Plan(
        [], [Placeholder("lost", "kpi", Origin("plans/a.yaml")), Placeholder("odd", None, Origin("plans/b.yaml"))]
    )
    assert plan.ids == ("lost", "odd")
    assert plan.knows("lost")
    assert plan.get("lost") is None
    assert plan.kind_of("lost") == "kpi"
    assert plan.kind_of("odd") is None
