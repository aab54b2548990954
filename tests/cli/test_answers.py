"""`trace`, `list`, `show` and `status` on a small plan: expected output lies in `answers/expected`, a file a case.

After a change that is meant, `python tests/cli/test_answers.py` writes these files anew; read them before they go in.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent / "answers"
SHOP = HERE / "shop"
CASES = dict(line.split(": ", 1) for line in (HERE / "cases.txt").read_text("utf-8").splitlines())
NOTICE = '1 document has errors; "alignctl check" says what is wrong\n'


def run(*arguments: str, cwd: Path = SHOP, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `alignctl` at a width of 80 without colours, unless `env` says otherwise."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "TERM")}
    return subprocess.run(
        [sys.executable, "-m", "alignctl", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**kept, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **env},
        check=False,
    )


def expected(name: str) -> Path:
    return HERE / "expected" / (name if name.endswith(".json") else f"{name}.txt")


@pytest.mark.parametrize("name", sorted(CASES))
def test_output_is_as_expected(name: str) -> None:
    result = run(*CASES[name].split(" "))
    assert (result.returncode, result.stderr) == (0, NOTICE)
    assert result.stdout == expected(name).read_text("utf-8")


def test_no_expected_output_is_left_over() -> None:
    assert {path.name for path in (HERE / "expected").iterdir()} == {expected(name).name for name in CASES}


if __name__ == "__main__":
    for case, command in CASES.items():
        expected(case).write_text(run(*command.split(" ")).stdout, "utf-8")
