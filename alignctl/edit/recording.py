"""Writing down what was measured or judged: readings of measures, judgements of outcomes.

Every entry of a batch has an answer of its own. Nothing is written here: the result is the bytes that the files are to
hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from alignctl.edit.adding import add_entries
from alignctl.edit.checkin import Answer, Entry, Refused, find_kpi, judge_entry
from alignctl.edit.document import Unplaceable, YamlText
from alignctl.edit.patches import apply_patches
from alignctl.edit.series import change_series, changed, items_in
from alignctl.edit.templates import quote
from alignctl.plan.items import Kpi, Outcome
from alignctl.plan.parts import Checkin
from alignctl.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a batch comes to: an answer for each entry in order, the changed files, the measures afterwards."""

    answers: tuple[Answer, ...]
    files: Mapping[str, bytes]
    measures: Mapping[str, Kpi]


def record_readings(
    plan: Plan, sources: Mapping[str, bytes], entries: Iterable[Entry], today: date, *, correct: bool = False
) -> Recorded:
    """Write a batch of readings into the files of a plan, each where its date belongs.

    A date that is there already is refused unless `correct`, which keeps the old value as `was`; the same value again
    is known, and changes nothing. What cannot be written without touching something else is refused too.
    """
    answers: list[Answer] = []
    wanted: dict[str, list[int]] = {}
    given: dict[tuple[str, date], Answer] = {}
    for entry in entries:
        kpi = find_kpi(plan, entry.kpi)
        if isinstance(kpi, Refused):
            answers.append(Answer(entry, kpi))
            continue
        twice = given.get((kpi.id, entry.day))
        answer = judge_entry(kpi, entry, today, correct) if twice is None else _again(twice, entry)
        if answer.is_new:
            given[kpi.id, entry.day] = answer
            wanted.setdefault(kpi.id, []).append(len(answers))
        answers.append(answer)
    before = {kpi_id: plan.find(kpi_id, Kpi) for kpi_id in wanted}
    after = {
        kpi_id: changed(kpi, [answers[i] for i in wanted[kpi_id]]) for kpi_id, kpi in before.items() if kpi is not None
    }
    done = change_series(plan, sources, after, {kpi_id: [answers[i] for i in wanted[kpi_id]] for kpi_id in after})
    for kpi_id, refused in done.refused.items():
        del after[kpi_id]
        for i in wanted[kpi_id]:
            answers[i] = Answer(answers[i].entry, refused)
    return Recorded(tuple(answers), done.files, after)


def _again(first: Answer, entry: Entry) -> Answer:
    if float(first.entry.value) == float(entry.value):
        return Answer(entry, known=True)
    message = f'"{entry.kpi}" is given two values of {entry.day.isoformat()}: {first.entry.value} and {entry.value}'
    return Answer(entry, Refused(message, "keep one of them"))


def record_judgement(
    outcome: Outcome, data: bytes, judgement: Checkin, fiscal_year_starts: int = 1
) -> bytes | Refused | None:
    """The file of an outcome with one judgement more, where its date belongs; None where it says so already."""
    if judgement in outcome.checkins:
        return None
    path = outcome.origin.path
    fields = [("date", judgement.date.isoformat()), ("says", judgement.says)]
    fields += [("note", quote(judgement.note))] if judgement.note else []
    place = max((i for i, other in enumerate(outcome.checkins, 1) if other.date <= judgement.date), default=0)
    after = (*outcome.checkins[:place], judgement, *outcome.checkins[place:])
    try:
        document = YamlText(data).document(outcome.origin.document)
        new = apply_patches(data, add_entries(document, "checkins", {place: [fields]}))
    except Unplaceable:
        new = data
    before = items_in(path, data, fiscal_year_starts)
    wanted = [replace(item, checkins=after) if item == outcome else item for item in before]  # type: ignore[call-arg]
    if list(items_in(path, new, fiscal_year_starts)) != wanted:
        entry = ", ".join(f"{name}: {text}" for name, text in fields)
        return Refused(
            f'"{path}" is written in a way that leaves no sure place for it',
            f'add it by hand: "- {{{entry}}}" under "checkins"',
        )
    return new
