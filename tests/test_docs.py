"""What the documents say is there: files that they link to, and commands and options that they show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from alignctl.cli.main import COMMANDS, LazyGroup, alignctl

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "site").rglob("*.md")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    made = (
        "rules/",
        "index.md",
        "changes",
        "learning-ledger",
        "views",
        "strategies",
        "outcomes",
        "kpis",
        "hypotheses",
        "teams",
        "findings",
    )
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        generated = path.is_relative_to(ROOT / "site") and target.lstrip("./").startswith(made)
        if "://" not in target and not generated:
            assert (path.parent / target).exists(), target


def shown_commands() -> list[tuple[str, list[str]]]:
    """Every `alignctl …` in code of the documents: the document, and the words up to the end of the command."""
    found = []
    for path in DOCUMENTS:
        for code in re.findall(r"`([^`\n]+)`|^\$ (.+)$", path.read_text("utf-8"), flags=re.MULTILINE):
            words = (code[0] or code[1]).split("#")[0].split()
            if words[:1] == ["alignctl"] and len(words) > 1:
                found.append((str(path.relative_to(ROOT)), words[1:]))
    return found


@pytest.mark.parametrize(("where", "words"), shown_commands())
def test_commands_and_options_that_are_shown_exist(where: str, words: list[str]) -> None:
    name = words[0]
    if name in ("--version", "--help"):
        return
    assert name in COMMANDS, where
    context = click.Context(alignctl)
    assert isinstance(alignctl, LazyGroup)
    command = alignctl.get_command(context, name)
    assert command is not None
    commands = [command]
    if isinstance(command, click.Group):
        commands += [sub for each in command.list_commands(context) if (sub := command.get_command(context, each))]
    options = [parameter for each in commands for parameter in each.params]
    known = {flag for option in options for flag in (*option.opts, *option.secondary_opts)}
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            assert word.split("=")[0] in known | {"--help"}, f"{where}: {' '.join(words)}"


def test_the_help_names_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "alignctl", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert all(f"\n  {name} " in shown for name in COMMANDS)
