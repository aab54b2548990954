"""The line of sight as a tree: complete where it fits, honest where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.graph import UPWARD_FIELDS, ancestors, descendants
from alignctl.plan.items import LINK_FIELDS, Kpi, Origin, Outcome
from alignctl.plan.parts import Link
from alignctl.plan.plan import Placeholder, Plan
from alignctl.plan.trace import OWNED_FIELDS, RELATIONS, WIDE, Bounds, TraceNode, trace_down, trace_up

NAMES = ("a", "b", "c", "d", "e", "f")
ARROWS = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12)
BOUNDS = st.builds(Bounds, st.integers(1, 6), st.none() | st.integers(1, 4), st.none() | st.integers(1, 10))


def plan_of(arrows: set[tuple[str, str]]) -> Plan:
    return Plan(
        Kpi(
            id=name,
            title=name.upper(),
            origin=Origin("plans/plan.yaml"),
            drives=tuple(Link(t) for s, t in sorted(arrows) if s == name),
        )
        for name in NAMES
    )


def walk(node: TraceNode) -> Iterator[TraceNode]:
    yield node
    for child in node.children:
        yield from walk(child)


def outline(node: TraceNode, level: int = 0) -> Iterator[str]:
    """The tree as lines, for tests to read."""
    marks = f" ({node.mark})" if node.mark else ""
    more = f" +{node.hidden}" if node.hidden else ""
    yield f"{'  ' * level}{node.relation + ' ' if node.relation else ''}{node.id}{marks}{more}"
    for child in node.children:
        yield from outline(child, level + 1)


@given(ARROWS, st.sampled_from(NAMES))
def test_a_tree_without_bounds_holds_everything_that_can_be_reached(arrows: set[tuple[str, str]], name: str) -> None:
    plan = plan_of(arrows)
    for tree, reached in ((trace_up(plan, name, WIDE), ancestors), (trace_down(plan, name, WIDE), descendants)):
        assert {node.id for node in walk(tree)} == reached(plan, name) | {name}
        assert sum(node.hidden for node in walk(tree)) == 0
        opened = [node.id for node in walk(tree) if not node.mark]
        assert len(opened) == len(set(opened))
    edges = [(parent.id, child.id) for parent in walk(trace_up(plan, name, WIDE)) for child in parent.children]
    assert set(edges) == {(s, t) for s, t in arrows if s == name or s in ancestors(plan, name)}
    assert len(edges) == len(set(edges))


@given(ARROWS, st.sampled_from(NAMES), BOUNDS)
def test_a_bounded_tree_keeps_its_bounds_and_counts_what_it_hides(
    arrows: set[tuple[str, str]], name: str, bounds: Bounds
) -> None:
    plan = plan_of(arrows)
    tree = trace_up(plan, name, bounds)

    def check(node: TraceNode, level: int, above: tuple[str, ...]) -> None:
        assert level <= bounds.depth
        if bounds.width is not None:
            assert len(node.children) <= bounds.width + 1
        if node.mark:
            assert not node.children
            assert node.hidden == 0
            assert (node.mark == "loop") == (node.id in above)
        else:
            assert len(node.children) + node.hidden == len(plan.links_from(node.id))
        for child in node.children:
            check(child, level + 1, (*above, node.id))

    check(tree, 0, ())
    if bounds.nodes is not None:
        assert len(list(walk(tree))) <= bounds.nodes + len(NAMES)


def test_a_reader_meets_each_item_in_full_first_and_by_name_after(make_plan: Any) -> None:
    plan = make_plan(
        """
