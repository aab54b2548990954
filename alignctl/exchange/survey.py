"""Answers out of a survey tool's table: a row a person and a column a question, or a row an answer.

Who answered is not taken: columns of names and addresses are left out and counted, and a row with a mail address in
what would be taken is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from alignctl.edit.checkin import Refused
from alignctl.exchange.tables import EMPTY, Cell, Row, UnreadableTable
from alignctl.load.wording import shown
from alignctl.plan.items import Team
from alignctl.plan.nearest import nearest
from alignctl.plan.numbers import format_number
from alignctl.plan.parts import Question, Response
from alignctl.plan.plan import Plan

FIELDS = ("team", "role", "respondent", "question", "score", "answer", "read_as")
"""What a column may hold besides the answers to one question."""

_READ_AS = ("output", "outcome", "internal", "external")
_SEARCHED = 20
_NUMBERING = re.compile(r"(?:q|question)?\s*[0-9]+\s*[.):-]\s*|q[0-9]+\s+", re.ASCII)
_IN_BRACKETS = re.compile(r".*\[(.+)\]\s*\Z")
_SCORE = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)(?:\s*[-\u2013=:.(/].*)?\Z")
_MAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]{2,}")
_PERSONAL = re.compile(
    r"(?:please\s|enter\s|give\s|what is\s|your\s)*(?:(?:first|last|full|family|given|user|sur|respondent)\s?-?)*"
    r"(?:name|names|vorname|nachname|e-?mails?|username|login|ip|phone|telefon|employee|user\sid|person\sid)"
    r"(?:\s(?:address|number|id|name))?(?:\s?\(.*\))?\Z"
)
"""Titles of columns that say who answered; "name of your team" says something else."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a table is to be read: field or question id → the name of its column; a name in the table → a team's id.

    `question:answer` stands for words given beside the score of a question. `columns` must be there; of `called`, which
    is about all questionnaires, the first name that is there counts.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of the table: what one person answered, or why it is not taken. The number of the person may be there."""

    number: int
    responses: tuple[Response, ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What a table holds. `personal` counts the cells that were left out because they say who answered, by column.

    `unused` are columns that hold something else. `is_wide`: a row is a person.
    """

    rows: tuple[SurveyRow, ...]
    is_wide: bool
    personal: Mapping[str, int]
    unused: tuple[str, ...]


def read_survey(rows: Sequence[Row], questions: Mapping[str, Question], plan: Plan, mapped: Mapped) -> Survey:
    """Read a table of answers to these questions. Raises UnreadableTable."""
    for name in mapped.columns:
        if name not in FIELDS and name.removesuffix(":answer") not in questions:
            raise UnreadableTable(
                f'--column names no field and no question: "{name}"; it may be {", ".join((*FIELDS, *questions))}'
            )
    header, titles, places = _find_header(rows, questions, mapped)
    body = [(number, cells) for number, cells in rows if number > header]
    is_wide = any(name.removesuffix(":answer") in questions for name in places)
    personal, unused = {}, []
    for index, title in enumerate(titles):
        if index in places.values() or not title:
            continue
        filled = sum(index < len(cells) and cells[index].text != "" for _, cells in body)
        if _says_who(title) or _holds_mail(body, index):
            personal[title] = filled
        elif filled:
            unused.append(title)
    if "respondent" in places and not all(_is_count(_cell(cells, places, "respondent").text) for _, cells in body):
        at = places.pop("respondent")
        personal[titles[at]] = sum(at < len(cells) and cells[at].text != "" for _, cells in body)
    reader = _Reader(questions, plan, mapped, places)
    return Survey(tuple(reader.read(number, cells) for number, cells in body), is_wide, personal, tuple(unused))


def _key(text: str) -> str:
    return " ".join(text.split()).casefold().lstrip("'").rstrip(" .?*:")


def _says_who(title: str) -> bool:
    return _PERSONAL.match(_key(title)) is not None


def _holds_mail(body: Iterable[Row], index: int) -> bool:
    return any(index < len(cells) and _MAIL.fullmatch(cells[index].text) for _, cells in body)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0


def _names(title: str) -> Iterable[str]:
    """What a column's title may be the name of: as it is, without a number before it, what it has in brackets."""
    key = _key(title)
    yield key
    yield _NUMBERING.sub("", key, count=1) if _NUMBERING.match(key) else key
    if bracketed := _IN_BRACKETS.match(title):
        yield _key(bracketed[1])


def _find_header(
    rows: Sequence[Row], questions: Mapping[str, Question], mapped: Mapped
) -> tuple[int, list[str], dict[str, int]]:
    """The number of the row that names the columns, their titles, and where the column of each field is."""
    if not rows:
        raise UnreadableTable("the table is empty")
    usual = {_key(name): name for name in FIELDS} | {_key(q.text): q.id for q in questions.values()}
    usual |= {_key(name): name for name in questions}
    given = {_key(title): name for name, title in mapped.columns.items()}
    for number, cells in rows[:_SEARCHED]:
        titles = [cell.text for cell in cells]
        places = _places_called(titles, questions, mapped)
        for index, title in enumerate(titles):
            if index in places.values():
                continue
            name = given.get(_key(title)) or next((usual[n] for n in _names(title) if n in usual), None)
            if name is None or (name in mapped.columns and _key(title) not in given):
                continue
            if name in places:
                if name in mapped.called:
                    continue
                raise UnreadableTable(f'two columns hold "{name}"; rename one of them')
            places[name] = index
        is_wide = any(name.removesuffix(":answer") in questions for name in places)
        if not is_wide and not ("question" in places and ("score" in places or "answer" in places)):
            continue
        for name, title in mapped.columns.items():
            if name not in places:
                raise UnreadableTable(f'no column is called "{title}", as --column {name} says')
        for name, index in places.items():
            if name != "respondent" and name in {**mapped.columns, **mapped.called} and _says_who(titles[index]):
                raise UnreadableTable(
                    f'the column "{titles[index]}" says who answered; answers are taken without names'
                )
        return number, titles, places
    first = next(iter(questions), "question")
    raise UnreadableTable(
        f"no column is called as a question of the assessment; say which one is: --column {first}=ITS-NAME, "
        f'or once for all in the configuration, "answers: {{columns: {{{first}: ITS-NAME}}}}"'
    )


