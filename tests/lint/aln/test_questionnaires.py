"""The built-in questionnaires: complete, and known to schema and example plan alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alignctl.lint.questionnaires import read_questionnaires
from alignctl.load.load import load_plan
from alignctl.plan.questionnaires import questions_of
from alignctl.resources import schema_directory

ROOT = Path(__file__).resolve().parents[3]

QUESTIONS = {
    "alignment": ["shared-goals", "structures", "specifications", "creators-and-consumers", "decisions"],
    "hoshin": ["clear-and-known", "contribution"],
    "operating-model": ["work", "success", "measured", "rewarded"],
}


def test_the_questionnaires_are_those_of_the_schema() -> None:
    schema = json.loads((schema_directory() / "assessment.schema.json").read_text("utf-8"))
    known = read_questionnaires()
    assert sorted(known) == sorted(schema["properties"]["questionnaire"]["enum"])
    assert {name: [question.id for question in entry.questions] for name, entry in known.items()} == QUESTIONS


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions_have_a_text_and_a_scale_with_named_ends_or_none(name: str) -> None:
    questionnaire = read_questionnaires()[name]
    assert questionnaire.title
    assert questionnaire.purpose.endswith("?")
    for question in questionnaire.questions:
        assert question.text[-1] in ".?"
        scale = (question.low, question.high, question.low_label, question.high_label)
        assert scale == ((None,) * 4 if name == "operating-model" else (1.0, 5.0, "not at all", "entirely"))


def test_the_example_plan_answers_questions_that_were_asked() -> None:
    plan = load_plan(ROOT, ("plans",), fiscal_year_starts=1).plan
    known = read_questionnaires()
    assert len(plan.assessments) >= 4
    for assessment in plan.assessments:
        assert assessment.responses
        assert {response.question for response in assessment.responses} <= set(questions_of(assessment, known))
