"""Shells complete commands, options, files, rules and the ids of the plan."""

from __future__ import annotations

import shutil
import subprocess
import sys
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
        return [line.removeprefix("plain,") for line in result.stdout.splitlines() if line]

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
        (("rename", "su"), {"support"}),
        (("explain", "MEA00"), {f"MEA00{n}" for n in range(1, 10)}),
        (("explain", "hyp00"), {f"HYP00{n}" for n in range(1, 10)}),
        (("explain", "orph"), {"orphaned-output-metric"}),
        (("check", "--select", "SUP"), {"SUP001", "SUP002", "SUP003"}),
        (("check", "pla"), {"file,pla"}),
        (("check", "--config", "x"), {"file,x"}),
        (("check", "--output", ""), {"file,"}),
    ],
)
def test_words_are_completed(words: tuple[str, ...], expected: set[str], complete) -> None:
    assert set(complete(*words)) == expected


def test_ids_come_with_titles_that_cannot_steer_the_shell(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text('kind: team\nid: a-b\ntitle: "A \\e]0;x\\a B"\n')
    for shell, word in (("zsh", "2"), ("fish", "a")):
        env = {"_ALIGNCTL_COMPLETE": f"{shell}_complete", "COMP_WORDS": "alignctl show a", "COMP_CWORD": word}
        output = run_alignctl(cwd=tmp_path, env=env).stdout
        assert "a-b" in output
        assert "\\x1b]0;x" in output
        assert not set(output) & set("\x1b\x07")


def test_ids_are_not_completed_where_the_configuration_is_broken(tmp_path: Path, complete) -> None:
    (tmp_path / "alignctl.yaml").write_text("nonsense: [")
    assert complete("show", "s") == []
    assert complete("explain", "SUP001") == ["SUP001"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("completion", shell, cwd=tmp_path)
    assert result.returncode == 0
    assert "_ALIGNCTL_COMPLETE" in result.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=result.stdout, text=True, check=True)


def test_bash_offers_ids_and_files_through_the_script(tmp_path: Path, run_alignctl) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(PLAN)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "alignctl").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alignctl "$@"\n')
    (tmp_path / "bin" / "alignctl").chmod(0o755)
    script = """
        PATH="$PWD/bin:$PATH"
        eval "$(alignctl completion bash)"
        ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _alignctl_completion alignctl; }
        ask alignctl show s; echo "${COMPREPLY[@]}"
        ask alignctl check pl; echo "${COMPREPLY[@]}"
        complete -p alignctl
    """
    result = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    ids, _, registered = result.stdout.splitlines()
    assert ids.split() == ["sales", "support"]
    assert registered.endswith("-F _alignctl_completion alignctl")
