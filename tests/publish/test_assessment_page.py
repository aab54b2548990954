"""The page of an assessment says what the answers come to, and who gave which cannot be told from the site."""

from __future__ import annotations

import json

from tests.publish.conftest import read_html


def test_the_page_tells_scores_words_groups_and_the_plan(built):
    page = next(page for page in built.pages if page.path == "assessments/spring-round/")
    words = " ".join(read_html(page.html).text.split())
    assert "Do we share goals?" in words
    assert "outcome, outward Greeting people" in words
    assert "(outcome: people, and a person read it so too; outward: people)" in words
    assert "People beside the word lists, outcome or output: both say the same of 1 of 1 (100 %)" in words
    assert "3 teams and roles are not shown apart: they have fewer than 5 people" in words
    assert "People: their work" in words
    assert "The same on one sheet" in words
    assert "How people speak: the language mix" in words
    assert "clerk" not in words


def test_the_finding_comes_first_and_is_told_once(built):
    page = next(page for page in built.pages if page.path == "assessments/spring-round/")
    words = " ".join(read_html(page.html).text.split())
    gap = 'About what changes for somebody: 100 % of the answers to "work"'
    assert words.index("The finding") < words.index(gap) < words.index("What people answered")
    assert words.partition("All of this page as one picture")[0].count(gap) == 1


def test_kappa_is_folded_and_explained(built):
    page = next(page for page in built.pages if page.path == "assessments/spring-round/")
    folded = page.html.partition("<summary>How far to trust the word lists")[2].partition("</details>")[0]
    assert "they say what a person said of 1 in 1 answers" in folded
    assert "People beside the word lists" in folded
    assert "Kappa is how far two agree beyond what chance would give" in folded


def test_plan_json_says_what_was_answered_and_not_by_whom(built):
    items = {item["id"]: item for item in json.loads(built.files["plan.json"])["items"]}
    assert items["spring-round"]["responses"] == [
        {"question": "shared", "score": 1},
        {"question": "shared", "score": 4},
        {"question": "work", "answer": "Greeting people", "read_as": ["outcome"]},
    ]
