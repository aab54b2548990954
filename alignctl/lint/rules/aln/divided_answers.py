from __future__ import annotations

from collections.abc import Iterator

from alignctl.diagnostics import Severity
from alignctl.lint.rule import Context, Finding, rule
from alignctl.lint.wording import listed, named
from alignctl.plan.agreement import NAME, agreement
from alignctl.plan.items import Assessment
from alignctl.plan.numbers import format_number
from alignctl.plan.plan import Plan
from alignctl.plan.questionnaires import latest_rounds, questions_of
from alignctl.records import Record, record

_OPTIONS = {"least_agreement": 0.3, "fewest_answers": 5}
_READS = ("questionnaire", "questions", "date", "about", "responses")


@rule("ALN011", "divided-answers", Severity.ADVICE, options=_OPTIONS)
def divided_answers(plan: Plan, context: Context) -> Iterator[Finding]:
    """Asked the same question, people gave answers that disagree."""
    for assessment in latest_rounds(context.judged(plan.assessments, *_READS)):
        divided = sorted(_divided(assessment, context), key=lambda d: (d.agreement, d.question))
        if divided:
            least = format_number(context.options["least_agreement"])
            yield Finding(
                assessment,
                f"people do not agree in {named(assessment)}: {listed(map(str, divided), 'and')}; "
                f"{NAME} of {least} or less is lack of agreement",
                ("responses",),
                help="do not act on the average: bring those who answered low and high together, and ask each side "
                "for an example",
            )


@record
class _Divided(Record):
    question: str
    agreement: float
    scores: tuple[float, ...]

    def __str__(self) -> str:
        low, high = format_number(min(self.scores)), format_number(max(self.scores))
        shown = format_number(round(self.agreement, 2))
        return f'{len(self.scores)} scores on "{self.question}" range from {low} to {high} ({NAME} {shown})'


def _divided(assessment: Assessment, context: Context) -> Iterator[_Divided]:
    questions = questions_of(assessment, context.questionnaires)
    scores: dict[str, list[float]] = {}
    for response in assessment.responses:
        if response.score is not None:
            scores.setdefault(response.question, []).append(response.score)
    for question_id, given in sorted(scores.items()):
        if len(given) < max(context.options["fewest_answers"], 2):
            continue
        question = questions.get(question_id)
        value = None
        if question is not None and question.low is not None and question.high is not None:
            value = agreement(given, question.low, question.high)
        if value is None:
            context.skip(assessment)  # no such question, no scale to judge by, or a score outside it
        elif value <= context.options["least_agreement"]:
            yield _Divided(question_id, value, tuple(given))
