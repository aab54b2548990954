"""The values of settings: each reader takes what stands in a configuration and gives the value, or says what is wrong.

A reader raises ValueError with the end of a sentence that begins with the setting's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from alignctl.diagnostics import Severity
from alignctl.plan.dates import parse_day
from alignctl.plan.items import KINDS
from alignctl.plan.language import LISTS, ListChange, WordSettings
from alignctl.plan.nearest import nearest
from alignctl.records import Record, record

LANGUAGE = 1
"""The version of the plan language that this tool reads."""

READING_FIELDS = ("kpi", "date", "value", "note", "source")
"""What a column of a table of readings may hold."""

_QUESTION = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*(?::answer)?")


@record
class Override(Record):
    """Other severities, or no finding of some rules, for a part of a plan.

    It is about findings in files that match one of `paths` (none: all files) and items of `kinds` (none: all).
    """

    paths: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()


@record
class ReadingsMap(Record):
    """How tables of readings are read: see `alignctl.exchange.readings.Mapped`."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    measures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str | None = None
    dates: str | None = None
    decimal: str | None = None


def read_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(read_text(entry) for entry in values)


def read_folders(value: Any) -> tuple[str, ...]:
    folders = read_texts(value)
    for folder in folders:
        if Path(folder).is_absolute() or ".." in Path(folder).parts:
            raise ValueError(f'must name folders below the configuration file; "{folder}" is not')
    return folders


def read_file(value: Any) -> str:
    name = read_text(value)
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise ValueError(f'must name a file below the configuration file; "{name}" is not')
    return name


def read_language(value: Any) -> int:
    version = read_whole(value)
    if version > LANGUAGE:
        raise ValueError(
            f"says that these plans are written in version {version} of the plan language, and this alignctl reads up "
            f"to version {LANGUAGE}; install a newer alignctl (pip install --upgrade alignctl)"
        )
    if version < 1:
        raise ValueError("must be 1 or more")
    return version


def read_whole(value: Any) -> int:
    try:
        return int(str(value), 10)
    except ValueError:
        raise ValueError(f'must be a whole number; "{value}" is not') from None


def read_flag(value: Any) -> bool:
    """Read true or false; in YAML they come as their texts."""
    if isinstance(value, bool):
        return value
    return bool(one_of("true", "false")(value) == "true")


def read_month(value: Any) -> int:
    month = read_whole(value)
    if not 1 <= month <= 12:
        raise ValueError("must be a month from 1 to 12")
    return month


def read_day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return parse_day(read_text(value))
    except ValueError:
        raise ValueError(f'must be a day such as 2026-03-31; "{value}" is not') from None


def one_of(*allowed: str) -> Any:
    def read(value: Any) -> str:
        if value not in allowed:
            close = nearest(str(value), list(allowed))
            hint = f'; did you mean "{close}"?' if close else ""
            raise ValueError(f"must be one of {', '.join(allowed)}{hint}")
        return str(value)

    return read


def read_severity(value: Any) -> Severity:
    return Severity[one_of("error", "warning", "advice")(value).upper()]


