"""The worked examples in the pages about progress say what the tool does."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from alignctl.lint.questionnaires import read_questionnaires
from alignctl.lint.words import read_words
from alignctl.load.load import load_plan
from alignctl.plan.agreement import say_strength
from alignctl.plan.answers import Answers, sum_up
from alignctl.plan.calibration import is_decided, tally_bets, was_right, weigh_evidence
from alignctl.plan.items import Assessment, Hypothesis
from alignctl.plan.numbers import format_ratio
from alignctl.plan.plan import Plan
from alignctl.plan.progress import STATES, due_on, judge_progress
from alignctl.plan.scoreboard import count_scoreboard

PAGES = Path(__file__).resolve().parents[2] / "site" / "progress"
FORMULAS = (
    "due",
    "pace",
    "attained",
    "ratio",
    "limits",
    "stale",
    "suspect",
    "calibration",
    "agreement",
    "classification",
    "year-to-date",
)
_FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples_of(page: str) -> list[tuple[str, dict[str, dict[str, str]]]]:
    """Each example (YAML of a plan) with what it leads to: day -> name -> text."""
    blocks = _FENCE.findall((PAGES / f"{page}.md").read_text("utf-8"))
    assert len(blocks) % 2 == 0, f"{page}: examples and expectations alternate"
    pairs = list(zip(blocks[::2], blocks[1::2], strict=True))
    return [(plan, yaml.load(expected, yaml.CBaseLoader)) for plan, expected in pairs]


def cases() -> list[Any]:
    found = []
    for page in FORMULAS:
        for number, (text, expected) in enumerate(examples_of(page), 1):
            found += [pytest.param(text, day, values, id=f"{page}-{number}-{day}") for day, values in expected.items()]
    return found


def value_of(plan: Plan, name: str, day: date) -> object:
    (kpi,) = plan.kpis
    progress = judge_progress(kpi, day, plan.fiscal_year_starts)
    if name == "due_today":
        return due_on(kpi, day, plan.fiscal_year_starts)
    value = getattr(progress, name)
    return getattr(value, "value", value) if name in ("latest", "target") else value


def board_value(plan: Plan, name: str, day: date) -> object:
    board = count_scoreboard(plan, day)
    if name.startswith("attained of "):
        return format_ratio(getattr(board, name.replace(" ", "_")).ratio)
    return getattr(board, name)


def tally_value(plan: Plan, name: str, day: date) -> object:
    tally = tally_bets(plan, [bet for bet in plan.hypotheses if is_decided(bet, day)])
    return getattr(tally, name)


def bet_value(bet_id: str, plan: Plan, name: str, day: date) -> object:
    bet = plan.find(bet_id, Hypothesis)
    assert bet is not None
    assert is_decided(bet, day)
    (evidence,) = weigh_evidence(plan, bet)
    assert was_right([evidence]) == evidence.right
    return getattr(evidence, name)


def answers_in(plan: Plan) -> Answers:
    (assessment,) = plan.assessments
    return sum_up(plan, assessment, {}, read_words())


def score_value(question: str, plan: Plan, name: str, day: date) -> object:
    (entry,) = (entry for entry in answers_in(plan).scored if entry.id == question)
    if name == "strength":
        assert entry.now.agreement is not None
        return say_strength(entry.now.agreement)
    return getattr(entry.now, name)


def words_value(number: int, plan: Plan, name: str, day: date) -> object:
    """What an answer, counted from 1, is read as on an axis, or the words that were found for an end of one."""
    (assessment,), (entry,) = plan.assessments, answers_in(plan).worded
    said = assessment.responses[number - 1].answer
    (reading,) = (reading for reading in entry.readings if reading.answer == said)
    if name in reading.decisions:
        return reading.decisions[name].end
    return ", ".join(next(d.words[name] for d in reading.decisions.values() if name in d.words))


def axis_value(axis: str, plan: Plan, name: str, day: date) -> object:
    answers = answers_in(plan)
    comparison = answers.compared(axis)
    if name in ("alike", "kappa"):
        return getattr(comparison, name)
    return comparison.total if name == "read" else answers.worded[0].counts(axis)[name]


@pytest.mark.parametrize(("text", "day", "expected"), cases())
def test_worked_example(text: str, day: str, expected: dict[str, str], make_plan: Any) -> None:
    plan = make_plan(text)
    word, _, written = day.rpartition(" ")
    sort, _, what = word.partition(" ")
    read = {
        "scoreboard": board_value,
        "calibration": tally_value,
        "": value_of,
        "bet": partial(bet_value, what),
        "question": partial(score_value, what),
        "answer": partial(words_value, int(what) if sort == "answer" else 0),
        "mind": partial(axis_value, "mind"),
        "look": partial(axis_value, "look"),
    }[sort]
    for name, wanted in expected.items():
        found = read(plan, name, date.fromisoformat(written))
        if isinstance(found, bool) or found is None:
            assert wanted == {True: "yes", False: "no", None: "none"}[found], name
        elif isinstance(found, str):
            assert found == wanted, name
        else:
            assert found == pytest.approx(float(wanted), abs=1e-9), name


def test_every_page_is_in_the_index_and_no_page_is_forgotten() -> None:
    index = (PAGES / "index.md").read_text("utf-8")
    assert sorted(p.stem for p in PAGES.glob("*.md")) == sorted([*FORMULAS, "index"])
    assert [name for name in FORMULAS if f"({name}.md)" not in index] == []


def test_the_index_names_every_state() -> None:
    index = (PAGES / "index.md").read_text("utf-8")
    named = re.findall(r"^\| ([a-z ]+) \| .* \| .* \|$", index, re.MULTILINE)
    assert [name.replace(" ", "-") for name in named if name != "state"] == [
        "no-target",
        "no-data",
        "unclassified",
        "attained",
        "missed",
        "stale",
        "on-pace",
        "at-risk",
    ]
    assert sorted(STATES) == sorted(name.replace(" ", "-") for name in named if name != "state")


def test_how_good_the_word_lists_are_in_the_example_is_what_the_pages_say() -> None:
    loaded = load_plan(PAGES.parents[1])
    assessment = loaded.plan.find("operating-model-2026-08", Assessment)
    assert assessment is not None
    compared = sum_up(loaded.plan, assessment, read_questionnaires(), read_words()).compared("mind")
    kappa = compared.kappa
    assert kappa is not None
    told = f"of {compared.total} answers that two people read, the"
    for page in (PAGES / "classification.md", PAGES.parent / "assess.md"):
        words = " ".join(page.read_text("utf-8").split())
        assert told in words
        assert f"say the same of {compared.alike}" in words
    missed = sum(count for (_, by_words), count in compared.counts.items() if by_words == "open")
    wrong = compared.total - compared.alike - missed
    page = " ".join((PAGES / "classification.md").read_text("utf-8").split())
    assert (
        f"({format_ratio(compared.alike / compared.total)}, kappa {kappa:.2f}): {missed} stay open, and {wrong}" in page
    )
