"""`alignctl rules`: every rule, whether it is in force, and how much it weighs."""

from __future__ import annotations

import json

import click

from alignctl.cli.opening import open_config, plan_options, rules_here


@click.command("rules")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--profile", type=click.Choice(["starter", "standard", "strict"]), help="Default: configuration.")
@plan_options
@click.pass_context
def command(ctx: click.Context, form: str, profile: str | None) -> int:
    """List every rule: its code and name, how much it weighs here, and from which profile on it is in force.

    A rule that is not in force in this plan is marked with '-'. 'alignctl explain CODE' shows the page of a rule.
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
            "in_force": rule.code in in_force,
            "options": {name: list(v) if isinstance(v, tuple) else v for name, v in rule.options.items()},
        }
        for rule in known
    ]
    if form == "json":
        click.echo(json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2))
        return 0
    width = max(len(str(row["name"])) for row in rows)
    for row in rows:
        mark = " " if row["in_force"] else "-"
        click.echo(f"{mark} {row['code']}  {row['name']:<{width}}  {row['severity']:<7}  {row['profile']:<8}")
    click.echo(f"\n{len(in_force)} of {len(rows)} rules in force")
    return 0