def read_severities(value: Any) -> Mapping[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError('must map rules to severities, such as "MEA005: advice"')
    return MappingProxyType({str(key): read_severity(entry) for key, entry in value.items()})


def read_options(value: Any) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
        raise ValueError("must map rules to their options")
    return MappingProxyType({str(key): MappingProxyType(dict(entry)) for key, entry in value.items()})


def read_overrides(value: Any) -> tuple[Override, ...]:
    entries = value if isinstance(value, list) else [value]
    return tuple(_override(entry) for entry in entries)


def _override(value: Any) -> Override:
    keys = ("paths", "kinds", "ignore", "severity")
    if not isinstance(value, dict) or not {"ignore", "severity"} & set(value):
        raise ValueError('entries need "ignore" or "severity", and "paths" or "kinds" to say what they are about')
    for key in value:
        if key not in keys:
            close = nearest(str(key), keys)
            raise ValueError(
                f'has no "{key}"; ' + (f'did you mean "{close}"?' if close else f"it has {', '.join(keys)}")
            )
    kinds = tuple(one_of(*KINDS)(kind) for kind in read_texts(value.get("kinds", [])))
    severity = read_severities(value.get("severity", {}))
    return Override(
        read_texts(value.get("paths", [])), kinds, read_texts(value.get("ignore", [])), tuple(sorted(severity.items()))
    )


def read_readings_map(value: Any) -> ReadingsMap:
    """Read how tables of readings are laid out."""
    readers = {
        "columns": _columns,
        "measures": _measures,
        "sheet": read_text,
        "dates": one_of("day-first", "month-first"),
        "decimal": one_of("point", "comma"),
    }
    return ReadingsMap(**_read_fields(value, readers))


def read_answers_map(value: Any) -> AnswersMap:
    """Read how tables of answers are laid out."""
    return AnswersMap(**_read_fields(value, {"columns": _answer_columns, "teams": _teams, "sheet": read_text}))


def _read_fields(value: Any, readers: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"must hold {', '.join(readers)}")
    values = {}
    for key, entry in value.items():
        if key not in readers:
            close = nearest(str(key), readers)
            raise ValueError(
                f'has no "{key}"; ' + (f'did you mean "{close}"?' if close else f"it has {', '.join(readers)}")
            )
        try:
            values[key] = readers[key](entry)
        except ValueError as error:
            raise ValueError(f'in "{key}" {error}') from None
    return values


def _columns(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError(f"must map {', '.join(READING_FIELDS)} to the names of columns")
    return MappingProxyType({one_of(*READING_FIELDS)(key): read_texts(entry) for key, entry in value.items()})


def _answer_columns(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError("must map questions, or team and role, to the names of columns")
    for key in value:
        if key != "read_as" and not _QUESTION.fullmatch(str(key)):
            raise ValueError(f'names no question: "{key}"; write its id, or "id:answer" for the words beside a score')
    return MappingProxyType({str(key): read_texts(entry) for key, entry in value.items()})


def _measures(value: Any) -> Mapping[str, str]:
    return _names(value, "measures")


def _teams(value: Any) -> Mapping[str, str]:
    return _names(value, "teams")


def _names(value: Any, what: str) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f"must map names in the table to ids of {what}")
    return MappingProxyType({str(key): read_text(entry) for key, entry in value.items()})


def read_rules(value: Any) -> tuple[Any, ...]:
    """Declared rules as they stand; what they say is read where rules are known."""
    return tuple(value) if isinstance(value, list) else (value,)


def read_words(value: Any) -> WordSettings:
    """Read `languages`, and for each list a list of words that replaces it, or what to add, drop or replace."""
    if not isinstance(value, dict):
        raise ValueError('must hold "languages", or word lists by name')
    languages = read_texts(value.get("languages", ["en"]))
    if not languages:
        raise ValueError("must name at least one of its languages")
    changes = {}
    for name, change in value.items():
        if name == "languages":
            continue
        if name not in LISTS:
            close = nearest(str(name), ["languages", *LISTS])
            hint = f'; did you mean "{close}"?' if close else f"; known lists: {', '.join(LISTS)}"
            raise ValueError(f'has no word list "{name}"{hint}')
        changes[name] = _list_change(change, name)
    return WordSettings(languages, MappingProxyType(changes))


def _list_change(value: Any, name: str) -> ListChange:
    if not isinstance(value, dict):
        return ListChange(replace=read_texts(value))
    unknown = set(value) - {"add", "drop", "replace"}
    if unknown:
        raise ValueError(f'"{name}" takes "add", "drop" and "replace", not "{min(map(str, unknown))}"')
    add, drop = (read_texts(value.get(key, [])) for key in ("add", "drop"))
    return ListChange(add, drop, read_texts(value["replace"]) if "replace" in value else None)


@record
class AnswersMap(Record):
    """How tables of answers from survey tools are laid out: names of columns by question or field, and of teams."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    teams: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str | None = None


@record
class SiteSettings(Record):
    """What `site` may say. `history` is how many commits to the plan are looked at for its life; 0 for none."""

    history: int = 200


def read_site_settings(value: Any) -> SiteSettings:
    """Read `history`: a number of commits."""
    if not isinstance(value, dict) or set(value) - {"history"}:
        raise ValueError('must hold "history" and nothing else, such as "history: 200"')
    text = str(value.get("history", SiteSettings().history))
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ValueError(f'must give "history" as a number of commits, or 0 for none; "{text}" is not')
    return SiteSettings(int(text))


X_MATRIX_LAYOUTS = ("classic", "hoshin-2")
X_MATRIX_SIDES = ("south", "west", "north", "east")
X_MATRIX_GROUPS = ("strategy", "outcome", "kpi", "process-kpi", "result-kpi", "hypothesis", "initiative")
"""What `x_matrix` may say: a layout that comes ready, and for each side what stands there instead."""


def read_x_matrix(value: Any) -> Mapping[str, tuple[str, ...]]:
    """Read `layout`, and for sides of the matrix what stands there; no kind may stand on two of the sides given."""
    if not isinstance(value, dict):
        raise ValueError('must hold "layout", or sides such as "north: [initiative, hypothesis]"')
    settings: dict[str, tuple[str, ...]] = {}
    for key, entry in value.items():
        one_of("layout", *X_MATRIX_SIDES)(key)
        words = read_texts(entry)
        for word in words:
            one_of(*(X_MATRIX_LAYOUTS if key == "layout" else X_MATRIX_GROUPS))(word)
        settings[str(key)] = words
    if len(settings.get("layout", ("",))) != 1:
        raise ValueError('must name one "layout"')
    if not all(settings.values()):
        raise ValueError("must say what stands on each side that it names")
    words = tuple(word for key, entry in settings.items() if key != "layout" for word in entry)
    for word in words:
        if words.count(word) > 1 or ("kpi" in words and word in ("process-kpi", "result-kpi")):
            raise ValueError(f'puts "{word}" on two sides of the matrix')
    return MappingProxyType(settings)
