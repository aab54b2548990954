"""The navigation of a site: the lists that the plan has, and the pages that people wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignctl.publish.shelf import AnyPage

GROUPS = {"overview": "", "views": "Views", "plan": "The plan", "people": "People", "guide": "Guide"}
"""The parts of the navigation in order; the first has no heading."""

Entries = list[Any]
"""Entries as MkDocs has them: paths, or mappings of one title to a path or to further entries."""


def add_to_navigation(nav: Entries | None, pages: Mapping[str, AnyPage], theirs: Sequence[str]) -> Entries:
    """The navigation with the pages (by source path) that belong there.

    Where a site states its navigation and names one of the pages, its author has chosen and nothing is added; where it
    names none they come first. Where it states none, `theirs`, the pages written by hand, go under the guide.
    """
    if nav is not None and set(_paths_in(nav)) & pages.keys():
        return nav
    groups: dict[str, Entries] = {group: [] for group in GROUPS}
    for source, page in pages.items():
        if page.group:
            groups[page.group].append({page.title: source})
    if nav is None:
        fronts = [path for path in theirs if path in ("index.md", "README.md")]
        groups["overview"] = [*fronts, *groups["overview"]]
        groups["guide"] = [*_nest([path for path in theirs if path not in fronts]), *groups["guide"]]
    entries: Entries = [*groups.pop("overview")]
    entries += [{GROUPS[group]: each} for group, each in groups.items() if each]
    return [*entries, *(nav or [])]


def leave_out(nav: Entries, source: str) -> Entries:
    """A navigation without a page that this site does not have, and without headings that nothing is left under."""
    kept: Entries = []
    for entry in nav:
        if isinstance(entry, dict):
            below = {
                title: leave_out(each, source) if isinstance(each, list) else each
                for title, each in entry.items()
                if each != source
            }
            entry = {title: each for title, each in below.items() if each != []}
        if entry not in (source, {}):
            kept.append(entry)
    return kept


def _paths_in(entries: object) -> list[str]:
    if isinstance(entries, str):
        return [entries]
    if isinstance(entries, list):
        return [path for entry in entries for path in _paths_in(entry)]
    if isinstance(entries, dict):
        return [path for entry in entries.values() for path in _paths_in(entry)]
    return []


def _nest(paths: Sequence[str]) -> Entries:
    """Paths below titles made of their folders' names, as MkDocs does it where no navigation is stated."""
    entries: Entries = []
    for path in paths:
        level = entries
        for folder in path.split("/")[:-1]:
            title = folder.replace("-", " ").replace("_", " ")
            title = title.capitalize() if title.islower() else title
            below = next((entry[title] for entry in level if isinstance(entry, dict) and title in entry), None)
            if below is None:
                below = []
                level.append({title: below})
            level = below
        level.append(path)
    return entries
