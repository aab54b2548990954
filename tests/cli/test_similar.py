"""`alignctl similar`, on the example plan."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).resolve().parents[2]


def test_a_text_finds_what_was_tried_and_what_was_learned(run_alignctl: Run) -> None:
    done = run_alignctl("similar", "call", "clinics", "after", "they", "complain", "-n", "1", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("First mend what is open, then call [mend-first-then-call]\n  adopt, 2026-07-21; ")
    assert "complain, call, clinics" in done.stdout
    assert "learned: What keeps a clinic is that the thing it complained about stopped." in done.stdout
    assert "more are less alike; --limit shows them" in done.stdout


def test_an_item_finds_others_and_says_how_they_are_tied(run_alignctl: Run) -> None:
    done = run_alignctl("similar", "guided-first-week", "--format", "json", cwd=ROOT)
    found = json.loads(done.stdout)
    assert found["asked"] == "guided-first-week"
    first = found["like"][0]
    assert (first["id"], first["link"], first["decision"]) == ("set-up-call-by-checklist", "follows", "stop")
    assert "guided-first-week" not in [entry["id"] for entry in found["like"]]


def test_what_nobody_tried_is_said_so(run_alignctl: Run) -> None:
    done = run_alignctl("similar", "blockchain", "for", "horses", cwd=ROOT)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "nobody seems to have tried it" in done.stderr
