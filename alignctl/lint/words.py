"""Read the word lists that ship with alignctl, as a configuration changes them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from alignctl.plan.language import (
    CONFIGURED,
    LISTS,
    Entry,
    Vocabulary,
    WordList,
    WordLists,
    WordSettings,
    change_list,
)
from alignctl.plan.nearest import nearest
from alignctl.resources import data_directory


class UnknownWord(ValueError):
    """A configuration names a language that there is none of, or drops a word that no list holds."""


def read_words(settings: WordSettings | None = None) -> WordLists:
    """The lists of the configured languages, changed as configured; by default English as it ships.

    Raises UnknownWord, with the nearest that there is.
    """
    settings = settings or WordSettings()
    shipped = _languages()
    for language in settings.languages:
        if language not in shipped:
            known = ", ".join(f"{code} ({name})" for code, (name, _) in shipped.items())
            raise UnknownWord(f'there are no word lists for language "{language}"; there are lists for {known}')
    read = {language: {name: _entries(language, name) for name in LISTS} for language in settings.languages}
    for name, change in settings.changes.items():
        held = {entry.text.casefold() for lists in read.values() for entry in lists[name]}
        for word in change.drop:
            if word.casefold() not in held:
                close = nearest(word, held)
                hint = f'; did you mean "{close}"?' if close else ""
                raise UnknownWord(f'word list "{name}" holds no "{word}" that could be dropped{hint}')
        for lists in read.values():
            lists[name] = change_list(lists[name], change)
    return WordLists(
        tuple(
            Vocabulary(language, {name: WordList(entries) for name, entries in lists.items()}, shipped[language][1])
            for language, lists in read.items()
        )
    )


def read_sources() -> Mapping[str, str]:
    """The sources of the entries: key, and what it stands for."""
    return {row["key"]: row["title"] for row in _rows(_folder() / "sources.csv")} | {
        CONFIGURED: "This plan's configuration"
    }


def _folder() -> Path:
    return data_directory("words")


def _languages() -> dict[str, tuple[str, bool]]:
    """Each language by its code: its name, and whether the verb of a goal stands last."""
    return {row["language"]: (row["name"], row["verbs"] == "last") for row in _rows(_folder() / "languages.csv")}


def _entries(language: str, name: str) -> tuple[Entry, ...]:
    with (_folder() / language / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return tuple(Entry(*row) for row in rows)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
