"""`alignctl render`: draw the plan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.main import EXIT_CLEAN, EXIT_MISUSE, EXIT_NOTHING
from alignctl.cli.opening import Opened, examine_opened, open_plan, plan_options

if TYPE_CHECKING:
    from alignctl.draw.files import DrawnFile
    from alignctl.views.cascade import CascadeSource
    from alignctl.views.cascade_choice import Selection

FORMATS = ("svg", "png", "dot", "mermaid")
SUFFIXES = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}


@click.group("render")
def command() -> None:
    """Draw the plan."""


@command.command("cascade")
@click.option("--root", metavar="ID", help="Only this item, what it leads to and what leads to it.")
@click.option("--depth", type=click.IntRange(0), help="How many links down from the root, or from the strategies.")
@click.option("--team", metavar="ID", help="Only what this team, or a team that is part of it, owns or shares.")
@click.option("--kinds", metavar="A,B", help="Only these kinds: strategy, outcome, kpi, hypothesis, initiative.")
@click.option("--status", "statuses", metavar="A,B", help="Only items in these states, such as running,draft,retired.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else svg.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "wheel", "dot"]),
    default="auto",
    show_default=True,
    help="What lays the picture out: the engine that comes along (wheel), or an installed Graphviz (dot).",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="A file, or a folder for several pictures."
)
@plan_options
@click.pass_context
def cascade(
    ctx: click.Context,
    root: str | None,
    depth: int | None,
    team: str | None,
    kinds: str | None,
    statuses: str | None,
    form: str | None,
    engine: str,
    output: Path | None,
) -> int:
    """Draw strategy, outcome, KPI, hypothesis and initiative as a cascade.

    A plan too large for one picture is cut into one for each strategy, with an index: name a folder with -o.

    Exit codes: 0 drawn, 2 misuse, 3 nothing to draw, 70 a fault of alignctl.
    """
    chosen_form = _settle_form(form, output)
    opened = open_plan(ctx)
    selection = _settle_selection(opened, root, depth, team, kinds, statuses)
    return _draw(opened, selection, chosen_form, engine, output)


def _draw(opened: Opened, selection: Selection, form: str, engine: str, output: Path | None) -> int:
    from alignctl.draw.files import draw_files
    from alignctl.draw.layout import EngineMissingError
    from alignctl.draw.png import PngMissingError
    from alignctl.views.cascade_cut import READABLE, draw_up_cascade

    pictures = draw_up_cascade(_source(opened), selection, title=f"{opened.config.name} cascade")
    if not pictures.pictures:
        click.echo("nothing to draw: no item of the plan fits what was asked for", err=True)
        return EXIT_NOTHING
    to_folder = output is not None and (output.is_dir() or output.suffix.lower() not in SUFFIXES)
    if len(pictures.pictures) > 1 and not to_folder:
        raise click.UsageError(
            f"{len(pictures.pictures)} pictures are needed, as one holds no more than {READABLE} items; name a folder "
            "with -o, or ask for less with --root, --team, --kinds or --depth"
        )
    if form == "png" and output is None and sys.stdout.isatty():
        raise click.UsageError("a PNG is no text for a terminal; name a file with -o, or send it on with > or |")
    try:
        files, notices = draw_files(pictures, form, engine=engine)
    except (EngineMissingError, PngMissingError) as error:
        raise click.UsageError(f"{error}") from error
    for notice in notices:
        click.echo(notice, err=True)
    return _hand_over(files, output, to_folder)


def _hand_over(files: tuple[DrawnFile, ...], output: Path | None, to_folder: bool) -> int:
    from alignctl.edit.files import write_whole

    if output is None:
        sys.stdout.buffer.write(files[0].content)
        sys.stdout.buffer.flush()
        return EXIT_CLEAN
    for file in files:
        path = (
            output / file.name
            if to_folder
            else output.with_suffix(Path(file.name).suffix if file.fallback else output.suffix)
        )
        try:
            write_whole(path, file.content)
        except OSError as error:
            click.echo(f"{path} cannot be written: {error.strerror}; name another place with -o", err=True)
            return EXIT_MISUSE
        click.echo(f"wrote {path}: {file.says}")
    return EXIT_CLEAN


def _settle_form(form: str | None, output: Path | None) -> str:
    by_name = SUFFIXES.get(output.suffix.lower()) if output is not None and not output.is_dir() else None
    if form is not None and by_name is not None and form != by_name:
        raise click.UsageError(f'--format {form} and the ending of "{output}" disagree; leave one out')
    return form or by_name or "svg"


def _settle_selection(
    opened: Opened, root: str | None, depth: int | None, team: str | None, kinds: str | None, statuses: str | None
) -> Selection:
    from alignctl.views.cascade import KINDS
    from alignctl.views.cascade_choice import Selection

    if root is not None and (opened.plan.kind_of(root) or opened.item(root).kind) not in KINDS:
        other = f"--team {root}" if opened.plan.kind_of(root) == "team" else "the id of a strategy, for one"
        raise click.UsageError(
            f'"{root}" is of kind {opened.plan.kind_of(root)}, which stands in no cascade; try {other}'
        )
    if team is not None and opened.item(team).kind != "team":
        raise click.UsageError(f'"{team}" is no team but of kind {opened.item(team).kind}; try --root {team}')
    return Selection(
        root=root,
        depth=depth,
        team=team,
        kinds=tuple(kind for kind in KINDS if kind in _words(kinds, KINDS, "kind")) if kinds else KINDS,
        statuses=_words(statuses, _statuses(opened), "status") if statuses else (),
    )


def _statuses(opened: Opened) -> tuple[str, ...]:
    return ("retired", *sorted({item.status for item in opened.plan.items}))


def _words(text: str, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    from alignctl.plan.nearest import nearest

    words = tuple(word.strip() for word in text.split(",") if word.strip())
    for word in words:
        if word not in known:
            close = nearest(word, known)
            hint = f'did you mean "{close}"?' if close else f"there are {', '.join(known)}"
            raise click.UsageError(f'there is no {what} "{word}" to choose here; {hint}')
    return words


def _source(opened: Opened) -> CascadeSource:
    from alignctl.publish.paths import path_of
    from alignctl.views.cascade import CascadeSource
    from alignctl.views.problems import count_problems
    from alignctl.views.status import mark_items

    plan = opened.plan
    return CascadeSource(
        plan,
        problems=count_problems(examine_opened(opened, places=False).shown),
        marks=mark_items(plan, opened.today.day),
        href=lambda item_id: path_of(plan.kind_of(item_id) or "strategy", item_id),
        as_of=f"as of {opened.today.day.isoformat()}",
    )
