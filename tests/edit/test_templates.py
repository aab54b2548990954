"""Blanks in templates, scalars that survive YAML, ids from titles."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alignctl.edit.ids import id_from_title
from alignctl.edit.templates import fill, quote


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_quoted_text_reads_back_as_itself(text: str) -> None:
    line = f"title: {quote(text)}\n"
    assert "\n" not in line[:-1]
    assert yaml.safe_load(line) == {"title": text}


@pytest.mark.parametrize(
    "text", ["no", "Null", "12:30", "1e3", "2026-01-01", "a: b", "a #b", "- x", "*must*", "%", "~", "true"]
)
def test_texts_that_yaml_would_misread_are_quoted(text: str) -> None:
    assert quote(text).startswith('"')


def test_plain_sentences_stay_plain() -> None:
    assert quote("Customers stay because we help them succeed") == "Customers stay because we help them succeed"


def test_blanks_in_time_count_from_the_day() -> None:
    template = "{{day -1}} {{month_start 1}} {{month_end 0}} {{month -11}} {{year 2}} {{name}}"
    assert fill(template, {"name": "x"}, date(2026, 1, 1)) == "2025-12-31 2026-02-01 2026-01-31 2025-02 2028 x"


def test_an_unknown_blank_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{{nothing}}", {}, date(2026, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-400, 400))
def test_the_end_of_a_month_is_the_eve_of_the_next(day: date, months: int) -> None:
    end = date.fromisoformat(fill(f"{{{{month_end {months}}}}}", {}, day))
    assert fill(f"{{{{month_start {months + 1}}}}}", {}, day) == (end + timedelta(days=1)).isoformat()


@given(st.text(), st.sets(st.sampled_from(["goal", "goal-2", "kpi"])))
def test_an_id_is_well_formed_and_free(title: str, taken: set[str]) -> None:
    made = id_from_title(title, "kpi", taken.__contains__)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert made not in taken
    assert len(made) <= 60


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Customers get an answer the first time they ask", "customers-get-answer-first-time-ask"),
        ("Über­größe für Kunden: Straße", "ubergrosse-fur-kunden-strasse"),
        ("お客様の成功", "outcome"),
        ("The", "the"),
    ],
)
def test_ids_from_titles(title: str, expected: str) -> None:
    assert id_from_title(title, "outcome", lambda _: False) == expected
