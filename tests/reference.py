"""Writes the pages of reference that are made from the program itself: commands, settings, formats.

`python -m tests.reference` writes them anew; `tests/test_reference.py` says when that is due.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from alignctl.cli.main import COMMANDS, EXIT_BUG, alignctl
from alignctl.load.schema import bundle

SITE = Path(__file__).resolve().parent.parent / "site"
_GENERAL = {"--help", "--config", "--today", "--no-cache"}
_SCHEMAS = ("plan", "report", "diff", "log", "plan-json", "config")


def commands_page() -> str:
    """Every command with its arguments, options and exit codes, as its own help says them."""
    lines = [
        "# Commands",
        "",
        "Made from what each command says with `--help`. Every command takes that; those that open a plan also take",
        "`--config FILE` (use this, not the `alignctl.yaml` found upward from here), `--today DAY` (judge as",
        "of this day) and `--no-cache` (read every file anew, and keep nothing for the next run).",
        "",
        f"Exit codes of all commands: `0` done, `2` misuse or broken configuration, `{EXIT_BUG}` a fault of alignctl,",
        "with a report in a file. Others are named with the command.",
        "",
    ]
    for path, command in _walk():
        lines += _command(path, command)
    return "\n".join(lines).rstrip() + "\n"


def _walk() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(alignctl, info_name="alignctl")
    for name in sorted(COMMANDS):
        command = alignctl.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            below = click.Context(command, info_name=name, parent=context)
            for each in command.list_commands(below):
                part = command.get_command(below, each)
                assert part is not None
                yield f"{name} {each}", part


def _command(path: str, command: click.Command) -> Iterator[str]:
    words = path.split()
    yield f"{'#' * (len(words) + 1)} alignctl {path}"
    yield ""
    if not isinstance(command, click.Group):
        context = click.Context(command, info_name=words[-1])
        usage = " ".join(["alignctl", path, *command.collect_usage_pieces(context)])
        yield from ("```text", usage, "```", "")
    for block in re.split(r"\n\s*\n", _help(command)):
        if block.startswith("\b"):
            yield from ("```text", *(line.rstrip() for line in block.strip("\b\n").splitlines()), "```", "")
        else:
            yield from (_text(block), "")
    rows = [row for parameter in command.params if (row := _option(parameter))]
    if rows:
        yield from ("| option | meaning |", "| --- | --- |", *rows, "")


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").split("\f")[0]


def _option(parameter: click.Parameter) -> str:
    if not isinstance(parameter, click.Option) or parameter.hidden or _GENERAL & set(parameter.opts):
        return ""
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    words = isinstance(parameter.type, click.Choice)
    taken = "" if parameter.is_flag else " WORD" if words else f" {parameter.metavar or parameter.type.name.upper()}"
    said = [_cell(parameter.help or "")]
    if words:
        assert isinstance(parameter.type, click.Choice)
        said.append("One of: " + ", ".join(f"`{each}`" for each in parameter.type.choices) + ".")
    if parameter.show_default and parameter.default is not None:
        said.append(f"Default: `{parameter.default}`.")
    return f"| `{names}{taken}` | {' '.join(part for part in said if part)} |"


def settings_page() -> str:
    """Every setting of alignctl.yaml, as its schema describes it."""
    schema = bundle("config")
    lines = [
        "# Settings",
        "",
        "What may stand in `alignctl.yaml` (or under `[tool.alignctl]` in `pyproject.toml`). Made from its schema,",
        "which `alignctl schema config` prints; `alignctl config` says what is in force, and where it came from.",
        "",
        "| setting | meaning |",
        "| --- | --- |",
        *_settings(schema["properties"], ""),
        "",
        "An example of each that is more than a word:",
        "",
    ]
    for name, value in schema["properties"].items():
        for example in value.get("examples", [])[:1]:
            if isinstance(example, dict | list):
                lines += ["```yaml", *_yaml({name: example}), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _settings(properties: dict[str, Any], above: str) -> Iterator[str]:
    for name, value in properties.items():
        kinds = value.get("type", [])
        kind = " or ".join([kinds] if isinstance(kinds, str) else kinds)
        if "enum" in value:
            kind = ", ".join(f"`{each}`" for each in value["enum"])
        default = f" Default: `{json.dumps(value['default'])}`." if "default" in value else ""
        said = _cell(value.get("description", ""))
        if "$ref" not in value and not (above == "words." and name != "languages" and said in _repeated(properties)):
            yield f"| `{above}{name}` | {said} Is: {kind}.{default} |"
        if not above:
            yield from _settings(value.get("properties", {}), f"{name}.")


def _repeated(properties: dict[str, Any]) -> set[str]:
    """What many settings beside each other say alike; the page of word lists has them."""
    said = [_cell(value.get("description", "")) for value in properties.values()]
    return {each for each in said if said.count(each) > 3}


def _yaml(value: Any) -> list[str]:
    import yaml

    return str(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)).rstrip().splitlines()


def formats_page() -> str:
    """What comes out of commands in a form for programs, and the schemas of that."""
    lines = [
        "# Formats",
        "",
        "What alignctl writes for programs. Made from the commands and the schemas themselves.",
        "",
        "## Of commands",
        "",
        "| command | `--format` |",
        "| --- | --- |",
    ]
    for path, command in _walk():
        for parameter in command.params:
            if "--format" in parameter.opts and isinstance(parameter.type, click.Choice):
                lines.append(f"| `alignctl {path}` | {', '.join(f'`{each}`' for each in parameter.type.choices)} |")
    lines += [
        "",
        "## Schemas",
        "",
        "Each stands alone and refers to nothing outside itself. `alignctl schema NAME` prints one, and",
        "`alignctl schema --write DIR` leaves all of them in a folder. A form has a version, which grows when a field",
        "goes or changes its meaning; new fields alone do not raise it.",
        "",
        "| `alignctl schema` | title | what it describes |",
        "| --- | --- | --- |",
    ]
    for name in _SCHEMAS:
        schema = bundle(name)
        lines.append(f"| `{name}` | {_cell(schema['title'])} | {_cell(schema['description'])} |")
    lines += [
        "",
        "## On the site",
        "",
        "| file | holds |",
        "| --- | --- |",
        "| `plan.json` | Every item with its fields, how it is doing, and what was found. |",
        "| `plan.schema.json` | The schema of that. |",
        "| `feed.xml` | What changed, as an Atom feed (RFC 4287); only where git tells of it. |",
        "| `sitemap.xml` | All pages, for search engines; addresses need `site_url` in `mkdocs.yml`. |",
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Help as Markdown: on one line, nothing in it taken for a sign of Markdown or HTML."""
    return re.sub(r"([*_<\[\]])", r"\\\1", " ".join(text.split()))


PAGES = {"commands.md": commands_page, "settings.md": settings_page, "formats.md": formats_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (SITE / name).write_text(page(), "utf-8")
