"""What is found about every small change to the plans that rows begin with: `neighbours/`, a file for each of `rows/`.

A line is `item change → CODE severity item field; …`; a change that is not there is innocent. Changes are made to the
plan as it stands, and to each item of it in every other state (`item status=decided, then …`). At the end stands every
sentence that came up.

    python tests/change/neighbours.py      writes the files anew; read the difference before you keep it
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.change.neighbours import FOLDER, neighbours_of

ROWS = sorted(FOLDER.with_name("rows").glob("*.yaml"))


@pytest.mark.parametrize("rows", ROWS, ids=lambda path: path.stem)
def test_small_changes_are_judged_as_recorded(rows: Path, tmp_path: Path) -> None:
    expected = (FOLDER / f"{rows.stem}.txt").read_text("utf-8").splitlines()
    assert neighbours_of(rows, tmp_path) == expected
