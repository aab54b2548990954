"""Words for messages: how a value, a place or a choice is named, and what a person probably meant to type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.plan.dates import parse_period

_LONGEST = 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[,' \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?\Z")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\Z")


def shown(value: Any) -> str:
    """A value as it is quoted in a message: text in double quotes, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


def place(pointer: Pointer) -> str:
    """The field a pointer leads to, with the field that holds it: `"by" in "targets"`."""
    names = [step for step in pointer if isinstance(step, str)]
    if not names:
        return "the document"
    return f"{shown(names[-1])} in {shown(names[-2])}" if len(names) > 1 else shown(names[-1])


def choice(words: Iterable[str], last: str = "or") -> str:
    """Words joined as a choice: `a, b or c`."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def in_quotes(text: str) -> str:
    """A text as a quoted YAML scalar, in double quotes where that needs no escapes."""
    text = text.strip()
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def type_of(value: Any) -> str:
    """What a value is, in plain words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else "nothing"


def as_id(text: str) -> str | None:
    """An id made from a text, or None where nothing of it can stay."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")[:120] or None


def as_number(text: str) -> str | None:
    """The plain number that a text with separators, a decimal comma or a unit stands for; None where unclear."""
    plain = text.strip().rstrip("%").strip()
    if _GROUPED.match(plain):
        plain = re.sub(r"[^0-9.+-]", "", plain)
    elif re.match(r"[-+]?[0-9]+,[0-9]+\Z", plain):
        plain = plain.replace(",", ".")
    else:
        plain = re.sub(r"[ \u00a0]*(?:percent|days?|[A-Z]{3}|[€$£¥])\Z", "", plain)
    return plain if _NUMBER.match(plain) else None


def as_currency(text: str) -> str | None:
    """The currency code that a text stands for, or None."""
    code = _SYMBOLS.get(text.strip(), text.strip().upper())
    return code if re.match(r"[A-Z]{3}\Z", code) else None


def as_day(text: str) -> str | None:
    """The day that a text in another notation stands for, or None where there is none or it is unclear which."""
    numbers = [int(number) for number in re.findall(r"[0-9]{1,4}", text)[:3]]
    if re.match(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ].*)?\Z", text.strip()):
        return _day(numbers[0], numbers[1], numbers[2])
    if re.match(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}\Z", text.strip()):
        return _day(numbers[2], numbers[1], numbers[0])
    if re.match(r"[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}\Z", text.strip()) and max(numbers[:2]) > 12:
        return _day(numbers[2], min(numbers[:2]), max(numbers[:2]))
    return None


def as_moment(text: str) -> str | None:
    """The day or period that a text in another notation stands for, or None."""
    day = as_day(text)
    if day is not None:
        return day
    plain = " ".join(text.lower().replace("/", " ").replace("-", " ").replace("_", " ").split())
    guess = None
    if match := re.match(r"(?:(fy) ?)?([0-9]{2}|[0-9]{4}) ?q([1-4])\Z", plain):
        guess = f"{(match[1] or '').upper()}{_year(match[2])}-Q{match[3]}"
    elif match := re.match(r"q([1-4]) (?:(fy) ?)?([0-9]{2}|[0-9]{4})\Z", plain):
        guess = f"{(match[2] or '').upper()}{_year(match[3])}-Q{match[1]}"
    elif match := re.match(r"fy ?([0-9]{2}|[0-9]{4})\Z", plain):
        guess = f"FY{_year(match[1])}"
    elif match := re.match(r"([0-9]{4}) ([0-9]{1,2})\Z", plain):
        guess = f"{match[1]}-{int(match[2]):02}"
    elif match := re.match(r"([0-9]{1,2}) ([0-9]{4})\Z", plain):
        guess = f"{match[2]}-{int(match[1]):02}"
    elif (match := re.match(r"([a-z]{3})[a-z]*\.? ([0-9]{4})\Z", plain)) and match[1] in _MONTHS:
        guess = f"{match[2]}-{_MONTHS.index(match[1]) + 1:02}"
    try:
        return parse_period(guess).text if guess else None
    except ValueError:
        return None


def _year(digits: str) -> str:
    return digits if len(digits) == 4 else f"20{digits}"


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
