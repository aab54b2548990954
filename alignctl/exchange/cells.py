"""Values of a plan as cells of a sheet, and back; and what makes two cells say the same.

Spreadsheet programs keep fifteen digits, change line ends and cut spaces at the ends of texts. So cells are compared by
what such a program leaves alone, and a value is written only where its cell says something else than before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from alignctl.edit.checkin import Refused, read_value
from alignctl.exchange.columns import Column, Form
from alignctl.exchange.tables import Cell, plain
from alignctl.load.forms import help_day
from alignctl.load.scalars import read_scalar
from alignctl.load.wording import choice, shown
from alignctl.plan.dates import parse_day, parse_period
from alignctl.plan.nearest import nearest

LONGEST = 32_000
"""How many characters of a text a cell holds; one less than what spreadsheet programs cut at would do."""

EMPTY = ""

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_"
)
"""What a sheet cannot hold as it is, or shows as something else."""

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\Z")
_BETWEEN_IDS, _BETWEEN_WORDS = re.compile(r"[,;\s]+"), re.compile(r"[;\n]")
_WORDS = {"yes": True, "true": True, "no": False, "false": False}
_SERIALS, _BEFORE_FIRST = range(30_000, 80_000), date(1899, 12, 30)
"""What spreadsheets count days by, where that cannot be a year: 1982 to 2119. A day that lands in a cell of text
becomes such a number."""
_FIRST_YEAR = 1901
"""Spreadsheets know no days before 1900, and disagree about its leap day."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it stands in a sheet; `fixed` where the sheet cannot take a change of it back."""

    value: str | float | date = EMPTY
    fixed: bool = False

    @property
    def said(self) -> str:
        return said(self.value)


BLANK = Shown()


def said(value: str | float | date) -> str:
    """What a cell says, by which two cells are equal; empty for an empty one."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return plain(value)
    text = value.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if "\n" in text else " ".join(text.split())


def said_in(column: Column, value: str | float | date) -> str:
    """What a cell of a column says. The order of ids and words says nothing, and neither does standing there twice."""
    text = _in_time(column.form, value)
    if column.form in (Form.IDS, Form.WORDS):
        return "; ".join(sorted(set(_parts(column.form, text))))
    if column.form in (Form.YES_NO, Form.DONE) and text.lower() in _WORDS:
        return "yes" if _WORDS[text.lower()] else "no"
    return text


def _in_time(form: Form, value: str | float | date) -> str:
    """What a cell says, with the number of a day written as the day where a day or a period is asked for."""
    is_time = form in (Form.DAY, Form.MOMENT, Form.DONE)
    if is_time and isinstance(value, int | float) and value in _SERIALS:
        return (_BEFORE_FIRST + timedelta(days=int(value))).isoformat()
    return said(value)


def digest(text: str) -> str:
    """A short name for what a cell says; `-` for an empty one."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest() if text else "-"


def _parts(form: Form, text: str) -> list[str]:
    """The ids or words of a cell. A word may hold a comma."""
    between = _BETWEEN_WORDS if form == Form.WORDS else _BETWEEN_IDS
    return [" ".join(part.split()) for part in between.split(text) if part.strip()]


def show(column: Column, raw: Any) -> Shown:
    """A value of a document as a cell; None for one that is not there. What does not fit its column is fixed."""
    if raw is None:
        return BLANK
    if column.form in (Form.ID, Form.IDS):
        ids = link_ids(raw)
        alone = column.form == Form.IDS or not isinstance(raw, list)
        return _foreign(raw) if ids is None or not alone else _text(", ".join(ids))
    if column.form == Form.WORDS:
        words = [raw] if isinstance(raw, str) else raw
        if isinstance(words, list) and all(
            isinstance(word, str) and _parts(Form.WORDS, word) == [word] for word in words
        ):
            return _text("; ".join(words))
        return _foreign(raw)
    if isinstance(raw, bool):
        fits = column.form in (Form.YES_NO, Form.DONE)
        return Shown("yes" if raw else "no") if fits else _foreign(raw)
    if isinstance(raw, int | float):
        if column.form in (Form.AMOUNT, Form.WHOLE, Form.ANY):
            return Shown(float(raw)) if abs(raw) < 1e15 else _foreign(raw)
        return Shown(str(raw)) if column.form == Form.MOMENT and isinstance(raw, int) else _foreign(raw)
    if not isinstance(raw, str):
        return _foreign(raw)
    if column.form in (Form.AMOUNT, Form.WHOLE, Form.YES_NO):
        return _foreign(raw)
    if column.form == Form.ANY and not isinstance(read_scalar(raw), str):
        return _foreign(raw)
    if column.form == Form.DAY:
        day = _day(raw)
        return Shown(day) if day is not None and day.year >= _FIRST_YEAR else _text(raw)
    return _text(raw, fixed=column.form == Form.FIXED)


