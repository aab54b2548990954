"""Taking answers into an assessment: which are new, the numbers of the people, and the file that holds them.

The same table again adds nothing. Where people have numbers, an answer is known by them. Where a row is a person
without a number, it is known by all it says; of rows that say the same, as many are known as there are such people.
New people are numbered in the order of what they say, not of the table: a number does not lead back to a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from alignctl.edit.adding import add_entries
from alignctl.edit.checkin import Refused
from alignctl.edit.csv_rows import CsvRows, MissingColumn
from alignctl.edit.document import Unplaceable, YamlText
from alignctl.edit.entries import insert_field
from alignctl.edit.patches import apply_patches
from alignctl.edit.placing import fields_before
from alignctl.edit.series import items_in, plain_number
from alignctl.edit.templates import quote
from alignctl.exchange.survey import Survey, SurveyRow
from alignctl.load.readings import RESPONSE_COLUMNS, parse_responses
from alignctl.plan.items import Assessment
from alignctl.plan.parts import Response


@dataclass(frozen=True, slots=True)
class Taken:
    """What a table comes to: new responses, how many rows are new and known, and the rows that are refused."""

    responses: tuple[Response, ...]
    new: int
    known: int
    refused: tuple[tuple[int, Refused], ...]


def take_answers(assessment: Assessment, survey: Survey) -> Taken:
    """Which answers of a table an assessment does not hold yet."""
    refused = [(row.number, row.refused) for row in survey.rows if row.refused is not None]
    rows = [row for row in survey.rows if row.refused is None]
    numbered = [row for row in rows if row.responses[0].respondent is not None]
    nameless = [row for row in rows if row.responses[0].respondent is None]
    responses, new, known = _take_numbered(assessment, numbered, refused)
    left = _people_there(assessment, survey.is_wide)
    fresh = []
    for row in nameless:
        said = _said(row.responses)
        if left[said] > 0:
            left[said] -= 1
            known += 1
        else:
            fresh.append(row.responses)
    next_number = 1 + max((r.respondent or 0 for r in (*assessment.responses, *responses)), default=0)
    for person in sorted(fresh, key=_said):
        if survey.is_wide:
            person = tuple(replace(response, respondent=next_number) for response in person)
            next_number += 1
        responses.extend(person)
    return Taken(tuple(responses), new + len(fresh), known, tuple(sorted(refused, key=lambda pair: pair[0])))


def _take_numbered(
    assessment: Assessment, rows: Iterable[SurveyRow], refused: list[tuple[int, Refused]]
) -> tuple[list[Response], int, int]:
    """The new responses of people with numbers, how many rows are new and known; others are added to `refused`."""
    there = {_place(response): _words(response) for response in assessment.responses}
    responses: list[Response] = []
    new = known = 0
    for row in rows:
        other = next((r for r in row.responses if there.get(_place(r), _words(r)) != _words(r)), None)
        if other is not None:
            message = f'respondent {other.respondent} has given another answer to "{other.question}" already'
            refused.append((row.number, Refused(message, "keep one of the two")))
            continue
        fresh = [response for response in row.responses if _place(response) not in there]
        there |= {_place(response): _words(response) for response in fresh}
        responses += fresh
        new, known = (new + 1, known) if fresh else (new, known + 1)
    return responses, new, known


def _place(response: Response) -> tuple[str, str, int | None, str]:
    return response.team or "", response.role or "", response.respondent, response.question


def _words(response: Response) -> tuple[str, str]:
    score = plain_number(response.score) if response.score is not None else ""
    return score, " ".join((response.answer or "").split())


def _said(responses: Iterable[Response]) -> tuple[tuple[str, ...], ...]:
    """All that a person says, without the number: comparable, and in one order."""
    return tuple(sorted((r.team or "", r.role or "", r.question, *_words(r)) for r in responses))


def _people_there(assessment: Assessment, is_wide: bool) -> Counter[tuple[tuple[str, ...], ...]]:
    """How often each thing was said: by people with all they say, or (a row an answer) one by one without numbers."""
    if not is_wide:
        return Counter(_said([response]) for response in assessment.responses if response.respondent is None)
    people: dict[object, list[Response]] = {}
    for response in assessment.responses:
        if response.respondent is not None:
            people.setdefault(_place(response)[:3], []).append(response)
    return Counter(map(_said, people.values()))


def file_of_answers(assessment: Assessment) -> str | None:
    """The name of the CSV file for the answers, beside the plan file; None where the plan file itself holds them."""
    if assessment.responses_file is not None:
        return assessment.responses_file
    return None if assessment.responses else f"{assessment.id}.csv"


def write_csv(data: bytes | None, responses: Sequence[Response]) -> bytes | Refused:
    """A CSV file with these responses more; a new one where there is none."""
    before = data if data is not None else ",".join(RESPONSE_COLUMNS).encode() + b"\n"
    there, faults = parse_responses(before)
    if faults:
        return Refused("the CSV file of the assessment has faults", '"alignctl check" says which; mend them first')
    try:
        rows = CsvRows(before)
        after = apply_patches(before, rows.add_rows({len(there): [_row(response) for response in responses]}))
    except MissingColumn as error:
        return Refused(f'the CSV file of the assessment has no column "{error}"', "add it to its first line")
    if parse_responses(after) != ((*there, *responses), []):
        return Refused("the answers cannot be written so that they read the same", "take the longest texts out")
    return after


def _row(response: Response) -> dict[str, str]:
    texts = {
        "team": response.team,
        "role": response.role,
        "respondent": str(response.respondent) if response.respondent is not None else None,
        "question": response.question,
        "score": plain_number(response.score) if response.score is not None else None,
        "answer": response.answer,
        "read_as": " ".join(response.read_as),
    }
    return {name: text for name, text in texts.items() if text}


def write_yaml(assessment: Assessment, data: bytes, responses: Sequence[Response]) -> bytes | Refused:
    """The plan file with these responses more in the list of the assessment."""
    entries = [_fields(response) for response in responses]
    try:
        document = YamlText(data).document(assessment.origin.document)
        after = apply_patches(data, add_entries(document, "responses", {len(assessment.responses): entries}))
    except Unplaceable:
        after = data
    return _checked(assessment, data, after, replace(assessment, responses=(*assessment.responses, *responses)))


def name_file(assessment: Assessment, data: bytes, name: str) -> bytes | Refused:
    """The plan file with the name of a CSV file as the responses of the assessment."""
    try:
        document = YamlText(data).document(assessment.origin.document)
        patch = insert_field(document, document.root, f"responses: {name}", fields_before(document, "responses"))
        after = apply_patches(data, (patch,))
    except Unplaceable:
        after = data
    # Read without the CSV file, an assessment that names one has answers that could not be read.
    return _checked(assessment, data, after, replace(assessment, broken=assessment.broken | {"responses"}))


def _checked(assessment: Assessment, data: bytes, after: bytes, wanted: Assessment) -> bytes | Refused:
    """The new bytes, if they say of this assessment what is wanted and of all else what they said."""
    path = assessment.origin.path
    expected = [wanted if item.id == assessment.id else item for item in items_in(path, data)]
    if list(items_in(path, after)) == expected:
        return after
    return Refused(f'"{path}" is written in a way that leaves no sure place for them', 'give it "responses: NAME.csv"')


def _fields(response: Response) -> list[tuple[str, str]]:
    texts = _row(response)
    quoted = {name: quote(text) if name in ("role", "answer") else text for name, text in texts.items()}
    if response.read_as:
        quoted["read_as"] = f"[{', '.join(response.read_as)}]"
    return list(quoted.items())
