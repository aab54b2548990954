"""`alignctl assess`: ask people, take their answers over, and say what they come to beside what the plan says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alignctl.cli.answers import choose_item, format_option, open_for_answers, print_json
from alignctl.cli.main import EXIT_CLEAN, EXIT_NOTHING
from alignctl.cli.opening import Opened, complete_ids, open_config, open_plan, plan_options
from alignctl.cli.terminal import clean, open_terminal

if TYPE_CHECKING:
    from alignctl.plan.items import Assessment


@click.group("assess")
def command() -> None:
    """Ask people, and put what they answer beside what the plan measures and rewards."""


@command.command("new")
@click.argument("questionnaire")
@click.option("--print", "to_print", is_flag=True, help="A sheet in Markdown to be printed, for one person.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; by default a file named as the questionnaire.")
@plan_options
@click.pass_context
def new(ctx: click.Context, questionnaire: str, to_print: bool, output: str | None) -> int:
    """Write the questions of QUESTIONNAIRE to a file: a table with a row a person, or a sheet to be printed.

    QUESTIONNAIRE is alignment, hoshin or operating-model, or an assessment of the plan, for questions of one's own.
    The table can be filled in as it is, or its columns put into a survey tool; "alignctl assess import" takes either.

    Exit codes: 0 written; 2 misuse, or the file is there already.
    """
    from alignctl.cli.assess_import import choose_questionnaire, write_form

    chosen = choose_questionnaire(questionnaire, lambda: open_plan(ctx))
    return write_form(chosen, Path(output or f"{chosen.name}.{'md' if to_print else 'csv'}"), to_print=to_print)


@command.command("import")
@click.argument("file", metavar="FILE")
@click.option("--to", required=True, metavar="ID", help="The assessment.", shell_complete=complete_ids)
@click.option(
    "--column",
    multiple=True,
    metavar="NAME=COLUMN",
    help="What the column of a question (its id), or of team, role, respondent, question, score, answer is called.",
)
@click.option("--team", multiple=True, metavar="NAME=ID", help="Which team a name in the table stands for.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook, where it has several.")
@click.option("--dry-run", is_flag=True, help="Show what would change, as a diff too, and write nothing.")
@click.option("--commit", is_flag=True, help="Commit what was written to git.")
@plan_options
@click.pass_context
def import_answers(
    ctx: click.Context,
    file: str,
    to: str,
    column: tuple[str, ...],
    team: tuple[str, ...],
    sheet: str | None,
    dry_run: bool,
    commit: bool,
) -> int:
    """Write the answers in FILE, a table of a survey tool, into an assessment. FILE may be - for standard input.

    A row is a person, with a column for each question (called by its text or its id), or a row is an answer, with
    columns question, and score or answer. Columns team and role may be there; a team is named by its id or title.

    Answers are anonymous: columns of names and mail addresses are left out, and their cells counted; a row with a mail
    address in an answer is refused. People are numbered in an order that is not that of the table. A name inside an
    answer in words is not found: read the answers before you hand them in.

    Rows that do not fit are listed with their number and the reason; the others are written. Importing the same file
    again adds nothing.

    \b
    alignctl assess import answers.csv --to alignment-2026-12 \\
      --column "shared-goals=Q1: Our goals are shared" --team "Support desk=customer-support"

    What is the same every time is kept in the configuration; --column and --team win over it:

    \b
    answers:
      columns: {shared-goals: "Q1: Our goals are shared", team: [Department, Unit]}
      teams: {Support desk: customer-support}

    Exit codes: 0 all rows are in the plan; 1 some rows were refused; 2 misuse, or the file cannot be read.
    """
    from alignctl.cli.assess_import import pairs, take_over
    from alignctl.exchange.survey import Mapped

    given = open_config(ctx).answers
    mapped = Mapped(pairs("--column", column), {**given.teams, **pairs("--team", team)}, given.columns)
    return take_over(ctx, file, to, mapped, sheet=sheet, dry_run=dry_run, commit=commit)


@command.command("report")
@click.argument("item_id", metavar="[ID]", required=False, shell_complete=complete_ids)
@click.option(
    "--smallest",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    metavar="PEOPLE",
    help="How many people a team or role must have to be shown apart.",
)
@format_option
@plan_options
@click.pass_context
def report(ctx: click.Context, item_id: str | None, smallest: int, form: str) -> int:
    """Say what the answers of an assessment come to; without an ID, of the latest round of each.

    For each question: the mean, its change since the last time the same was asked about the same, the standard
    deviation, the range, and how much people agree (r_WG; James, Demaree and Wolf 1984). Answers in words are
    classified by the word lists as output- or outcome-minded and as inward or outward, with the words that decided;
    where a person read the answer, that counts, and the two are compared.

    Teams and roles are shown apart from five people on, and never so that fewer could be worked out by subtraction. If
    all of a group gave one answer, its figure says what each of them said: no size can hide that.

    Beside it stands what the plan answers itself, of what the assessment is about: computed, and asked of nobody.

    Exit codes: 0 shown; 2 misuse; 3 there is no assessment with answers.
    """
    from alignctl.cli.assess_report import as_data, lines_of
    from alignctl.cli.words import words_in_force
    from alignctl.lint.questionnaires import read_questionnaires
    from alignctl.plan.answers import sum_up
    from alignctl.plan.evidence import find_evidence

    opened = open_for_answers(ctx)
    if opened is None:
        return EXIT_NOTHING
    chosen = _choose(opened, item_id)
    if not chosen:
        click.echo(_nothing(opened, item_id), err=True)
        return EXIT_NOTHING
    questionnaires, words = read_questionnaires(), words_in_force(opened)
    found = [
        (
            sum_up(opened.plan, assessment, questionnaires, words, smallest),
            find_evidence(opened.plan, opened.today.day, assessment),
        )
        for assessment in chosen
    ]
    if form == "json":
        print_json(opened, {"smallest": smallest, "assessments": [as_data(*pair) for pair in found]})
        return EXIT_CLEAN
    drafts = [clean(each.id) for each in opened.plan.assessments if each.is_draft and each.responses]
    if item_id is None and drafts:
        click.echo(f"left out: drafts with answers ({', '.join(drafts)}); name one to see it", err=True)
    terminal = open_terminal()
    for number, pair in enumerate(found):
        if number:
            terminal.print()
        for line in lines_of(opened, terminal, *pair):
            terminal.print(line)
    return EXIT_CLEAN


def _nothing(opened: Opened, item_id: str | None) -> str:
    """Why there is nothing to report, and what to do."""
    drafts = [clean(each.id) for each in opened.plan.assessments if each.is_draft and each.responses]
    if item_id is None and drafts:
        return f'only drafts hold answers ({", ".join(drafts)}); name one, or write "status: active" in it'
    held = f'"{clean(item_id)}" holds no answers' if item_id is not None else "no assessment holds answers"
    return (
        f'{held}; "alignctl assess import FILE --to {clean(item_id) if item_id is not None else "ID"}" takes them over'
    )


def _choose(opened: Opened, item_id: str | None) -> tuple[Assessment, ...]:
    """The assessment that was named, else the latest rounds with answers, by date. Raises click.UsageError."""
    from datetime import date

    from alignctl.plan.items import Assessment
    from alignctl.plan.questionnaires import latest_rounds

    if item_id is None:
        latest = latest_rounds(a for a in opened.plan.assessments if a.responses)
        return tuple(sorted(latest, key=lambda entry: (entry.date or date.min, entry.id)))
    item = choose_item(opened, item_id)
    if not isinstance(item, Assessment):
        raise click.UsageError(f'"{item_id}" is of kind {item.kind}; "alignctl list assessment" shows the assessments')
    return (item,) if item.responses else ()
