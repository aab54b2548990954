"""What answers are read as on each axis, and Cohen's kappa against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.lint.words import read_words
from alignctl.plan.classification import AXES, Comparison, Decision, classify, compare_readings
from alignctl.plan.language import WordSettings, read_text

WORDS = read_words()
ENDS = AXES["mind"]


@pytest.mark.parametrize(
    ("answer", "mind", "look"),
    [
        ("we want to stay a team that people like to join", "outcome", "inward"),
        ("I publish guides for customers", "output", "outward"),
        ("Reduce the time that patients wait", "outcome", "outward"),
        ("We reduce waiting", "outcome", "inward"),
        ("Tickets. We reduce waiting.", "open", "inward"),
        ("My job is to publish guides", "output", "open"),
        ("Guides and guides and Guides", "output", "open"),
        ("Nothing happens", "open", "open"),
        ("I stay on it until it works", "outcome", "open"),
        ("It goes on until June", "open", "open"),
        ("It goes on until the end of May", "open", "open"),
        ("It goes on until 2027", "open", "open"),
        ("It goes on until", "outcome", "open"),
        ("It goes on until May and so that they may rest", "outcome", "open"),
        ("", "open", "open"),
    ],
)
def test_an_answer_is_read_on_both_axes(answer: str, mind: str, look: str) -> None:
    found = classify(read_text(answer), WORDS)
    assert (found["mind"].end, found["look"].end) == (mind, look)


def test_the_words_that_decided_are_shown_once_each_in_their_order() -> None:
    found = classify(read_text("We publish guides, and guides help customers so that customers stay"), WORDS)
    assert found["mind"].words == {"outcome": ("customers", "so that"), "output": ("publish", "guides")}
    assert found["look"].words == {"outward": ("customers",), "inward": ("we",)}


@pytest.mark.parametrize(
    ("read_as", "mind", "look"),
    [
        ((), "output", "open"),
        (("outcome",), "outcome", "open"),
        (("outcome", "output"), "open", "open"),
        (("internal",), "output", "inward"),
        (("external", "outcome"), "outcome", "outward"),
    ],
)
def test_a_persons_reading_wins_on_the_axis_that_it_is_about(read_as: tuple[str, ...], mind: str, look: str) -> None:
    found = classify(read_text("Guides"), WORDS, read_as)
    assert (found["mind"].end, found["look"].end) == (mind, look)
    assert found["mind"].by_words == "output"


def test_a_date_behind_a_purpose_is_none_in_german_too() -> None:
    german = read_words(WordSettings(languages=("de",)))
    answers = ("Es läuft bis Juni", "Es läuft bis zum Jahresende", "Es läuft, bis alle es können")
    assert [classify(read_text(answer), german)["mind"].end for answer in answers] == ["open", "open", "outcome"]


def test_words_of_several_languages_count_together() -> None:
    both = read_words(WordSettings(languages=("en", "de")))
    assert classify(read_text("Kunden and customers"), both)["look"].words["outward"] == ("kunden", "customers")


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ([[20, 5], [10, 15]], 0.4),  # alike 35 of 50, by chance 25 of 50
        ([[45, 15], [25, 15]], 0.130434783),  # alike 60 of 100, by chance 54 of 100
        ([[25, 35], [5, 35]], 0.259259259),  # alike 60 of 100, by chance 46 of 100
        ([[7, 0], [0, 3]], 1.0),
        ([[7, 0], [0, 0]], None),  # both always say the same one thing
        ([[0, 0], [0, 0]], None),
    ],
)
def test_kappa(table: list[list[int]], kappa: float | None) -> None:
    counts = {(person, words): table[i][j] for i, person in enumerate(ENDS[:2]) for j, words in enumerate(ENDS[:2])}
    found = Comparison("mind", counts).kappa
    assert found == (None if kappa is None else pytest.approx(kappa))


@given(st.lists(st.tuples(st.sampled_from([*ENDS, None]), st.sampled_from(["", "Guides", "customers"])), max_size=20))
def test_only_what_a_person_read_is_compared(answers: list[tuple[str | None, str]]) -> None:
    decisions = []
    for by_person, text in answers:
        words = classify(read_text(text), WORDS)["mind"].words
        decisions.append(Decision("mind", words, by_person))
    found = compare_readings("mind", decisions)
    read = [decision for decision in decisions if decision.by_person is not None]
    assert found.total == len(read)
    assert found.alike == sum(decision.by_person == decision.by_words for decision in read)
    assert found.kappa is None or found.kappa <= 1
