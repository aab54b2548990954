"""A questionnaire as a file: to be filled in as a table, a row a person, or to be printed."""

from __future__ import annotations

import csv
import io
import re

from alignctl.plan.numbers import format_number
from alignctl.plan.parts import Question
from alignctl.plan.questionnaires import Questionnaire

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MOST_POINTS = 11
"""Up to how many points a scale is drawn as boxes."""


def as_table(questionnaire: Questionnaire) -> str:
    """A CSV file with a column for team, role and each question; `alignctl assess import` reads it once it is filled.

    What a spreadsheet would take for a formula has an apostrophe before it.
    """
    out = io.StringIO()
    texts = ["'" + q.text if q.text[:1] in "=+-@\t\r" else q.text for q in questionnaire.questions]
    csv.writer(out, lineterminator="\n").writerow(["team", "role", *texts])
    return out.getvalue()


def as_sheet(questionnaire: Questionnaire) -> str:
    """A sheet in Markdown, to be printed and filled in by one person."""
    lines = [f"# {_plain(questionnaire.title)}", ""]
    if questionnaire.purpose:
        lines += [_plain(questionnaire.purpose), ""]
    lines += ["Please write no name. Team and role are shown only where enough people answered.", ""]
    lines += ["Team: ______________________", "", "Role: ______________________", ""]
    for number, question in enumerate(questionnaire.questions, 1):
        lines += [f"**{number}. {_plain(question.text)}**", "", _room(question), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _room(question: Question) -> str:
    """Where the answer goes: boxes for the points of a scale, or lines."""
    low, high = question.low, question.high
    if low is None or high is None:
        return "\n\n".join(["_" * 60] * 3)
    ends = {
        value: f" ({_plain(label)})"
        for value, label in ((low, question.low_label), (high, question.high_label))
        if label
    }
    if not low.is_integer() or not high.is_integer() or high - low >= _MOST_POINTS:
        return f"______ from {format_number(low)}{ends.get(low, '')} to {format_number(high)}{ends.get(high, '')}"
    points = [low + step for step in range(int(high - low) + 1)]
    return "   ".join(f"☐ {format_number(point)}{ends.get(point, '')}" for point in points)
