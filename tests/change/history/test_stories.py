"""The life of plans in real repositories: what `log` and `--at` say, held against what is written beside each story.

To write the expected outputs anew after a change that was meant: `ALIGNCTL_WRITE=1 pytest tests/change/history`, then
read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.change.history.stories import STORIES, tell, transcript
from tests.conftest import Run


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_story_is_told_as_expected(story: Path, tmp_path: Path, run_alignctl: Run) -> None:
    told = tell(story, tmp_path / "repo")
    expected = (story / "expected.txt").read_text("utf-8")
    commands = [line[2:] for line in expected.splitlines() if line.startswith("$ ")]
    assert commands
    seen = transcript(told, run_alignctl, commands)
    if os.environ.get("ALIGNCTL_WRITE"):
        (story / "expected.txt").write_text(seen, "utf-8")
    assert seen == expected
