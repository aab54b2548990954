"""`alignctl schema`: the schemas, for an editor without network or for another program."""

from __future__ import annotations

import json
from pathlib import Path

import click

from alignctl.plan.items import KINDS
from alignctl.plan.nearest import nearest


@click.command("schema")
@click.argument("name", default="plan", metavar="[NAME]")
@click.option("--write", "folder", metavar="DIR", help="Leave all schemas in this folder.")
def command(name: str, folder: str | None) -> int:
    """Print a schema, or leave them all in a folder for editors.

    NAME is a kind, 'plan' (any document; the default), 'report' (what 'check --format json' prints), 'diff' (what
    'diff --format json' prints), 'log' (what 'log --format json' prints), 'plan-json' (plan.json on the
    site) or 'config' (alignctl.yaml). Each schema stands alone: it refers to nothing outside itself.
    """
    from alignctl.edit.files import write_whole
    from alignctl.load.schema import bundle

    names = ("plan", *KINDS, "report", "diff", "log", "plan-json", "config")
    if folder is None:
        if name not in names:
            close = nearest(name, names)
            hint = f'did you mean "{close}"?' if close else f"schemas: {', '.join(names)}"
            raise click.UsageError(f'there is no schema "{name}"; {hint}')
        click.echo(json.dumps(bundle(name), indent=2, ensure_ascii=False))
        return 0
    target = Path(folder)
    try:
        for each in names:
            text = json.dumps(bundle(each), indent=2, ensure_ascii=False) + "\n"
            write_whole(target / f"{each}.schema.json", text.encode())
    except OSError as error:
        raise click.UsageError(f'the schemas cannot be written to "{folder}": {error.strerror}') from error
    click.echo(f"wrote {len(names)} schemas to {target}")
    return 0
