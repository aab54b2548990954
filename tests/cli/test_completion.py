"""Shells complete commands, options and the ids of the plan."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

PLAN = "kind: team\nid: support\ntitle: Support\n---\nkind: team\nid: sales\ntitle: Sales\n"


@pytest.fixture
def complete(tmp_path: Path, run_alignctl):
    """A function that gives what bash would offer for a line."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(PLAN)

    def offered(*words: str) -> list[str]:
        env = {
            "_ALIGNCTL_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("alignctl", *words)),
            "COMP_CWORD": str(len(words)),
        }
        result = run_alignctl(cwd=tmp_path, env=env)
        assert result.stderr == ""
        return [line.split(",", 1)[1] for line in result.stdout.splitlines() if line]

    return offered


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("chec",), {"check", "checkin"}),
        (("show", "s"), {"support", "sales"}),
        (("trace", "su"), {"support"}),
        (("retire", "sa"), {"sales"}),
        (("check", "--prof"), {"--profile"}),
        (("check", "--profile", "st"), {"starter", "standard", "strict"}),
    ],
)
def test_words_are_completed(words: tuple[str, ...], expected: set[str], complete) -> None:
    assert set(complete(*words)) == expected


def test_ids_are_not_completed_where_the_configuration_is_broken(tmp_path: Path, complete) -> None:
    (tmp_path / "alignctl.yaml").write_text("nonsense: [")
    assert complete("show", "s") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("completion", shell, cwd=tmp_path)
    assert result.returncode == 0
    assert "_ALIGNCTL_COMPLETE" in result.stdout
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=result.stdout, text=True, check=True)
