"""`alignctl init`: a small working plan repository to begin with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("--name", metavar="TEXT", help="What the plan is called. Default: the folder's name.")
def command(folder: str, name: str | None) -> int:
    """Make a small working plan repository in DIR (default: here).

    It holds a plan that teaches by example, the settings, a site, editor support, and a workflow that checks every
    pull request. A file that is there already is left alone.
    """
    from alignctl.cli.opening import read_clock
    from alignctl.edit.files import FileExists, write_new
    from alignctl.edit.starter import starter_files
    from alignctl.load.schema import bundle
    from alignctl.plan.items import KINDS

    root = Path(folder)
    title = name or re.sub(r"[-_]+", " ", root.resolve().name).strip().capitalize() or "Our plan"
    if not title.isprintable():
        raise click.UsageError("the name of the plan must be one line of text; --name TEXT gives one")
    files = dict(starter_files(title, read_clock().day))
    for each in ("plan", *KINDS, "config"):
        files[f".alignctl/schemas/{each}.schema.json"] = json.dumps(bundle(each), indent=2, ensure_ascii=False) + "\n"
    if root.exists() and not root.is_dir():
        raise click.UsageError(f'"{folder}" is a file, not a folder')
    kept = []
    for relative, text in sorted(files.items()):
        try:
            write_new(root / relative, text)
        except FileExists:
            kept.append(relative)
        except OSError as error:
            raise click.UsageError(f'"{root / relative}" cannot be written: {error.strerror}') from error
    click.echo(f"wrote {len(files) - len(kept)} files to {root.resolve()}")
    for relative in kept:
        click.echo(f"left alone, it is there already: {relative}")
    step = "" if root.resolve() == Path.cwd() else f"cd {folder} && "
    click.echo(f"next: {step}alignctl check && alignctl site serve")
    return 0
