"""`check --timing` lists every rule that ran on standard error, and leaves the report as it was."""

from __future__ import annotations

import re
from pathlib import Path


def make_plan(folder: Path) -> Path:
    (folder / "alignctl.yaml").write_text("language: 1\ntoday: 2026-06-30\n")
    (folder / "plans").mkdir()
    (folder / "plans" / "lonely.yaml").write_text("kind: outcome\nid: lonely\ntitle: Customers get an answer\n")
    return folder


def test_rules_are_listed_slowest_first(tmp_path: Path, run_alignctl) -> None:
    folder = make_plan(tmp_path)
    plain = run_alignctl("check", "--profile", "starter", cwd=folder)
    timed = run_alignctl("check", "--profile", "starter", "--timing", cwd=folder)
    assert (timed.stdout, timed.returncode) == (plain.stdout, plain.returncode)
    head, *lines, total = timed.stderr.splitlines()
    assert head.startswith("seconds by rule")
    rows = [re.fullmatch(r" *(\d+\.\d{4})  ([A-Z]{3}\d{3})", line) for line in lines]
    assert all(rows)
    seconds = [float(row[1]) for row in rows if row]
    assert seconds == sorted(seconds, reverse=True)
    assert {"REF001", "LOS001", "MEA001"} <= {row[2] for row in rows if row}
    assert total.endswith("all rules")


def test_one_plan_is_timed_at_a_time(tmp_path: Path, run_alignctl) -> None:
    result = run_alignctl("check", "--timing", "--since", "HEAD", cwd=make_plan(tmp_path))
    assert result.returncode == 2
    assert "--timing does not go with --since" in result.stderr
