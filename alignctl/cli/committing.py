"""Committing what was written to git, and nothing else with it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from alignctl.cli.terminal import clean

_MOST_LINES = 50


def offer_commit(
    root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], lines: Sequence[str], *, ask: bool
) -> None:
    """Commit; where it is to `ask`, only on a yes."""
    if not ask or click.confirm("commit this to git?", default=True):
        commit(root, before, after, lines)


def commit(
    root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], lines: Sequence[str], subject: str = ""
) -> None:
    """Commit files that held `before` and hold `after` now; new ones held nothing. Hooks run as with `git commit`.

    The message is `subject`, by default what was checked in, above the lines.

    Where a file held changes before that are not committed, nothing is committed: they are somebody's own. What git has
    to say against it is told, and no error: the readings are written.
    """
    paths = sorted(after)
    try:
        _git(root, "rev-parse", "--show-toplevel")
        was = {path: _object_of(root, path, before[path]) if path in before else None for path in paths}
        foreign = [path for path in paths if was[path] != _committed(root, path)]
        if foreign:
            click.echo(
                f"not committed: {clean(', '.join(foreign))} had changes before that are not committed; "
                "commit when those are ready",
                err=True,
            )
            return
        new = [path for path in paths if path not in before]
        if new:
            _git(root, "--literal-pathspecs", "add", "--intent-to-add", "--", *new)
        _git(
            root, "--literal-pathspecs", "commit", "--quiet", "--file", "-", "--", *paths, text=_message(lines, subject)
        )
    except FileNotFoundError:
        click.echo("not committed: git is not installed here", err=True)
    except _Failed as error:
        click.echo(f"not committed: {clean(str(error))}", err=True)
    else:
        click.echo(f"committed {clean(', '.join(paths))}")


class _Failed(Exception):
    """What git said when it failed."""


def _git(root: Path, *arguments: str, text: str | None = None, data: bytes | None = None) -> str:
    given = text.encode() if text is not None else data
    result = subprocess.run(["git", *arguments], cwd=root, input=given or b"", capture_output=True, check=False)
    if result.returncode:
        said = (result.stderr.strip() or result.stdout.strip()).decode("utf-8", "replace").splitlines()
        raise _Failed(said[-1].removeprefix("fatal: ") if said else f"git {arguments[0]} failed")
    return result.stdout.decode("utf-8", "replace").strip()


def _object_of(root: Path, path: str, content: bytes) -> str:
    """The name that git gives to a content of this file, line ends converted as it is set up to."""
    return _git(root, "hash-object", "--stdin", "--path", path, data=content)


def _committed(root: Path, path: str) -> str | None:
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"HEAD:./{path}")
    except _Failed:
        return None


def _message(lines: Sequence[str], subject: str) -> str:
    """A commit message in which no line of a plan can pass for a trailer, a comment or a command to the terminal."""
    shown = [clean(line) for line in lines[:_MOST_LINES]]
    if len(shown) == 1 and not subject:
        return f"Check in {shown[0]}\n"
    more = [f"- and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    return (
        "\n".join([clean(subject) or f"Check in {len(lines)} readings", "", *(f"- {line}" for line in shown), *more])
        + "\n"
    )
