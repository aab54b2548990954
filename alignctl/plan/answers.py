"""What the answers of an assessment come to: score, spread, agreement, what changed, and who sees it differently.

Answers in words are classified by the word lists (`alignctl.plan.wording.lean`): `inward` is about work that is done,
`outward` about people and a change for them, `open` says neither. Where somebody read an answer (`read_as`), that
counts instead: output and internal are inward, outcome and external outward, both at once open.
"""

from __future__ import annotations

import statistics
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from alignctl.plan.agreement import agreement
from alignctl.plan.classification import AXES, Comparison, Decision, classify, compare_readings
from alignctl.plan.disclosure import SMALLEST, groups_to_show
from alignctl.plan.items import Assessment
from alignctl.plan.language import WordLists, read_text
from alignctl.plan.parts import Question, Response
from alignctl.plan.plan import Plan
from alignctl.plan.questionnaires import Questionnaire, questions_of, round_of
from alignctl.plan.teams import TeamTree
from alignctl.records import Record, record

DIFFERS = 0.25
"""From which part of the scale on two groups are said to see it differently; of shares, from which difference on.

A convention, no test: with groups of a few people, single answers can move a mean as far.
"""


@record
class Group(Record):
    """People of one team (with the teams in it) or of one role.

    `value` is the mean of their scores, or the share of their answers that is outcome-minded.
    Without a name: all others, who are in no team, or role, that is shown.
    """

    sort: str
    name: str
    people: int
    value: float


@record
class Apart(Record):
    """The groups that may be shown for one question, highest value first; `hidden` is how many may not."""

    groups: tuple[Group, ...] = ()
    hidden: int = 0

    def gap(self, sort: str) -> float | None:
        """How far the highest and the lowest group of a sort are apart; None with fewer than two."""
        values = [group.value for group in self.groups if group.sort == sort]
        return max(values) - min(values) if len(values) > 1 else None


@record
class Scores(Record):
    """What was scored on one question. `spread` is the standard deviation (n - 1), None for a single score."""

    count: int
    mean: float
    median: float
    spread: float | None
    lowest: float
    highest: float
    agreement: float | None


@record
class Scored(Record):
    """A question with scores: now, the time before, and by group."""

    id: str
    question: Question | None
    now: Scores
    before: Scores | None
    apart: Apart

    @property
    def change(self) -> float | None:
        """How far the mean moved since the time before."""
        return self.now.mean - self.before.mean if self.before is not None else None

    def differs(self, sort: str) -> bool:
        """Whether groups of a sort (team, role) are a quarter of the scale or more apart."""
        gap, asked = self.apart.gap(sort), self.question
        if gap is None or asked is None or asked.low is None or asked.high is None:
            return False
        return gap >= DIFFERS * (asked.high - asked.low)


@record
class Reading(Record):
    """An answer in words, and what was decided on each of `AXES`."""

    answer: str
    decisions: Mapping[str, Decision]


@record
class Worded(Record):
    """A question without a scale. `before` counts the ends of each axis the time before."""

    id: str
    question: Question | None
    readings: tuple[Reading, ...]
    before: Mapping[str, Mapping[str, int]] | None
    apart: Apart

    def counts(self, axis: str) -> dict[str, int]:
        """How many answers are at each end of an axis, and at neither."""
        return _count_ends(axis, self.readings)

    def compared(self, axis: str) -> Comparison:
        """How far the word lists and people decided alike."""
        return compare_readings(axis, (reading.decisions[axis] for reading in self.readings))

    def differs(self, sort: str) -> bool:
        """Whether the shares of outcome-minded answers of groups of a sort are `DIFFERS` or more apart."""
        gap = self.apart.gap(sort)
        return gap is not None and gap >= DIFFERS


@record
class Answers(Record):
    """All of one assessment. `remarks` are words given beside a score, by question."""

    assessment: Assessment
    previous: Assessment | None
    people: int
    smallest: int
    scored: tuple[Scored, ...]
    worded: tuple[Worded, ...]
    remarks: tuple[tuple[str, tuple[str, ...]], ...]

    def compared(self, axis: str) -> Comparison:
        """How far the word lists and people decided alike, over all questions."""
        return compare_readings(axis, (r.decisions[axis] for entry in self.worded for r in entry.readings))


