"""`alignctl check`: say what is wrong with a plan, where, and what to type instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alignctl.cli.check_report import render_report
from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING
from alignctl.cli.opening import (
    Opened,
    at_option,
    complete_rules,
    examine_opened,
    open_config,
    open_plan,
    plan_options,
)
from alignctl.cli.output import write_report
from alignctl.config import FILE_NAME, Config
from alignctl.diagnostics import Severity

if TYPE_CHECKING:
    from alignctl.diagnostics import Summary

PROFILES = ("starter", "standard", "strict")
SEVERITIES = ("error", "warning", "advice")
FORMATS = ("auto", "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "-f",
    "--format",
    "forms",
    type=click.Choice(FORMATS),
    multiple=True,
    help="How to report; may repeat. Default: auto, which is github in GitHub Actions, else full.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(),
    multiple=True,
    metavar="FILE",
    help="Where the report of the --format at the same position goes; '-' is standard output.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them.")
@click.option("--timing", is_flag=True, help="Say on standard error how long each rule took, slowest first.")
@click.option("--profile", type=click.Choice(PROFILES), help="Which rules: a ladder. Default: configuration, standard.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Add a rule: code, beginning of a code, or name.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Leave a rule out: code, beginning of a code, or name.",
)
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="The least severity that fails. Default: error.")
@click.option(
    "--baseline",
    type=click.Path(),
    metavar="FILE",
    help="Findings that this file knows do not count. Default: configuration.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found now to the baseline, and exit with 0.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, then report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend also by guesses and placeholders that a person must look at.")
@click.option("--diff", is_flag=True, help="Show what --fix (or --unsafe-fixes) would change, and write nothing.")
@click.option("--since", metavar="REF", help="Judge the change since this work parted from REF, by the policy then.")
@click.option("--only-new", is_flag=True, help="With --since: only findings that the change brought in count.")
@click.option(
    "--stdin-filename", type=click.Path(), metavar="FILE", help="The file that '-' (standard input) stands for."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@at_option
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    forms: tuple[str, ...],
    outputs: tuple[str, ...],
    statistics: bool,
    timing: bool,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    baseline: str | None,
    write_baseline: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    since: str | None,
    only_new: bool,
    stdin_filename: str | None,
    color: str,
) -> int:
    """Check the plan and say what is wrong, where, and what to type instead.

    The whole plan is loaded always; with PATH, only findings in these files and folders are shown and counted. '-'
    reads one file from standard input; --stdin-filename says which file of the plan it stands for.

    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 misuse, 3 nothing to check, 70 a fault of alignctl.
    """
    targets = _targets(forms, outputs, statistics)
    if ctx.meta.get("alignctl.at") is not None:
        _refuse_with_past(
            {"--since": since, "--fix": fix, "--unsafe-fixes": unsafe_fixes, "--diff": diff, "'-'": "-" in paths}
        )
    config = open_config(ctx)
    overlay: dict[str, bytes] = {}
    if "-" in paths:
        name = _inside(config, stdin_filename, "--stdin-filename FILE says which file '-' stands for")
        overlay[name] = sys.stdin.buffer.read()
        paths = tuple(name if path == "-" else path for path in paths)
        if (fix or unsafe_fixes) and not diff:
            raise click.UsageError("--fix cannot write to standard input; add --diff to see the change")
    elif stdin_filename is not None:
        raise click.UsageError("--stdin-filename goes with '-' as PATH")
    opened = open_plan(ctx, overlay)
    scope = tuple(path if path in overlay else _scope(opened, path) for path in paths)
    config = opened.config
    if not opened.loaded.sources and not opened.loaded.diagnostics:
        folders = ", ".join(config.plans)
        click.echo(f"nothing to check: no .yaml files in {folders} below {config.root}", err=True)
        return EXIT_NOTHING
    if write_baseline and (fix or unsafe_fixes or diff):
        raise click.UsageError("--write-baseline does not go with fixing: fix first, then write what is left")
    if write_baseline:
        return _write_baseline(opened, baseline, profile=profile, select=select, ignore=ignore)
    if only_new and since is None:
        raise click.UsageError("--only-new goes with --since REF, which says what is old")
    if since is not None and (fix or unsafe_fixes or diff):
        raise click.UsageError("--since does not go with fixing: fix first, then judge the change")
    if timing and since is not None:
        raise click.UsageError("--timing does not go with --since, which judges two plans; leave out one of them")
    known = Path(baseline) if baseline else None
    choices: dict[str, Any] = {
        "profile": profile,
        "select": select,
        "ignore": ignore,
        "scope": scope,
        "baseline": known,
    }
    if timing:
        from alignctl.cli.timing import Stopwatch

        stopwatch = Stopwatch()
        choices["watch"] = stopwatch.watch
    policy = config
    if since is None:
        summary = examine_opened(opened, **choices)
    else:
        from alignctl.cli.since import examine_since

        summary, policy = examine_since(ctx, opened, since, only_new, choices)
    worst = Severity[fail_on.upper()] if fail_on else policy.fail_on
    if fix or unsafe_fixes or diff:
        from alignctl.cli.fixing import mend_plan

        def reload(changed: Mapping[str, bytes]) -> Opened:
            return open_plan(ctx, {**overlay, **changed})

        opened, summary = mend_plan(opened, summary, reload, choices, unsafe=unsafe_fixes, only_show=diff)
        if diff:
            return _verdict(summary, worst)
    if timing:
        stopwatch.print()
    for form, output in targets:
        text = render_report(summary, opened, form, worst, color if output == "-" else "never")
        if output == "-":
            click.echo(text, nl=False, color=True)
        else:
            write_report(output, text)
    return _verdict(summary, worst)


def _verdict(summary: Summary, worst: Severity) -> int:
    return EXIT_FINDINGS if any(d.severity >= worst for d in summary.shown) else EXIT_CLEAN


def _write_baseline(
    opened: Opened, name: str | None, *, profile: str | None, select: tuple[str, ...], ignore: tuple[str, ...]
) -> int:
    from alignctl.edit.files import write_whole
    from alignctl.lint.baseline import make_baseline
    from alignctl.lint.baseline import write_baseline as baseline_text

    config = replace(opened.config, baseline=None)
    summary = examine_opened(replace(opened, config=config), profile=profile, select=select, ignore=ignore)
    path = Path(name) if name else config.root / (opened.config.baseline or "alignctl-baseline.json")
    made = make_baseline(summary.all_found)
    try:
        write_whole(path, baseline_text(made).encode())
    except OSError as error:
        raise click.UsageError(f'the baseline cannot be written to "{path}": {error.strerror}') from error
    known = sum(count for _, count in made.entries)
    click.echo(f"wrote {path}: {known} known findings in {len(made.entries)} entries")
    if left := len(summary.all_found) - known:
        click.echo(f"{left} findings of syntax and schema (SCH) are not part of it: they have to be mended")
    if opened.config.baseline is None and name is None:
        click.echo(f'to use it, write "baseline: {path.name}" in {FILE_NAME}')
    return EXIT_CLEAN


def _inside(config: Config, name: str | None, missing: str) -> str:
    if name is None:
        raise click.UsageError(missing)
    path = Path(os.path.normpath(Path.cwd() / name))
    root = Path(os.path.normpath(config.root))
    if not path.is_relative_to(root):
        raise click.UsageError(f'"{name}" lies outside the plan, whose folder is {root}')
    return path.relative_to(root).as_posix()


def _scope(opened: Opened, name: str) -> str:
    inside = _inside(opened.config, name, "")
    if opened.past is None:
        there = (opened.config.root / inside).exists()
    else:
        files = (*opened.loaded.sources, *(found.location.path for found in opened.loaded.diagnostics))
        there = inside == "." or any(path == inside or path.startswith(f"{inside}/") for path in files)
    if not there:
        raise click.UsageError(f'there is no file or folder "{name}"' + (f" {opened.today}" if opened.past else ""))
    return inside


def _refuse_with_past(others: Mapping[str, object]) -> None:
    """Raise click.UsageError where something was asked for that needs the files that lie here."""
    for name, value in others.items():
        if value:
            way_out = '"alignctl diff BASE HEAD" compares two revisions' if name == "--since" else "leave out one"
            raise click.UsageError(f"--at reads the past, which {name} cannot do; {way_out}")


def _targets(forms: tuple[str, ...], outputs: tuple[str, ...], statistics: bool) -> list[tuple[str, str]]:
    """Each format with where it goes. Raises click.UsageError where they do not fit together."""
    forms = forms or ("auto",)
    if statistics:
        if other := next((form for form in forms if form not in ("auto", "full", "concise")), None):
            raise click.UsageError(f"--statistics is text for people and does not go with --format {other}")
        forms = ("statistics",) * len(forms)
    if len(outputs) > len(forms):
        raise click.UsageError(f"{len(outputs)} times --output goes with as many --format; there are {len(forms)}")
    places = (*outputs, *["-"] * (len(forms) - len(outputs)))
    if places.count("-") > 1:
        raise click.UsageError("only one report can go to standard output; give the others a file with --output")
    auto = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    return [(auto if form == "auto" else form, place) for form, place in zip(forms, places, strict=True)]
