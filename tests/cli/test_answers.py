"""`trace`, `list`, `show` and `status` on a small plan: expected output lies in `answers/expected`, a file a case.

After a change that is meant, `python -m tests.cli.test_answers` writes these files anew; read them before they go in.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

HERE = Path(__file__).resolve().parent / "answers"
SHOP = HERE / "shop"
CASES = dict(line.split(": ", 1) for line in (HERE / "cases.txt").read_text("utf-8").splitlines())
NOTICE = '1 document has errors; "alignctl check" says what is wrong\n'


def expected(name: str) -> Path:
    return HERE / "expected" / (name if name.endswith(".json") else f"{name}.txt")


@pytest.mark.parametrize("name", sorted(CASES))
def test_output_is_as_expected(name: str, run_alignctl: Run) -> None:
    result = run_alignctl(*CASES[name].split(" "), cwd=SHOP)
    assert (result.returncode, result.stderr) == (0, NOTICE)
    assert result.stdout == expected(name).read_text("utf-8")


def test_no_expected_output_is_left_over() -> None:
    assert {path.name for path in (HERE / "expected").iterdir()} == {expected(name).name for name in CASES}


if __name__ == "__main__":
    for case, words in CASES.items():
        command = [sys.executable, "-m", "alignctl", *words.split(" ")]
        done = subprocess.run(command, cwd=SHOP, env={**os.environ, "COLUMNS": "80"}, capture_output=True, check=False)
        expected(case).write_bytes(done.stdout)
