"""Groups that may be shown: none too small, and none too small by adding and subtracting the others."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.plan.disclosure import MOST, groups_to_show

EVERYBODY = frozenset(range(12))


def people(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last))


def test_a_group_of_the_size_is_shown_and_a_smaller_one_is_not() -> None:
    assert groups_to_show({"": EVERYBODY, "a": people(0, 5), "b": people(5, 9)}, 5) == ("a",)


def test_a_group_is_not_shown_whose_few_others_would_be_told() -> None:
    assert groups_to_show({"": EVERYBODY, "a": people(0, 8), "b": people(8, 12)}, 5) == ()
    assert groups_to_show({"": EVERYBODY, "a": people(0, 12)}, 5) == ()
    assert groups_to_show({"": people(0, 3), "a": people(0, 2)}, 5) == ()
    assert groups_to_show({"": frozenset()}, 5) == ()


def test_the_smaller_of_two_goes_where_that_is_enough() -> None:
    groups = {"": frozenset(range(20)), "large": people(0, 10), "small": people(10, 16)}
    assert groups_to_show(groups, 5) == ("large",)


def test_a_group_inside_another_does_not_tell_the_rest_of_it() -> None:
    groups = {"": frozenset(range(20)), "outer": people(0, 9), "inner": people(0, 6)}
    assert groups_to_show(groups, 5) == ("outer",)


def test_teams_and_roles_that_cross_stay_where_nothing_can_be_worked_out() -> None:
    """One lead in each of five teams: the cells are small, and no sum of the margins gives one."""
    teams = {f"team {number}": people(6 * number, 6 * number + 6) for number in range(5)}
    leads = frozenset(range(0, 30, 6))
    groups = {"": frozenset(range(30)), **teams, "lead": leads, "member": frozenset(range(30)) - leads}
    assert groups_to_show(groups, 5) == tuple(groups)[1:]


def test_a_role_that_lies_across_two_teams_is_withheld_where_one_person_would_come_out() -> None:
    """The role is one team and one person more."""
    groups = {"": frozenset(range(20)), "team": people(0, 6), "role": people(0, 7)}
    assert groups_to_show(groups, 5) == ("role",)


def test_of_many_groups_the_largest_are_shown() -> None:
    teams = {f"team {number}": people(10 * number, 10 * number + 5 + number % 2) for number in range(2 * MOST)}
    shown = groups_to_show({"": frozenset(range(20 * MOST)), **teams}, 5)
    assert shown == tuple(name for name, members in teams.items() if len(members) == 6)


def spans(rows: list[list[int]], wanted: list[int]) -> bool:
    """Whether a row is a sum of multiples of others, by elimination from the left, written apart from the program."""
    basis: dict[int, list[Fraction]] = {}

    def rest(row: list[Fraction]) -> list[Fraction]:
        for place in range(len(row)):
            if row[place] and place in basis:
                factor = row[place]
                row = [a - factor * b for a, b in zip(row, basis[place], strict=True)]
        return row

    for row in rows:
        left = rest([Fraction(value) for value in row])
        place = next((i for i, value in enumerate(left) if value), None)
        if place is not None:
            basis[place] = [value / left[place] for value in left]
    return not any(rest([Fraction(value) for value in wanted]))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.frozensets(st.integers(0, 7), max_size=8), max_size=5))
def test_no_set_of_few_people_can_be_worked_out(sets: list[frozenset[int]]) -> None:
    everybody = frozenset(range(8))
    groups = {"": everybody, **{str(number): members for number, members in enumerate(sets)}}
    shown = groups_to_show(groups, 3)
    assert all(3 <= len(groups[name]) < 8 for name in shown)
    rows = [[int(one in members) for one in range(8)] for members in (everybody, *(groups[name] for name in shown))]
    for count in (1, 2):
        for few in combinations(range(8), count):
            assert not spans(rows, [int(one in few) for one in range(8)]), (shown, few)
