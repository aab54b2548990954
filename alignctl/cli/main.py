"""The command `alignctl`: finds the command asked for, imports it only then, and turns failures into exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from alignctl import __version__
from alignctl.garbage import collection_paused

EXIT_CLEAN, EXIT_FINDINGS, EXIT_MISUSE, EXIT_NOTHING, EXIT_BUG = 0, 1, 2, 3, 70
"""0 clean; 1 findings at or above --fail-on; 2 misuse or broken configuration; 3 nothing to do; 70 our own bug."""

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("alignctl.cli.init", "Make a small working plan repository."),
    "new": ("alignctl.cli.new", "Add an item from a template."),
    "check": ("alignctl.cli.check", "Check the plan and say what is wrong, where, and what to type instead."),
    "hypothesis": ("alignctl.cli.hypothesis", "Word a bet, start it, decide it, and see it beside its rivals."),
    "checkin": ("alignctl.cli.checkin", "Write down what was measured, or how an outcome looks."),
    "readings": ("alignctl.cli.readings", "Take readings over from the tables of other programs."),
    "assess": ("alignctl.cli.assess", "Ask people, and put their answers beside what the plan says."),
    "export": ("alignctl.cli.export", "Write the whole plan as an XLSX workbook."),
    "import": ("alignctl.cli.import_", "Take back what was changed in such a workbook."),
    "rename": ("alignctl.cli.rename", "Give an item another id, everywhere."),
    "retire": ("alignctl.cli.retire", "Mark an item as over, and say what points to it."),
    "agree": ("alignctl.cli.agree", "Write down what a team answered when an item was put to it."),
    "format": ("alignctl.cli.format", "Put the fields of plan files in order, and tidy their layout."),
    "diff": ("alignctl.cli.diff", "Say what a change does to the plan, and whether it is safe to merge."),
    "codeowners": ("alignctl.cli.codeowners", "Let the forge ask the teams that a change concerns."),
    "log": ("alignctl.cli.log", "Tell the life of the plan, or of an item, from git."),
    "trace": ("alignctl.cli.trace", "Show what an item leads to, and what leads to it."),
    "list": ("alignctl.cli.list", "List items."),
    "show": ("alignctl.cli.show", "Show one item."),
    "status": ("alignctl.cli.status", "Say how the measures are doing."),
    "team": ("alignctl.cli.team", "Say what a team works on, and how that contributes."),
    "similar": ("alignctl.cli.similar", "Find hypotheses like this one, and what came of them."),
    "due": ("alignctl.cli.due", "List what is due or late, and who is to act."),
    "report": ("alignctl.cli.report", "Write the review pack of a period, for a meeting."),
    "render": ("alignctl.cli.render", "Draw the plan."),
    "site": ("alignctl.cli.site", "Build, serve or write out the site."),
    "rules": ("alignctl.cli.rules", "List the rules, and which are in force."),
    "explain": ("alignctl.cli.explain", "Explain a rule: what it finds, why it matters, what to write instead."),
    "config": ("alignctl.cli.config", "Print the settings in force, and where each came from."),
    "completion": ("alignctl.cli.completion", "Print the script that lets a shell complete commands and ids."),
    "schema": ("alignctl.cli.schema", "Print the schemas, or leave them for an editor."),
}
"""Each command: the module that holds it (as `command`), and its line in the help."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with collection_paused():
            command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from alignctl.plan.nearest import nearest

            close = nearest(args[0], COMMANDS)
            hint = f'; did you mean "{close}"?' if close else '; "alignctl --help" lists the commands'
            ctx.fail(f'there is no command "{args[0]}"{hint}')
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="alignctl")
def alignctl() -> None:
    """Keep plans as text in git: check them, draw them, publish them."""


def run() -> None:
    """Entry point. Exits with one of the codes above; no traceback reaches the user."""
    if hasattr(sys.stdout, "reconfigure"):
        # A plan may hold any character; a terminal or pipe with a narrow encoding must not end the run.
        sys.stdout.reconfigure(errors="backslashreplace")
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        result = alignctl.main(prog_name="alignctl", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        _leave(130)
    except click.ClickException as error:
        error.show()
        _leave(EXIT_MISUSE)
    except BrokenPipeError:
        # The reader of our output went away (`alignctl list | head`): not an error of anyone's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _leave(EXIT_CLEAN)
    except Exception as error:
        _leave(_report_bug(error))
    else:
        _leave(result if isinstance(result, int) else EXIT_CLEAN)


def _leave(code: int) -> Any:
    sys.exit(code)


def _report_bug(error: Exception) -> int:
    from alignctl.cli.bug import write_report

    click.echo(write_report(error, sys.argv[1:]), err=True)
    return EXIT_BUG
