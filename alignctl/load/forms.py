"""The forms a value can be asked to have (an id, a day, an address), recognised by their schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from alignctl.load import schema
from alignctl.load.wording import as_currency, as_day, as_id, as_moment, as_number, in_quotes
from alignctl.records import Record, record

_NAMED = ("id", "day", "moment", "currency", "line")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_ALTERNATIVES = re.compile(r"\^\(([a-z|-]+)\)\$\Z")


def _nothing(_text: str) -> str | None:
    return None


@record
class Form(Record):
    """What a value has to look like. `help(text)` says what to write instead of a text that does not.

    `guess(text)` is the value that such a text surely means, in another notation; None where it is not clear.
    """

    name: str
    help: Callable[[str], str]
    is_free_text: bool = False
    words: tuple[str, ...] = ()
    is_moment: bool = False
    is_link: bool = False
    guess: Callable[[str], str | None] = _nothing


def form_of(part: dict[str, Any], types: list[str]) -> Form:
    """The form that a schema asks for; `types` are the JSON types it allows."""
    pattern = part.get("pattern")
    if pattern is not None:
        match = _ALTERNATIVES.match(pattern)
        if match:
            words = tuple(match[1].split("|"))
            return Form("one of " + ", ".join(words), lambda _: "it may be " + ", ".join(words), words=words)
        name = _patterns().get(pattern)
        if name == "id" and "object" in types:
            return Form("the id of an item", _help_link, is_link=True, guess=as_id)
        if name == "day" and "boolean" in types:
            return Form("a day, or true", lambda text: f"{help_day(text)}, or true without quotes")
        if name is not None:
            return _FORMS[name]
    if types == ["object"] or types == ["object", "array"]:
        inner = ", ".join(part.get("properties", ()))
        return Form("a mapping", lambda _: f"write its fields on lines of their own: {inner}")
    if "enum" in part:
        words = tuple(str(word) for word in part["enum"])
        return Form("one of " + ", ".join(words), lambda _: "it may be " + ", ".join(words), words=words)
    for kind in ("number", "integer", "boolean"):
        if kind in types or part.get("type") == kind:
            return _FORMS[kind]
    if types == ["array"]:
        return Form("a list", lambda _: 'begin each entry on a line of its own with "- "')
    if "array" in types and "string" in types and "items" in part and "properties" in part["items"]:
        return Form("a list, or the name of a CSV file", lambda _: 'give a name that ends in ".csv"')
    return _FORMS["line"] if types in (["string"], ["string", "array"]) else Form("text", in_quotes)


@cache
def _patterns() -> dict[str, str]:
    definitions = schema.read_schema("common")["$defs"]
    return {definitions[name]["pattern"]: name for name in _NAMED} | {"^(https?|mailto):": "url"}


def help_id(text: str) -> str:
    """What to write instead of a text that is no id."""
    guess = as_id(text)
    rule = 'write lower-case words and codes joined by "-" or "."'
    return f'{rule}: "{guess}"' if guess and guess != text else rule


def _help_link(text: str) -> str:
    guess = as_id(text)
    example = f', such as "{guess}"' if guess and guess != text else ""
    return f"write the id of the item, not its title{example}"


def help_day(text: str) -> str:
    """What to write instead of a text that is no day."""
    if _DAY.match(text):
        return "check the length of the month"
    guess = as_day(text)
    return f'write year-month-day: "{guess}"' if guess else 'write year-month-day, such as "2026-03-31"'


def _help_moment(text: str) -> str:
    guess = as_moment(text)
    forms = '"2026-03-31", "2026-11", "2026-Q3", "2026", "FY2026" or "FY2026-Q2"'
    return f'write "{guess}"' if guess else f"write it as in {forms}"


def _help_currency(text: str) -> str:
    guess = as_currency(text)
    return f'write "{guess}"' if guess else 'write three capital letters, such as "EUR"'


def _help_url(text: str) -> str:
    if re.match(r"[\w.-]+@[\w.-]+\Z", text):
        return f'write "mailto:{text}"'
    return f'write "https://{text}"' if re.match(r"[\w-]+(\.[\w-]+)+", text) else 'begin it with "https://"'


def help_number(text: str) -> str:
    """What to write instead of a text that is no number."""
    guess = as_number(text)
    if guess is None:
        return "write a plain number, without a unit"
    return f"write {guess}, without quotes" if guess == text.strip() else f"write the plain number {guess}"


def _help_integer(text: str) -> str:
    return help_number(text) if _as_integer(text) else "write a whole number, without a unit"


def _as_integer(text: str) -> str | None:
    guess = as_number(text)
    return guess if guess and "." not in guess else None


def _help_line(text: str) -> str:
    if "\n" in text.strip():
        return 'keep the first line here and move the rest to "summary"'
    return f"put it in quotes: {in_quotes(text)}"


_FORMS = {
    "id": Form("an id", help_id, guess=as_id),
    "day": Form("a day", help_day, guess=as_day),
    "moment": Form("a day or a period", _help_moment, is_moment=True, guess=as_moment),
    "currency": Form("a currency code", _help_currency, guess=as_currency),
    "url": Form("a web or mail address", _help_url),
    "line": Form("text", _help_line, is_free_text=True),
    "number": Form("a number", help_number, guess=as_number),
    "integer": Form("a whole number", _help_integer, guess=_as_integer),
    "boolean": Form("true or false", lambda _: "write true or false, without quotes"),
}
