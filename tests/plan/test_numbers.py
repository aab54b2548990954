"""Numbers for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.numbers import format_change, format_number, format_quantity, format_ratio


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1e-30, "1e-30"),
        (61, "61"),
        (61.0, "61"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333"),
        (33.333333, "33.33"),
        (1234.56, "1,234.56"),
        (20000, "20,000"),
        (1167694, "1,167,694"),
        (-1500, "-1,500"),
        (0.00012345, "0.0001234"),
        (1e12, "1,000,000,000,000"),
        (1e15, "1,000,000,000,000,000"),
    ],
)
def test_numbers_have_commas_and_no_noise(value: float, text: str) -> None:
    assert format_number(value) == text


@given(st.floats(-1e12, 1e12))
def test_what_is_shown_is_near_what_is_meant(value: float) -> None:
    shown = float(format_number(value).replace(",", ""))
    assert shown == pytest.approx(value, rel=1e-3, abs=0.0051 if abs(value) >= 1 else 1e-30)


@pytest.mark.parametrize(
    ("value", "unit", "text", "short"),
    [
        (61, "percent", "61 percent", "61 %"),
        (1, "days", "1 day", "1 day"),
        (3, "days", "3 days", "3 days"),
        (1, "loss", "1 loss", "1 loss"),
        (12, "count", "12", "12"),
        (4.2, "score", "4.2", "4.2"),
        (24000, "EUR", "EUR 24,000", "EUR 24,000"),
        (7, None, "7", "7"),
    ],
)
def test_units_are_spoken(value: float, unit: str | None, text: str, short: str) -> None:
    assert format_quantity(value, unit) == text
    assert format_quantity(value, unit, short=True) == short


def test_a_change_names_the_unit_once_and_a_currency_twice() -> None:
    assert format_change(61, 68, "percent") == "from 61 to 68 percent"
    assert format_change(None, 68, "percent") == "to 68 percent"
    assert format_change(5, 6, "EUR") == "from EUR 5 to EUR 6"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (None, "–"),
        (0, "0 %"),
        (1, "100 %"),
        (0.001, "under 1 %"),
        (199 / 200, "99 %"),
        (0.9999, "99 %"),
        (0.241, "24 %"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_none(ratio: float | None, text: str) -> None:
    assert format_ratio(ratio) == text