def _places_called(titles: Sequence[str], questions: Mapping[str, Question], mapped: Mapped) -> dict[str, int]:
    """Where the columns are that the configuration names, of what this table may hold."""
    keys = [_key(title) for title in titles]
    places = {}
    for name, called in mapped.called.items():
        known = name in FIELDS or name.removesuffix(":answer") in questions
        found = next((_key(title) for title in called if _key(title) in keys), None)
        if known and name not in mapped.columns and found is not None:
            places[name] = keys.index(found)
    return places


def _cell(cells: Sequence[Cell], places: Mapping[str, int], name: str) -> Cell:
    return cells[places[name]] if name in places and places[name] < len(cells) else EMPTY


class _Unfit(Exception):
    """Why a row is not taken, and what to do: the two arguments."""


class _Reader:
    """Reads the rows below the header."""

    def __init__(
        self, questions: Mapping[str, Question], plan: Plan, mapped: Mapped, places: Mapping[str, int]
    ) -> None:
        self._questions = questions
        self._by_text = {_key(question.text): name for name, question in questions.items()}
        self._plan = plan
        self._places = places
        titles: dict[str, list[str]] = {}
        for team in plan.teams:
            titles.setdefault(_key(team.title), []).append(team.id)
        self._teams = {title: ids[0] for title, ids in titles.items() if len(ids) == 1}
        self._teams |= {_key(name): team for name, team in mapped.teams.items()}

    def read(self, number: int, cells: Sequence[Cell]) -> SurveyRow:
        try:
            return SurveyRow(number, tuple(self._responses(cells)))
        except _Unfit as unfit:
            message, help = unfit.args
            return SurveyRow(number, refused=Refused(message, help))

    def _responses(self, cells: Sequence[Cell]) -> list[Response]:
        for name in self._places:
            if _MAIL.search(_cell(cells, self._places, name).text):
                raise _Unfit(
                    f'there is a mail address under "{name}"', "take it out of the table; answers have no names"
                )
        team = self._team(_cell(cells, self._places, "team").text)
        role = _cell(cells, self._places, "role").text or None
        number = _cell(cells, self._places, "respondent").text
        person = int(number) if number else None
        found = []
        if "question" in self._places:
            asked = self._question(_cell(cells, self._places, "question").text)
            score, answer = (_cell(cells, self._places, name).text for name in ("score", "answer"))
            said = self._said(asked, score, answer) if asked.low is not None else self._said(asked, "", answer or score)
            read_as = self._read_as(_cell(cells, self._places, "read_as").text)
            found.append(Response(asked.id, team, role, person, *said, read_as))
        for name, asked in self._questions.items():
            text = _cell(cells, self._places, name).text
            beside = _cell(cells, self._places, f"{name}:answer").text
            if text or beside:
                said = (
                    self._said(asked, text, beside) if asked.low is not None else self._said(asked, "", text or beside)
                )
                found.append(Response(asked.id, team, role, person, *said))
        if not found:
            raise _Unfit("the row holds no answer", "take the row out")
        return found

    def _team(self, text: str) -> str | None:
        if not text:
            return None
        found = self._plan.find(text, Team) or self._plan.find(self._teams.get(_key(text), ""), Team)
        if found is not None:
            return found.id
        close = nearest(text, [team.id for team in self._plan.teams])
        guess = f'did you mean "{close}"? If not, say' if close else "say"
        way = f'--team "{text}=ITS-ID", or "answers: {{teams: …}}" in the configuration'
        raise _Unfit(f"there is no team {shown(text)}", f"{guess} which it is: {way}")

    def _question(self, text: str) -> Question:
        found = self._questions.get(text) or next(
            (self._questions[self._by_text[name]] for name in _names(text) if name in self._by_text), None
        )
        if found is None:
            raise _Unfit(f"there is no question {shown(text)}", f"it may be {', '.join(self._questions)}")
        return found

    def _said(self, asked: Question, score: str, answer: str) -> tuple[float | None, str | None]:
        """The score and the words of an answer."""
        if not score and not answer:
            raise _Unfit(f'there is no answer to "{asked.id}"', "take the row out")
        return self._score(asked, score) if score else None, answer or None

    def _score(self, asked: Question, text: str) -> float:
        ends = {
            _key(label): end for label, end in ((asked.low_label, asked.low), (asked.high_label, asked.high)) if label
        }
        end = ends.get(_key(text))
        if end is not None:
            return end
        low, high = asked.low, asked.high
        assert low is not None
        assert high is not None
        scale = f"the scale goes from {format_number(low)} to {format_number(high)}"
        match = _SCORE.match(text)
        if match is None:
            raise _Unfit(f'{shown(text)} is no score of "{asked.id}"', scale)
        value = float(match[1].replace(",", "."))
        if not low <= value <= high:
            raise _Unfit(f'{shown(text)} is outside the scale of "{asked.id}"', scale)
        return value

    def _read_as(self, text: str) -> tuple[str, ...]:
        words = tuple(re.split(r"[\s;,]+", text)) if text else ()
        for word in words:
            if word not in _READ_AS:
                raise _Unfit(f'{shown(word)} under "read_as" is not known', f"it may be {', '.join(_READ_AS)}")
        return words
