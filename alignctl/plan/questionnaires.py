"""What people are asked: the built-in questionnaires, or an assessment's own questions, with their scales."""

from __future__ import annotations

from collections.abc import Mapping

from alignctl.plan.items import Assessment
from alignctl.plan.parts import Question
from alignctl.records import Record, record


@record
class Questionnaire(Record):
    """Questions that belong together. A question without a scale asks for an answer in words."""

    name: str
    title: str
    purpose: str
    questions: tuple[Question, ...]


def questions_of(assessment: Assessment, known: Mapping[str, Questionnaire]) -> dict[str, Question]:
    """The questions that an assessment asked, by id: its own, else those of the questionnaire it names."""
    built_in = known.get(assessment.questionnaire or "")
    asked = assessment.questions or (built_in.questions if built_in is not None else ())
    return {question.id: question for question in asked}
