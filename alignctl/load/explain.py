"""What a document has wrong with it by its schema, in plain words and with a way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from alignctl.diagnostics import Pointer
from alignctl.load import schema
from alignctl.load.forms import form_of
from alignctl.load.problems import PLACEHOLDER
from alignctl.load.repairs import Repair
from alignctl.load.wording import choice, in_quotes, place, shown, type_of
from alignctl.plan.items import KINDS, field_names
from alignctl.plan.nearest import is_slip, nearest
from alignctl.records import Record, record

_OVER = frozenset(
    {"done", "closed", "retired", "archived", "cancelled", "canceled", "finished", "completed", "dropped"}
)

MAX_PROBLEMS = 200
"""How many problems of one document are put into words."""

_OTHER_NAMES = {
    **dict.fromkeys(("vision", "mission", "theme", "pillar", "north-star"), "strategy"),
    **dict.fromkeys(("goal", "objective", "okr", "result"), "outcome"),
    **dict.fromkeys(("metric", "measure", "indicator", "key-result", "kr", "number"), "kpi"),
    **dict.fromkeys(("bet", "experiment", "test", "assumption", "theory"), "hypothesis"),
    **dict.fromkeys(("project", "tactic", "task", "epic", "work", "activity", "program", "programme"), "initiative"),
    **dict.fromkeys(("group", "department", "squad", "unit", "person"), "team"),
    **dict.fromkeys(("promise", "agreement", "dependency", "sla"), "commitment"),
    **dict.fromkeys(("survey", "questionnaire", "interview"), "assessment"),
}
"""What other methods call the kinds."""


Written = Callable[[Pointer], str | None]
"""Gives the text of a scalar as it stands in the file: `1.10`, which is the number 1.1."""


@record
class Problem(Record):
    """One thing that is wrong in a document, and what to do about it.

    `spoils` names a top-level field, other than the one the pointer leads to, that cannot be judged because of it.
    `repair` is what would mend it.
    """

    code: str
    message: str
    help: str
    pointer: Pointer
    part: str = "value"
    spoils: str | None = None
    repair: Repair | None = None


def explain(kind: str, value: dict[str, Any], written: Written) -> list[Problem]:
    """Everything that the schema of this kind finds wrong with a document, each place spoken of once."""
    explainer = _Explainer(kind, written)
    every = (entry for error in schema.explainer(kind).iter_errors(value) for entry in explainer.explain(error))
    problems = list(islice(every, MAX_PROBLEMS))
    if len(problems) == MAX_PROBLEMS:
        help = "mend the others first"
        problems.append(Problem("SCH006", "this document has more errors than are shown here", help, (), spoils="id"))
    if not problems:  # the two validators disagree: what the screen says must not be lost
        for error in schema.screen(kind).iter_errors(value):
            at = tuple(error.instance_path)
            message = f"{place(at)} does not fit: {error.message}"
            problems.append(Problem("SCH006", message, f"see the schema of {kind}", at))
    return _without_echoes(problems)


def no_such_day(pointer: Pointer, text: str) -> Problem:
    """The problem of a day that is well-formed and not in the calendar."""
    return Problem("SCH006", f"there is no day {shown(text)} in the calendar", "check the length of the month", pointer)


def _either(options: list[list[str]]) -> str:
    """Groups of fields as a choice: `"value", or "low" and "high"`."""
    if all(len(names) == 1 for names in options):
        return choice(shown(names[0]) for names in options)
    return ", or ".join(choice(map(shown, names), "and") for names in options)


def missing_kind(value: dict[str, Any]) -> Problem:
    """The problem of a document whose `kind` is missing or names none."""
    kind = value.get("kind")
    if "kind" not in value:
        slip = nearest("kind", [name for name in value if len(name) < 8])
        if slip is not None and value[slip] in KINDS:
            rename = Repair("rename", "kind", is_slip(slip, "kind", ("kind",)))
            help = 'did you mean "kind"?'
            return Problem("SCH004", f"there is no field {shown(slip)}", help, (slip,), "key", repair=rename)
        help = f'add "kind: …" with {choice(KINDS)}'
        message = '"kind" is missing: the document does not say what it describes'
        return Problem("SCH005", message, help, ("kind",), repair=Repair("add", PLACEHOLDER))
    if kind is None:
        return Problem("SCH003", '"kind" is empty', f"it may be {choice(KINDS)}", ("kind",))
    guess = nearest(kind, KINDS) if isinstance(kind, str) else None
    if isinstance(kind, str) and not guess:
        guess = _OTHER_NAMES.get(kind.lower().strip())
    help = f'did you mean "{guess}"? It may be {choice(KINDS)}' if guess else f"it may be {choice(KINDS)}"
    repair = Repair("write", guess, is_slip(kind, guess, KINDS)) if guess and isinstance(kind, str) else None
    return Problem("SCH003", f"there is no kind {shown(kind)}", help, ("kind",), repair=repair)


def not_an_item(value: Any) -> Problem:
    """The problem of a document that is no mapping."""
    if isinstance(value, list):
        return Problem("SCH006", "this document is a list", 'separate items with a line "---" instead', ())
    return Problem("SCH006", f"this document is {type_of(value)}, not an item", 'write lines such as "kind: kpi"', ())


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """Leave out what follows from another finding: a second remark on a place, a field missing because misspelt."""
    misspelt = {(*entry.pointer[:-1], entry.spoils) for entry in problems if entry.code == "SCH004"}
    kept: dict[tuple[Pointer, str], Problem] = {}
    for entry in problems:
        if entry.code == "SCH005" and entry.pointer in misspelt:
            continue
        kept.setdefault((entry.pointer, entry.part), entry)
    return list(kept.values())


class _Explainer:
    """Words the errors that `jsonschema` finds in a document of one kind."""

    def __init__(self, kind: str, written: Written) -> None:
        self._kind = kind
        self._written = written
        self._schema = schema.bundled(kind)
        self._by_keyword: dict[str, Callable[[Any, Pointer], Iterator[Problem]]] = {
            "additionalProperties": self._unknown_fields,
            "required": self._missing_fields,
            "anyOf": self._missing_choice,
            "type": self._wrong_type,
            "enum": self._not_among,
            "const": self._not_among,
            "pattern": self._wrong_form,
            "minLength": self._empty,
            "minItems": self._empty,
            "minProperties": self._empty,
            "maxLength": self._too_long,
            "minimum": self._out_of_range,
            "maximum": self._out_of_range,
            "uniqueItems": self._repeated,
        }

    def explain(self, error: Any) -> Iterator[Problem]:
        at: Pointer = tuple(error.absolute_path)
        word = self._by_keyword.get(error.validator)
        if word is None:
            yield Problem("SCH006", f"{place(at)} does not fit: {error.message}", "see the schema", at)
        else:
            yield from word(error, at)

    def _where(self, at: Pointer) -> str:
        article = "an" if self._kind[0] in "aeiou" else "a"
        return place(at) if at else f"{article} {self._kind}"

    def _property(self, part: dict[str, Any], name: str) -> dict[str, Any]:
        """The schema of a field, with what it refers to."""
        found = part.get("properties", {}).get(name, {})
        while "$ref" in found:
            definition = self._schema["$defs"][found["$ref"].rpartition("/")[2]]
            found = {**definition, **{key: value for key, value in found.items() if key != "$ref"}}
        return dict(found)

    def _unknown_fields(self, error: Any, at: Pointer) -> Iterator[Problem]:
        known = error.schema["properties"]
        for name in error.instance:
            if name in known or (not at and name.startswith("x-")):
                continue
            guess = nearest(name, (other for other in known if other not in error.instance))
            where = self._where(at)
            message = f"there is no field {shown(name)} in {where}"
            elsewhere = self._better_place(name, at)
            if elsewhere:
                yield Problem("SCH004", message, elsewhere, (*at, name), "key")
            elif guess:
                surely = is_slip(name, guess, (other for other in known if other not in error.instance))
                repair = Repair("rename", guess, surely)
                yield Problem("SCH004", message, f'did you mean "{guess}"?', (*at, name), "key", guess, repair)
            else:
                yield Problem("SCH004", message, self._worse_place(name, at, known), (*at, name), "key")

    def _better_place(self, name: str, at: Pointer) -> str | None:
        """Where a field of exactly this name belongs."""
        if at:
            known = name in self._schema["properties"]
            return f"{shown(name)} is a field of the item itself: move it to the left margin" if known else None
        others = [kind for kind, cls in KINDS.items() if name in field_names(cls)]
        return f"it is a field of {choice(others)}; this is {self._where(at)}" if others else None

    def _worse_place(self, name: str, at: Pointer, known: dict[str, Any]) -> str:
        """Advice on a field that is like none of those that may stand here."""
        if at:
            return f"it may be {choice(known)}"
        holders = [field for field in self._schema["properties"] if name in self._fields_inside(field)]
        if holders:
            return f"it belongs inside {choice(map(shown, holders))}: indent it there"
        kinds = {field: kind for kind, cls in reversed(KINDS.items()) for field in field_names(cls)}
        guess = nearest(name, kinds)
        if guess:
            return f'did you mean "{guess}"? That is a field of {kinds[guess]}, and this is {self._where(at)}'
        return f'fields of your own begin with "x-": {shown("x-" + name)}'

    def _knows(self, name: str, at: Pointer) -> bool:
        return name in (self._fields_inside(str(at[0])) if at else self._schema["properties"])

    def _fields_inside(self, field: str) -> set[str]:
        part = self._property(self._schema, field)
        return {*part.get("properties", ()), *part.get("items", {}).get("properties", ())}

    def _missing_fields(self, error: Any, at: Pointer) -> Iterator[Problem]:
        parent = self._schema if not at else error.schema
        for name in error.validator_value:
            if name in error.instance:
                continue
            part = self._property(parent, name)
            meaning = part.get("description", "").rstrip(".")
            example = self._example(name, part, at)
            help = f"add {shown(f'{name}: {example}')}" + (f" ({meaning[:1].lower()}{meaning[1:]})" if meaning else "")
            if not at and name not in ("id", "title"):
                help += ', or mark the item with "status: draft"'
            where = self._where(at)
            repair = Repair("add", PLACEHOLDER)
            yield Problem("SCH005", f'"{name}" is missing in {where}', help, (*at, name), repair=repair)

    def _example(self, name: str, part: dict[str, Any], at: Pointer) -> str:
        whole = self._schema["examples"][0].get(name) if not at and self._schema.get("examples") else None
        for example in (whole, *part.get("examples", ())):
            if isinstance(example, str | int | float) and len(str(example)) <= 50:
                return str(example)
        enum = part.get("enum")
        if enum:
            return str(enum[0])
        return "12.5" if part.get("type") == "number" else "…"

    def _missing_choice(self, error: Any, at: Pointer) -> Iterator[Problem]:
        options = [option["required"] for option in error.validator_value]
        wanted = {name for option in options for name in option}
        if any(nearest(name, wanted) for name in error.instance if not self._knows(name, at)):
            return  # the finding on the misspelt field says it all
        begun = [option for option in options if any(name in error.instance for name in option)]
        missing = [[name for name in option if name not in error.instance] for option in begun or options]
        yield Problem("SCH005", f"{self._where(at)} needs {_either(options)}", f"add {_either(missing)}", at)

    def _wrong_type(self, error: Any, at: Pointer) -> Iterator[Problem]:
        value, wanted = error.instance, error.validator_value
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        form = form_of(error.schema, types)
        if value is None:
            yield Problem("SCH006", f"{place(at)} is empty", f"write {form.name}, or remove the line", at)
            return
        written = str(value) if isinstance(value, list | dict) else self._written(at) or str(value)
        help = form.help(written)
        repair = None
        if "string" in types and isinstance(value, bool | int | float):
            fits = form.is_free_text or ("pattern" in error.schema and re.match(error.schema["pattern"], written))
            help = f"put it in quotes: {in_quotes(written)}" if fits else help
            repair = Repair("write", written, safe=True) if fits else None
        elif isinstance(value, list) and "array" not in types:
            help = "name one item only" if form.is_link else f"write {form.name}"
        elif isinstance(value, dict) and types != ["array"]:
            help = f"write {form.name}" if "array" not in types else 'begin each entry with "- "'
        elif isinstance(value, str) and (number := form.guess(value)) and {"number", "integer"} & set(types):
            repair = Repair("write", number, number == value.strip(), as_is=True)
        found = written if types == ["integer"] and isinstance(value, float) else type_of(value)
        yield Problem("SCH006", f"{place(at)} should be {form.name}, not {found}", help, at, repair=repair)

    def _not_among(self, error: Any, at: Pointer) -> Iterator[Problem]:
        allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
        yield self._among(error.instance, [str(word) for word in allowed], at)

    def _among(self, value: Any, allowed: list[str], at: Pointer) -> Problem:
        if value is None:
            return Problem("SCH006", f"{place(at)} is empty", f"it may be {choice(allowed)}", at)
        guess = nearest(value, allowed) if isinstance(value, str) else None
        help = (f'did you mean "{guess}"? ' if guess else "") + f"It may be {choice(allowed)}"
        if not guess:
            help = help[:1].lower() + help[1:]
        if at == ("status",) and str(value).lower() in _OVER and guess is None:
            help += '; an item that is over gets "retired: {date: …, why: …}"'
        repair = Repair("write", guess, is_slip(value, guess, allowed)) if guess else None
        return Problem("SCH006", f"{place(at)} cannot be {shown(value)}", help, at, repair=repair)

    def _wrong_form(self, error: Any, at: Pointer) -> Iterator[Problem]:
        wanted = error.schema.get("type", "string")
        form = form_of(error.schema, [wanted] if isinstance(wanted, str) else wanted)
        if form.words:
            yield self._among(error.instance, list(form.words), at)
        elif not error.instance.strip():
            yield Problem("SCH006", f"{place(at)} is empty", f"write {form.name}, or remove the line", at)
        elif form.is_free_text:
            yield Problem("SCH006", f"{place(at)} has to be one line", form.help(error.instance), at)
        else:
            repair = None
            if (guess := form.guess(error.instance)) and re.search(error.schema["pattern"], guess):
                named = error.instance if form.name in ("an id", "the id of an item") else None
                repair = Repair("write", guess, safe=True, id_was=named)
            message = f"{shown(error.instance)} is not {form.name}"
            yield Problem("SCH006", message, form.help(error.instance), at, repair=repair)

    def _empty(self, error: Any, at: Pointer) -> Iterator[Problem]:
        inside = " or ".join(shown(name) for name in error.schema.get("properties", {}))
        help = f"give {inside}" if error.validator == "minProperties" else "write something, or remove the line"
        if at == ("title",):
            help = "write a title"
        yield Problem("SCH006", f"{place(at)} is empty", help, at)

    def _too_long(self, error: Any, at: Pointer) -> Iterator[Problem]:
        message = f"{place(at)} has {len(error.instance)} characters; at most {error.validator_value} are allowed"
        yield Problem("SCH006", message, 'shorten it; long text belongs in "summary"', at)

    def _out_of_range(self, error: Any, at: Pointer) -> Iterator[Problem]:
        bound = "at least" if error.validator == "minimum" else "at most"
        form = form_of(error.schema, [])
        if form.is_moment:
            message = f"{shown(error.instance)} is not {form.name}"
            yield Problem("SCH006", message, form.help(str(error.instance)), at)
            return
        message = f"{place(at)} is {error.instance}, but must be {bound} {error.validator_value}"
        yield Problem("SCH006", message, f"write {form.name}, {bound} {error.validator_value}", at)

    def _repeated(self, error: Any, at: Pointer) -> Iterator[Problem]:
        seen = set()
        for index, entry in enumerate(error.instance):
            identity = schema.identity(entry)
            if identity not in seen:
                seen.add(identity)
            else:
                value = entry.get("id", entry) if isinstance(entry, dict) else entry
                message, repair = f"{place(at)} names {shown(value)} twice", Repair("remove", safe=True)
                yield Problem("SCH006", message, "remove one of the two", (*at, index), repair=repair)
