"""The hierarchy of teams, against a plain definition on any plan and on a few drawn by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.items import Origin, Team
from alignctl.plan.parts import Link, Retirement
from alignctl.plan.plan import Plan
from alignctl.plan.teams import DEEPEST, TeamTree


def tree_of(groups: Mapping[str, str], retired: str = "") -> TeamTree:
    """Teams by id, each with the groups it is part of, as words."""
    over = Retirement(date(2026, 1, 31), "over")
    return TeamTree(
        Plan(
            Team(
                id=team,
                title=team,
                origin=Origin(f"plans/{team}.yaml"),
                part_of=tuple(Link(group) for group in above.split()),
                retired=over if team in retired.split() else None,
            )
            for team, above in groups.items()
        )
    )


FIRM = {
    "firm": "",
    "care": "firm",
    "docs": "care",
    "support": "care",
    "web": "care product",
    "product": "firm",
    "x": "",
}


def test_branch_is_what_lies_above_and_below() -> None:
    tree = tree_of(FIRM)
    assert tree.above("docs") == {"care", "firm"}
    assert tree.below("care") == {"docs", "support", "web"}
    assert tree.branch("care") == {"firm", "care", "docs", "support", "web"}
    assert tree.branch("web") == {"web", "care", "product", "firm"}
    assert tree.branch("x") == {"x"}
    assert tree.branch("unknown") == {"unknown"}


def test_retired_teams_and_unknown_groups_are_not_there() -> None:
    tree = tree_of({**FIRM, "lost": "nowhere"}, retired="care")
    assert "care" not in tree.ids
    assert tree.above("docs") == frozenset()
    assert tree.branch("lost") == {"lost"}


def test_tops() -> None:
    tree = tree_of({**FIRM, "y": "x firm", "a": "b", "b": "a"})
    assert tree.tops("docs") == {"firm"}
    assert tree.tops("y") == {"x", "firm"}
    assert tree.tops("x") == {"x"}
    assert tree.tops("a") == {"a"}


@pytest.mark.parametrize(
    ("teams", "on_one_line"),
    [
        ("", True),
        ("docs", True),
        ("docs care", True),
        ("firm docs care", True),
        ("firm docs", True),
        ("docs support", False),
        ("docs support care", False),
        ("care product", False),
        ("web care", True),
        ("firm x", False),
    ],
)
def test_one_line(teams: str, on_one_line: bool) -> None:
    assert tree_of(FIRM).on_one_line(teams.split()) is on_one_line


def test_what_parts_have_rolls_up_once() -> None:
    rolled = tree_of(FIRM).roll_up({"web": ["a", "b"], "docs": ["b"], "x": ["c"]})
    assert rolled == {
        "care": ["b", "a"],
        "docs": ["b"],
        "firm": ["b", "a"],
        "product": ["a", "b"],
        "web": ["a", "b"],
        "x": ["c"],
    }


def test_depth_has_an_end() -> None:
    chain = tree_of({f"t{n:02}": f"t{n - 1:02}" if n else "" for n in range(DEEPEST + 5)})
    assert len(chain.above(f"t{DEEPEST + 4:02}")) == DEEPEST
    assert len(chain.below("t00")) == DEEPEST


names = st.sampled_from("abcdefg")


@given(st.dictionaries(names, st.lists(names, max_size=2, unique=True).map(" ".join)), st.sets(names, max_size=4))
def test_agrees_with_a_plain_definition(groups: dict[str, str], some: set[str]) -> None:
    tree = tree_of(groups)

    def above(team: str) -> set[str]:
        found: set[str] = set()
        for _ in groups:
            found |= {g for t in (team, *found) for g in groups.get(t, "").split() if g in groups}
        return found

    for team in groups:
        assert tree.above(team) == above(team)
        assert tree.below(team) == {other for other in groups if team in above(other)}
    inside = {team for team in some if team in groups}
    pairs = [(one, other) for one in inside for other in inside if one < other]
    assert tree.on_one_line(inside) == all(a in above(b) or b in above(a) for a, b in pairs)
