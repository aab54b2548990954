"""What is like what: the measure itself, and whether it finds what people tied together in the example plan."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.load import load_plan
from alignctl.plan.earlier import find_earlier, text_of
from alignctl.plan.items import Hypothesis, Origin
from alignctl.plan.parts import Result
from alignctl.plan.plan import Plan
from alignctl.plan.similarity import Corpus

ROOT = Path(__file__).resolve().parents[2]
WORDS = st.lists(st.sampled_from(["call", "clinic", "screen", "answer", "letter", "bill"]), min_size=1, max_size=8)


def test_the_formula_by_hand() -> None:
    corpus = Corpus({"a": "call clinic", "b": "clinic letter"}, ())
    rare, common = math.log(1 + 1.5 / 1.5), math.log(1 + 0.5 / 2.5)
    expected = common**2 / (rare**2 + common**2)
    assert {name: likeness for likeness, name in corpus.rank("call clinic")} == {
        "a": pytest.approx(1.0),
        "b": pytest.approx(expected),
    }


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_text_is_most_like_itself_and_no_likeness_is_above_one(texts: list[list[str]]) -> None:
    named = {f"t{n}": " ".join(words) for n, words in enumerate(texts)}
    corpus = Corpus(named, ())
    for name, text in named.items():
        ranked = corpus.rank(text)
        scores = {other: likeness for likeness, other in ranked}
        assert scores[name] == pytest.approx(1.0)
        assert all(0 < likeness <= 1 for likeness, _ in ranked)
        assert [likeness for likeness, _ in ranked] == sorted(scores.values(), reverse=True)


def test_words_in_common_are_named_as_written_the_rarest_first() -> None:
    corpus = Corpus({"a": "Clinics renewed letters", "b": "clinics pay", "c": "clinics call"}, ("the",))
    assert corpus.common_words("the clinic renews a letter", "a", 5) == ("letter", "renews", "clinic")


def bet(name: str, change: str, decision: str | None = None, **fields: object) -> Hypothesis:
    result = Result(date(2026, 1, 1), decision, learned="nobody rang") if decision else None
    return Hypothesis(id=name, title=name, origin=Origin("p.yaml"), change=change, result=result, **fields)  # type: ignore[arg-type]


def test_decided_bets_come_first_and_what_is_like_nothing_finds_nothing() -> None:
    plan = Plan(
        [
            bet("one", "We call every clinic back within a day"),
            bet("two", "We call some clinic back, sooner or later", "stop"),
            bet("three", "Posters in the hall"),
        ]
    )
    assert [entry.bet.id for entry in find_earlier(plan, "call the clinic back")] == ["two", "one"]
    assert find_earlier(plan, "nuclear fusion") == ()
    asked = plan.get("one")
    assert asked is not None
    assert [entry.bet.id for entry in find_earlier(plan, text_of(asked), asked)] == ["two"]


def test_what_people_tied_together_in_the_example_plan_is_found() -> None:
    """Of the bets that follow, rival or belong to another one, most find it among the first three."""
    plan = load_plan(ROOT).plan
    links = ("follows", "rivals", "part_of")
    pairs = {(e.source.id, e.target) for b in plan.hypotheses for e in plan.links_from(b.id, *links)}
    pairs |= {(two, one) for one, two in pairs}
    near = 0
    for one, two in sorted(pairs):
        asked = plan.get(one)
        assert asked is not None
        ranked = sorted(find_earlier(plan, text_of(asked), asked), key=lambda entry: -entry.likeness)
        near += two in [entry.bet.id for entry in ranked[:3]]
    assert len(pairs) >= 30
    assert near >= 0.7 * len(pairs)
