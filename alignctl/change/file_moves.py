"""Files that git takes for renamed: their contents are alike in two revisions, and their names are not.

This is evidence about files alone. What it says of items is for `matching` to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alignctl.change.git import GitError, Repository, pathspecs

FindMoves = Callable[[], Mapping[str, str]]
"""Asks for the files that were renamed: old path → new path, below the plan's root. Costs a process of git."""

LEAST = 50
"""From how many percent of shared content on git takes two files for one; its own default."""


def no_moves() -> Mapping[str, str]:
    """Where there is no git to ask."""
    return {}


def find_moves(repository: Repository, base: str, head: str | None, folder: str) -> Mapping[str, str]:
    """The files below a folder (`""`: the top) that were renamed from one commit to another, or to the index (None).

    The index stands for the working tree too: git knows no file that was not added, and to read files itself it might
    start filters that a repository names. Empty where git cannot tell, as in a clone without old contents.
    """
    options = ("--raw", "-r", "-z", f"--find-renames={LEAST}%", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
    sides = ("diff-tree", *options, base, head) if head is not None else ("diff-index", "--cached", *options, base)
    try:
        words = repository.run(*sides, "--", *pathspecs([folder])).split("\0")
    except GitError:
        return {}
    start = f"{folder}/" if folder else ""
    # Each rename is three words: modes, objects and likeness; the old path; the new path.
    pairs = zip(words[1::3], words[2::3], strict=False)
    return {
        old.removeprefix(start): new.removeprefix(start)
        for old, new in pairs
        if old.startswith(start) and new.startswith(start)
    }
