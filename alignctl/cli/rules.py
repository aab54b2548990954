"""`alignctl rules`: every rule, whether it is in force, how much it weighs, and whether it can be mended."""

from __future__ import annotations

import json

import click

from alignctl.cli.opening import open_config, plan_options, rules_here


@click.command("rules")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--profile", type=click.Choice(["starter", "standard", "strict"]), help="Default: configuration.")
@plan_options
@click.pass_context
def command(ctx: click.Context, form: str, profile: str | None) -> int:
    """List every rule: code, name, how much it weighs here, from which profile on it is in force, how it is mended.

    A rule that is not in force in this plan is marked with '-'. 'fix: safe' says that 'check --fix' mends findings of
    this rule, 'fix: unsafe' that 'check --unsafe-fixes' does. 'alignctl explain CODE' shows the page of a rule.
    """
    from alignctl.lint.policy import UnknownRule, select_rules, severities_by_code

    config = open_config(ctx)
    known = rules_here(config)
    try:
        chosen = select_rules(known, profile or config.profile, config.select, config.ignore)
        severities = severities_by_code(known, config.severity)
    except UnknownRule as error:
        raise click.UsageError(f"{error}") from error
    in_force = {rule.code for rule in chosen}
    rows = [
        {
            "code": rule.code,
            "name": rule.name,
            "summary": rule.summary,
            "severity": severities.get(rule.code, rule.severity).label,
            "default_severity": rule.severity.label,
            "profile": rule.profile,
            "fixable": list(rule.fixes),
            "in_force": rule.code in in_force,
            "options": {name: list(v) if isinstance(v, tuple) else v for name, v in rule.options.items()},
        }
        for rule in known
    ]
    if form == "json":
        click.echo(json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2))
        return 0
    width = max(len(rule.name) for rule in known)
    for rule, row in zip(known, rows, strict=True):
        mark = " " if rule.code in in_force else "-"
        fix = f"  fix: {', '.join(rule.fixes)}" if rule.fixes else ""
        click.echo(f"{mark} {rule.code}  {rule.name:<{width}}  {row['severity']:<7}  {rule.profile:<8}{fix}".rstrip())
    click.echo(
        f"\n{len(in_force)} of {len(rows)} rules in force; a safe fix is made by --fix, others by --unsafe-fixes"
    )
    return 0
