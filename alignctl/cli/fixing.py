"""`check --fix`, `--unsafe-fixes` and `--diff`: mend what can be mended, or show how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.opening import Opened, examine_opened
from alignctl.cli.terminal import clean
from alignctl.cli.writing import Changes, counted, show_changes, write_changes

if TYPE_CHECKING:
    from alignctl.diagnostics import Diagnostic, Summary

Reload = Callable[[Mapping[str, bytes]], Opened]
"""Opens the plan with these files in place of those on disk."""


def mend_plan(
    opened: Opened, summary: Summary, reload: Reload, choices: Mapping[str, Any], *, unsafe: bool, only_show: bool
) -> tuple[Opened, Summary]:
    """Fix the findings that are shown, write the files, and give the plan as it is then, judged anew.

    With `only_show` the change is printed as a diff, nothing is written, and plan and findings stay as they were. What
    was done goes to standard error. Raises click.UsageError where files cannot be written.
    """
    from alignctl.edit.fixing import mend

    states: dict[tuple[tuple[str, bytes], ...], tuple[Opened, Summary]] = {(): (opened, summary)}

    def judge(overlay: Mapping[str, bytes]) -> tuple[tuple[Diagnostic, ...], Mapping[str, bytes]]:
        key = tuple(sorted(overlay.items()))
        if key not in states:
            states.clear()
            again = reload(overlay)
            states[key] = again, examine_opened(again, **choices)
        now, judged = states[key]
        return judged.shown, now.loaded.sources

    mended = mend(judge, lambda d: d.fix is not None and (d.fix.safe or unsafe))
    changes = {path: (opened.loaded.sources[path], data) for path, data in sorted(mended.files.items())}
    changes = {path: pair for path, pair in changes.items() if pair[0] != pair[1]}
    said = f"{counted(len(mended.fixed), 'finding')} in {counted(len(changes), 'file')}"
    if only_show:
        show_changes(changes)
        click.echo(f"would fix {said}; nothing was written" if changes else "nothing to fix", err=True)
        return opened, summary
    if changes:
        write_changes(opened.config.root, changes)
        click.echo(f"fixed {said}: {_listed(changes)}", err=True)
    else:
        click.echo("nothing to fix", err=True)
    judge(mended.files)
    return next(iter(states.values()))


def _listed(changes: Changes) -> str:
    paths = [clean(path) for path in changes]
    return ", ".join(paths[:10]) + (f" and {len(paths) - 10} more" if len(paths) > 10 else "")
