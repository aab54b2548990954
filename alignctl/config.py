"""Configuration: `alignctl.yaml`, or `[tool.alignctl]` in `pyproject.toml`, found upward from where one stands.

A configuration is read once, checked whole, and frozen. What is wrong with it is a `ConfigError`, whose message names
the file, the key and the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from alignctl.config_values import (
    LANGUAGE,
    AnswersMap,
    Override,
    ReadingsMap,
    SiteSettings,
    one_of,
    read_answers_map,
    read_day,
    read_file,
    read_flag,
    read_folders,
    read_language,
    read_month,
    read_options,
    read_overrides,
    read_readings_map,
    read_rules,
    read_severities,
    read_severity,
    read_site_settings,
    read_text,
    read_texts,
    read_words,
    read_x_matrix,
)
from alignctl.diagnostics import Severity
from alignctl.plan.language import WordSettings
from alignctl.plan.nearest import nearest
from alignctl.records import Record, record

FILE_NAME = "alignctl.yaml"

_MOST_BYTES = 1_000_000


class ConfigError(Exception):
    """The configuration cannot be used; the message says where and what to do."""


@record
class Config(Record):
    """What is in force. Plan paths are relative to the folder `root`; `file` is None where nothing was found.

    `given` names the settings that the file gives; the others have their defaults.
    """

    root: Path
    file: Path | None = None
    given: frozenset[str] = frozenset()
    language: int = LANGUAGE
    name: str = "Plan"
    plans: tuple[str, ...] = ("plans",)
    today: date | None = None
    fiscal_year_starts: int = 1
    profile: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    words: WordSettings = field(default_factory=WordSettings)
    overrides: tuple[Override, ...] = ()
    rules: tuple[Any, ...] = ()
    plugins: tuple[str, ...] = ()
    readings: ReadingsMap = field(default_factory=ReadingsMap)
    answers: AnswersMap = field(default_factory=AnswersMap)
    baseline: str | None = None
    policy_owners: tuple[str, ...] = ()
    repository: str | None = None
    branch: str = "main"
    forge: str | None = None
    cache: bool = True
    site: SiteSettings = field(default_factory=SiteSettings)
    x_matrix: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def find_config(start: Path) -> Config:
    """Look in `start` and upward to the root of the git work tree (or of the disk) and read what is found.

    Without a file the defaults hold, with `start` as the root. Raises ConfigError.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / FILE_NAME
        if path.is_file():
            return read_config(path)
        project = folder / "pyproject.toml"
        if project.is_file() and (config := read_config_text(_read(project), project)) is not None:
            return config
        if (folder / ".git").exists():
            break
    return Config(root=start)


def read_config(path: Path) -> Config:
    """Read one configuration file, `.yaml` or `.toml`. Raises ConfigError."""
    return read_config_text(_read(path), path) or Config(root=path.parent, file=path)


def read_config_text(data: bytes, path: Path) -> Config | None:
    """Read what stands, or stood, in a configuration file; None for a `.toml` without `[tool.alignctl]`.

    Raises ConfigError.
    """
    if path.suffix == ".toml":
        settings = _tool_table(data, path)
        return None if settings is None else _make(settings, path)
    settings = _yaml_settings(data, path)
    if settings is None or settings == "":
        settings = {}
    if not isinstance(settings, dict):
        raise ConfigError(f'{path.name}: must hold settings, one "name: value" a line')
    return _make(settings, path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path.name}: cannot be read: {error.strerror}") from error


def _yaml_settings(data: bytes, path: Path) -> Any:
    """The settings, every scalar as its text: each setting knows what it wants to read.

    The file may come from a branch that nobody has looked at, so it is composed as carefully as a plan file.
    """
    from alignctl.load.compose import UndecodableError, compose

    if len(data) > _MOST_BYTES:
        raise ConfigError(f"{path.name}: is larger than {_MOST_BYTES // 1000} kB")
    try:
        documents = compose(data)
    except UndecodableError as error:
        raise ConfigError(f"{path.name}: {error.reason}; save it as UTF-8") from error
    if len(documents) > 1:
        raise ConfigError(f"{path.name}: must hold one document, not several separated by ---")
    for document in documents:
        if document.error is not None:
            mark = getattr(document.error, "problem_mark", None) or getattr(document.error, "mark", None)
            where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
            reason = getattr(document.error, "problem", None) or str(document.error)
            raise ConfigError(f"{path.name}{where}: is not valid YAML: {reason}") from document.error
        return _texts_of(document.node, path, {}) if document.node is not None else None
    return None


def _texts_of(node: Any, path: Path, made: dict[int, Any]) -> Any:
    if isinstance(node.value, str):
        return node.value
    if id(node) in made:
        if made[id(node)] is None:
            raise ConfigError(f"{path.name}: a value contains itself")
        return made[id(node)]
    made[id(node)] = None
    if node.id == "sequence":
        made[id(node)] = [_texts_of(entry, path, made) for entry in node.value]
        return made[id(node)]
    values: dict[str, Any] = {}
    for key, entry in node.value:
        if not isinstance(key.value, str) or key.value in values:
            place = f"{path.name}:{key.start_mark.line + 1}"
            raise ConfigError(
                f'{place}: "{key.value}" stands here twice' if key.value in values else f"{place}: no name"
            )
        values[key.value] = _texts_of(entry, path, made)
    made[id(node)] = values
    return values


def _tool_table(data: bytes, path: Path) -> dict[str, Any] | None:
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8")).get("tool", {}).get("alignctl")
    except (tomllib.TOMLDecodeError, UnicodeError, RecursionError) as error:
        raise ConfigError(f"{path.name}: is not valid TOML: {error}") from error
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path.name}: [tool.alignctl] must be a table")
    return table


def _make(settings: dict[str, Any], path: Path) -> Config:
    values: dict[str, Any] = {}
    for key, value in settings.items():
        reader = _READERS.get(str(key).replace("-", "_"))
        if reader is None:
            close = nearest(str(key), list(_READERS))
            hint = f'; did you mean "{close}"?' if close else f"; known settings: {', '.join(sorted(_READERS))}"
            raise ConfigError(f'{path.name}: unknown setting "{key}"{hint}')
        try:
            values[str(key).replace("-", "_")] = reader(value)
        except ValueError as error:
            raise ConfigError(f'{path.name}: "{key}" {error}') from error
    return Config(root=path.parent, file=path, given=frozenset(values), **values)


_READERS: Mapping[str, Any] = MappingProxyType(
    {
        "language": read_language,
        "name": read_text,
        "plans": read_folders,
        "today": read_day,
        "fiscal_year_starts": read_month,
        "profile": one_of("starter", "standard", "strict"),
        "select": read_texts,
        "ignore": read_texts,
        "fail_on": read_severity,
        "severity": read_severities,
        "options": read_options,
        "words": read_words,
        "overrides": read_overrides,
        "rules": read_rules,
        "plugins": read_texts,
        "readings": read_readings_map,
        "answers": read_answers_map,
        "baseline": read_file,
        "policy_owners": read_texts,
        "repository": read_text,
        "branch": read_text,
        "forge": one_of("github", "gitlab", "gitea", "forgejo"),
        "cache": read_flag,
        "site": read_site_settings,
        "x_matrix": read_x_matrix,
    }
)
