"""r_WG, against figures worked out by hand and what must hold of it on any answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.agreement import agreement

scores = st.lists(st.integers(1, 5), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("given_scores", "low", "high", "value"),
    [
        ((4, 4, 4, 4), 1, 5, 1.0),
        ((1, 2, 3, 4, 5), 1, 5, -0.25),  # 2.5 against 2 by chance
        ((1, 5, 1, 5), 1, 5, -5 / 3),  # 16/3 against 2
        ((3, 4, 4, 5), 1, 5, 2 / 3),  # 2/3 against 2
        ((3, 4), 0, 10, 0.95),  # 1/2 against 10
        ((0.5, 1.5), 0, 2, -0.5),  # 1/2 against 4/12: values between the points
        ((0, 1), 0, 1, -1.0),  # 1/2 against 1/4
    ],
)
def test_worked_examples(given_scores: tuple[float, ...], low: float, high: float, value: float) -> None:
    assert agreement(given_scores, low, high) == pytest.approx(value)


@pytest.mark.parametrize(
    ("given_scores", "low", "high"), [((), 1, 5), ((3,), 1, 5), ((3, 6), 1, 5), ((0, 3), 1, 5), ((3, 3), 3, 3)]
)
def test_nothing_to_compare(given_scores: tuple[float, ...], low: float, high: float) -> None:
    assert agreement(given_scores, low, high) is None


@given(scores)
def test_one_answer_is_full_agreement_and_nothing_is_more(answers: list[int]) -> None:
    value = agreement(answers, 1, 5)
    assert value is not None
    assert value <= 1
    assert (value == 1) == (len(set(answers)) == 1)


@given(scores, st.integers(-9, 9))
def test_neither_order_nor_where_the_scale_begins_matters(answers: list[int], shift: int) -> None:
    value = agreement(answers, 1, 5)
    assert agreement(answers[::-1], 1, 5) == pytest.approx(value)
    assert agreement([6 - answer for answer in answers], 1, 5) == pytest.approx(value)
    assert agreement([answer + shift for answer in answers], 1 + shift, 5 + shift) == pytest.approx(value)
