"""`alignctl assess new` and `alignctl assess import`: the questions as a file, and the answers into the plan."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.answers import choose_item
from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS
from alignctl.cli.opening import Opened, open_plan
from alignctl.cli.recording import keep_trying, read_given
from alignctl.cli.terminal import clean
from alignctl.cli.writing import Changes, counted, show_changes

if TYPE_CHECKING:
    from alignctl.exchange.answering import Taken
    from alignctl.exchange.survey import Mapped, Survey
    from alignctl.plan.items import Assessment
    from alignctl.plan.questionnaires import Questionnaire


def pairs(option: str, given: tuple[str, ...]) -> dict[str, str]:
    """The options NAME=TEXT as a mapping. Raises click.UsageError."""
    found = {}
    for text in given:
        name, sign, value = text.rpartition("=") if option == "--team" else text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise click.UsageError(f'{option} takes NAME=NAME; "{text}" is none')
        found[name.strip()] = value.strip()
    return found


def choose_questionnaire(name: str, reopen: Callable[[], Opened]) -> Questionnaire:
    """A built-in questionnaire, or the questions of an assessment of the plan. Raises click.UsageError."""
    from alignctl.lint.questionnaires import read_questionnaires
    from alignctl.plan.items import Assessment
    from alignctl.plan.nearest import nearest
    from alignctl.plan.questionnaires import Questionnaire, questions_of

    known = read_questionnaires()
    if name in known:
        return known[name]
    plan = reopen().plan
    item = plan.find(name, Assessment)
    asked = questions_of(item, known) if item is not None else {}
    if item is not None and asked:
        return Questionnaire(item.id, item.title, "", tuple(asked.values()))
    names = [*known, *(each.id for each in plan.assessments)]
    close = nearest(name, names)
    hint = f'; did you mean "{close}"?' if close else f"; there are {', '.join(names)}"
    raise click.UsageError(f'there is no questionnaire "{name}", and no assessment with questions of that id{hint}')


def write_form(questionnaire: Questionnaire, path: Path, *, to_print: bool) -> int:
    """Write the questions to a new file. Raises click.UsageError."""
    from alignctl.edit.files import FileExists, write_new
    from alignctl.exchange.form import as_sheet, as_table

    try:
        write_new(path, as_sheet(questionnaire) if to_print else as_table(questionnaire))
    except FileExists:
        raise click.UsageError(f'"{path}" is there already; give another name with --output') from None
    except OSError as error:
        raise click.UsageError(f'"{path}" cannot be written: {error.strerror}') from error
    click.echo(f"wrote {path}")
    if not to_print:
        click.echo(f'a row a person, no names; then "alignctl assess import {path} --to ID"')
    return EXIT_CLEAN


def take_over(
    ctx: click.Context, file: str, to: str, mapped: Mapped, *, sheet: str | None, dry_run: bool, commit: bool
) -> int:
    """Write the answers in a file into an assessment, and say what became of each row. Raises click.UsageError."""
    from alignctl.exchange.answering import take_answers
    from alignctl.exchange.survey import read_survey
    from alignctl.exchange.tables import UnreadableTable, is_workbook, read_table
    from alignctl.lint.questionnaires import read_questionnaires
    from alignctl.plan.questionnaires import questions_of

    data = read_given(file)

    def make() -> tuple[Opened, Changes, tuple[Opened, Survey, Taken, Changes]]:
        opened = open_plan(ctx)
        assessment = _choose(opened, to)
        questions = questions_of(assessment, read_questionnaires())
        try:
            table = read_table(data, file, sheet or (opened.config.answers.sheet if is_workbook(data) else None))
            survey = read_survey(table, questions, opened.plan, mapped)
        except UnreadableTable as error:
            raise click.UsageError(clean(str(error))) from error
        taken = take_answers(assessment, survey)
        changes = _changes(opened, assessment, taken, dry_run=dry_run) if taken.responses else {}
        return opened, {} if dry_run else changes, (opened, survey, taken, changes)

    opened, survey, taken, changes = keep_trying(make)
    if dry_run:
        show_changes(changes)
    for path in sorted(changes):
        click.echo(f"{'would change' if dry_run else 'wrote'} {clean(path)}")
    _report(survey, taken, dry_run=dry_run)
    if changes and not dry_run:
        click.echo(_next(opened, to))
    if commit and changes and not dry_run:
        from alignctl.cli.committing import commit as commit_files

        before = {path: opened.loaded.sources[path] for path in changes if path in opened.loaded.sources}
        subject = f"Take over {counted(len(taken.responses), 'answer')} to {to}"
        commit_files(opened.config.root, before, {path: data for path, (_, data) in changes.items()}, [], subject)
    return EXIT_FINDINGS if taken.refused else EXIT_CLEAN


def _next(opened: Opened, to: str) -> str:
    item = opened.item(to)
    report = f'"alignctl assess report {clean(to)}"'
    return (
        f'next: write "status: active" in {clean(item.origin.path)}, then {report}'
        if item.is_draft
        else f"next: {report}"
    )


def _choose(opened: Opened, item_id: str) -> Assessment:
    from alignctl.plan.items import Assessment

    item = choose_item(opened, item_id)
    if not isinstance(item, Assessment):
        raise click.UsageError(f'"{item_id}" is of kind {item.kind}; "alignctl list assessment" shows the assessments')
    if "responses" in item.broken:
        raise click.UsageError(f'the answers of "{item_id}" could not be read; "alignctl check" says what is wrong')
    return item


def _changes(
    opened: Opened, assessment: Assessment, taken: Taken, *, dry_run: bool
) -> Mapping[str, tuple[bytes, bytes]]:
    """The files that are to change. A new CSV file is written at once, unless only the changes are asked for."""
    from alignctl.edit.checkin import Refused
    from alignctl.exchange.answering import file_of_answers, name_file, write_csv, write_yaml

    sources, path = opened.loaded.sources, assessment.origin.path
    name = file_of_answers(assessment)
    if name is None:
        return {path: (sources[path], _sure(write_yaml(assessment, sources[path], taken.responses)))}
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if assessment.responses_file is not None:
        return {beside: (sources[beside], _sure(write_csv(sources[beside], taken.responses)))}
    named = name_file(assessment, sources[path], name)
    if isinstance(named, Refused):
        _sure(named)
    table = _sure(write_csv(None, taken.responses))
    if not dry_run:
        _write_table(opened.config.root / beside, table)
    return {path: (sources[path], _sure(named)), beside: (table if not dry_run else b"", table)}


def _write_table(path: Path, table: bytes) -> None:
    from alignctl.edit.files import FileExists, write_new

    try:
        write_new(path, table.decode("utf-8"))
    except FileExists:
        if path.read_bytes() != table:  # else an attempt before this one has left it
            raise click.UsageError(f'"{path}" is there already; name it in the assessment ("responses:")') from None
    except OSError as error:
        raise click.UsageError(f'"{path}" cannot be written: {error.strerror}') from error


def _sure(made: object) -> bytes:
    """The bytes that were made. Raises click.UsageError where they were refused."""
    from alignctl.edit.checkin import Refused

    if isinstance(made, Refused):
        raise click.UsageError(f"{clean(made.message)}; {clean(made.help)}")
    assert isinstance(made, bytes)
    return made


def _report(survey: Survey, taken: Taken, *, dry_run: bool) -> None:
    """Say how many rows became what, what was left out, and which rows were refused and why."""
    verb = "would be written" if dry_run else "written"
    answers = counted(len(taken.responses), "answer")
    click.echo(
        f"{counted(len(survey.rows), 'row')}: {taken.new} {verb} ({answers}), {taken.known} in the plan already, "
        f"{len(taken.refused)} refused"
    )
    for title, count in sorted(survey.personal.items()):
        click.echo(f'left out, since it says who answered: {counted(count, "cell")} of "{clean(title)}"')
    if survey.unused:
        click.echo("not an answer: " + ", ".join(f'"{clean(title)}"' for title in survey.unused))
    for number, why in taken.refused:
        click.echo(f"row {number}: {clean(why.message)}; {clean(why.help)}", err=True)
