"""What a document has wrong with it by its schema, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.load import schema
from alignctl.plan.nearest import nearest


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a document, and what to do about it."""

    code: str
    message: str
    help: str | None
    pointer: Pointer
    part: str = "value"


def explain(kind: str, value: dict[str, Any]) -> list[Problem]:
    """Everything that the schema of this kind finds wrong with a document."""
    problems = []
    for error in schema.explainer(kind).iter_errors(value):
        problems.extend(_explain(error))
    return problems


def _explain(error: Any) -> list[Problem]:
    at: Pointer = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", ()))
        extra = [name for name in error.instance if name not in known and not name.startswith("x-")]
        return [_unknown_field(name, known, at) for name in extra]
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return [Problem("SCH005", f'the field "{name}" is missing', None, (*at, name)) for name in missing]
    return [Problem("SCH006", str(error.message), None, at)]


def _unknown_field(name: str, known: list[str], at: Pointer) -> Problem:
    guess = nearest(name, known)
    help = f'did you mean "{guess}"?' if guess else "fields of your own begin with x-"
    return Problem("SCH004", f'there is no field "{name}" here', help, (*at, name), "key")


def no_such_day(pointer: Pointer, text: str) -> Problem:
    """The problem of a day that is well-formed and not in the calendar."""
    return Problem("SCH006", f'there is no day "{text}" in the calendar', "check the month's last day", pointer)
