"""The pages of reference that are made from the program say what it is now, and say all of it."""

from __future__ import annotations

import pytest

from alignctl.cli.main import COMMANDS
from alignctl.load.schema import bundle
from tests.reference import PAGES, SITE


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_program_says(name: str) -> None:
    assert (SITE / name).read_text("utf-8") == PAGES[name](), "run: python -m tests.reference"


def test_every_command_and_every_setting_is_there() -> None:
    commands, settings = PAGES["commands.md"](), PAGES["settings.md"]()
    assert [name for name in COMMANDS if f"\n## alignctl {name}\n" not in commands] == []
    assert [name for name in bundle("config")["properties"] if f"\n| `{name}` |" not in settings] == []
