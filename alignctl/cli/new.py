"""`alignctl new KIND`: add an item from a template."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alignctl.cli.opening import Opened, open_plan, plan_options
from alignctl.cli.terminal import clean, open_terminal, wrap
from alignctl.plan.items import KINDS, PLURALS
from alignctl.plan.nearest import nearest


@click.command("new")
@click.argument("kind", metavar="KIND")
@click.option("--title", metavar="TEXT", help="The title; the id is made from it.")
@click.option("--id", "item_id", metavar="ID", help="Use this id.")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field. May repeat.")
@click.option("-o", "--output", metavar="FILE", help="The file to make. Default: a folder for the kind in the plan.")
@click.option("--no-input", is_flag=True, help="Never ask, even on a terminal.")
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    kind: str,
    title: str | None,
    item_id: str | None,
    settings: tuple[str, ...],
    output: str | None,
    no_input: bool,
) -> int:
    """Add an item from a template.

    KIND is strategy, outcome, kpi, hypothesis, initiative, team, commitment or assessment. On a terminal it asks for
    what is missing; what stays open is marked in the file, and 'alignctl check' reports each mark until it is filled.
    """
    add_item(ctx, _kind(kind), title, item_id, settings, output, no_input=no_input)
    return 0


def add_item(
    ctx: click.Context,
    kind: str,
    title: str | None,
    item_id: str | None,
    settings: tuple[str, ...],
    output: str | None,
    *,
    no_input: bool,
    follows: str | None = None,
) -> tuple[Path, str]:
    """Write an item from its template, and say what is left to fill in: the file, and the id. Raises click.UsageError.

    `follows` is for hypotheses: the one whose learning this one builds on.
    """
    from alignctl.edit.files import FileExists, write_new
    from alignctl.edit.ids import id_from_title
    from alignctl.edit.new_item import BLANKS, new_item_path, new_item_text
    from alignctl.load.problems import PLACEHOLDER

    opened = open_plan(ctx)
    answers = _settings(kind, settings)
    if title is not None:
        answers["title"] = title
    asking = not no_input and sys.stdin.isatty() and sys.stdout.isatty()
    for blank in BLANKS[kind]:
        if blank.field in answers:
            answers[blank.field] = _checked(opened, kind, blank.field, answers[blank.field])
        elif asking and (answer := _ask(opened, kind, blank.field)) is not None:
            answers[blank.field] = answer
    if item_id is None:
        item_id = id_from_title(answers.get("title", ""), kind, opened.plan.knows)
    else:
        _free_id(opened, item_id)
    text = new_item_text(kind, item_id, answers, opened.today.day, PLACEHOLDER)
    if follows is not None:
        text += f"follows: {follows}\n"
    path = Path(output) if output else opened.config.root / opened.config.plans[0] / new_item_path(kind, item_id)
    try:
        write_new(path, text)
    except FileExists:
        raise click.UsageError(f'"{path}" is there already and was left alone; -o FILE names another') from None
    except OSError as error:
        raise click.UsageError(f'"{path}" cannot be written: {error.strerror}') from error
    shown = path.resolve()
    relative = shown.relative_to(Path.cwd()) if shown.is_relative_to(Path.cwd()) else shown
    click.echo(f'wrote {relative}: {kind} "{item_id}"')
    left = [blank.field for blank in BLANKS[kind] if blank.field not in answers]
    if left:
        click.echo(f"still to fill in, where the file says {PLACEHOLDER}: {', '.join(left)}")
    return path, item_id


def _kind(text: str) -> str:
    singular = {plural: kind for kind, plural in PLURALS.items()}
    kind = singular.get(text.lower(), text.lower())
    if kind not in KINDS:
        close = nearest(kind, KINDS)
        hint = f'did you mean "{close}"?' if close else f"kinds: {', '.join(KINDS)}"
        raise click.UsageError(f'there is no kind "{text}"; {hint}')
    return kind


def _settings(kind: str, settings: tuple[str, ...]) -> dict[str, str]:
    from alignctl.edit.new_item import BLANKS

    fields = [blank.field for blank in BLANKS[kind]]
    answers = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise click.UsageError(f'--set takes FIELD=VALUE; "{setting}" is not')
        if name not in fields:
            close = nearest(name, fields)
            hint = f'did you mean "{close}"?' if close else f"fields: {', '.join(fields)}"
            raise click.UsageError(f'the template of a {kind} asks for no "{name}"; {hint}')
        answers[name] = value.strip()
    return answers


def _checked(opened: Opened, kind: str, field: str, answer: str) -> str:
    """The answer if it fits the field. Raises click.UsageError saying what would fit."""
    from alignctl.edit.new_item import BLANKS

    blank = next(b for b in BLANKS[kind] if b.field == field)
    answer = " ".join(answer.split())
    if blank.choices and answer not in blank.choices:
        close = nearest(answer, blank.choices)
        hint = f'did you mean "{close}"?' if close else f"one of: {', '.join(blank.choices)}"
        raise click.UsageError(f'{field} cannot be "{answer}"; {hint}')
    if blank.number:
        try:
            float(answer)
        except ValueError:
            raise click.UsageError(f'{field} must be a plain number; "{answer}" is not') from None
    targets = blank.links_to(kind)
    if targets and opened.plan.kind_of(answer) not in targets:
        fitting = [i for i in opened.plan.ids if opened.plan.kind_of(i) in targets]
        close = nearest(answer, fitting)
        wanted = " or ".join(targets)
        hint = f'; did you mean "{close}"?' if close else f'; "alignctl new {targets[0]}" adds one'
        raise click.UsageError(f'{field} must name a {wanted}; there is none with the id "{answer}"{hint}')
    return answer


def _ask(opened: Opened, kind: str, field: str) -> str | None:
    """Ask until the answer fits; an empty answer leaves the field open."""
    from alignctl.edit.new_item import BLANKS

    blank = next(b for b in BLANKS[kind] if b.field == field)
    targets = blank.links_to(kind)
    if targets:
        fitting = [i for i in opened.plan.ids if opened.plan.kind_of(i) in targets]
        if fitting:
            more = f" and {len(fitting) - 12} more" if len(fitting) > 12 else ""
            click.echo(f"  {', '.join(fitting[:12])}{more}")
    elif blank.choices:
        click.echo(f"  {', '.join(blank.choices)}")
    suffix = " " if blank.question.endswith(("?", "?)")) else ": "
    while True:
        answer = click.prompt(blank.question, default="", show_default=False, prompt_suffix=suffix).strip()
        if not answer:
            return None
        try:
            return _checked(opened, kind, field, answer)
        except click.UsageError as error:
            for line in wrap(clean(error.message), open_terminal().text_width, "  "):
                click.echo(line)


def _free_id(opened: Opened, item_id: str) -> None:
    import re

    if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", item_id):
        raise click.UsageError(f'an id is lower-case words and codes joined by "-" or "."; "{item_id}" is not')
    if opened.plan.knows(item_id):
        item = opened.plan.get(item_id)
        where = f": {item.kind} in {item.origin.path}" if item else ""
        raise click.UsageError(f'the id "{item_id}" is taken{where}')
