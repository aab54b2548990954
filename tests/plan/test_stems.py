"""Words are compared by stems: roughly, the same way for everyone, and without a dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.plan.stems import FILLER, Stems, likeness

SETS = st.frozensets(st.sampled_from("abcdefgh"))


@pytest.mark.parametrize(
    "forms",
    [
        "claim claims Claim CLAIMS claim's claim’s",
        "call calls called calling",
        "run runs",
        "rewrite rewriting rewritten",
        "policy policies",
        "solve solves solved",
        "process processes",
        "release releases released releasing",
        "Kunden Kundenzufriedenheit",
    ],
)
def test_forms_of_a_word_are_one(forms: str) -> None:
    assert len(Stems().of(forms)) == 1


@pytest.mark.parametrize("pair", ["call cell", "bus business", "page path", "red ring", "glass glaze", "use us"])
def test_other_words_stay_apart(pair: str) -> None:
    assert len(Stems().of(pair)) == 2


def test_numbers_signs_and_filler_are_no_words() -> None:
    words = Stems(FILLER)
    assert words.of("The 20 most-needed articles, in twenty days!") == words.of("needed articles days") != frozenset()
    assert words.of("12 % + 3_4") == frozenset()
    assert Stems(["Days"]).of("in 20 days") == Stems().of("in")


@given(SETS, SETS)
def test_likeness_is_a_share_and_the_same_from_both_sides(one: frozenset[str], other: frozenset[str]) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert (likeness(one, other) == 1) == (one == other != frozenset())
    assert (likeness(one, other) == 0) == one.isdisjoint(other)


def test_likeness_counts_what_both_have_of_all() -> None:
    assert likeness(frozenset("abc"), frozenset("bcd")) == 0.5


@given(st.text())
def test_any_text_has_stems_of_bounded_length(text: str) -> None:
    assert all(0 < len(stem) <= 6 for stem in Stems().of(text))
