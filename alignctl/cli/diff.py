"""`alignctl diff`: what a change does to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alignctl import __version__
from alignctl.cli.main import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING
from alignctl.cli.opening import open_config, plan_options, settle_today
from alignctl.cli.output import paint_for, write_report
from alignctl.config import ConfigError
from alignctl.diagnostics import Severity
from alignctl.garbage import collection_paused

if TYPE_CHECKING:
    from alignctl.change.review import Review
    from alignctl.cli.sides import Sides
    from alignctl.gate import Verdict

SEVERITIES = ("error", "warning", "advice")
FORMATS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option(
    "--staged", is_flag=True, help="Compare what is staged for the next commit; with HEAD, if no BASE is named."
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="markdown is for a comment on a pull request, json for programs.",
)
@click.option("-o", "--output", metavar="FILE", default="-", help="Where the report goes; '-' is standard output.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="The least severity that fails. Default: error.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@plan_options
@click.pass_context
def command(
    ctx: click.Context,
    base: str | None,
    head: str | None,
    staged: bool,
    form: str,
    output: str,
    fail_on: str | None,
    color: str,
) -> int:
    """Say what a change does to the plan: what gets easier, harder or later, what comes loose, what was decided.

    Two plans are compared, never two texts. BASE is a revision or a folder; by default, where this work parted from its
    upstream or main branch. HEAD is the same, or by default the working tree. BASE..HEAD and BASE...HEAD work as in
    git.

    The change is judged by the configuration, baseline and suppressions of BASE.

    Exit codes: 0 safe, or no change; 1 findings at or above --fail-on; 2 misuse; 3 no plan on either side.
    """
    from alignctl.cli.sides import open_sides

    config = open_config(ctx)
    sides = open_sides(ctx, config, base, head, staged)
    if sides.base.is_empty and sides.head.is_empty:
        click.echo(
            f"nothing to compare: there is no plan in {sides.base.name}, and none in {sides.head.name}", err=True
        )
        return EXIT_NOTHING
    from alignctl.gate import judge_change, policy_before

    policy = policy_before(sides.base, sides.head)
    today = settle_today(ctx, policy)
    try:
        with collection_paused():
            verdict = judge_change(sides.base, sides.head, today.day, find_moves=sides.find_moves)
    except ConfigError as error:
        raise click.UsageError(f"{error}") from error
    failing = Severity[fail_on.upper()] if fail_on else policy.fail_on
    text = _render(verdict, sides, failing, str(today), form, color if output == "-" else "never")
    if output == "-":
        click.echo(text, nl=False, color=True)
    else:
        write_report(output, text)
    return EXIT_FINDINGS if any(d.severity >= failing for d in verdict.findings) else EXIT_CLEAN


def _render(verdict: Verdict, sides: Sides, failing: Severity, as_of: str, form: str, color: str) -> str:
    from alignctl.change.review import make_review

    review: Review = make_review(verdict.comparison, verdict.findings, verdict.set_aside, failing, as_of, _notes(sides))
    if form == "json":
        from alignctl.report.review_json import report_review_json

        return report_review_json(review, __version__)
    if form == "markdown":
        from alignctl.draw.change import draw_change
        from alignctl.report.review_markdown import report_review_markdown
        from alignctl.views.touched import view_touched

        touched = view_touched(verdict.comparison)
        return report_review_markdown(review, draw_change(touched), touched.left_out)
    from alignctl.report.review_text import report_review_text

    return report_review_text(review, paint_for(color))


def _notes(sides: Sides) -> tuple[str, ...]:
    notes = []
    if sides.base.config_error is not None:
        notes.append(
            f"the configuration of {sides.base.name} cannot be read ({sides.base.config_error}); the newer one judges"
        )
    if sides.base.is_empty:
        notes.append(f"there is no plan in {sides.base.name}, so everything is new")
    if sides.head.is_empty:
        notes.append(f"there is no plan in {sides.head.name} any more")
    return tuple(notes)
