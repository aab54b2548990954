"""What people are asked: the built-in questionnaires, or an assessment's own questions, with their scales."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


def round_of(assessment: Assessment) -> object:
    """What assessments have in common that are rounds of one: they ask the same about the same."""
    asked = assessment.questionnaire or frozenset(question.id for question in assessment.questions)
    return asked, frozenset(link.id for link in assessment.about)


def latest_rounds(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Of assessments that ask the same about the same, the last; drafts are passed over. Sorted by id."""
    latest: dict[object, Assessment] = {}
    for assessment in assessments:
        if assessment.is_draft:
            continue
        known = latest.get(round_of(assessment))
        if known is None or (assessment.date is not None and (known.date is None or assessment.date >= known.date)):
            latest[round_of(assessment)] = assessment
    return tuple(sorted(latest.values(), key=lambda entry: entry.id))