def link_ids(raw: Any) -> list[str] | None:
    """The ids that a link field names; None where it holds something else."""
    entries = raw if isinstance(raw, list) else [raw]
    ids = [entry.get("id") if isinstance(entry, dict) else entry for entry in entries]
    known = [entry for entry in ids if isinstance(entry, str)]
    return known if len(known) == len(entries) else None


def _text(text: str, *, fixed: bool = False) -> Shown:
    kept = _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))
    if len(kept.encode("utf-16-le")) > 2 * LONGEST:
        return Shown(kept[: LONGEST // 2].strip() + " …", fixed=True)
    return Shown(kept, fixed or kept != text.replace("\r\n", "\n"))


def _foreign(raw: Any) -> Shown:
    return Shown(_text(json.dumps(raw, ensure_ascii=False, default=str)).value, fixed=True)


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


def read(column: Column, cell: Cell, fiscal_year_starts: int = 1) -> Any | Refused:
    """What a cell is to say in a document; None where it is empty."""
    text = _in_time(column.form, cell.value)
    if not text:
        return None
    if cell.percent:
        return Refused(f"{plain(float(text) * 100)} % is kept as {text}", "give the cell a plain number format")
    if column.form in (Form.AMOUNT, Form.WHOLE):
        return _number(cell.value, text)
    if column.form in (Form.DAY, Form.MOMENT, Form.DONE):
        return _moment(column.form, text, fiscal_year_starts)
    if column.form == Form.CHOICE:
        found = next((word for word in column.choices if word == text.lower()), None)
        return found if found is not None else _no_choice(text, column.choices)
    if column.form == Form.YES_NO:
        return (
            _WORDS[text.lower()]
            if text.lower() in _WORDS
            else Refused(f"{shown(text)} is neither yes nor no", "write yes or no")
        )
    if column.form in (Form.ID, Form.IDS):
        return _ids(column.form, text)
    if column.form == Form.WORDS:
        return list(dict.fromkeys(_parts(Form.WORDS, text)))
    if column.form == Form.ANY:
        value = read_scalar(text)
        return value if isinstance(value, str | int | float) and not isinstance(value, bool) else text
    return text


def _number(value: str | float | date, text: str) -> float | int | Refused:
    if isinstance(value, date):
        return Refused(f'the cell holds a date, "{text}"', "give it a number format")
    number = read_value(text)
    if isinstance(number, Refused):
        return number
    return float(number) if "." in number or "e" in number else int(number)


def _moment(form: Form, text: str, fiscal_year_starts: int) -> str | int | bool | Refused:
    if form == Form.DONE and text.lower() in _WORDS:
        return _WORDS[text.lower()]
    try:
        if form == Form.MOMENT:
            parse_period(text, fiscal_year_starts)
            return int(text) if text.isdigit() else text
        parse_day(text)
    except ValueError:
        way = help_day(text) if form != Form.MOMENT else "write a day such as 2026-03-31, or a period such as 2026-Q3"
        return Refused(f"{shown(text)} is not {form.value}", way)
    return text


def _no_choice(text: str, choices: Sequence[str]) -> Refused:
    close = nearest(text, choices)
    return Refused(
        f"{shown(text)} is not one of the words allowed here",
        f'did you mean "{close}"?' if close else f"write {choice(choices)}",
    )


def _ids(form: Form, text: str) -> str | list[str] | Refused:
    ids = list(dict.fromkeys(_parts(Form.IDS, text)))
    for entry in ids:
        if not _ID.match(entry):
            return Refused(
                f"{shown(entry)} is not an id", 'ids are lower-case words joined by "-", with commas between'
            )
    if form == Form.IDS:
        return ids
    return ids[0] if len(ids) == 1 else Refused("only one id can stand here", "keep one of them")
