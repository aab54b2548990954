"""The files of a new plan repository."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl import __version__
from alignctl.edit.templates import fill, quote
from alignctl.resources import data_directory, recipe

_PLACES = {
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
    "vscode-extensions.json": ".vscode/extensions.json",
    "vscode-tasks.json": ".vscode/tasks.json",
    "site-workflow.yml": ".github/workflows/site.yml",
}
"""Where a template goes whose own name would do something in this repository."""

_RECIPES = {
    "action.yml": ".github/actions/alignctl/action.yml",
    "github-review.yml": ".github/workflows/plan.yml",
    "github-review-comment.yml": ".github/workflows/plan-comment.yml",
}
"""Recipes for the forge, and where a new plan repository has them."""

_UNPINNED = "  ALIGNCTL_PACKAGE: alignctl\n"


def starter_files(name: str, today: date) -> Iterator[tuple[str, str]]:
    """Path and text of each file of a small working plan, sorted by path; dates count from today."""
    root = data_directory("templates") / "init"
    found = {}
    for path in root.rglob("*"):
        if path.is_file():
            relative = path.relative_to(root).as_posix()
            title = quote(name) if path.suffix in (".yaml", ".yml") else name
            values = {"name": title, "version": __version__}
            found[_PLACES.get(relative, relative)] = fill(path.read_text("utf-8"), values, today)
    for source, place in _RECIPES.items():
        text = recipe(source).read_text("utf-8")
        found[place] = text.replace(_UNPINNED, f"{_UNPINNED.rstrip()}=={__version__}\n")
    yield from sorted(found.items())
