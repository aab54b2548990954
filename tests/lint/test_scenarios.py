"""Rules on whole plans: a folder a scenario, `plans/` beside `expected.txt`.

`expected.txt` begins with comments (`#`) that say what the scenario proves, then `rules:` with the codes (or beginnings
of codes) that are looked at; then all their findings, one a line, in the order of the report; then, for each rule that
could not judge something, `not judged: CODE id id`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Expected:
    """What an `expected.txt` says."""

    codes: tuple[str, ...]
    lines: tuple[str, ...]


def read_expected(path: Path) -> Expected:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    head, *rest = lines
    assert head.startswith("rules: ")
    return Expected(tuple(head.removeprefix("rules: ").split()), tuple(rest))


@pytest.mark.parametrize("folder", sorted(SCENARIOS.iterdir()), ids=lambda folder: folder.name)
def test_scenario_gives_exactly_the_expected(folder: Path, check_root: Callable[..., Any]) -> None:
    expected = read_expected(folder / "expected.txt")
    checked = check_root(folder)
    assert [*checked.lines(*expected.codes), *checked.not_judged(*expected.codes)] == list(expected.lines)
