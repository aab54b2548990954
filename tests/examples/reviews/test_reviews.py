"""The worked reviews: their histories are built anew, and what a reviewer is shown is what the guide tells."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples" / "reviews"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/history.yaml"))
VERDICTS = {
    "lowered-target": [("as-proposed", "blocked", ["CHG001"]), ("owned-up", "look", ["CHG001"])],
    "rewritten-bet": [("as-proposed", "blocked", ["CHG005"]), ("decided-as-made", "safe", [])],
    "reorganisation": [("as-proposed", "safe", [])],
}


@pytest.fixture(scope="module")
def record() -> ModuleType:
    spec = importlib.util.spec_from_file_location("review_examples", EXAMPLES / "record.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_a_reviewer_is_shown_what_is_recorded(name: str, record: ModuleType, tmp_path: Path) -> None:
    page = record.PAGE.read_text("utf-8")
    shown = list(record.show(name, tmp_path / name))
    assert [s.review for s in shown] == [review for review, _, _ in VERDICTS[name]]
    for s in shown:
        assert s.session == (EXAMPLES / name / "expected" / f"{s.review}.txt").read_text("utf-8")
        assert s.comment == (EXAMPLES / name / "expected" / f"{s.review}.md").read_text("utf-8")
        assert f"<!-- session: {name}/{s.review} -->\n```console\n{s.session}```\n" in page


@pytest.mark.parametrize("name", NAMES)
def test_the_history_says_what_the_guide_says(name: str, record: ModuleType, tmp_path: Path, run_alignctl: Any) -> None:
    """The verdicts, and that nothing else is wrong with these plans that would take eyes off the point."""
    folder = tmp_path / name
    found = []
    for step in record.build(name, folder):
        checked = run_alignctl("check", "--today", step.day, cwd=folder)
        assert checked.returncode == 0, checked.stdout
        if step.review is not None:
            told = run_alignctl("diff", "--today", step.day, "--format", "json", cwd=folder)
            document = json.loads(told.stdout)
            found.append((step.review, document["verdict"], [f["code"] for f in document["findings"]]))
    assert found == VERDICTS[name]


def test_a_person_can_build_one(tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLES / "build.py")]
    target = tmp_path / "built"
    made = subprocess.run([*command, "reorganisation", str(target)], capture_output=True, text=True, check=True)
    assert "2026-07-14  one-file-per-area" in made.stdout
    log = subprocess.run(
        ["git", "log", "--format=%as %an %s"], cwd=target, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert log[0] == "2026-07-14 Callum Reid One file per area, readings in tables, a typing error"
    assert len(log) == 3
    again = subprocess.run([*command, "reorganisation", str(target)], capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_every_example_stands_in_the_guide_and_in_its_readme() -> None:
    page = (ROOT / "site" / "worked-reviews.md").read_text("utf-8")
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert sorted(VERDICTS) == NAMES
    for name in NAMES:
        assert f"<!-- session: {name}/" in page
        assert f"[{name}]({name}/)" in readme
