"""What the words of a text say: cases as tables in `cases/`, one a judgement."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.lint.words import read_words
from alignctl.plan.language import LISTS, WordLists, WordSettings, read_text
from alignctl.plan.wording import counts_things_done, goals_in, lean, output_verb

CASES = Path(__file__).parent / "cases"
BOTH = read_words(WordSettings(("en", "de")))


def cases(name: str) -> list[pytest.ParameterSet]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row.get("title") or row["text"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def words() -> Callable[[str], WordLists]:
    read = {language: read_words(WordSettings((language,))) for language in ("en", "de")}
    return lambda language: read[language]


@pytest.mark.parametrize("case", cases("deeds"))
def test_a_title_is_a_deed_or_not(case: dict[str, str], words: Callable[[str], WordLists]) -> None:
    assert output_verb(read_text(case["title"]), words(case["language"])) == (case["verb"] or None), case["why"]


@pytest.mark.parametrize("case", cases("goals"))
def test_goals_in_a_title(case: dict[str, str], words: Callable[[str], WordLists]) -> None:
    assert " | ".join(goals_in(read_text(case["title"]), words(case["language"]))) == case["goals"], case["why"]


@pytest.mark.parametrize("case", cases("counts"))
def test_a_title_counts_things_done_or_not(case: dict[str, str], words: Callable[[str], WordLists]) -> None:
    assert counts_things_done(read_text(case["title"]), words(case["language"])) == (case["word"] or None), case["why"]


@pytest.mark.parametrize("case", cases("leaning"))
def test_a_text_leans_to_one_side(case: dict[str, str], words: Callable[[str], WordLists]) -> None:
    leaning = lean(read_text(case["text"]), words(case["language"]))
    assert leaning.side == case["side"]
    assert (" | ".join(leaning.inward), " | ".join(leaning.outward)) == (case["inward"], case["outward"])


@pytest.mark.parametrize("case", cases("finds"))
def test_entries_stand_in_a_text(case: dict[str, str], words: Callable[[str], WordLists]) -> None:
    hits = words("en").find(read_text(case["text"]), case["list"])
    assert " | ".join(hit.entry.text for hit in hits) == case["found"], case["why"]


def test_with_two_languages_a_text_is_read_in_each() -> None:
    assert output_verb(read_text("Publish the guide"), BOTH) == "publish"
    assert output_verb(read_text("Handbuch schreiben"), BOTH) == "schreiben"
    hits = BOTH.find(read_text("Effektive und timely Hilfe"), "weasel-words")
    assert [hit.entry.text for hit in hits] == ["effektiv*", "timely"]


_ENTRIES = sorted({e.text for v in BOTH for name in LISTS for e in v[name].entries})
_TITLES = st.lists(st.one_of(st.sampled_from(_ENTRIES), st.sampled_from(list(",;:.-–()&#%")), st.text(max_size=6)))


@given(_TITLES.map(" ".join) | st.text())
def test_any_text_can_be_read(title: str) -> None:
    text = read_text(title)
    for start, end in text.spans:
        assert title[start:end]
    for name in LISTS:
        for hit in BOTH.find(text, name):
            assert 0 <= hit.start < hit.end <= len(text)
    assert output_verb(text, BOTH) != ""
    assert counts_things_done(text, BOTH) != ""
    goals = goals_in(text, BOTH)
    assert len(goals) != 1
    assert all(goal in title for goal in goals)
    leaning = lean(text, BOTH)
    assert all(word in title.lower() for word in (*leaning.inward, *leaning.outward))
