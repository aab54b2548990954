"""`alignctl explain RULE`: the page of a rule, in the terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from alignctl.cli.opening import complete_rules, open_config, plan_options, rules_here
from alignctl.plan.nearest import nearest
from alignctl.report.source import printable

if TYPE_CHECKING:
    from alignctl.lint.rule import Rule


@click.command("explain")
@click.argument("name", metavar="RULE", shell_complete=complete_rules)
@plan_options
@click.pass_context
def command(ctx: click.Context, name: str) -> int:
    """Explain a rule: what it finds, why it matters, an example, and what to write instead.

    RULE is a code (LOS001) or a name (unlinked-outcome).
    """
    from alignctl.lint.pages import explain_rule
    from alignctl.lint.rules import RULES

    rules = RULES
    rule = _find(RULES, name)
    if rule is None:
        # The rules of the configuration come second, so that ours can be explained where it is broken.
        rules = rules_here(open_config(ctx))
        rule = _find(rules, name)
    if rule is None:
        close = nearest(name.upper(), [r.code for r in rules]) or nearest(name.lower(), [r.name for r in rules])
        hint = f'did you mean "{close}"?' if close else '"alignctl rules" lists them all'
        raise click.UsageError(f'there is no rule "{name}"; {hint}')
    shown = for_terminal(explain_rule(rule))
    about = f"{rule.severity.label}; in force from profile {rule.profile} on"
    shown = shown.replace("\n", f"\n{about}\n", 1)
    if sys.stdout.isatty():
        click.echo_via_pager(shown)
    else:
        click.echo(click.unstyle(shown), nl=False)
    return 0


def _find(rules: tuple[Rule, ...], name: str) -> Rule | None:
    return next((rule for rule in rules if name.upper() == rule.code or name.lower() == rule.name), None)


def for_terminal(text: str) -> str:
    """Markdown as text: headings in bold, code indented, marks of Markdown gone.

    The page of a rule that the configuration declares is no text of ours, so what steers a terminal is written out.
    """
    lines = []
    in_code = False
    for line in map(printable, text.splitlines()):
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            lines.append(click.style(f"    {line}" if line else "", fg="cyan") if line else "")
        elif line.startswith("#"):
            lines.append(click.style(line.lstrip("# "), bold=True))
        elif not line.startswith("<!--"):
            lines.append(re.sub(r"`([^`]*)`|\*\*([^*]*)\*\*", lambda m: m[1] or m[2] or "", line))
    return "\n".join(lines) + "\n"