def sum_up(
    plan: Plan,
    assessment: Assessment,
    questionnaires: Mapping[str, Questionnaire],
    words: WordLists,
    smallest: int = SMALLEST,
) -> Answers:
    """Sum up the answers of an assessment. Groups of fewer than `smallest` people are not told apart.

    Answers in words come in an order of their own (by what they are read as, then by text): they cannot be put together
    by person.
    """
    asked = questions_of(assessment, questionnaires)
    previous = previous_round(plan, assessment)
    now, then = _by_question(assessment, asked), _by_question(previous, asked) if previous is not None else {}
    tree = TeamTree(plan)
    scored, worded, remarks = [], [], []
    for name, responses in now.items():
        question, old = asked.get(name), then.get(name, [])
        scores = _scores_of(responses, question)
        if scores is not None:
            values = {who: response.score for who, response in _persons(responses) if response.score is not None}
            before = _scores_of(old, question)
            scored.append(Scored(name, question, scores, before, _tell_apart(responses, values, tree, smallest)))
        answered = [response for response in responses if response.answer]
        if not answered:
            continue
        if question is not None and question.low is not None:
            remarks.append((name, tuple(sorted(response.answer or "" for response in answered))))
            continue
        read = {who: _read(response, words) for who, response in _persons(responses) if response.answer}
        readings = sorted(read.values(), key=_place_of)
        minded = {who: float(reading.decisions["mind"].end == "outcome") for who, reading in read.items()}
        then_read = [_read(response, words) for response in old if response.answer]
        earlier = {axis: _count_ends(axis, then_read) for axis in AXES} if then_read else None
        apart = _tell_apart(answered, minded, tree, smallest)
        worded.append(Worded(name, question, tuple(readings), earlier, apart))
    return Answers(
        assessment, previous, count_people(assessment), smallest, tuple(scored), tuple(worded), tuple(remarks)
    )


def previous_round(plan: Plan, assessment: Assessment) -> Assessment | None:
    """The latest assessment before this one that asked the same about the same."""
    if assessment.date is None:
        return None
    earlier = [
        (other.date, other.id, other)
        for other in plan.assessments
        if other.date is not None
        and other.date < assessment.date
        and not other.is_draft
        and round_of(other) == round_of(assessment)
    ]
    return max(earlier)[2] if earlier else None


def count_people(assessment: Assessment) -> int:
    """How many people answered: one for each number within a team and role.

    Answers without a number are taken for one person each, question by question.
    """
    numbered = {_numbered(response) for response in assessment.responses if response.respondent is not None}
    nameless: dict[str, int] = {}
    for response in assessment.responses:
        if response.respondent is None:
            nameless[response.question] = nameless.get(response.question, 0) + 1
    return len(numbered) + max(nameless.values(), default=0)


def _by_question(assessment: Assessment, asked: Mapping[str, Question]) -> dict[str, list[Response]]:
    found: dict[str, list[Response]] = {name: [] for name in asked}
    for response in assessment.responses:
        found.setdefault(response.question, []).append(response)
    return found


def _numbered(response: Response) -> Hashable:
    return response.team or "", response.role or "", response.respondent


def _persons(responses: Sequence[Response]) -> Iterator[tuple[Hashable, Response]]:
    """Each answer with who gave it: their number, or a mark of its own where there is none."""
    for index, response in enumerate(responses):
        yield (_numbered(response) if response.respondent is not None else index), response


def _scores_of(responses: Sequence[Response], question: Question | None) -> Scores | None:
    values = [response.score for response in responses if response.score is not None]
    if not values:
        return None
    has_scale = question is not None and question.low is not None and question.high is not None
    return Scores(
        count=len(values),
        mean=statistics.fmean(values),
        median=statistics.median(values),
        spread=statistics.stdev(values) if len(values) > 1 else None,
        lowest=min(values),
        highest=max(values),
        agreement=agreement(values, question.low, question.high) if has_scale else None,  # type: ignore[union-attr, arg-type]
    )


def _read(response: Response, words: WordLists) -> Reading:
    answer = response.answer or ""
    return Reading(answer, classify(read_text(answer), words, response.read_as))


def _place_of(reading: Reading) -> tuple[object, ...]:
    return *(ends.index(reading.decisions[axis].end) for axis, ends in AXES.items()), reading.answer


def _count_ends(axis: str, readings: Iterable[Reading]) -> dict[str, int]:
    counts = dict.fromkeys(AXES[axis], 0)
    for reading in readings:
        counts[reading.decisions[axis].end] += 1
    return counts


def _tell_apart(
    responses: Sequence[Response], values: Mapping[Hashable, float], tree: TeamTree, smallest: int
) -> Apart:
    """What groups come to whose answers may be told apart; only people with a value are counted."""
    people: dict[tuple[str, str], set[Hashable]] = {("", ""): set(values)}
    for who, response in _persons(responses):
        if who not in values:
            continue
        if response.team is not None:
            for team in {response.team, *tree.above(response.team)}:
                people.setdefault(("team", team), set()).add(who)
        if response.role is not None:
            people.setdefault(("role", response.role), set()).add(who)
    ordered = {name: frozenset(people[name]) for name in sorted(people)}
    shown = {name: ordered[name] for name in groups_to_show(ordered, smallest)}
    for sort in ("team", "role"):
        named = [members for name, members in shown.items() if name[0] == sort]
        rest = ordered["", ""].difference(*named)
        if named and len(groups_to_show({**shown, (sort, ""): rest, ("", ""): ordered["", ""]}, smallest)) > len(shown):
            shown[sort, ""] = rest
    groups = [Group(*name, len(who), statistics.fmean(values[one] for one in who)) for name, who in shown.items()]
    groups.sort(key=lambda group: (group.sort != "team", -group.value, group.name))
    hidden = len(ordered) - 1 - sum(bool(group.name) for group in groups)
    return Apart(tuple(groups), hidden)
