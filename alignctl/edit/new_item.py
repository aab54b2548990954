"""What a new item of each kind is made from: the questions to ask, and the text of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alignctl.edit.templates import fill, quote
from alignctl.plan.items import KINDS, LINK_FIELDS, PLURALS
from alignctl.resources import data_directory


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a new item that a person fills in. `choices` are the only values allowed, where there are any."""

    field: str
    question: str
    choices: tuple[str, ...] = ()
    number: bool = False

    def links_to(self, kind: str) -> tuple[str, ...]:
        """The kinds of item this field may name; empty where it is no link."""
        return LINK_FIELDS[kind].get(self.field, ())


_TITLE = Blank("title", "Title")
_OWNER = Blank("owner", "Which team answers for it? (id)")

BLANKS: Mapping[str, tuple[Blank, ...]] = {
    "strategy": (_TITLE, Blank("why", "Why this, and why now?"), _OWNER),
    "outcome": (
        Blank("title", "Title: the change in what people do or get"),
        Blank("who", "Whose behaviour or condition changes?"),
        Blank("supports", "Which strategy or outcome does it serve? (id)"),
        _OWNER,
    ),
    "kpi": (
        Blank("title", "Title: what is measured"),
        Blank("measures", "Which outcome does it show? (id)"),
        _OWNER,
        Blank("level", "What is counted?", ("input", "activity", "output", "outcome", "impact")),
        Blank(
            "direction", "Which way is better?", ("increase", "decrease", "keep-above", "keep-below", "keep-between")
        ),
        Blank("unit", "Unit (percent, days, count, score, EUR …)"),
        Blank("definition", "What is counted, and what is not?"),
        Blank("source", "Where does the number come from?"),
    ),
    "hypothesis": (
        Blank("title", "Title: the bet in a few words"),
        Blank("change", "We hypothesize that by … (doing what?)"),
        Blank("problem", "… we will … (solve which problem?)"),
        Blank("benefit", "… which will have which benefits?"),
        Blank("moves", "… as measured by which KPI? (id)"),
        Blank("to", "… which will reach which value?", number=True),
        Blank("because", "What does the bet rest on?"),
        _OWNER,
    ),
    "initiative": (_TITLE, Blank("tests", "Which hypothesis does it test? (id)"), _OWNER),
    "team": (Blank("title", "Name of the team"), Blank("purpose", "Why does it exist, and for whom?")),
    "commitment": (
        _TITLE,
        Blank("from_team", "Which team promises? (id)"),
        Blank("to_team", "To which team? (id)"),
        Blank("promise", "What is promised?"),
        Blank("specification", "How will both sides know that it is kept?"),
    ),
    "assessment": (
        _TITLE,
        Blank("questionnaire", "Which questionnaire?", ("alignment", "hoshin", "operating-model")),
    ),
}


def new_item_text(kind: str, item_id: str, answers: Mapping[str, str], today: date, placeholder: str) -> str:
    """The YAML document of a new item; what is not among the answers becomes the placeholder that SCH009 reports."""
    template = (data_directory("templates") / "new" / f"{kind}.yaml").read_text("utf-8")
    values = {"id": item_id, "about_team": "a-team"}
    for blank in BLANKS[kind]:
        answer = answers.get(blank.field)
        values[blank.field] = placeholder if answer is None else answer if blank.number else quote(answer)
    return fill(template, values, today)


def new_item_path(kind: str, item_id: str) -> str:
    """Where a new item is written if nobody says otherwise, relative to a plan folder."""
    assert kind in KINDS
    return f"{PLURALS[kind]}/{item_id}.yaml"