kind: strategy
id: top
title: Top
---
kind: outcome
id: goal
title: Goal
supports: [top, nowhere]
---
kind: kpi
id: near
title: Near
measures: goal
drives: far
---
kind: kpi
id: far
title: Far
measures: goal
drives: near
---
kind: hypothesis
id: bet
title: Bet
moves: {id: near, to: 5}
---
kind: initiative
id: work
title: Work
tests: bet
sustains: far
"""
    )
    assert list(outline(trace_up(plan, "work"))) == [
        "work",
        "  tests bet",
        "    moves near",
        "      measures goal",
        "        supports top",
        "        supports nowhere (missing)",
        "      drives far",
        "        measures goal (again)",
        "        drives near (loop)",
        "  sustains far (again)",
    ]
    assert list(outline(trace_down(plan, "top"))) == [
        "top",
        "  supports goal",
        "    measures far",
        "      drives near",
        "        drives far (loop)",
        "        moves bet",
        "          tests work",
        "      sustains work (again)",
        "    measures near (again)",
    ]


def test_a_document_that_cannot_be_read_is_marked() -> None:
    goal = Outcome(id="goal", title="Goal", origin=Origin("a.yaml"), supports=(Link("lost"),))
    plan = Plan([goal], [Placeholder("lost", "strategy", Origin("b.yaml"))])
    (above,) = trace_up(plan, "goal").children
    assert (above.id, above.title, above.kind, above.mark) == ("lost", "lost", "strategy", "unreadable")


def test_a_team_leads_to_the_work_it_has_a_part_in(make_plan: Any) -> None:
    plan = make_plan(
        """
kind: team
id: support
title: Support
---
kind: team
id: night
title: Night shift
part_of: support
---
kind: outcome
id: goal
title: Goal
owner: support
---
kind: kpi
id: seen
title: Seen
measures: goal
owner: support
---
kind: kpi
id: gone
title: Gone
owner: support
retired: {date: 2026-01-01, why: over}
---
kind: initiative
id: work
title: Work
sustains: seen
co_owners: support
status: active
---
kind: initiative
id: old-work
title: Old work
sustains: seen
owner: support
status: done
"""
    )
    assert list(outline(trace_up(plan, "support"))) == [
        "support",
        "  co_owners work",
        "    sustains seen",
        "      measures goal",
    ]
    assert list(outline(trace_down(plan, "support"))) == ["support", "  part_of night"]


def test_measures_of_a_team_that_drive_each_other_do_not_vanish(make_plan: Any) -> None:
    plan = make_plan(
        "kind: team\nid: t\ntitle: T\n---\nkind: kpi\nid: a\ntitle: A\ndrives: b\nowner: t\n---\n"
        "kind: kpi\nid: b\ntitle: B\ndrives: a\nowner: t\n---\nkind: kpi\nid: c\ntitle: C\ndrives: a\nowner: t\n"
    )
    assert list(outline(trace_up(plan, "t"))) == [
        "t",
        "  owner c",
        "    drives a",
        "      drives b",
        "        drives a (loop)",
    ]
    without = Plan(item for item in plan.items if item.id != "c")
    assert list(outline(trace_up(without, "t"))) == ["t", "  owner a", "    drives b", "      drives a (loop)"]


def test_one_more_is_shown_and_not_counted() -> None:
    arrows = {("a", name) for name in "bcdef"}
    assert [len(trace_up(plan_of(arrows), "a", Bounds(width=width)).children) for width in (3, 4, 5)] == [3, 5, 5]


def test_a_chain_longer_than_the_stack_is_no_trouble() -> None:
    size = 3000
    plan = Plan(Kpi(id=f"k{i}", title="K", origin=Origin("p.yaml"), drives=(Link(f"k{i + 1}"),)) for i in range(size))
    tree = trace_up(plan, "k0", WIDE)
    depth = 0
    while tree.children:
        (tree,) = tree.children
        depth += 1
    assert depth == WIDE.depth
    assert tree.hidden == 1


def test_every_link_that_a_tree_can_hold_has_words_both_ways() -> None:
    fields = UPWARD_FIELDS | {"about", "part_of"} | set(OWNED_FIELDS)
    assert fields == set(RELATIONS)
    assert fields <= {name for names in LINK_FIELDS.values() for name in names}
