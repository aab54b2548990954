"""What tests of changes share: two plans from text, compared and judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from alignctl.change.revision import Snapshot, load_by, present
from alignctl.config import Config, find_config
from alignctl.gate import Verdict, judge_change

TODAY = date(2026, 6, 30)

Files = Mapping[str, str]


def snapshot(root: Path, files: Files, name: str) -> Snapshot:
    """The plan that some files make; paths are relative to the root, and its configuration is among them."""
    root.mkdir(parents=True, exist_ok=True)
    (root / ".git").mkdir(exist_ok=True)  # nothing above is looked at
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    config: Config = find_config(root)
    return present(load_by(config), config, name)


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Files, str], Snapshot]:
    """A function that gives the plan that some files make, as `snapshot` does.

    The rows are gone through many times; what was read is never changed, so it is read once for each name.
    """
    read: dict[tuple[str, frozenset[tuple[str, str]]], Snapshot] = {}

    def give(files: Files, name: str) -> Snapshot:
        key = name, frozenset(files.items())
        if key not in read:
            read[key] = snapshot(tmp_path_factory.mktemp("plan"), files, name)
        return read[key]

    return give


@pytest.fixture
def judge(read_once: Callable[[Files, str], Snapshot]) -> Callable[..., Verdict]:
    """A function that judges the change from some files to others."""

    def run(before: Files, after: Files, today: date = TODAY) -> Verdict:
        return judge_change(read_once(before, "before"), read_once(after, "after"), today)

    return run
