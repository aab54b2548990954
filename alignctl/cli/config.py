"""`alignctl config`: what is in force, and where each value came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import click

from alignctl.cli.opening import open_config, plan_options, settle_today


@click.command("config")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@plan_options
@click.pass_context
def command(ctx: click.Context, form: str) -> int:
    """Print the settings in force, and where each came from: the configuration file, or the default."""
    config = open_config(ctx)
    today = settle_today(ctx, config)
    origin = config.file.name if config.file else "default"
    values: dict[str, dict[str, Any]] = {}
    for name in (setting.name for setting in fields(config)):
        if name not in ("root", "file", "given"):
            came_from = origin if name in config.given else "default"
            values[name] = {"value": _plain(getattr(config, name)), "from": came_from}
    values["today"] = {"value": today.day.isoformat(), "from": today.said_by}
    if form == "json":
        file = str(config.file) if config.file else None
        click.echo(json.dumps({"version": 1, "file": file, "settings": values}, ensure_ascii=False, indent=2))
        return 0
    click.echo(f"# {config.file}" if config.file else "# no configuration found; defaults are in force")
    width = max(map(len, values))
    for name, entry in values.items():
        shown = json.dumps(entry["value"], ensure_ascii=False)
        click.echo(f"{name:<{width}}  {shown}  ({entry['from']})")
    return 0


def _plain(value: Any) -> Any:
    """A setting as JSON has it."""
    if isinstance(value, Enum):
        return value.name.lower()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(entry) for entry in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Path):
        return value.as_posix()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
